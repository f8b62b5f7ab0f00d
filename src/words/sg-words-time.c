/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "sg-style.h"
#include "sg-time.h"
#include "sg-words-private.h"

#define MINUTE G_GINT64_CONSTANT (60)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* A weekday names one day only while the week is not over; a day without its year, only this year's. */
#define DAYS_OF_A_WEEKDAY 6
#define DAYS_WITHOUT_YEAR 180

static int
whole (gint64 number)
{
  return (int) MIN (number, G_MAXINT);
}

static char *
days_text (gint64 n)
{
  /* Translators: a number of days in as few letters as are understood, as in “3 d 4 h” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d d", "%d d", n), whole (n));
}

static char *
hours_text (gint64 n)
{
  /* Translators: a number of hours, as in “2 h 14 min” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h", "%d h", n), whole (n));
}

static char *
minutes_text (gint64 n)
{
  /* Translators: a number of minutes, as in “2 h 14 min” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min", "%d min", n), whole (n));
}

static char *
days_spoken (gint64 n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day", "%d days", n), whole (n));
}

static char *
hours_spoken (gint64 n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d hour", "%d hours", n), whole (n));
}

static char *
minutes_spoken (gint64 n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute", "%d minutes", n), whole (n));
}

typedef char *(*UnitText) (gint64 n);

static const UnitText short_texts[] = { days_text, hours_text, minutes_text };
static const UnitText spoken_texts[] = { days_spoken, hours_spoken, minutes_spoken };
static const gint64 unit_seconds[] = { DAY, HOUR, MINUTE };

/* The largest unit that is there and, when asked for, the next one down. */
static char *
span_text (const UnitText *texts,
           gint64          seconds,
           gboolean        with_rest)
{
  g_autofree char *large = NULL;
  g_autofree char *small = NULL;
  guint i = 0;
  gint64 rest;

  while (i < G_N_ELEMENTS (unit_seconds) && seconds < unit_seconds[i])
    i++;
  if (i == G_N_ELEMENTS (unit_seconds))
    return g_strdup (_ ("less than a minute"));

  large = texts[i] (seconds / unit_seconds[i]);
  rest = i + 1 < G_N_ELEMENTS (unit_seconds) ? seconds % unit_seconds[i] / unit_seconds[i + 1] : 0;
  if (!with_rest || rest == 0)
    return g_steal_pointer (&large);

  small = texts[i + 1] (rest);

  /* Translators: a duration of two units, “2 h” and “14 min” */
  return g_strdup_printf (C_ ("duration", "%s %s"), large, small);
}

/**
 * sg_words_duration:
 *
 * Returns: (transfer full): the two largest units, rounded down: `2 h 14 min`, `14 min`, `3 d 4 h`
 */
char *
sg_words_duration (gint64 seconds)
{
  return span_text (short_texts, seconds, TRUE);
}

/**
 * sg_words_duration_spoken:
 *
 * Returns: (transfer full): for a screen reader: `2 hours 14 minutes`
 */
char *
sg_words_duration_spoken (gint64 seconds)
{
  return span_text (spoken_texts, seconds, TRUE);
}

/* The largest unit only: the age of a number needs no more. */
char *
sg_words_span (gint64 seconds)
{
  return span_text (short_texts, seconds, FALSE);
}

char *
sg_words_span_spoken (gint64 seconds)
{
  return span_text (spoken_texts, seconds, FALSE);
}

static int
days_ahead (GDateTime *time,
            GDateTime *now)
{
  g_autoptr (GDate) day = g_date_new_dmy (g_date_time_get_day_of_month (time), (GDateMonth) g_date_time_get_month (time), (GDateYear) g_date_time_get_year (time));
  g_autoptr (GDate) today = g_date_new_dmy (g_date_time_get_day_of_month (now), (GDateMonth) g_date_time_get_month (now), (GDateYear) g_date_time_get_year (now));

  return g_date_days_between (today, day);
}

typedef struct {
  const char *today;
  const char *this_week;
  const char *this_year;
  const char *any;
} ClockFormats;

static char *
to_12_hours (const char *format,
             GDateTime  *local)
{
  const char *here = nl_langinfo (g_date_time_get_hour (local) < 12 ? AM_STR : PM_STR);
  const char *half = *here != '\0' ? here : g_date_time_get_hour (local) < 12 ? "AM" : "PM";
  g_auto (GStrv) joint = g_strsplit (format, "%R", -1);
  g_autofree char *apart = g_strjoinv ("%H:%M", joint);
  g_auto (GStrv) pieces = g_strsplit (apart, "%H", -1);
  g_autofree char *hours = g_strjoinv ("%-I", pieces);
  g_auto (GStrv) halves = g_strsplit (hours, "%M", -1);
  g_autofree char *minutes = g_strconcat ("%M\u00a0", half, NULL);

  return g_strjoinv (minutes, halves);
}

static char *
format_local (const char *format,
              GDateTime  *local)
{
  g_autofree char *of_12_hours = sg_style_has_12_hours () ? to_12_hours (format, local) : NULL;

  return g_date_time_format (local, of_12_hours ? of_12_hours : format);
}

static char *
format_clock (const ClockFormats *formats,
              GDateTime          *time,
              GDateTime          *now,
              GTimeZone          *zone)
{
  g_autoptr (GDateTime) local = g_date_time_to_timezone (time, zone);
  g_autoptr (GDateTime) local_now = g_date_time_to_timezone (now, zone);
  const char *format = formats->any;
  int days;

  if (local == NULL || local_now == NULL)
    return NULL;

  days = days_ahead (local, local_now);
  if (days == 0)
    format = formats->today;
  else if (days > 0 && days <= DAYS_OF_A_WEEKDAY)
    format = formats->this_week;
  else if (ABS (days) < DAYS_WITHOUT_YEAR)
    format = formats->this_year;

  return format_local (format, local);
}

/**
 * sg_words_clock_time:
 *
 * Returns: (transfer full): @time in @zone: `14:50` today (`2:50 PM` by locale or #SgStyle), `Tue 09:00` on one of the next
 *   six days, `2 Feb 09:00` otherwise, `2 Feb 2031` far away; `–` where @zone has no such day
 */
char *
sg_words_clock_time (GDateTime *time,
                     GDateTime *now,
                     GTimeZone *zone)
{
  const ClockFormats formats = {
    /* Translators: a time of day, for g_date_time_format() */
    .today = C_ ("clock", "%H:%M"),
    .this_week = C_ ("clock", "%a %H:%M"),
    .this_year = C_ ("clock", "%-d %b %H:%M"),
    .any = C_ ("clock", "%-d %b %Y"),
  };

  char *text = format_clock (&formats, time, now, zone);

  return text ? text : g_strdup ("–");
}

/* The same inside a sentence: “Limit reached, resets at 14:50”; %NULL at the calendar's ends, where zones have no day. */
char *
sg_words_when (GDateTime *time,
               GDateTime *now,
               GTimeZone *zone)
{
  const ClockFormats formats = {
    /* Translators: when something happens, inside a sentence, for g_date_time_format() */
    .today = C_ ("when", "at %H:%M"),
    .this_week = C_ ("when", "on %a at %H:%M"),
    .this_year = C_ ("when", "on %-d %b at %H:%M"),
    .any = C_ ("when", "on %-d %b %Y"),
  };

  return format_clock (&formats, time, now, zone);
}

/* A day without its time; %NULL at the calendar's ends, where zones have no day. */
char *
sg_words_day (GDateTime *time,
              GDateTime *now,
              GTimeZone *zone)
{
  const ClockFormats formats = {
    /* Translators: a day, for g_date_time_format() */
    .today = C_ ("day", "%-d %b"),
    .this_week = C_ ("day", "%-d %b"),
    .this_year = C_ ("day", "%-d %b"),
    .any = C_ ("day", "%-d %b %Y"),
  };

  return format_clock (&formats, time, now, zone);
}

/**
 * sg_words_age:
 *
 * Returns: (transfer full): `just now`, `2 min ago`, `3 h ago`, `4 d ago`; a time still to come is `just now`
 */
char *
sg_words_age (GDateTime *as_of,
              GDateTime *now)
{
  gint64 seconds = sg_time_seconds_between (as_of, now);

  if (seconds < MINUTE)
    return g_strdup (_ ("just now"));
  if (seconds < HOUR)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d min ago", "%d min ago", seconds / MINUTE), whole (seconds / MINUTE));
  if (seconds < DAY)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d h ago", "%d h ago", seconds / HOUR), whole (seconds / HOUR));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d d ago", "%d d ago", seconds / DAY), whole (seconds / DAY));
}

/**
 * sg_words_updated:
 *
 * Returns: (transfer full): `Updated 2 min ago · from Claude Code's cache`
 */
char *
sg_words_updated (GDateTime *as_of,
                  SgOrigin   origin,
                  GDateTime *now)
{
  g_autofree char *age = sg_words_age (as_of, now);

  if (origin == SG_ORIGIN_UNKNOWN)
    /* Translators: %s is “just now” or “2 min ago” */
    return g_strdup_printf (_ ("Updated %s"), age);

  /* Translators: “Updated 2 min ago · from the statusline” */
  return g_strdup_printf (_ ("Updated %s · %s"), age, sg_words_origin (origin));
}
