/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-rules.h"

#include "sg-time.h"

/* A reset found long after it happened, say after a night's sleep, is no news. */
#define RESET_NEWS_SPAN G_TIME_SPAN_HOUR
/* Full so shortly before the reset, in shares of the window, is nothing to act on; nor is a chance below this one. */
#define RUN_OUT_LEAST_SHARE 20
#define RUN_OUT_LEAST_CHANCE_PERCENT 80.0

#define FULL_PERCENT 100

typedef struct {
  const char          *account_id;
  const SgAlertPolicy *policy;
  SgAlertLog          *log;
  GDateTime           *now;
  GPtrArray           *alerts;
} Rules;

static void
raise_alert (const Rules *rules,
             SgAlert     *alert)
{
  if (sg_alert_policy_has (rules->policy, alert->kind))
    g_ptr_array_add (rules->alerts, alert);
  else
    sg_alert_free (alert);
}

/* Budgets are the machine's, whoever is logged in. */
static const char *
account_of (const Rules   *rules,
            const SgLimit *limit)
{
  return limit->kind == SG_LIMIT_BUDGET ? NULL : rules->account_id;
}

static guint
take_threshold (const Rules   *rules,
                const SgLimit *limit,
                guint          threshold)
{
  const char *account_id = account_of (rules, limit);

  if (limit->used_percent < threshold || sg_alert_log_has (rules->log, account_id, limit, threshold))
    return 0;

  sg_alert_log_add (rules->log, account_id, limit, threshold);

  return threshold;
}

/* Every threshold passed is logged, but only the highest new one is told: 60 → 95 is one alert. That the limit is full is
   one more, whatever the thresholds. */
static guint
take_new_threshold (const Rules   *rules,
                    const SgLimit *limit,
                    const GArray  *thresholds)
{
  guint highest_told = sg_alert_log_get_highest (rules->log, account_of (rules, limit), limit);
  guint highest_new = take_threshold (rules, limit, FULL_PERCENT);

  for (guint i = 0; i < thresholds->len; i++) {
    guint taken = take_threshold (rules, limit, g_array_index (thresholds, guint, i));

    highest_new = MAX (highest_new, taken);
  }

  return highest_new > highest_told ? highest_new : 0;
}

static SgAlertKind
kind_of (const SgLimit *limit,
         guint          threshold)
{
  if (limit->kind == SG_LIMIT_BUDGET)
    return SG_ALERT_BUDGET;

  return threshold >= FULL_PERCENT ? SG_ALERT_REACHED : SG_ALERT_THRESHOLD;
}

static gboolean
is_news_of_reset (const Rules   *rules,
                  const SgLimit *limit,
                  const GArray  *thresholds)
{
  guint highest = thresholds->len > 0 ? g_array_index (thresholds, guint, thresholds->len - 1) : 0;

  return highest > 0 && limit->kind != SG_LIMIT_BUDGET &&
         g_date_time_difference (rules->now, limit->resets_at) < RESET_NEWS_SPAN &&
         sg_alert_log_get_highest (rules->log, rules->account_id, limit) >= highest &&
         !sg_alert_log_has (rules->log, rules->account_id, limit, 0);
}

static gboolean
will_run_out (const SgLimit *limit,
              GDateTime     *now)
{
  const SgForecast *forecast = limit->forecast;
  gint64 least_seconds = sg_limit_get_length_seconds (limit) / RUN_OUT_LEAST_SHARE;

  return forecast != NULL && forecast->full_from != NULL && forecast->full_until != NULL && limit->resets_at != NULL &&
         forecast->chance_percent >= RUN_OUT_LEAST_CHANCE_PERCENT && !sg_limit_is_stale (limit, now) &&
         sg_time_seconds_between (now, forecast->full_until) > 0 &&
         sg_time_seconds_between (forecast->full_until, limit->resets_at) >= least_seconds;
}

