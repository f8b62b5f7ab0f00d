/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* Where an agent is on the session bus. */

#define SG_BUS_NAME "io.github.sandglass.Sandglass"
#define SG_BUS_PATH "/io/github/sandglass/Sandglass"
#define SG_BUS_PROFILES_PATH SG_BUS_PATH "/profiles/"

/* Who asks after an agent does not start one. */
#define SG_BUS_PROXY_FLAGS (G_DBUS_PROXY_FLAGS_DO_NOT_AUTO_START | G_DBUS_PROXY_FLAGS_GET_INVALIDATED_PROPERTIES)
