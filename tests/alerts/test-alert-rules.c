/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "sg-alert-rules.h"

typedef struct {
  char          *folder;
  char          *path;
  SgStateFile   *state;
  SgAlertLog    *log;
  SgAlertPolicy *policy;
  GDateTime     *now;
  GDateTime     *reset;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->folder = g_dir_make_tmp ("sg-alerts-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "state.ini", NULL);
  f->state = sg_state_file_new (f->path);
  f->log = sg_alert_log_new (f->state, "main");
  f->policy = sg_alert_policy_new ();
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->reset = g_date_time_add_hours (f->now, 2);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_unlink (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
  g_assert_finalize_object (f->log);
  g_assert_finalize_object (f->state);
  sg_alert_policy_free (f->policy);
  g_date_time_unref (f->now);
  g_date_time_unref (f->reset);
}

static void
save (Fixture *f)
{
  sg_alert_log_store (f->log, f->now);
  g_assert_true (sg_state_file_save (f->state, NULL));
}

static void
restart (Fixture *f)
{
  save (f);
  g_object_unref (f->log);
  g_object_unref (f->state);
  f->state = sg_state_file_new (f->path);
  f->log = sg_alert_log_new (f->state, "main");
}

static SgLimit *
session_at (Fixture   *f,
            double     used_percent,
            GDateTime *resets_at)
{
  return sg_limit_new ("session", SG_LIMIT_SESSION, NULL, used_percent, resets_at, SG_ORIGIN_CLAUDE_CACHE, f->now);
}

/* The highest threshold told for a 5-hour limit at @used_percent, or 0 for silence. */
static guint
told_at (Fixture    *f,
         double      used_percent,
         GDateTime  *resets_at,
         const char *account_id)
{
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GPtrArray) alerts = NULL;

  g_ptr_array_add (limits, session_at (f, used_percent, resets_at));
  alerts = sg_alert_rules_run (limits, account_id, f->policy, f->log, f->now);
  if (alerts->len == 0)
    return 0;

  g_assert_cmpuint (alerts->len, ==, 1);

  return ((SgAlert *) g_ptr_array_index (alerts, 0))->threshold_percent;
}

static void
test_each_threshold_is_told_once (Fixture      *f,
                                  gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 69.9, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 70.0, f->reset, NULL), ==, 70);
  g_assert_cmpuint (told_at (f, 71.0, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 69.0, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 72.0, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 90.0, f->reset, NULL), ==, 90);
  g_assert_cmpuint (told_at (f, 99.9, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 100.0, f->reset, NULL), ==, 100);
  g_assert_cmpuint (told_at (f, 104.0, f->reset, NULL), ==, 0);
}

static void
test_a_jump_over_both_is_one_alert (Fixture      *f,
                                    gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 95.0, f->reset, NULL), ==, 90);
  g_assert_cmpuint (told_at (f, 80.0, f->reset, NULL), ==, 0);
}

static void
test_nothing_is_told_again_after_a_restart (Fixture      *f,
                                            gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 75.0, f->reset, NULL), ==, 70);
  restart (f);
  g_assert_cmpuint (told_at (f, 76.0, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 91.0, f->reset, NULL), ==, 90);
}

static void
test_a_new_window_and_another_account_start_afresh (Fixture      *f,
                                                    gconstpointer unused)
{
  g_autoptr (GDateTime) next_reset = g_date_time_add_hours (f->reset, 5);

  g_assert_cmpuint (told_at (f, 75.0, f->reset, "a"), ==, 70);
  g_assert_cmpuint (told_at (f, 75.0, f->reset, "b"), ==, 70);
  g_assert_cmpuint (told_at (f, 75.0, f->reset, "a"), ==, 0);
  g_assert_cmpuint (told_at (f, 75.0, next_reset, "a"), ==, 70);
}

static void
test_a_snoozed_limit_is_silent_until_its_reset (Fixture      *f,
                                                gconstpointer unused)
{
  g_autoptr (SgLimit) limit = session_at (f, 75.0, f->reset);
  g_autoptr (GDateTime) next_reset = g_date_time_add_hours (f->reset, 5);

  sg_alert_log_snooze (f->log, limit, f->now);
  restart (f);
  g_assert_cmpuint (told_at (f, 95.0, f->reset, NULL), ==, 0);

  g_date_time_unref (f->now);
  f->now = g_date_time_add_minutes (f->reset, 1);
  g_assert_cmpuint (told_at (f, 95.0, next_reset, NULL), ==, 90);
}

