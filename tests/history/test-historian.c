/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-historian.h"
#include "sg-ledger-limits.h"
#include "sg-ledger-db.h"
#include "sg-pace.h"
#include "sg-sample.h"

#define START "2026-11-24T09:00:00Z"

typedef struct {
  SgClock      *clock;
  SgUsageModel *model;
  SgHistorian  *historian;
  char         *ledger_path;
} Desk;

static void
desk_set_up (Desk         *desk,
             gconstpointer user_data)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (START, NULL);

  desk->clock = sg_clock_new_at (start);
  desk->model = sg_usage_model_new ();
  desk->ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  desk->historian = sg_historian_new (desk->clock, desk->model, "", desk->ledger_path);
}

static void
desk_tear_down (Desk         *desk,
                gconstpointer user_data)
{
  while (desk->historian != NULL && sg_historian_is_busy (desk->historian))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&desk->historian);
  g_assert_finalize_object (desk->model);
  g_assert_finalize_object (desk->clock);
  g_free (desk->ledger_path);
}

/* The server says @percent, @minutes after the start. */
static void
say (Desk    *desk,
     int      minutes,
     double   percent,
     SgOrigin origin)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (START, NULL);
  g_autoptr (GDateTime) now = g_date_time_add_minutes (start, minutes);
  g_autoptr (GDateTime) session_resets_at = g_date_time_add_hours (start, 5);
  g_autoptr (GDateTime) week_resets_at = g_date_time_add_days (start, 4);
  g_autoptr (SgReading) reading = sg_reading_new (origin, now);

  sg_clock_set (desk->clock, now);
  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, percent, session_resets_at, origin, now));
  sg_reading_take_limit (reading, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, percent / 5.0, week_resets_at, origin, now));
  sg_usage_model_apply (desk->model, reading);
}

static void
wait_until_done (Desk *desk)
{
  while (sg_historian_is_busy (desk->historian))
    g_main_context_iteration (NULL, TRUE);
}

static char *
list (Desk       *desk,
      const char *limit_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (desk->ledger_path, NULL, &error);
  g_autoptr (GArray) samples = NULL;
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 (START, NULL);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  samples = sg_ledger_load_limit (ledger, "", limit_id, 0, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < samples->len; i++) {
    const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);

    g_string_append_printf (text, "%d-%d:%g ", (int) (sample->time - g_date_time_to_unix (start)) / 60,
                            (int) (sample->until - g_date_time_to_unix (start)) / 60, sample->percent);
  }

  return g_string_free (text, FALSE);
}

static void
test_changes_are_written_down (Desk         *desk,
                               gconstpointer user_data)
{
  g_autofree char *kept = NULL;

  say (desk, 0, 10.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);
  say (desk, 5, 10.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);
  say (desk, 10, 15.0, SG_ORIGIN_STATUSLINE);
  wait_until_done (desk);

  kept = list (desk, "session");
  g_assert_cmpstr (kept, ==, "0-5:10 10-10:15 ");
}

/* A number that came while the thread was at work is not lost. */
static void
test_what_comes_meanwhile_is_kept (Desk         *desk,
                                   gconstpointer user_data)
{
  g_autofree char *kept = NULL;

  say (desk, 0, 10.0, SG_ORIGIN_ENDPOINT);
  say (desk, 5, 15.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);

  kept = list (desk, "session");
  g_assert_cmpstr (kept, ==, "0-0:10 5-5:15 ");
}

static void
test_nothing_new_wakes_no_thread (Desk         *desk,
                                  gconstpointer user_data)
{
  say (desk, 0, 10.0, SG_ORIGIN_ENDPOINT);
  g_assert_true (sg_historian_is_busy (desk->historian));
  wait_until_done (desk);
  say (desk, 0, 10.0, SG_ORIGIN_ENDPOINT);

  g_assert_false (sg_historian_is_busy (desk->historian));
}

static void
test_our_own_estimates_are_no_history (Desk         *desk,
                                       gconstpointer user_data)
{
  say (desk, 0, 10.0, SG_ORIGIN_ESTIMATE);

  g_assert_false (sg_historian_is_busy (desk->historian));
}

static void
test_the_model_learns_of_the_week (Desk         *desk,
                                   gconstpointer user_data)
{
  const SgLimit *week;

  sg_historian_set_work_week (desk->historian, "12345", "9-18");
  say (desk, 0, 50.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);

  /* Tuesday 9:00; 36 working hours until Saturday 9:00, 9 of them today; 90 percent are left. */
  week = sg_limits_find (sg_usage_model_get_limits (desk->model), "weekly");
  g_assert_nonnull (week->forecast);
  g_assert_cmpfloat_with_epsilon (week->forecast->today_percent, 22.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (week->forecast->elapsed_percent, 20.0, 1e-6);
  g_assert_cmpfloat (week->forecast->chance_percent, <, 0.0);
}

/* What is said of the week on @now, a Saturday night: the window began on Thursday at 20:00. */
static SgPace
pace_on_saturday_night (Desk       *desk,
                        const char *days,
                        const char *hours,
                        GDateTime  *now)
{
  g_autoptr (GDateTime) resets_at = g_date_time_new_from_iso8601 ("2026-11-26T20:00:00Z", NULL);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_DEMO, now);
  SgPace pace;

  sg_clock_set (desk->clock, now);
  sg_historian_set_work_week (desk->historian, days, hours);
  sg_reading_take_limit (reading, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 52.0, resets_at, SG_ORIGIN_DEMO, now));
  sg_usage_model_apply (desk->model, reading);
  wait_until_done (desk);
  sg_pace_init (&pace, sg_limits_find (sg_usage_model_get_limits (desk->model), "weekly"), now);

  return pace;
}

