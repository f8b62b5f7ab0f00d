/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-range.h"

/**
 * sg_session_range_start_ms:
 * @zone: whose midnight begins a day
 *
 * Returns: Unix time, when the first of the days begins that end with today; %G_MININT64 for all time
 */
gint64
sg_session_range_start_ms (SgSessionRange range,
                           GDateTime     *now,
                           GTimeZone     *zone)
{
  static const int days_before[] = { 0, 6, 29 };
  g_autoptr (GDateTime) today = g_date_time_to_timezone (now, zone);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) midnight = NULL;

  if (range >= SG_SESSION_ALL_TIME)
    return G_MININT64;

  first = g_date_time_add_days (today, -days_before[range]);
  midnight = g_date_time_new (zone, g_date_time_get_year (first), g_date_time_get_month (first), g_date_time_get_day_of_month (first), 0, 0,
                              0.0);

  return g_date_time_to_unix (midnight) * 1000;
}