static guint
n_resets_told (Fixture *f)
{
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GPtrArray) alerts = NULL;
  guint n_resets = 0;

  g_ptr_array_add (limits, session_at (f, 95.0, f->reset));
  alerts = sg_alert_rules_run (limits, NULL, f->policy, f->log, f->now);
  for (guint i = 0; i < alerts->len; i++)
    n_resets += ((SgAlert *) g_ptr_array_index (alerts, i))->kind == SG_ALERT_RESET;

  return n_resets;
}

static void
test_a_reset_is_news_once_after_a_critical_limit (Fixture      *f,
                                                  gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 95.0, f->reset, NULL), ==, 90);

  g_date_time_unref (f->now);
  f->now = g_date_time_add_seconds (f->reset, 1);
  g_assert_cmpuint (n_resets_told (f), ==, 1);
  g_assert_cmpuint (n_resets_told (f), ==, 0);
}

static void
test_a_reset_of_yesterday_is_no_news (Fixture      *f,
                                      gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 95.0, f->reset, NULL), ==, 90);

  g_date_time_unref (f->now);
  f->now = g_date_time_add_days (f->reset, 1);
  g_assert_cmpuint (n_resets_told (f), ==, 0);
}

static void
test_old_entries_are_dropped (Fixture      *f,
                              gconstpointer unused)
{
  g_auto (GStrv) told = NULL;

  g_assert_cmpuint (told_at (f, 95.0, f->reset, NULL), ==, 90);
  g_date_time_unref (f->now);
  f->now = g_date_time_add_days (f->reset, 9);
  save (f);

  told = sg_state_file_get_strings (f->state, "alerts", "told");
  g_assert_cmpuint (g_strv_length (told), ==, 0);
}

static gboolean
is_login_told (Fixture    *f,
               const char *account_id,
               GDateTime  *ends_at)
{
  g_autoptr (SgAccount) account = sg_account_new (SG_ORIGIN_ENDPOINT, f->now);
  g_autoptr (SgAlert) alert = NULL;

  account->id = g_strdup (account_id);
  account->login_ends_at = ends_at ? g_date_time_ref (ends_at) : NULL;
  alert = sg_alert_rules_run_login (account, f->log, f->now);
  if (alert != NULL)
    g_assert_cmpint (alert->kind, ==, SG_ALERT_LOGIN);

  return alert != NULL;
}

static void
test_the_end_of_a_login_is_told_once_three_days_ahead (Fixture      *f,
                                                       gconstpointer unused)
{
  g_autoptr (GDateTime) four_days = g_date_time_add_hours (f->now, 73);
  g_autoptr (GDateTime) three_days = g_date_time_add_hours (f->now, 72);
  g_autoptr (GDateTime) wobbling = g_date_time_add_seconds (three_days, -7);
  g_autoptr (GDateTime) past = g_date_time_add_seconds (f->now, -1);
  g_autoptr (SgAlert) of_nobody = sg_alert_rules_run_login (NULL, f->log, f->now);

  g_assert_null (of_nobody);
  g_assert_false (is_login_told (f, "a", NULL));
  g_assert_false (is_login_told (f, "a", past));
  g_assert_false (is_login_told (f, "a", four_days));
  g_assert_true (is_login_told (f, "a", three_days));
  g_assert_false (is_login_told (f, "a", three_days));
  g_assert_false (is_login_told (f, "a", wobbling));
  restart (f);
  g_assert_false (is_login_told (f, "a", three_days));
  g_assert_true (is_login_told (f, "b", three_days));
}

static void
test_a_login_told_before_its_account_is_known_is_not_told_again (Fixture      *f,
                                                                 gconstpointer unused)
{
  g_assert_true (is_login_told (f, NULL, f->reset));
  g_assert_false (is_login_told (f, "a", f->reset));
}

