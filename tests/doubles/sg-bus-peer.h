/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

GDBusConnection *sg_bus_peer_new (const char *address) G_GNUC_WARN_UNUSED_RESULT;
guint            sg_bus_peer_own_name (GDBusConnection *connection,
                                       const char      *name) G_GNUC_WARN_UNUSED_RESULT;
