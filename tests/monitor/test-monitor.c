/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-source.h"
#include "sg-claude-folder.h"
#include "sg-error.h"
#include "sg-fake-source.h"
#include "sg-monitor.h"
#include "sg-source-set.h"

typedef struct {
  SgClock      *clock;
  SgStateFile  *state;
  SgMonitor    *monitor;
  SgFakeSource *cache;
  SgFakeSource *endpoint;
  GDateTime    *reset;
  guint         n_alerts;
} Fixture;

static void
count_alerts (Fixture   *f,
              GPtrArray *alerts)
{
  f->n_alerts += alerts->len;
}

static void
make_monitor (Fixture *f)
{
  f->monitor = sg_monitor_new (f->clock, f->state);
  g_signal_connect_swapped (f->monitor, "alerts-raised", G_CALLBACK (count_alerts), f);
  f->cache = sg_fake_source_new ("claude-cache", SG_ORIGIN_CLAUDE_CACHE, 0, 0);
  f->endpoint = sg_fake_source_new ("endpoint", SG_ORIGIN_ENDPOINT, 300, 300);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_MISSING);
}

static void
drop_monitor (Fixture *f)
{
  g_object_run_dispose (G_OBJECT (f->monitor));
  g_object_unref (f->monitor);
  g_object_unref (f->cache);
  g_object_unref (f->endpoint);
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);

  f->clock = sg_clock_new_at (start);
  f->state = sg_state_file_new (NULL);
  f->reset = g_date_time_add_hours (start, 2);
  make_monitor (f);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_object_run_dispose (G_OBJECT (f->monitor));
  g_assert_finalize_object (f->monitor);
  g_assert_finalize_object (f->cache);
  g_assert_finalize_object (f->endpoint);
  g_assert_finalize_object (f->state);
  g_assert_finalize_object (f->clock);
  g_date_time_unref (f->reset);
}

static void
settle (Fixture *f)
{
  SgUsageModel *model = sg_monitor_get_model (f->monitor);

  while (sg_usage_model_is_refreshing (model))
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Fixture *f)
{
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->cache));
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->endpoint));
  sg_monitor_start (f->monitor);
  settle (f);
}

static void
start_with_both (Fixture   *f,
                 GDateTime *reset)
{
  sg_fake_source_say (f->cache, 10.0, reset);
  sg_fake_source_say (f->endpoint, 12.0, reset);
  start (f);
}

static void
advance_and_refresh (Fixture *f,
                     guint    seconds)
{
  sg_clock_advance (f->clock, seconds * G_TIME_SPAN_SECOND);
  sg_monitor_refresh (f->monitor);
  settle (f);
}

/* A source that changes wakes what the system's timers would have run, too. */
static void
change_after (Fixture      *f,
              guint         seconds,
              SgFakeSource *source)
{
  sg_clock_advance (f->clock, seconds * G_TIME_SPAN_SECOND);
  sg_source_changed (SG_SOURCE (source));
  settle (f);
}

static void
hold_for (Fixture      *f,
          SgFakeSource *source,
          guint         seconds)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GDateTime) not_before = g_date_time_add_seconds (now, seconds);

  sg_source_set_not_before (SG_SOURCE (source), not_before);
}

#define ASSERT_ASKED(n_times) g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoint), ==, n_times)

static const SgLimit *
session (Fixture *f)
{
  return sg_limits_find (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)), "session");
}

static void
test_a_reading_reaches_the_model (Fixture      *f,
                                  gconstpointer unused)
{
  sg_fake_source_say (f->cache, 37.0, f->reset);
  start (f);

  g_assert_nonnull (session (f));
  g_assert_cmpfloat (session (f)->used_percent, ==, 37.0);
  g_assert_cmpint (session (f)->origin, ==, SG_ORIGIN_CLAUDE_CACHE);
}

