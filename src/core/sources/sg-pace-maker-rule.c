/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * By which limit Claude Pace Maker paces, where it wants that limit to be, and
 * how hard it brakes. It keeps its decision and not the reason, so the reason is
 * reckoned here as its documentation tells it (2.34.2). Pure.
 */

#include "sg-pace-maker-rule.h"

#include "sg-time.h"

#define SESSION_SECONDS (5 * 60 * 60.0)
#define SESSION_PRELOAD_SECONDS (30 * 60.0)
#define WEEK_DAYS 7
#define MINIMAL_BELOW 5.0
#define GRADUAL_BELOW 20.0

/**
 * sg_pace_maker_target_of_session:
 *
 * Grows with the time; the first half hour's share is given at once.
 *
 * Returns: 0-100
 */
double
sg_pace_maker_target_of_session (GDateTime *resets_at,
                                 GDateTime *at)
{
  double left = (double) g_date_time_difference (resets_at, at) / G_TIME_SPAN_SECOND;
  double elapsed = CLAMP (SESSION_SECONDS - left, 0.0, SESSION_SECONDS);

  return 100.0 * MAX (elapsed, SESSION_PRELOAD_SECONDS) / SESSION_SECONDS;
}

static gboolean
is_weekend (gint64 day)
{
  /* 1970-01-01 was a Thursday. */
  gint64 weekday = (day % WEEK_DAYS + WEEK_DAYS + 3) % WEEK_DAYS;

  return weekday >= 5;
}

static gint64
day_of (gint64 seconds)
{
  return sg_time_midnight_of (seconds) / SG_DAY_SECONDS;
}

/* From Monday to Friday, UTC. @to is at most a week after @from. */
static gint64
working_seconds (gint64 from,
                 gint64 to)
{
  gint64 seconds = 0;

  for (gint64 day = day_of (from); day * SG_DAY_SECONDS < to; day++) {
    if (!is_weekend (day))
      seconds += MIN (to, (day + 1) * SG_DAY_SECONDS) - MAX (from, day * SG_DAY_SECONDS);
  }

  return seconds;
}

/**
 * sg_pace_maker_target_of_week:
 *
 * Grows from Monday to Friday and stands still at the weekend.
 *
 * Returns: 0-100
 */
double
sg_pace_maker_target_of_week (GDateTime *resets_at,
                              GDateTime *at,
                              double     preload_hours)
{
  gint64 end = g_date_time_to_unix (resets_at);
  gint64 start = end - WEEK_DAYS * SG_DAY_SECONDS;
  gint64 now = CLAMP (g_date_time_to_unix (at), start, end);
  double total = working_seconds (start, end);
  double elapsed = working_seconds (start, now);

  return MIN (100.0 * MAX (elapsed, preload_hours * 3600.0) / total, 100.0);
}

static SgPacingStrategy
strategy_for (double     over_percent,
              gboolean   is_week,
              GDateTime *at)
{
  if (over_percent <= 0.0)
    return SG_PACING_NONE;
  /* At the weekend nothing grows that could be waited for. */
  if (is_week && is_weekend (day_of (g_date_time_to_unix (at))))
    return SG_PACING_EMERGENCY;
  if (over_percent < MINIMAL_BELOW)
    return SG_PACING_MINIMAL;

  return over_percent < GRADUAL_BELOW ? SG_PACING_GRADUAL : SG_PACING_AGGRESSIVE;
}

static void
consider (SgPacing                *pacing,
          const SgPaceMakerConfig *config,
          const SgLimit           *limit,
          GDateTime               *at)
{
  gboolean is_week = limit->kind == SG_LIMIT_WEEKLY;
  double target;

  if (!(is_week ? config->week_enabled : config->session_enabled) ||
      limit->resets_at == NULL || g_date_time_compare (limit->resets_at, at) <= 0)
    return;

  target = is_week ? sg_pace_maker_target_of_week (limit->resets_at, at, config->preload_hours)
                   : sg_pace_maker_target_of_session (limit->resets_at, at);
  if (pacing->binding_limit != NULL && limit->used_percent - target <= pacing->used_percent - pacing->target_percent)
    return;

  g_free (pacing->binding_limit);
  pacing->binding_limit = g_strdup (limit->id);
  pacing->used_percent = limit->used_percent;
  pacing->target_percent = target;
  pacing->strategy = strategy_for (limit->used_percent - target * config->safety_percent / 100.0, is_week, at);
}

/**
 * sg_pace_maker_rule_explain:
 * @pacing: for its maker: what it decided, if that is known
 * @limits: (nullable) (element-type SgLimit): what the server told it
 * @at: when the server did
 *
 * Fills in the limit it paced by then, that one's use and target, and the strategy.
 */
void
sg_pace_maker_rule_explain (SgPacing                *pacing,
                            const SgPaceMakerConfig *config,
                            GPtrArray               *limits,
                            GDateTime               *at)
{
  const SgLimit *session = sg_limits_find (limits, "session");
  const SgLimit *week = sg_limits_find (limits, "weekly");

  if (session != NULL)
    consider (pacing, config, session, at);
  if (week != NULL)
    consider (pacing, config, week, at);
  if (pacing->throttles && pacing->delay_seconds >= config->most_delay_seconds)
    pacing->strategy = SG_PACING_EMERGENCY;
}
