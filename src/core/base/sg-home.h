/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

char *sg_home_shorten (const char *text,
                       const char *home) G_GNUC_WARN_UNUSED_RESULT;