static void
test_a_changed_source_is_asked_again (Fixture      *f,
                                      gconstpointer unused)
{
  sg_fake_source_say (f->cache, 37.0, f->reset);
  start (f);
  sg_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
  sg_fake_source_say (f->cache, 75.0, f->reset);
  sg_source_changed (SG_SOURCE (f->cache));
  settle (f);

  g_assert_cmpfloat (session (f)->used_percent, ==, 75.0);
  g_assert_cmpuint (f->n_alerts, ==, 1);
  ASSERT_ASKED (1);
}

static void
test_the_last_good_number_stays (Fixture      *f,
                                 gconstpointer unused)
{
  const SgSourceStatus *status;

  sg_fake_source_say (f->cache, 37.0, f->reset);
  start (f);
  sg_fake_source_fail (f->cache, SG_ERROR_BAD_DATA);
  sg_source_changed (SG_SOURCE (f->cache));
  settle (f);

  g_assert_cmpfloat (session (f)->used_percent, ==, 37.0);
  status = g_ptr_array_index (sg_usage_model_get_sources (sg_monitor_get_model (f->monitor)), 0);
  g_assert_cmpint (status->error_code, ==, SG_ERROR_BAD_DATA);
  g_assert_cmpint (status->state, ==, SG_SOURCE_WAITING);
  g_assert_nonnull (status->last_answer_at);
}

static void
test_what_is_taken_back_is_not_shown (Fixture      *f,
                                      gconstpointer unused)
{
  sg_fake_source_say (f->cache, 37.0, f->reset);
  start (f);
  sg_source_retract (SG_SOURCE (f->endpoint));
  g_assert_nonnull (session (f));

  sg_source_retract (SG_SOURCE (f->cache));
  g_assert_null (session (f));
}

static void
test_what_another_program_holds_is_tried_again_soon (Fixture      *f,
                                                     gconstpointer unused)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GDateTime) soon = g_date_time_add_seconds (now, 10);
  const SgSourceStatus *status;

  sg_fake_source_fail (f->cache, SG_ERROR_BUSY);
  start (f);

  status = g_ptr_array_index (sg_usage_model_get_sources (sg_monitor_get_model (f->monitor)), 0);
  g_assert_cmpint (status->state, ==, SG_SOURCE_WAITING);
  g_assert_true (g_date_time_equal (status->next_try_at, soon));
}

static void
test_nothing_known_ends_the_loading (Fixture      *f,
                                     gconstpointer unused)
{
  sg_fake_source_fail (f->cache, SG_ERROR_NOT_FOUND);
  g_assert_false (sg_usage_model_is_loaded (sg_monitor_get_model (f->monitor)));
  start (f);

  g_assert_true (sg_usage_model_is_loaded (sg_monitor_get_model (f->monitor)));
  g_assert_null (sg_usage_model_get_limits (sg_monitor_get_model (f->monitor)));
}

static void
test_a_person_cannot_break_the_gap (Fixture      *f,
                                    gconstpointer unused)
{
  start_with_both (f, f->reset);

  for (guint i = 0; i < 29; i++)
    advance_and_refresh (f, 10);
  ASSERT_ASKED (1);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->cache), ==, 30);

  advance_and_refresh (f, 10);
  ASSERT_ASKED (2);
}

static void
test_a_penalty_outlives_a_restart (Fixture      *f,
                                   gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_RATE_LIMITED);
  hold_for (f, f->endpoint, 1800);
  start (f);
  ASSERT_ASKED (1);

  drop_monitor (f);
  make_monitor (f);
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_clock_advance (f->clock, 1700 * G_TIME_SPAN_SECOND);
  start (f);
  sg_monitor_refresh (f->monitor);
  settle (f);
  ASSERT_ASKED (0);

  advance_and_refresh (f, 101);
  ASSERT_ASKED (1);
}

