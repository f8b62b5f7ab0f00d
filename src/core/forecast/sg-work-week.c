/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-work-week.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "sg-pace.h"

#define DAY_MINUTES 1440

static void
set_days (SgWorkWeek *week,
          const char *days)
{
  gboolean any = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (week->days); i++) {
    week->days[i] = strchr (days, '1' + (int) i) != NULL;
    any = any || week->days[i];
  }
  for (guint i = 0; !any && i < G_N_ELEMENTS (week->days); i++)
    week->days[i] = TRUE;
}

/**
 * sg_work_week_init:
 * @days: the digits of the days worked on, 1 for Monday: `12345`
 * @hours: from and until, in hours: `9-18`
 *
 * What says nothing means all days, and all hours.
 */
void
sg_work_week_init (SgWorkWeek *week,
                   const char *days,
                   const char *hours)
{
  int from = 0, until = 24;

  set_days (week, days ? days : "");
  if (hours == NULL || sscanf (hours, "%d-%d", &from, &until) != 2 || from < 0 || until > 24 || from >= until) {
    from = 0;
    until = 24;
  }
  week->from_minute = from * 60;
  week->until_minute = until * 60;
}

gboolean
sg_work_week_is_all (const SgWorkWeek *week)
{
  for (guint i = 0; i < G_N_ELEMENTS (week->days); i++) {
    if (!week->days[i])
      return FALSE;
  }

  return week->from_minute == 0 && week->until_minute == DAY_MINUTES;
}

/* A day of the clock change is as long as it is. */
static GDateTime *
time_of_day (GDateTime *day,
             int        minute)
{
  if (minute == DAY_MINUTES) {
    g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);

    return time_of_day (next, 0);
  }

  return g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), minute / 60, minute % 60, 0.0);
}

static gint64
seconds_of_day (const SgWorkWeek *week,
                GDateTime        *day,
                gint64            from,
                gint64            until)
{
  g_autoptr (GDateTime) begin = time_of_day (day, week->from_minute);
  g_autoptr (GDateTime) end = time_of_day (day, week->until_minute);

  if (!week->days[g_date_time_get_day_of_week (day) - 1])
    return 0;

  return MAX (0, MIN (until, g_date_time_to_unix (end)) - MAX (from, g_date_time_to_unix (begin)));
}

/**
 * sg_work_week_seconds_between:
 *
 * Returns: how much of that time is working time
 */
gint64
sg_work_week_seconds_between (const SgWorkWeek *week,
                              GDateTime        *from,
                              GDateTime        *until,
                              GTimeZone        *zone)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (from, zone);
  g_autoptr (GDateTime) day = time_of_day (local, 0);
  gint64 first = g_date_time_to_unix (from), last = g_date_time_to_unix (until);
  gint64 sum = 0;

  while (g_date_time_to_unix (day) < last) {
    GDateTime *next = time_of_day (day, DAY_MINUTES);

    sum += seconds_of_day (week, day, first, last);
    g_date_time_unref (day);
    day = next;
  }

  return sum;
}

/**
 * sg_work_week_elapsed_percent:
 *
 * Returns: the share of the window's working time that is gone, 0-100; below 0 where all time is working time,
 *   or none of the window's is
 */
double
sg_work_week_elapsed_percent (const SgWorkWeek *week,
                              GDateTime        *resets_at,
                              gint64            length_seconds,
                              GDateTime        *now,
                              GTimeZone        *zone)
{
  g_autoptr (GDateTime) start = g_date_time_add_seconds (resets_at, -(double) length_seconds);
  gint64 all = sg_work_week_seconds_between (week, start, resets_at, zone);

  if (sg_work_week_is_all (week) || all <= 0)
    return -1.0;

  return 100.0 * (double) sg_work_week_seconds_between (week, start, now, zone) / (double) all;
}

/* When so much working time will be gone; %NULL where that is not before @until. */
static GDateTime *
go_on (const SgWorkWeek *week,
       gint64            seconds,
       GDateTime        *from,
       GDateTime        *until,
       GTimeZone        *zone)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (from, zone);
  g_autoptr (GDateTime) day = time_of_day (local, 0);
  gint64 first = g_date_time_to_unix (from), last = g_date_time_to_unix (until);

  while (g_date_time_to_unix (day) < last) {
    g_autoptr (GDateTime) begin = time_of_day (day, week->from_minute);
    gint64 today = seconds_of_day (week, day, first, last);
    GDateTime *next;

    if (today > 0 && seconds <= today)
      return g_date_time_add_seconds (g_date_time_compare (begin, from) > 0 ? begin : from, (double) seconds);
    next = time_of_day (day, DAY_MINUTES);
    seconds -= today;
    g_date_time_unref (day);
    day = next;
  }

  return NULL;
}

/**
 * sg_work_week_full_at:
 * @used_percent: of the window so far
 *
 * sg_work_week_elapsed_percent() turned round: working time gone × 100 ÷ used, from the window's start.
 *
 * Returns: (transfer full) (nullable): when the window is full, if working time goes on being used as it was; %NULL where
 *   that is not before the reset, nothing can be told yet, or all time is working time
 */
GDateTime *
sg_work_week_full_at (const SgWorkWeek *week,
                      double            used_percent,
                      GDateTime        *resets_at,
                      gint64            length_seconds,
                      GDateTime        *now,
                      GTimeZone        *zone)
{
  g_autoptr (GDateTime) start = g_date_time_add_seconds (resets_at, -(double) length_seconds);
  double gone = (double) sg_work_week_seconds_between (week, start, now, zone);

  if (sg_work_week_is_all (week) || gone <= 0.0 || used_percent <= 0.0 || used_percent >= 100.0)
    return NULL;

  return go_on (week, (gint64) round (gone * (100.0 - used_percent) / used_percent), now, resets_at, zone);
}

/**
 * sg_work_week_today_percent:
 * @used_percent: of the window so far
 *
 * What is left × working time from now until midnight ÷ working time from now until the reset.
 *
 * Returns: the share of the window the rest of today may have; below 0 where there is no working time left
 */
double
sg_work_week_today_percent (const SgWorkWeek *week,
                            double            used_percent,
                            GDateTime        *resets_at,
                            GDateTime        *now,
                            GTimeZone        *zone)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (now, zone);
  g_autoptr (GDateTime) midnight = time_of_day (local, DAY_MINUTES);
  GDateTime *end = g_date_time_compare (midnight, resets_at) < 0 ? midnight : resets_at;
  gint64 all = sg_work_week_seconds_between (week, now, resets_at, zone);

  if (all <= 0)
    return -1.0;

  return MAX (0.0, 100.0 - used_percent) * (double) sg_work_week_seconds_between (week, now, end, zone) / (double) all;
}

/**
 * sg_work_week_agrees:
 * @ahead_percent: used minus the share of the working time gone
 * @from: if a window gets full, then from now …
 * @until: … until then
 *
 * A row that says “behind pace” does not say that its limit will be full, nor that it will be so while nobody works:
 * who set the working time knows better than the few past moments that say otherwise.
 *
 * Returns: whether the range may be said beside the pace
 */
gboolean
sg_work_week_agrees (const SgWorkWeek *week,
                     double            ahead_percent,
                     GDateTime        *from,
                     GDateTime        *until,
                     GTimeZone        *zone)
{
  g_autoptr (GDateTime) after = g_date_time_add_seconds (until, 1.0);

  return sg_work_week_is_all (week) ||
         (ahead_percent > -SG_PACE_ON_PERCENT && sg_work_week_seconds_between (week, from, after, zone) > 0);
}
