/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-report-calendar.h"

#include <string.h>

#include "sg-time.h"

#define QUARTER_SECONDS G_GINT64_CONSTANT (900)

/* g_date_set_julian() counts from the day before 0001-01-01. */
#define JULIAN_1970 719163

static int
find_offset (GTimeZone *zone,
             gint64     seconds,
             int       *interval)
{
  *interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, seconds);

  return *interval >= 0 ? g_time_zone_get_offset (zone, *interval) : 0;
}

/**
 * sg_report_day_of:
 * @time_ms: Unix time
 *
 * Returns: the day it is then in @zone
 */
gint64
sg_report_day_of (GTimeZone *zone,
                  gint64     time_ms)
{
  gint64 seconds = sg_time_whole_units (time_ms, 1000);
  int interval;

  return sg_time_whole_units (seconds + find_offset (zone, seconds, &interval), SG_DAY_SECONDS);
}

/**
 * sg_report_clock_get_day:
 * @self: starts with a zone alone
 *
 * sg_report_day_of() for many moments, one after the other: a zone is slow to
 * look into, and mostly the same for days.
 */
gint64
sg_report_clock_get_day (SgReportClock *self,
                         gint64         time_ms)
{
  gint64 seconds = sg_time_whole_units (time_ms, 1000);
  int interval, last_interval;

  if (seconds < self->start_seconds || seconds >= self->end_seconds) {
    self->start_seconds = sg_time_whole_units (seconds, SG_DAY_SECONDS) * SG_DAY_SECONDS;
    self->end_seconds = self->start_seconds + SG_DAY_SECONDS;
    self->offset_seconds = find_offset (self->zone, self->start_seconds, &interval);
    find_offset (self->zone, self->end_seconds - 1, &last_interval);
    if (interval != last_interval)
      self->end_seconds = self->start_seconds;
  }
  if (self->end_seconds == self->start_seconds)
    return sg_report_day_of (self->zone, time_ms);

  return sg_time_whole_units (seconds + self->offset_seconds, SG_DAY_SECONDS);
}

/**
 * sg_report_day_start_ms:
 *
 * Returns: the Unix time of the first quarter of an hour that is in @day, also
 *   where clocks are changed at midnight
 */
gint64
sg_report_day_start_ms (GTimeZone *zone,
                        gint64     day)
{
  gint64 seconds = (day - 1) * SG_DAY_SECONDS;

  while (sg_report_day_of (zone, seconds * 1000) < day)
    seconds += QUARTER_SECONDS;

  return seconds * 1000;
}

/**
 * sg_report_week_of:
 *
 * Returns: the Sunday the week of @day began with
 */
gint64
sg_report_week_of (gint64 day)
{
  /* 1970-01-01 was a Thursday. */
  return sg_time_whole_units (day + 4, 7) * 7 - 4;
}

static gboolean
set_date (GDate *date,
          gint64 day)
{
  gint64 julian = day + JULIAN_1970;

  g_date_clear (date, 1);
  if (julian < 1 || julian > G_MAXINT32)
    return FALSE;
  g_date_set_julian (date, (guint32) julian);

  return TRUE;
}

/**
 * sg_report_month_of:
 *
 * Returns: the first day of the month of @day
 */
gint64
sg_report_month_of (gint64 day)
{
  GDate date;

  return set_date (&date, day) ? day + 1 - g_date_get_day (&date) : day;
}

static gboolean
read_number (const char *digits,
             guint       n_digits,
             guint      *number)
{
  *number = 0;
  for (guint i = 0; i < n_digits; i++) {
    if (!g_ascii_isdigit (digits[i]))
      return FALSE;
    *number = *number * 10 + (guint) (digits[i] - '0');
  }

  return TRUE;
}

/**
 * sg_report_day_parse:
 * @text: `20261121` or `2026-11-21`
 * @day: (out): left alone when it is no day
 */
gboolean
sg_report_day_parse (const char *text,
                     gint64     *day)
{
  gsize length = strlen (text);
  gsize dash = length == 10;
  guint year, month, date_day;
  GDate date;

  if (length != 8 + 2 * dash || (dash && (text[4] != '-' || text[7] != '-')) || !read_number (text, 4, &year) ||
      !read_number (text + 4 + dash, 2, &month) || !read_number (text + 6 + 2 * dash, 2, &date_day) ||
      year == 0 || !g_date_valid_dmy ((GDateDay) date_day, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) date_day, (GDateMonth) month, (GDateYear) year);
  *day = (gint64) g_date_get_julian (&date) - JULIAN_1970;

  return TRUE;
}

/**
 * sg_report_day_format:
 *
 * Returns: (transfer full): for example `2026-11-21`
 */
char *
sg_report_day_format (gint64 day)
{
  GDate date;

  if (!set_date (&date, day))
    return g_strdup ("?");

  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}
