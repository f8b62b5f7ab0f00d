/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-steps.h"

#include "sg-time.h"

#define QUARTER_SECONDS 900

#define DAY_QUARTERS 96

static const struct {
  const char *nick;
  int         n_days;
  int         hours;   /* of a step; 0 for less than a day's division */
} spans[] = {
  [SG_HISTORY_DAY] = { "24h", 1, 0 },
  [SG_HISTORY_WEEK] = { "7d", 7, 2 },
  [SG_HISTORY_MONTH] = { "30d", 30, 8 },
  [SG_HISTORY_YEAR] = { "12m", 364, 7 * 24 },
};

const char *
sg_history_span_to_nick (SgHistorySpan span)
{
  return spans[span].nick;
}

gboolean
sg_history_span_from_nick (const char    *nick,
                           SgHistorySpan *span)
{
  for (guint i = 0; i < SG_N_HISTORY_SPANS; i++) {
    if (g_str_equal (nick, spans[i].nick)) {
      *span = i;
      return TRUE;
    }
  }

  return FALSE;
}

static void
add_quarters (GArray *steps,
              gint64  now)
{
  gint64 end = now - now % QUARTER_SECONDS + QUARTER_SECONDS;

  for (int i = DAY_QUARTERS; i >= 0; i--) {
    gint64 at = end - i * QUARTER_SECONDS;

    g_array_append_val (steps, at);
  }
}

/* One that the change to summer time leaves out falls on the next. */
static void
add_boundary (GArray    *steps,
              GDateTime *day,
              int        hour,
              GTimeZone *zone)
{
  g_autoptr (GDateTime) time = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                                                g_date_time_get_day_of_month (day), hour, 0, 0.0);
  gint64 at = time ? g_date_time_to_unix (time) : 0;

  if (time != NULL && (steps->len == 0 || at > g_array_index (steps, gint64, steps->len - 1)))
    g_array_append_val (steps, at);
}

static void
add_local (GArray       *steps,
           SgHistorySpan span,
           gint64        now,
           GTimeZone    *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) today = g_date_time_to_timezone (utc, zone);
  int first_day = -spans[span].n_days, day_step = 1;

  if (span == SG_HISTORY_YEAR) {
    day_step = 7;
    first_day -= g_date_time_get_day_of_week (today) - 1;
  }
  for (int i = first_day; i <= day_step; i += day_step) {
    g_autoptr (GDateTime) day = g_date_time_add_days (today, i);

    for (int hour = 0; hour < 24; hour += spans[span].hours)
      add_boundary (steps, day, hour, zone);
  }
}

/* From the step that @from lies in to the one that @now lies in. */
static void
trim (GArray *steps,
      gint64  from,
      gint64  now)
{
  guint first = 0, last = 0;

  while (first + 1 < steps->len && g_array_index (steps, gint64, first + 1) <= from)
    first++;
  while (last + 1 < steps->len && g_array_index (steps, gint64, last) <= now)
    last++;
  g_array_set_size (steps, last + 1);
  g_array_remove_range (steps, 0, MIN (first, last));
}

/**
 * sg_history_steps_new:
 * @now: Unix seconds
 * @zone: whose midnight and Monday begin a step
 *
 * Returns: (transfer full) (element-type gint64): where the steps of @span begin, in Unix seconds, and where the
 *   last one, that of @now, ends: one more than there are steps
 */
GArray *
sg_history_steps_new (SgHistorySpan span,
                      gint64        now,
                      GTimeZone    *zone)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (span == SG_HISTORY_DAY) {
    add_quarters (steps, now);
  } else {
    add_local (steps, span, now, zone);
    trim (steps, now - spans[span].n_days * SG_DAY_SECONDS, now);
  }

  return steps;
}

/**
 * sg_history_steps_find:
 * @time: Unix seconds
 * @step: (out): the one @time lies in
 *
 * Returns: whether it lies in any
 */
gboolean
sg_history_steps_find (GArray *steps,
                       gint64  time,
                       guint  *step)
{
  guint low = 0, high = steps->len - 1;

  if (time < g_array_index (steps, gint64, 0) || time >= g_array_index (steps, gint64, high))
    return FALSE;

  while (high - low > 1) {
    guint middle = (low + high) / 2;

    if (g_array_index (steps, gint64, middle) <= time)
      low = middle;
    else
      high = middle;
  }
  *step = low;

  return TRUE;
}

/**
 * sg_history_local_seconds:
 * @time: Unix seconds
 *
 * Returns: the same moment on the wall of @zone, as if it were UTC's
 */
gint64
sg_history_local_seconds (GTimeZone *zone,
                          gint64     time)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL, time);

  return time + (interval >= 0 ? g_time_zone_get_offset (zone, interval) : 0);
}
