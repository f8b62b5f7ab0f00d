/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-pace.h"

/* Below these a straight line through one point is a guess, so nothing is said. */
#define LEAST_ELAPSED_PERCENT 10.0
#define LEAST_USED_PERCENT 10.0
#define LEAST_AHEAD_PERCENT 5.0

static gboolean
has_working_time (const SgLimit *limit)
{
  return limit->forecast != NULL && limit->forecast->elapsed_percent >= 0.0;
}

static GDateTime *
dup_later (GDateTime *time,
           GDateTime *now)
{
  return time != NULL && g_date_time_compare (time, now) > 0 ? g_date_time_ref (time) : NULL;
}

/*
 * The straight line from an empty window at its start through now: t_full = elapsed * 100 / used.
 * Ahead of the time, that is always before the reset. Where somebody works on some days and hours
 * only, the line runs through these: who knows them has drawn it.
 */
static GDateTime *
full_at_this_pace (const SgLimit *limit,
                   const SgPace  *pace,
                   gint64         elapsed_seconds,
                   GDateTime     *now)
{
  double used = sg_limit_get_likely_percent (limit);

  if (used >= 100.0 || used < LEAST_USED_PERCENT || pace->elapsed_percent < LEAST_ELAPSED_PERCENT ||
      pace->ahead_percent < LEAST_AHEAD_PERCENT)
    return NULL;
  if (has_working_time (limit))
    return dup_later (limit->forecast->work_full_at, now);

  return g_date_time_add_seconds (now, elapsed_seconds * (100.0 - used) / used);
}

/**
 * sg_pace_init:
 * @pace: (out): release with sg_pace_clear()
 *
 * Compares the share used with the share of the time gone, as of @now. Pure.
 */
void
sg_pace_init (SgPace        *pace,
              const SgLimit *limit,
              GDateTime     *now)
{
  gint64 length = sg_limit_get_length_seconds (limit);
  gint64 left = limit->resets_at ? g_date_time_difference (limit->resets_at, now) / G_TIME_SPAN_SECOND : 0;

  *pace = (SgPace) { 0 };

  if (limit->resets_at == NULL || length == 0 || left <= 0 || left > length || sg_limit_is_stale (limit, now))
    return;

  pace->known = TRUE;
  pace->elapsed_percent = has_working_time (limit) ? limit->forecast->elapsed_percent : 100.0 * (length - left) / length;
  pace->ahead_percent = sg_limit_get_likely_percent (limit) - pace->elapsed_percent;
  pace->full_at = full_at_this_pace (limit, pace, length - left, now);
}

void
sg_pace_clear (SgPace *pace)
{
  g_clear_pointer (&pace->full_at, g_date_time_unref);
}
