/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the Admin API to what a person is told: source, ledger, model, alerts; a real server on the loopback. */

#include <glib/gstdio.h>

#include "sg-admin-double.h"
#include "sg-admin-source.h"
#include "sg-alert.h"
#include "sg-fake-keys.h"
#include "sg-monitor.h"
#include "sg-transcript-source.h"

typedef struct {
  SgAdminDouble *server;
  SgKeyFinder   *keys;
  SgClock       *clock;   /* Friday, 20 November 2026, 18:00 UTC */
  SgMonitor     *monitor;
  GString       *told;
  char          *ledger_path;
  char          *state_path;
  char          *projects;
} Fixture;

static void
note_alerts (Fixture   *f,
             GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->kind == SG_ALERT_ANOMALY)
      g_string_append (f->told, "anomaly\n");
    else
      g_string_append_printf (f->told, "%s %u\n", alert->limit->id, alert->threshold_percent);
  }
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 20, 18, 0, 0.0);

  f->server = sg_admin_double_new ();
  sg_admin_double_allow_analytics (f->server, TRUE);
  f->keys = SG_KEY_FINDER (sg_fake_keys_new (SG_ADMIN_DOUBLE_KEY));
  f->clock = sg_clock_new_at (start);
  f->told = g_string_new (NULL);
  f->ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  f->state_path = g_build_filename (g_get_user_state_dir (), "sandglass", "state.ini", NULL);
  f->projects = g_build_filename (g_get_home_dir (), ".claude", "projects", NULL);
}

static void
stop (Fixture *f)
{
  if (f->monitor != NULL)
    g_object_run_dispose (G_OBJECT (f->monitor));
  g_clear_object (&f->monitor);
  /* The next life keeps the gap to the last call of this one. */
  sg_clock_advance (f->clock, G_TIME_SPAN_HOUR);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  stop (f);
  g_assert_cmpstr (sg_admin_double_get_complaints (f->server), ==, "");
  g_clear_object (&f->keys);
  g_clear_object (&f->clock);
  g_clear_object (&f->server);
  g_string_free (f->told, TRUE);
  g_free (f->ledger_path);
  g_free (f->state_path);
  g_free (f->projects);
}

static void
add_transcripts (Fixture *f)
{
  const char *const projects[] = { f->projects, NULL };
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (SgSource) transcripts = sg_transcript_source_new (projects, f->ledger_path, utc);

  sg_monitor_add_source (f->monitor, transcripts);
}

static void
settle (Fixture *f)
{
  while (sg_usage_model_is_refreshing (sg_monitor_get_model (f->monitor)))
    g_main_context_iteration (NULL, TRUE);
}

/* @month: a budget in cents; 0 for none */
static void
start (Fixture *f,
       gint64   month)
{
  g_autoptr (SgStateFile) state = sg_state_file_new (f->state_path);
  g_autoptr (SgSource) admin = sg_admin_source_new (f->keys, sg_admin_double_get_base_url (f->server), f->ledger_path);
  const SgBudgets budgets = { .month = { month, 0 } };

  g_string_truncate (f->told, 0);
  f->monitor = sg_monitor_new (f->clock, state);
  g_signal_connect_swapped (f->monitor, "alerts-raised", G_CALLBACK (note_alerts), f);
  sg_profiles_set_budgets (sg_monitor_get_profiles (f->monitor), &budgets);
  sg_monitor_add_source (f->monitor, admin);
  sg_monitor_start (f->monitor);
  settle (f);
}

static void
test_an_unusual_day_is_told_once (Fixture      *f,
                                  gconstpointer unused)
{
  g_autoptr (GDateTime) day = g_date_time_new_utc (2026, 11, 20, 0, 0, 0.0);

  sg_admin_double_set_extra (f->server, g_date_time_to_unix (day), "10000");
  start (f, 0);
  g_assert_cmpstr (f->told->str, ==, "anomaly\n");

  /* Another hour, and another life */
  sg_clock_advance (f->clock, G_TIME_SPAN_HOUR);
  sg_admin_double_set_extra (f->server, g_date_time_to_unix (day), "20000");
  sg_monitor_refresh (f->monitor);
  settle (f);
  g_assert_cmpstr (f->told->str, ==, "anomaly\n");
  stop (f);
  start (f, 0);
  g_assert_nonnull (sg_usage_model_get_console (sg_monitor_get_model (f->monitor))->anomaly);
  g_assert_cmpstr (f->told->str, ==, "");
}

