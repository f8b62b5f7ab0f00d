/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_DAY_SECONDS G_GINT64_CONSTANT (86400)

GDateTime *sg_time_from_unix_ms (gint64 unix_ms) G_GNUC_WARN_UNUSED_RESULT;
GDateTime *sg_time_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
GDateTime *sg_time_round_to_minute (GDateTime *time) G_GNUC_WARN_UNUSED_RESULT;
gboolean   sg_time_equal (GDateTime *a,
                          GDateTime *b);
gint64     sg_time_seconds_between (GDateTime *from,
                                    GDateTime *to);
gint64     sg_time_midnight_of (gint64 seconds);

G_END_DECLS
