/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-lexer.h"

/* -1 when they are not all digits */
static int
read_digits (const char *text,
             guint       n_digits)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    value = value * 10 + (text[i] - '0');
  }

  return value;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that leap days come last. */
static gint64
days_from_date (int year,
                int month,
                int day)
{
  gint64 shifted = month <= 2 ? year - 1 : year;
  gint64 era = shifted / 400;
  gint64 year_of_era = shifted - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static gboolean
is_date (int year,
         int month,
         int day)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (leap && month == 2);
}

/* `Z` or `+hh:mm`; milliseconds east of Greenwich */
static gboolean
read_offset (const char *at,
             const char *end,
             gint64     *offset_ms)
{
  int hours, minutes;

  *offset_ms = 0;
  if (end - at == 1)
    return *at == 'Z';
  if (end - at != 6 || (*at != '+' && *at != '-') || at[3] != ':')
    return FALSE;

  hours = read_digits (at + 1, 2);
  minutes = read_digits (at + 4, 2);
  *offset_ms = (hours * 60 + minutes) * G_GINT64_CONSTANT (60000) * (*at == '-' ? -1 : 1);

  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

/* `.` and digits; what is finer than a millisecond is cut */
static const char *
read_fraction (const char *at,
               const char *end,
               gint64     *ms)
{
  gint64 weight = 100;

  if (at == end || *at != '.')
    return at;
  if (++at == end || !g_ascii_isdigit (*at))
    return end;
  for (; at < end && g_ascii_isdigit (*at); at++, weight /= 10)
    *ms += (*at - '0') * weight;

  return at;
}

/**
 * sg_transcript_read_time:
 * @text: `2026-11-21T10:57:11.201Z`; the fraction may be of any length or missing, the zone may be `+05:30`
 * @time_ms: (out): Unix milliseconds
 */
gboolean
sg_transcript_read_time (SgSlice text,
                         gint64 *time_ms)
{
  const char *at = text.text;
  const char *end;
  int year, month, day, hour, minute, second;
  gint64 ms = 0, offset_ms;

  if (text.length < 20 || at[4] != '-' || at[7] != '-' || at[10] != 'T' || at[13] != ':' || at[16] != ':')
    return FALSE;

  year = read_digits (at, 4);
  month = read_digits (at + 5, 2);
  day = read_digits (at + 8, 2);
  hour = read_digits (at + 11, 2);
  minute = read_digits (at + 14, 2);
  second = read_digits (at + 17, 2);
  end = at + text.length;
  at = read_fraction (at + 19, end, &ms);

  if (!is_date (year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      !read_offset (at, end, &offset_ms))
    return FALSE;

  *time_ms = ((days_from_date (year, month, day) * 24 + hour) * 60 + minute) * 60000 + second * 1000 + ms - offset_ms;

  return TRUE;
}