static void
test_a_lapsed_login_is_looked_at_as_soon_as_it_changes (Fixture      *f,
                                                        gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_LAPSED);
  start (f);
  sg_fake_source_say (f->endpoint, 20.0, f->reset);
  change_after (f, 1, f->endpoint);

  ASSERT_ASKED (2);
  g_assert_cmpfloat (session (f)->used_percent, ==, 20.0);
}

static void
test_a_new_login_ends_the_penalty_of_the_old (Fixture      *f,
                                              gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_REFUSED);
  start (f);
  sg_fake_source_say (f->endpoint, 20.0, f->reset);
  change_after (f, 299, f->endpoint);
  ASSERT_ASKED (1);

  change_after (f, 1, f->endpoint);
  ASSERT_ASKED (2);
}

static void
test_a_login_replaced_once_more_ends_the_penalty_too (Fixture      *f,
                                                      gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_REFUSED);
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->endpoint));
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->cache));
  sg_monitor_start (f->monitor);
  sg_source_changed (SG_SOURCE (f->endpoint));
  settle (f);
  sg_source_changed (SG_SOURCE (f->endpoint));
  sg_fake_source_say (f->endpoint, 20.0, f->reset);
  sg_clock_advance (f->clock, 300 * G_TIME_SPAN_SECOND);
  sg_monitor_start (f->monitor);
  settle (f);

  ASSERT_ASKED (2);
}

static void
test_a_neighbours_fresh_answer_saves_a_call (Fixture      *f,
                                             gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_set_complete (f->cache, TRUE);
  sg_fake_source_say (f->endpoint, 12.0, f->reset);
  start (f);
  ASSERT_ASKED (0);
  g_assert_true (sg_usage_model_is_loaded (sg_monitor_get_model (f->monitor)));

  sg_fake_source_fail (f->cache, SG_ERROR_BAD_DATA);
  advance_and_refresh (f, 299);
  ASSERT_ASKED (0);
  advance_and_refresh (f, 1);
  ASSERT_ASKED (1);
}

static void
test_a_neighbours_penalty_is_ours (Fixture      *f,
                                   gconstpointer unused)
{
  sg_fake_source_fail (f->cache, SG_ERROR_NOT_FOUND);
  hold_for (f, f->cache, 1000);
  sg_fake_source_say (f->endpoint, 12.0, f->reset);
  start (f);
  advance_and_refresh (f, 999);
  ASSERT_ASKED (0);
  advance_and_refresh (f, 1);
  ASSERT_ASKED (1);
}

static void
test_a_penalty_taken_back_holds_no_longer (Fixture      *f,
                                           gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  hold_for (f, f->cache, 1000);
  sg_fake_source_say (f->endpoint, 12.0, f->reset);
  start (f);
  ASSERT_ASKED (0);

  sg_source_set_not_before (SG_SOURCE (f->cache), NULL);
  change_after (f, 1, f->cache);
  ASSERT_ASKED (1);
}

static void
test_everything_is_asked_after_a_sleep (Fixture      *f,
                                        gconstpointer unused)
{
  guint n_asked;

  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_LAPSED);
  start (f);
  change_after (f, 1, f->cache);
  n_asked = sg_fake_source_get_n_asked (f->endpoint);

  /* Its next look was 300 s off; the network needs a moment. */
  sg_clock_sleep (f->clock, 100 * G_TIME_SPAN_SECOND);
  sg_source_changed (SG_SOURCE (f->cache));
  settle (f);
  ASSERT_ASKED (n_asked);
  change_after (f, 15, f->cache);
  ASSERT_ASKED (n_asked + 1);
}

/* A timer for the server ran out in the night; in the morning it would find no network. */
static void
test_a_long_sleep_is_no_reason_to_hurry (Fixture      *f,
                                         gconstpointer unused)
{
  start_with_both (f, f->reset);
  ASSERT_ASKED (1);

  sg_clock_sleep (f->clock, 8 * G_TIME_SPAN_HOUR);
  sg_source_changed (SG_SOURCE (f->cache));
  settle (f);
  ASSERT_ASKED (1);
  change_after (f, 15, f->cache);
  ASSERT_ASKED (2);
  change_after (f, 299, f->cache);
  ASSERT_ASKED (2);
}