static void
test_the_next_login_is_told_of_too (Fixture      *f,
                                    gconstpointer unused)
{
  g_autoptr (GDateTime) next = g_date_time_add_days (f->reset, 30);

  g_assert_true (is_login_told (f, "a", f->reset));
  g_date_time_unref (f->now);
  f->now = g_date_time_add_days (next, -1);
  g_assert_true (is_login_told (f, "a", next));
}

static void
test_a_budget_has_three_thresholds (Fixture      *f,
                                    gconstpointer unused)
{
  const struct {
    double used_percent;
    guint  told;
  } steps[] = { { 69.9, 0 }, { 70.0, 70 }, { 89.0, 0 }, { 95.0, 90 }, { 100.0, 100 }, { 140.0, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
    g_autoptr (GPtrArray) alerts = NULL;

    g_ptr_array_add (limits, sg_limit_new (SG_BUDGET_DAY_BILLED, SG_LIMIT_BUDGET, NULL, steps[i].used_percent, f->reset,
                                           SG_ORIGIN_ADMIN, f->now));
    restart (f);
    /* Whose limits they are may be learned in between. */
    alerts = sg_alert_rules_run (limits, i % 2 ? "a" : NULL, f->policy, f->log, f->now);
    g_assert_cmpuint (alerts->len, ==, steps[i].told > 0);
    if (alerts->len > 0)
      g_assert_cmpuint (((SgAlert *) g_ptr_array_index (alerts, 0))->threshold_percent, ==, steps[i].told);
  }
}

static void
test_one_anomaly_a_day (Fixture      *f,
                        gconstpointer unused)
{
  const struct {
    int      hour;      /* from midnight */
    gboolean is_hour;
    gboolean told;
  } steps[] = { { 10, TRUE, TRUE }, { 11, TRUE, FALSE }, { 0, FALSE, FALSE }, { 24, FALSE, TRUE }, { 24, FALSE, FALSE } };
  g_autoptr (GDateTime) midnight = g_date_time_new_utc (2026, 11, 21, 0, 0, 0.0);

  g_assert_null (sg_alert_rules_run_console (NULL, f->log));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SgConsole) console = sg_console_new (SG_ORIGIN_ADMIN, f->now);
    g_autoptr (GDateTime) start = g_date_time_add_hours (midnight, steps[i].hour);
    g_autoptr (SgAlert) alert = NULL;

    console->anomaly = sg_anomaly_new (start, steps[i].is_hour, &SG_CENTS_ZERO, &SG_CENTS_ZERO, 28);
    restart (f);
    alert = sg_alert_rules_run_console (console, f->log);
    g_assert_cmpint (alert != NULL, ==, steps[i].told);
  }
}

static void
set_own (Fixture    *f,
         const char *text)
{
  g_autoptr (GVariant) own = g_variant_ref_sink (g_variant_new_parsed (text));

  sg_alert_policy_set_own (f->policy, own);
}

static void
test_a_limit_may_have_thresholds_of_its_own (Fixture      *f,
                                             gconstpointer unused)
{
  static const struct {
    const char *id;
    SgLimitKind kind;
    double      used_percent;
    guint       told;
  } steps[] = {
    { "session", SG_LIMIT_SESSION, 49.0, 0 }, { "session", SG_LIMIT_SESSION, 51.0, 50 }, { "session", SG_LIMIT_SESSION, 91.0, 80 },
    { "weekly", SG_LIMIT_WEEKLY, 71.0, 70 },
    { "weekly:Fable", SG_LIMIT_SCOPED, 25.0, 20 }, { "weekly:Opus", SG_LIMIT_SCOPED, 29.0, 0 },
    { "weekly:Opus", SG_LIMIT_SCOPED, 31.0, 30 }, { "extra", SG_LIMIT_OTHER, 100.0, 0 },
    { "budget:day", SG_LIMIT_BUDGET, 40.0, 0 }, { "budget:day", SG_LIMIT_BUDGET, 71.0, 70 },
  };

  set_own (f, "{'session': [uint32 80, 50, 999, 0], 'scoped': [uint32 30], 'weekly:Fable': [uint32 20], 'extra': @au []}");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
    g_autoptr (GPtrArray) alerts = NULL;

    g_ptr_array_add (limits, sg_limit_new (steps[i].id, steps[i].kind, NULL, steps[i].used_percent, f->reset,
                                           SG_ORIGIN_ENDPOINT, f->now));
    alerts = sg_alert_rules_run (limits, NULL, f->policy, f->log, f->now);
    g_assert_cmpuint (alerts->len, ==, steps[i].told > 0);
    if (alerts->len > 0)
      g_assert_cmpuint (((SgAlert *) g_ptr_array_index (alerts, 0))->threshold_percent, ==, steps[i].told);
  }
}

