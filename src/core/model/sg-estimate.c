/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The lowest rung: what this machine's own 5-hour block comes to, where nobody
 * says the official number. Against what the user gave as the limit, or what the
 * official numbers have taught; the size of a plan is not published, so there is no other.
 */

#include "sg-estimate.h"

#include "sg-money.h"

/* Below this a percent is too coarse, and its rounding would teach nonsense. */
#define LEAST_TO_LEARN_PERCENT 20.0
#define LEAST_TO_LEARN_PICO_USD (SG_PICO_PER_USD / 2)
/* Number and costs must be of one time, and window and block nearly the same five hours. */
#define SAME_TIME_SPAN (10 * G_TIME_SPAN_MINUTE)
#define SAME_WINDOW_SPAN G_TIME_SPAN_HOUR
/* How much of what was known before stays. */
#define OLD_SHARE 0.75

/**
 * sg_estimate_session:
 * @costs: (nullable):
 * @whole_pico_usd: the list price of a whole 5-hour limit; 0 for not known
 *
 * Returns: (transfer full) (nullable): the 5-hour limit as an estimate; %NULL where there is nothing to make one of
 */
SgLimit *
sg_estimate_session (const SgCostSummary *costs,
                     gint64               whole_pico_usd,
                     GDateTime           *now)
{
  double percent;

  if (whole_pico_usd <= 0 || !sg_cost_summary_has_block (costs, now))
    return NULL;

  percent = (double) costs->block_pico_usd * 100.0 / (double) whole_pico_usd;

  return sg_limit_new ("session", SG_LIMIT_SESSION, NULL, percent, costs->block_ends_at, SG_ORIGIN_ESTIMATE, costs->as_of);
}

static gboolean
is_near (GDateTime *a,
         GDateTime *b,
         GTimeSpan  span)
{
  return a != NULL && b != NULL && ABS (g_date_time_difference (a, b)) <= span;
}

/**
 * sg_estimate_learn:
 * @session: (nullable): the official 5-hour limit
 * @costs: (nullable): what this machine did meanwhile
 * @learned_pico_usd: what was known before; 0 for nothing
 *
 * Use elsewhere makes the whole look smaller than it is, so the estimate errs to the full side.
 *
 * Returns: the list price of a whole 5-hour limit, as far as one more number teaches it
 */
gint64
sg_estimate_learn (const SgLimit       *session,
                   const SgCostSummary *costs,
                   gint64               learned_pico_usd)
{
  double whole;

  if (session == NULL || costs == NULL || session->origin == SG_ORIGIN_ESTIMATE ||
      session->used_percent < LEAST_TO_LEARN_PERCENT || costs->block_pico_usd < LEAST_TO_LEARN_PICO_USD ||
      !is_near (session->as_of, costs->as_of, SAME_TIME_SPAN) ||
      !is_near (session->resets_at, costs->block_ends_at, SAME_WINDOW_SPAN))
    return learned_pico_usd;

  whole = (double) costs->block_pico_usd * 100.0 / session->used_percent;
  if (learned_pico_usd > 0)
    whole = (double) learned_pico_usd * OLD_SHARE + whole * (1.0 - OLD_SHARE);

  return (gint64) whole;
}

/**
 * sg_estimate_fill:
 * @reading: what the ladder picked
 *
 * Puts the estimate where nobody has said any limit; an official number, however old, stays alone.
 */
void
sg_estimate_fill (SgReading *reading,
                  gint64     whole_pico_usd,
                  GDateTime *now)
{
  SgLimit *estimate = reading->limits == NULL ? sg_estimate_session (reading->costs, whole_pico_usd, now) : NULL;

  if (estimate != NULL)
    sg_reading_take_limit (reading, estimate);
}
