/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-health.h"

/* Before a tenth of a window is gone, a line through one point would cry wolf: the burn is taken as if it were. */
#define LEAST_ELAPSED_SHARE 0.1

/* A week that is used up takes longer to come back than five hours: the worse of the two counts for more. */
#define WORSE_WEIGHT 0.7

/* How much of what is left of the window would be without allowance if it went on like this, 0-1. */
static double
dry_share (double used,
           double elapsed)
{
  double to_come = used / MAX (elapsed, LEAST_ELAPSED_SHARE) * (1.0 - elapsed);

  if (used >= 1.0)
    return 1.0;

  return to_come > 1.0 - used ? 1.0 - (1.0 - used) / to_come : 0.0;
}

/* 0-1, or below 0 where there is no number */
static double
health_of (const SgLimit *limit,
           GDateTime     *now)
{
  gint64 length = limit ? sg_limit_get_length_seconds (limit) : 0;
  double used, left;

  if (limit == NULL || length == 0 || sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return -1.0;

  used = CLAMP (limit->used_percent / 100.0, 0.0, 1.0);
  left = limit->resets_at
    ? CLAMP ((double) g_date_time_difference (limit->resets_at, now) / G_TIME_SPAN_SECOND / length, 0.0, 1.0) : 1.0;

  return MAX (1.0 - used * (1.0 + left) / 2.0 - dry_share (used, 1.0 - left) * left / 2.0, 0.0);
}

/**
 * sg_health_of_limits:
 * @limits: (nullable) (element-type SgLimit):
 *
 * How well an account is off, in one number: 100 is nothing used, 0 is used up with a whole window to wait. Pure.
 *
 * Of the 5-hour limit and of the week over all models, each by itself, with shares 0-1:
 *
 *     used     the share used
 *     left     the share of the window still to go: what is lost comes back soon when it is small
 *     burn     used / elapsed, with elapsed = 1 - left, but at least 0.1
 *     dry      the share of what is left that would be without allowance at that burn:
 *              1 - (1 - used) / (burn × left), where burn × left > 1 - used, else 0; 1 when used up
 *     health   1 - used × (1 + left) / 2 - dry × left / 2, at least 0
 *
 * The whole is 0.7 of the worse and 0.3 of the better one; where only one has a number, that one.
 * A week of one model counts for nothing: there are others to use.
 *
 * Returns: 0-100, or %SG_HEALTH_NOT_KNOWN
 */
int
sg_health_of_limits (GPtrArray *limits,
                     GDateTime *now)
{
  double session = health_of (sg_limits_find (limits, "session"), now);
  double week = health_of (sg_limits_find (limits, "weekly"), now);
  double worse = MIN (session, week);
  double better = MAX (session, week);

  if (better < 0.0)
    return SG_HEALTH_NOT_KNOWN;
  if (worse < 0.0)
    worse = better;

  return (int) (100.0 * (WORSE_WEIGHT * worse + (1.0 - WORSE_WEIGHT) * better) + 0.5);
}