/* 8 of 40 hours and 52 percent: the rest lasts for 7 h 23 min of Monday. By the clock, for 46 hours from now. */
static void
assert_pace_follows_the_working_week (Desk *desk)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 ("2026-11-21T22:00:00Z", NULL);
  g_autoptr (GDateTime) monday = g_date_time_new_from_iso8601 ("2026-11-23T16:23:05Z", NULL);
  g_auto (SgPace) working = pace_on_saturday_night (desk, "12345", "9-17", now);
  g_auto (SgPace) calendar = pace_on_saturday_night (desk, "1234567", "0-24", now);
  g_auto (SgPace) again = pace_on_saturday_night (desk, "12345", "9-17", now);

  g_assert_cmpfloat_with_epsilon (working.ahead_percent, 32.0, 1e-6);
  g_assert_nonnull (working.full_at);
  g_assert_cmpint (g_date_time_to_unix (working.full_at), ==, g_date_time_to_unix (monday));
  g_assert_cmpfloat_with_epsilon (calendar.elapsed_percent, 100.0 * 50 / 168, 1e-6);
  g_assert_cmpint (g_date_time_to_unix (calendar.full_at), ==, g_date_time_to_unix (now) + 50 * 3600 * 48 / 52);
  g_assert_cmpfloat_with_epsilon (again.ahead_percent, 32.0, 1e-6);
}

static void
test_full_at_runs_through_working_time (Desk         *desk,
                                        gconstpointer user_data)
{
  assert_pace_follows_the_working_week (desk);
}

/* It has no ledger, and makes none. */
static void
test_a_demonstration_keeps_to_the_working_week (Desk         *desk,
                                                gconstpointer user_data)
{
  g_clear_object (&desk->historian);
  desk->historian = sg_historian_new (desk->clock, desk->model, "", NULL);

  assert_pace_follows_the_working_week (desk);
  g_assert_false (g_file_test (desk->ledger_path, G_FILE_TEST_EXISTS));
}

/* What a sample says of its own future stays. */
static void
test_a_sample_keeps_its_forecast (Desk         *desk,
                                  gconstpointer user_data)
{
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgReading) reading = sg_sample_reading ("forecast", now);
  GPtrArray *limits;

  g_clear_object (&desk->historian);
  desk->historian = sg_historian_new (desk->clock, desk->model, "", NULL);
  sg_clock_set (desk->clock, now);
  sg_historian_set_work_week (desk->historian, "12", "0-24");
  sg_usage_model_apply (desk->model, reading);
  wait_until_done (desk);
  limits = sg_usage_model_get_limits (desk->model);

  g_assert_cmpfloat (sg_limits_find (limits, "session")->forecast->moved_percent, ==, 78.0);
  g_assert_nonnull (sg_limits_find (limits, "session")->forecast->full_from);
  g_assert_cmpfloat (sg_limits_find (limits, "weekly")->forecast->chance_percent, ==, 22.0);
  g_assert_cmpfloat_with_epsilon (sg_limits_find (limits, "weekly")->forecast->elapsed_percent, 26.25, 0.01);
}

static void
test_a_broken_disk_hurts_nobody (Desk         *desk,
                                 gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (desk->ledger_path);
  g_autofree char *parent = g_path_get_dirname (folder);

  g_mkdir_with_parents (parent, 0700);
  g_assert_true (g_file_set_contents (folder, "a file", -1, NULL));
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "No history is kept: *");
  say (desk, 0, 10.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);
  say (desk, 5, 15.0, SG_ORIGIN_ENDPOINT);
  wait_until_done (desk);

  g_test_assert_expected_messages ();
  g_assert_cmpfloat (sg_limits_find (sg_usage_model_get_limits (desk->model), "session")->used_percent, ==, 15.0);
}

#define desk_test(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/historian/changes-are-written-down", test_changes_are_written_down);
  desk_test ("/historian/what-comes-meanwhile-is-kept", test_what_comes_meanwhile_is_kept);
  desk_test ("/historian/nothing-new-wakes-no-thread", test_nothing_new_wakes_no_thread);
  desk_test ("/historian/our-own-estimates-are-no-history", test_our_own_estimates_are_no_history);
  desk_test ("/historian/the-model-learns-of-the-week", test_the_model_learns_of_the_week);
  desk_test ("/historian/full-at-runs-through-working-time", test_full_at_runs_through_working_time);
  desk_test ("/historian/a-demonstration-keeps-to-the-working-week", test_a_demonstration_keeps_to_the_working_week);
  desk_test ("/historian/a-sample-keeps-its-forecast", test_a_sample_keeps_its_forecast);
  desk_test ("/historian/a-broken-disk-hurts-nobody", test_a_broken_disk_hurts_nobody);

  return g_test_run ();
}
