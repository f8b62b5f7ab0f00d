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

/**
 * sg_time_whole_units:
 * @time: since 1970, or before it
 * @unit: of the same kind
 *
 * Returns: how many whole units @time lies after 1970; of what lies before, the unit has begun earlier still
 */
static inline gint64
sg_time_whole_units (gint64 time,
                     gint64 unit)
{
  return time / unit - (time % unit < 0);
}

G_END_DECLS