static void
test_a_clock_set_does_not_break_the_gap (Fixture      *f,
                                         gconstpointer by_hours)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GDateTime) other = g_date_time_add_hours (now, GPOINTER_TO_INT (by_hours));

  start_with_both (f, NULL);
  sg_clock_set (f->clock, other);
  advance_and_refresh (f, 299);
  ASSERT_ASKED (1);
  advance_and_refresh (f, 1);
  ASSERT_ASKED (2);
}

static void
restart_at (Fixture *f,
            guint    year)
{
  g_autoptr (GDateTime) start_at = g_date_time_new_utc (year, 11, 21, 12, 0, 0.0);

  drop_monitor (f);
  sg_clock_set (f->clock, start_at);
  make_monitor (f);
  start_with_both (f, NULL);
}

static void
test_a_clock_set_back_meanwhile_keeps_the_length_of_a_penalty (Fixture      *f,
                                                               gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, NULL);
  sg_fake_source_fail (f->endpoint, SG_ERROR_RATE_LIMITED);
  hold_for (f, f->endpoint, 86400);
  start (f);

  restart_at (f, 1999);
  advance_and_refresh (f, 86399);
  ASSERT_ASKED (0);
  advance_and_refresh (f, 1);
  ASSERT_ASKED (1);
}

static void
test_a_days_penalty_outlives_a_restart_at_once (Fixture      *f,
                                                gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, NULL);
  sg_fake_source_fail (f->endpoint, SG_ERROR_RATE_LIMITED);
  hold_for (f, f->endpoint, 86400);
  start (f);

  restart_at (f, 2026);
  advance_and_refresh (f, 86399);
  ASSERT_ASKED (0);
}

static void
test_a_call_that_took_a_nights_sleep_counts_from_its_end (Fixture      *f,
                                                          gconstpointer unused)
{
  sg_fake_source_say (f->cache, 10.0, f->reset);
  sg_fake_source_say (f->endpoint, 12.0, f->reset);
  sg_monitor_add_source (f->monitor, SG_SOURCE (f->endpoint));
  sg_monitor_start (f->monitor);
  sg_clock_advance (f->clock, 8 * G_TIME_SPAN_HOUR);
  sg_monitor_refresh (f->monitor);
  settle (f);
  ASSERT_ASKED (1);
  advance_and_refresh (f, 299);
  ASSERT_ASKED (1);
  advance_and_refresh (f, 1);
  ASSERT_ASKED (2);
}

static void
test_the_server_is_left_alone_while_nobody_looks (Fixture      *f,
                                                  gconstpointer unused)
{
  start_with_both (f, f->reset);
  sg_monitor_set_away (f->monitor, TRUE);
  for (guint i = 0; i < 50; i++)
    change_after (f, 100, f->cache);
  ASSERT_ASKED (1);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->cache), ==, 51);

  sg_monitor_set_away (f->monitor, FALSE);
  settle (f);
  ASSERT_ASKED (2);
}

static void
test_coming_back_early_does_not_break_the_gap (Fixture      *f,
                                               gconstpointer unused)
{
  start_with_both (f, f->reset);
  for (guint i = 0; i < 10; i++) {
    sg_monitor_set_away (f->monitor, i % 2 == 0);
    settle (f);
    sg_clock_advance (f->clock, 29 * G_TIME_SPAN_SECOND);
  }
  ASSERT_ASKED (1);
}

static void
test_a_person_who_asks_is_there (Fixture      *f,
                                 gconstpointer unused)
{
  start_with_both (f, f->reset);
  sg_monitor_set_away (f->monitor, TRUE);
  advance_and_refresh (f, 300);
  ASSERT_ASKED (2);

  change_after (f, 300, f->cache);
  ASSERT_ASKED (2);
}

