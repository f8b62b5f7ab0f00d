/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-rules.h"

/* A reset found long after it happened, say after a night's sleep, is no news. */
#define RESET_NEWS_SPAN G_TIME_SPAN_HOUR

/* Money is told of also when it is all spent: nobody stops it. */
static const guint budget_thresholds_percent[] = { 70, 90, 100 };

typedef struct {
  const char  *account_id;
  const guint *thresholds_percent;
  gsize        n_thresholds;
  SgAlertLog  *log;
  GDateTime   *now;
} Rules;

/* Every threshold passed is logged, but only the highest new one is told: 60 → 95 is one alert. */
static guint
take_new_threshold (const Rules   *rules,
                    const SgLimit *limit)
{
  guint highest_new = 0;
  guint highest_told = 0;

  for (gsize i = 0; i < rules->n_thresholds; i++) {
    guint threshold = rules->thresholds_percent[i];

    if (threshold == 0 || limit->used_percent < threshold)
      continue;
    if (sg_alert_log_has (rules->log, rules->account_id, limit, threshold)) {
      highest_told = MAX (highest_told, threshold);
    } else {
      sg_alert_log_add (rules->log, rules->account_id, limit, threshold);
      highest_new = MAX (highest_new, threshold);
    }
  }

  return highest_new > highest_told ? highest_new : 0;
}

static gboolean
is_news_of_reset (const Rules   *rules,
                  const SgLimit *limit)
{
  guint highest = 0;

  for (gsize i = 0; i < rules->n_thresholds; i++)
    highest = MAX (highest, rules->thresholds_percent[i]);

  return highest > 0 && limit->kind != SG_LIMIT_BUDGET &&
         g_date_time_difference (rules->now, limit->resets_at) < RESET_NEWS_SPAN &&
         sg_alert_log_has (rules->log, rules->account_id, limit, highest) &&
         !sg_alert_log_has (rules->log, rules->account_id, limit, 0);
}

static SgAlert *
alert_of (const Rules   *rules,
          const SgLimit *limit)
{
  guint threshold;

  if (sg_limit_get_state (limit, rules->now) == SG_LIMIT_RESET) {
    if (!is_news_of_reset (rules, limit))
      return NULL;
    sg_alert_log_add (rules->log, rules->account_id, limit, 0);
    return sg_alert_new (SG_ALERT_RESET, limit, 0);
  }

  if (sg_alert_log_is_snoozed (rules->log, limit, rules->now))
    return NULL;

  threshold = take_new_threshold (rules, limit);

  return threshold > 0 ? sg_alert_new (SG_ALERT_THRESHOLD, limit, threshold) : NULL;
}

/**
 * sg_alert_rules_run:
 * @limits: (nullable) (element-type SgLimit):
 * @account_id: (nullable): whose they are
 * @thresholds_percent: for example 70 and 90; 0 is none
 * @log: gains what is raised; the caller saves it
 *
 * Each threshold is told once per account, limit and reset time, whatever the
 * number does in between; an old number counts, since a limit only grows until its reset.
 * Budgets have thresholds of their own: 70, 90 and 100 %.
 *
 * Returns: (transfer full) (element-type SgAlert): what to tell now, together
 */
GPtrArray *
sg_alert_rules_run (GPtrArray   *limits,
                    const char  *account_id,
                    const guint *thresholds_percent,
                    gsize        n_thresholds,
                    SgAlertLog  *log,
                    GDateTime   *now)
{
  GPtrArray *alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
  const Rules rules = { account_id, thresholds_percent, n_thresholds, log, now };
  const Rules of_budgets = { NULL, budget_thresholds_percent, G_N_ELEMENTS (budget_thresholds_percent), log, now };

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    const Rules *of_limit = limit->kind == SG_LIMIT_BUDGET ? &of_budgets : &rules;
    /* Nobody is called to the desk by a guess. */
    SgAlert *alert = limit->origin == SG_ORIGIN_ESTIMATE ? NULL : alert_of (of_limit, limit);

    if (alert != NULL)
      g_ptr_array_add (alerts, alert);
  }

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
