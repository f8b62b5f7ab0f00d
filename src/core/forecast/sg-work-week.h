/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgWorkWeek:
 * @days: whether that day is worked on, Monday first
 * @from_minute: of the day, when work begins
 * @until_minute: of the day, when it ends; 1440 is midnight
 *
 * When somebody works, in local time.
 */
typedef struct {
  gboolean days[7];
  int      from_minute;
  int      until_minute;
} SgWorkWeek;

void     sg_work_week_init (SgWorkWeek *week,
                            const char *days,
                            const char *hours);
gboolean sg_work_week_is_all (const SgWorkWeek *week);
gint64   sg_work_week_seconds_between (const SgWorkWeek *week,
                                       GDateTime        *from,
                                       GDateTime        *until,
                                       GTimeZone        *zone);
double   sg_work_week_elapsed_percent (const SgWorkWeek *week,
                                       GDateTime        *resets_at,
                                       gint64            length_seconds,
                                       GDateTime        *now,
                                       GTimeZone        *zone);
GDateTime *sg_work_week_full_at (const SgWorkWeek *week,
                                 double            used_percent,
                                 GDateTime        *resets_at,
                                 gint64            length_seconds,
                                 GDateTime        *now,
                                 GTimeZone        *zone) G_GNUC_WARN_UNUSED_RESULT;
double sg_work_week_today_percent (const SgWorkWeek *week,
                                   double            used_percent,
                                   GDateTime        *resets_at,
                                   GDateTime        *now,
                                   GTimeZone        *zone);
gboolean sg_work_week_agrees (const SgWorkWeek *week,
                              double            ahead_percent,
                              GDateTime        *from,
                              GDateTime        *until,
                              GTimeZone        *zone);

G_END_DECLS
