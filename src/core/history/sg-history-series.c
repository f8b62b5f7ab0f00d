/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-series.h"

#include "sg-history-steps.h"
#include "sg-ledger-activity.h"
#include "sg-ledger-limits.h"

/* A number holds for as long as it was called live, and never past the end of its window. */
static gint64
holds_until (GArray *samples,
             guint   i,
             gint64  now)
{
  const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);
  gint64 until = sample->until + SG_LIMIT_STALE_SECONDS;

  if (i + 1 < samples->len)
    until = MIN (until, g_array_index (samples, SgLedgerSample, i + 1).time);
  if (sample->resets_at > sample->until)
    until = MIN (until, sample->resets_at);

  return CLAMP (until, sample->until, MAX (now, sample->until));
}

/* The last step is the present, where the number of a window that is over has no place. */
static guint
get_end_step (const SgLedgerSample *sample,
              guint                 n_steps,
              gint64                now)
{
  gboolean is_over = sample->resets_at > 0 && sample->resets_at <= now;

  return is_over ? n_steps - 1 : n_steps;
}

static void
raise_point (SgHistoryPoint       *point,
             const SgLedgerSample *sample,
             gint64                step_end)
{
  if (sample->percent < point->percent)
    return;

  *point = (SgHistoryPoint) { sample->percent, MIN (sample->until, step_end - 1), sample->origin };
}

/**
 * sg_history_points_new:
 * @samples: (element-type SgLedgerSample): of one limit, oldest first
 * @steps: sg_history_steps_new()
 * @now: Unix seconds
 *
 * Returns: (transfer full) (element-type SgHistoryPoint): one for each step, the last of which is the present
 */
GArray *
sg_history_points_new (GArray *samples,
                       GArray *steps,
                       gint64  now)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgHistoryPoint));
  guint n_steps = steps->len - 1, next = 0;

  for (guint i = 0; i < n_steps; i++) {
    const SgHistoryPoint none = { .percent = SG_HISTORY_NOT_KNOWN };

    g_array_append_val (points, none);
  }

  for (guint i = 0; i < samples->len; i++) {
    const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);
    gint64 until = holds_until (samples, i, now);
    guint end = get_end_step (sample, n_steps, now);

    while (next < n_steps && g_array_index (steps, gint64, next + 1) <= sample->time)
      next++;
    for (guint step = next; step < end && g_array_index (steps, gint64, step) <= until; step++)
      raise_point (&g_array_index (points, SgHistoryPoint, step), sample, g_array_index (steps, gint64, step + 1));
  }

  return points;
}

/**
 * sg_history_costs_new:
 * @activities: (element-type SgLedgerActivity):
 * @counted_from: Unix seconds of the first request ever counted, or 0
 * @steps: sg_history_steps_new()
 *
 * Returns: (transfer full) (element-type SgHistoryCost): one for each step
 */
GArray *
sg_history_costs_new (GArray *activities,
                      gint64  counted_from,
                      GArray *steps)
{
  GArray *costs = g_array_new (FALSE, TRUE, sizeof (SgHistoryCost));
  guint step;

  g_array_set_size (costs, steps->len - 1);
  for (guint i = 0; i < costs->len; i++)
    g_array_index (costs, SgHistoryCost, i).known = counted_from > 0 && g_array_index (steps, gint64, i + 1) > counted_from;

  for (guint i = 0; i < activities->len; i++) {
    const SgLedgerActivity *activity = &g_array_index (activities, SgLedgerActivity, i);
    SgHistoryCost *cost;

    if (!sg_history_steps_find (steps, activity->start_ms / 1000, &step))
      continue;
    cost = &g_array_index (costs, SgHistoryCost, step);
    cost->n_requests += activity->n_requests;
    cost->n_unpriced += activity->n_unpriced;
    cost->pico_usd += activity->pico_usd;
  }

  return costs;
}
