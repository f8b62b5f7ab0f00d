/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

int sg_whole_write (int           fd,
                    gconstpointer bytes,
                    gsize         length) G_GNUC_WARN_UNUSED_RESULT;
