/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sg-words-private.h"

/* Nearer to certain than this, saying so is noise. */
#define CERTAIN_PERCENT 95.0

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b,
             GTimeZone *zone)
{
  g_autoptr (GDateTime) first = g_date_time_to_timezone (a, zone);
  g_autoptr (GDateTime) second = g_date_time_to_timezone (b, zone);

  return first != NULL && second != NULL && g_date_time_get_year (first) == g_date_time_get_year (second) &&
         g_date_time_get_day_of_year (first) == g_date_time_get_day_of_year (second);
}

/* A range of minutes needs no seconds: “13:20” to “14:10”, rounded outwards to five minutes. */
static GDateTime *
round_to_five (GDateTime *time,
               gboolean   up)
{
  gint64 seconds = g_date_time_to_unix (time);
  gint64 rest = seconds % 300;

  return g_date_time_new_from_unix_utc (seconds - rest + (up && rest > 0 ? 300 : 0));
}

static char *
range_text (GDateTime *from,
            GDateTime *until,
            GDateTime *now,
            GTimeZone *zone)
{
  g_autoptr (GDateTime) first = round_to_five (from, FALSE);
  g_autoptr (GDateTime) last = round_to_five (until, TRUE);
  g_autofree char *first_text = sg_words_clock_time (first, now, zone);
  /* The second of two times on one day needs no day. */
  g_autofree char *last_text = sg_words_clock_time (last, is_same_day (first, last, zone) ? last : now, zone);

  if (is_same_day (first, last, zone))
    /* Translators: from one time to another on the same day, “13:20–14:10” or “Thu 13:20–14:10” */
    return g_strdup_printf (C_ ("range", "%s–%s"), first_text, last_text);

  /* Translators: from one day and time to another, “Thu 13:20 – Fri 09:00” */
  return g_strdup_printf (C_ ("range", "%s – %s"), first_text, last_text);
}

static char *
forecast_text (const SgLimit *limit,
               GDateTime     *now,
               GTimeZone     *zone)
{
  const SgForecast *forecast = limit->forecast;
  gboolean begun = forecast->full_from != NULL && g_date_time_compare (forecast->full_from, now) < 0;
  g_autofree char *range = NULL;

  if (forecast->full_from == NULL || forecast->full_until == NULL || g_date_time_compare (forecast->full_until, now) <= 0)
    return NULL;

  range = range_text (begun ? now : forecast->full_from, forecast->full_until, now, zone);
  if (forecast->chance_percent >= CERTAIN_PERCENT)
    /* Translators: when a limit will be full, “At this pace full 13:20–14:10” */
    return g_strdup_printf (_ ("At this pace full %s"), range);

  /* Translators: “At this pace full 13:20–14:10, 75 % likely”; the space before % is a no-break space */
  return g_strdup_printf (_ ("At this pace full %s, %d %% likely"), range, (int) lround (forecast->chance_percent / 5.0) * 5);
}

/**
 * sg_words_forecast:
 *
 * Returns: (transfer full) (nullable): when it will be full: by its history `At this pace full 13:20–14:10, 75 % likely`,
 *   without one by the straight line of sg_words_full_at(); %NULL where it will last, or nobody can tell
 */
char *
sg_words_forecast (const SgLimit *limit,
                   GDateTime     *now,
                   GTimeZone     *zone)
{
  SgLimitState state = sg_limit_get_state (limit, now);
  g_auto (SgPace) pace = { 0 };

  if (state == SG_LIMIT_RESET || state == SG_LIMIT_STALE || state == SG_LIMIT_FULL)
    return NULL;
  if (limit->forecast != NULL && limit->forecast->chance_percent >= 0.0)
    return forecast_text (limit, now, zone);

  sg_pace_init (&pace, limit, now);

  return sg_words_full_at (limit, &pace, now, zone);
}

static int
whole (double percent)
{
  return (int) floor (CLAMP (percent, 0.0, 999.0) + 1e-9);
}

/**
 * sg_words_plan:
 *
 * Returns: (transfer full) (nullable): `48 % of the week is left, 12 % is an even share for today`, for the week over
 *   all models; %NULL where it is not known
 */
char *
sg_words_plan (const SgLimit *limit,
               GDateTime     *now)
{
  SgLimitState state = sg_limit_get_state (limit, now);
  int keep = whole (100.0 - sg_limit_get_likely_percent (limit));

  if (limit->kind != SG_LIMIT_WEEKLY || limit->forecast == NULL || limit->forecast->today_percent < 0.0 ||
      state == SG_LIMIT_RESET || state == SG_LIMIT_STALE || state == SG_LIMIT_FULL)
    return NULL;

  /* Translators: of the week’s limit: what is left, and how much of the week the rest of today may have; no-break spaces before % */
  return g_strdup_printf (_ ("%d %% of the week is left, %d %% is an even share for today"), keep,
                          whole (limit->forecast->today_percent));
}