static void
note_cb (gboolean *noted)
{
  *noted = TRUE;
}

static void
test_a_reset_is_worth_a_call (Fixture      *f,
                              gconstpointer unused)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GDateTime) reset = g_date_time_add_seconds (now, 1);
  g_autoptr (GDateTime) settled = g_date_time_add_seconds (now, 17);
  const SgSourceStatus *status;
  gboolean time_passed = FALSE;

  sg_fake_source_say (f->cache, 10.0, reset);
  sg_fake_source_fail (f->endpoint, SG_ERROR_LOGIN_LAPSED);
  g_signal_connect_swapped (f->monitor, "time-passed", G_CALLBACK (note_cb), &time_passed);
  start (f);
  sg_clock_advance (f->clock, 2 * G_TIME_SPAN_SECOND);
  while (!time_passed)
    g_main_context_iteration (NULL, TRUE);

  status = g_ptr_array_index (sg_usage_model_get_sources (sg_monitor_get_model (f->monitor)), 1);
  g_assert_cmpstr (status->id, ==, "endpoint");
  g_assert_true (g_date_time_equal (status->next_try_at, settled));
}

#define ADD(name, function) g_test_add ("/monitor/" name, Fixture, NULL, set_up, function, tear_down)

static void
test_what_is_switched_off_is_forgotten (Fixture      *f,
                                        gconstpointer unused)
{
  guint n_asked;

  sg_fake_source_say (f->cache, 37.0, f->reset);
  start (f);
  n_asked = sg_fake_source_get_n_asked (f->cache);

  sg_source_set_switched_off (SG_SOURCE (f->cache), TRUE);
  settle (f);
  g_assert_null (session (f));
  sg_source_changed (SG_SOURCE (f->cache));
  sg_monitor_refresh (f->monitor);
  settle (f);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->cache), ==, n_asked);

  sg_source_set_switched_off (SG_SOURCE (f->cache), FALSE);
  settle (f);
  g_assert_cmpfloat (session (f)->used_percent, ==, 37.0);
}

/* Who has a gap is left alone while nobody looks, and asked less where power or data are saved. */
static void
test_whoever_asks_a_server_has_a_gap (Fixture      *f,
                                      gconstpointer unused)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_from_environment (NULL);
  g_autoptr (SgSourceSet) set = sg_source_set_new (folders, g_get_user_state_dir ());

  sg_source_set_add_endpoint (set, NULL, FALSE);
  sg_source_set_add_rate_limits (set, NULL, FALSE);
  sg_source_set_add_status_page (set, NULL, FALSE);

  g_assert_cmpuint (sg_source_get_gap_seconds (g_ptr_array_index (sg_source_set_get_endpoints (set), 0)), >=, 300);
  g_assert_cmpuint (sg_source_get_gap_seconds (sg_source_set_get_rate_limits (set)), >, 0);
  g_assert_cmpuint (sg_source_get_gap_seconds (sg_source_set_get_status_page (set)), >=, 600);
  /* This one needs somebody to ask for its key. */
  g_assert_cmpuint (SG_ADMIN_GAP_SECONDS, >, 0);
}

static guint
count_a_day (Fixture *f)
{
  guint n_before = sg_fake_source_get_n_asked (f->endpoint);

  for (guint minute = 0; minute < 24 * 60; minute++) {
    sg_clock_advance (f->clock, G_TIME_SPAN_MINUTE);
    sg_source_changed (SG_SOURCE (f->cache));
    settle (f);
  }

  return sg_fake_source_get_n_asked (f->endpoint) - n_before;
}

