/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-quiet-hours.h"

#include <string.h>

#define DAY_MINUTES 1440

/**
 * sg_quiet_hours_init:
 * @days: the digits of the days they begin on, 1 for Monday: `12345`; "" for none
 */
void
sg_quiet_hours_init (SgQuietHours *self,
                     gboolean      enabled,
                     guint         from_minute,
                     guint         until_minute,
                     const char   *days)
{
  self->enabled = enabled;
  self->from_minute = MIN (from_minute, DAY_MINUTES - 1);
  self->until_minute = MIN (until_minute, DAY_MINUTES - 1);
  for (guint i = 0; i < G_N_ELEMENTS (self->days); i++)
    self->days[i] = strchr (days, '1' + (int) i) != NULL;
}

/* A time the clock change leaves out is the one an hour on. */
static GDateTime *
time_of_day (GDateTime *day,
             guint      minute)
{
  return g_date_time_new (g_date_time_get_timezone (day), g_date_time_get_year (day), g_date_time_get_month (day),
                          g_date_time_get_day_of_month (day), (int) minute / 60, (int) minute % 60, 0.0);
}

/* Returns: (nullable): when those that begin on @day end, if @now is in them */
static GDateTime *
find_end_of_day (const SgQuietHours *self,
                 GDateTime          *day,
                 GDateTime          *now)
{
  g_autoptr (GDateTime) next_day = g_date_time_add_days (day, 1);
  g_autoptr (GDateTime) begin = time_of_day (day, self->from_minute);
  g_autoptr (GDateTime) end = time_of_day (self->until_minute > self->from_minute ? day : next_day, self->until_minute);

  if (!self->days[g_date_time_get_day_of_week (day) - 1] || g_date_time_compare (now, begin) < 0 ||
      g_date_time_compare (now, end) >= 0)
    return NULL;

  return g_date_time_to_utc (end);
}

/**
 * sg_quiet_hours_find_end:
 * @zone: the local one
 *
 * Returns: (transfer full) (nullable): when the quiet hours it is in end, UTC; %NULL outside of them
 */
GDateTime *
sg_quiet_hours_find_end (const SgQuietHours *self,
                         GDateTime          *now,
                         GTimeZone          *zone)
{
  g_autoptr (GDateTime) today = g_date_time_to_timezone (now, zone);
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (today, -1);
  GDateTime *end = self->enabled ? find_end_of_day (self, today, now) : NULL;

  return end != NULL || !self->enabled ? end : find_end_of_day (self, yesterday, now);
}