static void
test_turning_a_threshold_down_tells_nothing_again (Fixture      *f,
                                                   gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 92.0, f->reset, NULL), ==, 90);
  for (guint percent = 89; percent > 70; percent--) {
    sg_alert_policy_set_thresholds (f->policy, 70, percent);
    g_assert_cmpuint (told_at (f, 92.0, f->reset, NULL), ==, 0);
  }
  sg_alert_policy_set_thresholds (f->policy, 70, 95);
  g_assert_cmpuint (told_at (f, 96.0, f->reset, NULL), ==, 95);
}

static void
test_a_reset_that_wobbles_is_the_same (Fixture      *f,
                                       gconstpointer unused)
{
  g_autoptr (GDateTime) later = g_date_time_add_seconds (f->reset, 60);
  g_autoptr (GDateTime) earlier = g_date_time_add_seconds (f->reset, -60);

  g_assert_cmpuint (told_at (f, 92.0, f->reset, NULL), ==, 90);
  g_assert_cmpuint (told_at (f, 93.0, later, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 94.0, earlier, NULL), ==, 0);
}

/* After a restart the source that names the account may be the last to answer. */
static void
test_an_account_that_is_not_known_yet_is_the_same (Fixture      *f,
                                                   gconstpointer unused)
{
  g_assert_cmpuint (told_at (f, 92.0, f->reset, "a"), ==, 90);
  restart (f);
  g_assert_cmpuint (told_at (f, 92.0, f->reset, NULL), ==, 0);
  g_assert_cmpuint (told_at (f, 92.0, f->reset, "a"), ==, 0);
  g_assert_cmpuint (told_at (f, 92.0, f->reset, "b"), ==, 90);
}

static const struct {
  SgAlertKind kind;
  double      used_percent;
} kind_cases[] = {
  { SG_ALERT_THRESHOLD, 71.0 }, { SG_ALERT_REACHED, 100.0 },
};

static void
test_a_kind_that_is_off_is_not_told_later_either (Fixture      *f,
                                                  gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kind_cases); i++) {
    g_autoptr (GDateTime) reset = g_date_time_add_hours (f->reset, (int) i);

    sg_alert_policy_set_kind (f->policy, kind_cases[i].kind, FALSE);
    g_assert_cmpuint (told_at (f, kind_cases[i].used_percent, reset, NULL), ==, 0);
    sg_alert_policy_set_kind (f->policy, kind_cases[i].kind, TRUE);
    g_assert_cmpuint (told_at (f, kind_cases[i].used_percent, reset, NULL), ==, 0);
  }
}

typedef struct {
  const char *name;
  double      used_percent;
  double      chance_percent;
  int         full_until_minutes;    /* from now; 0 for no range */
  gboolean    told;
} RunOutCase;

/* The 5-hour limit resets in two hours. */
static const RunOutCase run_out_cases[] = {
  { "likely", 50.0, 85.0, 60, TRUE },
  { "not-so-likely", 50.0, 79.0, 60, FALSE },
  { "not-known", 50.0, -1.0, 60, FALSE },
  { "no-range", 50.0, 95.0, 0, FALSE },
  { "just-before-the-reset", 50.0, 95.0, 110, FALSE },
  { "quarter-of-an-hour-before", 50.0, 95.0, 105, TRUE },
  { "over-already", 50.0, 95.0, -1, FALSE },
};

static SgAlert *
look_ahead (Fixture          *f,
            const RunOutCase *c,
            SgOrigin          origin)
{
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GPtrArray) alerts = NULL;
  SgLimit *limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, c->used_percent, f->reset, origin, f->now);

  limit->forecast = sg_forecast_new ();
  limit->forecast->chance_percent = c->chance_percent;
  if (c->full_until_minutes != 0) {
    limit->forecast->full_from = g_date_time_add_minutes (f->now, c->full_until_minutes / 2);
    limit->forecast->full_until = g_date_time_add_minutes (f->now, c->full_until_minutes);
  }
  g_ptr_array_add (limits, limit);
  alerts = sg_alert_rules_run (limits, NULL, f->policy, f->log, f->now);

  return alerts->len > 0 ? sg_alert_copy (g_ptr_array_index (alerts, 0)) : NULL;
}