static void
test_saving_asks_a_server_less (Fixture      *f,
                                gconstpointer unused)
{
  guint n_usual, n_saving;

  sg_fake_source_say (f->endpoint, 37.0, f->reset);
  start (f);
  n_usual = count_a_day (f);
  sg_monitor_set_frugal (f->monitor, TRUE);
  n_saving = count_a_day (f);
  sg_monitor_set_frugal (f->monitor, FALSE);

  g_assert_cmpuint (n_saving, >, 24 * 2);
  g_assert_cmpuint (4 * n_saving, <=, n_usual + 8);
  g_assert_cmpuint (count_a_day (f), >, 3 * n_saving);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("a-reading-reaches-the-model", test_a_reading_reaches_the_model);
  ADD ("a-changed-source-is-asked-again", test_a_changed_source_is_asked_again);
  ADD ("the-last-good-number-stays", test_the_last_good_number_stays);
  ADD ("what-is-taken-back-is-not-shown", test_what_is_taken_back_is_not_shown);
  ADD ("what-another-program-holds-is-tried-again-soon", test_what_another_program_holds_is_tried_again_soon);
  ADD ("nothing-known-ends-the-loading", test_nothing_known_ends_the_loading);
  ADD ("a-person-cannot-break-the-gap", test_a_person_cannot_break_the_gap);
  ADD ("a-penalty-outlives-a-restart", test_a_penalty_outlives_a_restart);
  ADD ("a-lapsed-login-is-looked-at-as-soon-as-it-changes", test_a_lapsed_login_is_looked_at_as_soon_as_it_changes);
  ADD ("a-new-login-ends-the-penalty-of-the-old", test_a_new_login_ends_the_penalty_of_the_old);
  ADD ("a-login-replaced-once-more-ends-the-penalty-too", test_a_login_replaced_once_more_ends_the_penalty_too);

  ADD ("a-neighbours-fresh-answer-saves-a-call", test_a_neighbours_fresh_answer_saves_a_call);
  ADD ("a-neighbours-penalty-is-ours", test_a_neighbours_penalty_is_ours);
  ADD ("a-penalty-taken-back-holds-no-longer", test_a_penalty_taken_back_holds_no_longer);
  ADD ("everything-is-asked-after-a-sleep", test_everything_is_asked_after_a_sleep);
  ADD ("a-long-sleep-is-no-reason-to-hurry", test_a_long_sleep_is_no_reason_to_hurry);
  g_test_add ("/monitor/a-clock-set-back-does-not-break-the-gap", Fixture, GINT_TO_POINTER (-24), set_up,
              test_a_clock_set_does_not_break_the_gap, tear_down);
  g_test_add ("/monitor/a-clock-set-forward-does-not-break-the-gap", Fixture, GINT_TO_POINTER (24), set_up,
              test_a_clock_set_does_not_break_the_gap, tear_down);
  ADD ("a-clock-set-back-meanwhile-keeps-the-length-of-a-penalty",
       test_a_clock_set_back_meanwhile_keeps_the_length_of_a_penalty);
  ADD ("a-days-penalty-outlives-a-restart-at-once", test_a_days_penalty_outlives_a_restart_at_once);
  ADD ("a-call-that-took-a-nights-sleep-counts-from-its-end", test_a_call_that_took_a_nights_sleep_counts_from_its_end);
  ADD ("the-server-is-left-alone-while-nobody-looks", test_the_server_is_left_alone_while_nobody_looks);
  ADD ("coming-back-early-does-not-break-the-gap", test_coming_back_early_does_not_break_the_gap);
  ADD ("a-person-who-asks-is-there", test_a_person_who_asks_is_there);
  ADD ("what-is-switched-off-is-forgotten", test_what_is_switched_off_is_forgotten);
  ADD ("whoever-asks-a-server-has-a-gap", test_whoever_asks_a_server_has_a_gap);
  ADD ("saving-asks-a-server-less", test_saving_asks_a_server_less);
  ADD ("a-reset-is-worth-a-call", test_a_reset_is_worth_a_call);

  return g_test_run ();
}