static void
test_an_ordinary_day_is_not_told (Fixture      *f,
                                  gconstpointer unused)
{
  start (f, 0);
  g_assert_nonnull (sg_usage_model_get_console (sg_monitor_get_model (f->monitor)));
  g_assert_cmpstr (f->told->str, ==, "");
}

/* 15 workdays of November at 1123.1045, 20 days at 12: 17086.5675 */
static void
test_a_budget_is_a_limit_of_the_bill (Fixture      *f,
                                      gconstpointer unused)
{
  const SgLimit *limit;

  start (f, 20000);
  limit = sg_limits_find (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)), SG_BUDGET_MONTH_BILLED);
  g_assert_cmpint ((int) (limit->used_percent * 10000), ==, 854328);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_ADMIN);
  g_assert_cmpint (g_date_time_get_month (limit->resets_at), ==, 12);
  g_assert_cmpint (sg_limit_get_length_seconds (limit), ==, 30 * 86400);
  g_assert_cmpstr (f->told->str, ==, "budget:month 70\n");

  sg_profiles_set_mode (sg_monitor_get_profiles (f->monitor), SG_MODE_CODE);
  g_assert_null (sg_limits_find (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)), SG_BUDGET_MONTH_BILLED));
  sg_profiles_set_mode (sg_monitor_get_profiles (f->monitor), SG_MODE_CONSOLE);
  g_assert_nonnull (sg_limits_find (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)), SG_BUDGET_MONTH_BILLED));
  g_assert_cmpstr (f->told->str, ==, "budget:month 70\n");

  stop (f);
  start (f, 17000);
  g_assert_cmpstr (f->told->str, ==, "budget:month 100\n");
  stop (f);
  start (f, 17000);
  g_assert_cmpstr (f->told->str, ==, "");
}

/* Two million tokens of Opus 5.5 at $4: $8 of a budget of $10. The server's key is refused: nothing is billed that we know of. */
static void
test_a_budget_without_a_bill_is_for_this_machine (Fixture      *f,
                                                  gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->projects, "-loom", "s1.jsonl", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  const SgLimit *limit;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, "{\"type\":\"assistant\",\"timestamp\":\"2026-11-20T09:00:00Z\",\"requestId\":\"r\","
                                      "\"sessionId\":\"s1\",\"message\":{\"id\":\"m\",\"model\":\"claude-opus-5-5\",\"usage\":"
                                      "{\"input_tokens\":2000000,\"output_tokens\":0}}}\n", -1, NULL));
  sg_admin_double_set_key (f->server, "another");
  start (f, 1000);
  g_assert_cmpstr (f->told->str, ==, "");
  add_transcripts (f);
  sg_monitor_refresh (f->monitor);
  settle (f);

  limit = sg_limits_find (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)), SG_BUDGET_MONTH_ESTIMATED);
  g_assert_nonnull (limit);
  g_assert_cmpfloat (limit->used_percent, ==, 80.0);
  g_assert_cmpstr (f->told->str, ==, "budget:month-here 70\n");
}

#define fixture_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  fixture_test ("/bill/an-unusual-day-is-told-once", test_an_unusual_day_is_told_once);
  fixture_test ("/bill/an-ordinary-day-is-not-told", test_an_ordinary_day_is_not_told);
  fixture_test ("/bill/a-budget-is-a-limit-of-the-bill", test_a_budget_is_a_limit_of_the_bill);
  fixture_test ("/bill/a-budget-without-a-bill-is-for-this-machine", test_a_budget_without_a_bill_is_for_this_machine);

  return g_test_run ();
}