static void
test_that_it_will_run_out_is_told_once (Fixture      *f,
                                        gconstpointer unused)
{
  for (gsize i = 0; i < G_N_ELEMENTS (run_out_cases); i++) {
    g_autoptr (SgAlert) alert = NULL;
    g_autoptr (SgAlert) again = NULL;
    GDateTime *next = g_date_time_add_hours (f->reset, 5);
    GDateTime *now = g_date_time_add_hours (f->now, 5);

    g_assert_null (look_ahead (f, &run_out_cases[i], SG_ORIGIN_ESTIMATE));
    alert = look_ahead (f, &run_out_cases[i], SG_ORIGIN_ENDPOINT);
    if ((alert != NULL) != run_out_cases[i].told)
      g_error ("%s: told is %d", run_out_cases[i].name, alert != NULL);
    if (alert != NULL)
      g_assert_cmpint (alert->kind, ==, SG_ALERT_RUN_OUT);
    restart (f);
    again = look_ahead (f, &run_out_cases[i], SG_ORIGIN_ENDPOINT);
    g_assert_null (again);

    g_date_time_unref (f->reset);
    g_date_time_unref (f->now);
    f->reset = next;
    f->now = now;
  }
}

static void
test_a_snoozed_limit_may_run_out (Fixture      *f,
                                  gconstpointer unused)
{
  g_autoptr (SgLimit) limit = session_at (f, 50.0, f->reset);

  sg_alert_log_snooze (f->log, limit, f->now);
  g_assert_null (look_ahead (f, &run_out_cases[0], SG_ORIGIN_ENDPOINT));
}

#define ADD(name, function) g_test_add ("/alert-rules/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("each-threshold-is-told-once", test_each_threshold_is_told_once);
  ADD ("a-jump-over-both-is-one-alert", test_a_jump_over_both_is_one_alert);
  ADD ("nothing-is-told-again-after-a-restart", test_nothing_is_told_again_after_a_restart);
  ADD ("a-new-window-and-another-account-start-afresh", test_a_new_window_and_another_account_start_afresh);
  ADD ("a-snoozed-limit-is-silent-until-its-reset", test_a_snoozed_limit_is_silent_until_its_reset);
  ADD ("a-reset-is-news-once-after-a-critical-limit", test_a_reset_is_news_once_after_a_critical_limit);
  ADD ("a-reset-of-yesterday-is-no-news", test_a_reset_of_yesterday_is_no_news);
  ADD ("a-limit-may-have-thresholds-of-its-own", test_a_limit_may_have_thresholds_of_its_own);
  ADD ("turning-a-threshold-down-tells-nothing-again", test_turning_a_threshold_down_tells_nothing_again);
  ADD ("a-reset-that-wobbles-is-the-same", test_a_reset_that_wobbles_is_the_same);
  ADD ("an-account-that-is-not-known-yet-is-the-same", test_an_account_that_is_not_known_yet_is_the_same);
  ADD ("a-kind-that-is-off-is-not-told-later-either", test_a_kind_that_is_off_is_not_told_later_either);
  ADD ("that-it-will-run-out-is-told-once", test_that_it_will_run_out_is_told_once);
  ADD ("a-snoozed-limit-may-run-out", test_a_snoozed_limit_may_run_out);
  ADD ("old-entries-are-dropped", test_old_entries_are_dropped);
  ADD ("a-budget-has-three-thresholds", test_a_budget_has_three_thresholds);
  ADD ("one-anomaly-a-day", test_one_anomaly_a_day);
  ADD ("the-end-of-a-login-is-told-once-three-days-ahead", test_the_end_of_a_login_is_told_once_three_days_ahead);
  ADD ("a-login-told-before-its-account-is-known-is-not-told-again",
       test_a_login_told_before_its_account_is_known_is_not_told_again);
  ADD ("the-next-login-is-told-of-too", test_the_next_login_is_told_of_too);

  return g_test_run ();
}