static void
look_at_reset (const Rules   *rules,
               const SgLimit *limit,
               const GArray  *thresholds)
{
  if (!is_news_of_reset (rules, limit, thresholds))
    return;

  sg_alert_log_add (rules->log, rules->account_id, limit, 0);
  raise_alert (rules, sg_alert_new (SG_ALERT_RESET, limit, 0));
}

static void
look_ahead (const Rules   *rules,
            const SgLimit *limit)
{
  if (limit->used_percent >= FULL_PERCENT || !will_run_out (limit, rules->now) ||
      sg_alert_log_has (rules->log, rules->account_id, limit, SG_ALERT_LOG_RUN_OUT))
    return;

  sg_alert_log_add (rules->log, rules->account_id, limit, SG_ALERT_LOG_RUN_OUT);
  raise_alert (rules, sg_alert_new (SG_ALERT_RUN_OUT, limit, 0));
}

static void
look_at (const Rules   *rules,
         const SgLimit *limit)
{
  const GArray *thresholds = sg_alert_policy_get_thresholds (rules->policy, limit);
  guint threshold;

  /* Nobody is called to the desk by a guess, nor by what they want to hear nothing of. */
  if (limit->origin == SG_ORIGIN_ESTIMATE || thresholds->len == 0)
    return;
  if (sg_limit_get_state (limit, rules->now) == SG_LIMIT_RESET) {
    look_at_reset (rules, limit, thresholds);
    return;
  }
  if (sg_alert_log_is_snoozed (rules->log, limit, rules->now))
    return;

  threshold = take_new_threshold (rules, limit, thresholds);
  if (threshold > 0)
    raise_alert (rules, sg_alert_new (kind_of (limit, threshold), limit, threshold));
  look_ahead (rules, limit);
}

/**
 * sg_alert_rules_run:
 * @limits: (nullable) (element-type SgLimit):
 * @account_id: (nullable): whose they are
 * @log: gains what is raised; the caller saves it
 *
 * Each threshold is told once per account, limit and reset time, whatever the
 * number does in between; an old number counts, since a limit only grows until its reset.
 * A kind that is switched off is noted as told, so that to switch it on tells nothing old.
 *
 * Returns: (transfer full) (element-type SgAlert): what to tell now, together
 */
GPtrArray *
sg_alert_rules_run (GPtrArray           *limits,
                    const char          *account_id,
                    const SgAlertPolicy *policy,
                    SgAlertLog          *log,
                    GDateTime           *now)
{
  GPtrArray *alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  const Rules rules = { account_id, policy, log, now, alerts };

  for (guint i = 0; limits != NULL && i < limits->len; i++)
    look_at (&rules, g_ptr_array_index (limits, i));

  return alerts;
}

/**
 * sg_alert_rules_run_console:
 * @console: (nullable):
 * @log: gains what is raised; the caller saves it
 *
 * Returns: (transfer full) (nullable): once a day, that an organisation spends far more than it does
 */
SgAlert *
sg_alert_rules_run_console (const SgConsole *console,
                            SgAlertLog      *log)
{
  if (console == NULL || console->anomaly == NULL ||
      sg_alert_log_has_anomaly (log, console->organization, console->anomaly->start))
    return NULL;

  sg_alert_log_add_anomaly (log, console->organization, console->anomaly->start);

  return sg_alert_new_anomaly (console->anomaly);
}

/**
 * sg_alert_rules_run_login:
 * @account: (nullable):
 * @log: gains what is raised; the caller saves it
 *
 * Returns: (transfer full) (nullable): once per login, that it ends within %SG_LOGIN_SOON_SECONDS
 */
SgAlert *
sg_alert_rules_run_login (const SgAccount *account,
                          SgAlertLog      *log,
                          GDateTime       *now)
{
  if (!sg_login_ends_soon (account, now) || sg_alert_log_has_login (log, account->id, account->login_ends_at))
    return NULL;

  sg_alert_log_add_login (log, account->id, account->login_ends_at);

  return sg_alert_new_login (account->login_ends_at);
}
