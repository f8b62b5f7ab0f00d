/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert.h"
#include "sg-error.h"
#include "sg-fake-source.h"
#include "sg-login-state.h"
#include "sg-monitor.h"
#include "sg-money.h"

/* Two logins: each with a cache and an endpoint of its own. */
typedef struct {
  SgClock      *clock;
  SgStateFile  *state;
  SgMonitor    *monitor;
  SgProfiles   *profiles;   /* the monitor's */
  SgFakeSource *caches[2];
  SgFakeSource *endpoints[2];
  GDateTime    *reset;
  GPtrArray    *told;      /* (element-type utf8): whose alerts were raised */
} Fixture;

static const char *const ids[] = { "main", "work_12" };

static void
note_alerts (Fixture   *f,
             GPtrArray *alerts)
{
  for (guint i = 0; i < alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);

    g_ptr_array_add (f->told, g_strdup_printf ("%s %s %u", alert->profile_name, alert->limit ? alert->limit->id : "login",
                                               alert->threshold_percent));
  }
}

static void
make_monitor (Fixture *f)
{
  f->monitor = sg_monitor_new (f->clock, f->state);
  f->profiles = sg_monitor_get_profiles (f->monitor);
  sg_profiles_add (f->profiles, "main", "claude");
  sg_profiles_add (f->profiles, "work_12", "work");
  g_signal_connect_swapped (f->monitor, "alerts-raised", G_CALLBACK (note_alerts), f);
  for (guint i = 0; i < 2; i++) {
    f->caches[i] = sg_fake_source_new ("claude-cache", SG_ORIGIN_CLAUDE_CACHE, 0, 0);
    f->endpoints[i] = sg_fake_source_new ("endpoint", SG_ORIGIN_ENDPOINT, 300, 300);
    sg_source_set_profile (SG_SOURCE (f->caches[i]), ids[i]);
    sg_source_set_profile (SG_SOURCE (f->endpoints[i]), ids[i]);
    sg_fake_source_fail (f->caches[i], SG_ERROR_NOT_FOUND);
    sg_fake_source_fail (f->endpoints[i], SG_ERROR_LOGIN_MISSING);
    sg_monitor_add_source (f->monitor, SG_SOURCE (f->caches[i]));
    sg_monitor_add_source (f->monitor, SG_SOURCE (f->endpoints[i]));
  }
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  g_autoptr (GDateTime) start = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);

  f->clock = sg_clock_new_at (start);
  f->state = sg_state_file_new (NULL);
  f->reset = g_date_time_add_hours (start, 2);
  f->told = g_ptr_array_new_with_free_func (g_free);
  make_monitor (f);
}

static void
drop_monitor (Fixture *f)
{
  g_object_run_dispose (G_OBJECT (f->monitor));
  g_assert_finalize_object (f->monitor);
  for (guint i = 0; i < 2; i++) {
    g_assert_finalize_object (f->caches[i]);
    g_assert_finalize_object (f->endpoints[i]);
  }
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  drop_monitor (f);
  g_assert_finalize_object (f->state);
  g_assert_finalize_object (f->clock);
  g_date_time_unref (f->reset);
  g_ptr_array_unref (f->told);
}

static SgUsageModel *
model_of (Fixture *f,
          guint    index)
{
  return sg_profile_get_model (g_ptr_array_index (sg_profiles_get_all (f->profiles), index));
}

static void
settle (Fixture *f)
{
  while (sg_usage_model_is_refreshing (model_of (f, 0)))
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Fixture *f)
{
  sg_monitor_start (f->monitor);
  settle (f);
}

static void
advance_and_refresh (Fixture *f,
                     guint    seconds)
{
  sg_clock_advance (f->clock, seconds * G_TIME_SPAN_SECOND);
  sg_monitor_refresh (f->monitor);
  settle (f);
}

static double
session_of (Fixture *f,
            guint    index)
{
  const SgLimit *limit = sg_limits_find (sg_usage_model_get_limits (model_of (f, index)), "session");

  return limit ? limit->used_percent : -1.0;
}

static void
test_each_has_its_own_limits_and_sources (Fixture      *f,
                                          gconstpointer unused)
{
  sg_fake_source_say (f->caches[0], 20.0, f->reset);
  sg_fake_source_say (f->caches[1], 50.0, f->reset);
  start (f);

  g_assert_cmpfloat (session_of (f, 0), ==, 20.0);
  g_assert_cmpfloat (session_of (f, 1), ==, 50.0);
  g_assert_cmpuint (sg_usage_model_get_sources (model_of (f, 1))->len, ==, 2);
}

static void
test_one_that_knows_nothing_is_loaded_too (Fixture      *f,
                                           gconstpointer unused)
{
  sg_fake_source_say (f->caches[0], 20.0, f->reset);
  start (f);

  g_assert_true (sg_usage_model_is_loaded (model_of (f, 1)));
  g_assert_null (sg_usage_model_get_limits (model_of (f, 1)));
}

static void
assert_shown (Fixture    *f,
              const char *id)
{
  g_autoptr (GPtrArray) infos = sg_profiles_dup_infos (f->profiles);
  guint n_shown = 0;

  g_assert_cmpstr (sg_profile_get_id (sg_profiles_get_shown (f->profiles)), ==, id);
  for (guint i = 0; i < infos->len; i++)
    n_shown += ((SgProfileInfo *) g_ptr_array_index (infos, i))->shown;
  g_assert_cmpuint (n_shown, ==, 1);
}

static void
test_the_tightest_is_shown_unless_one_is_pinned (Fixture      *f,
                                                 gconstpointer unused)
{
  assert_shown (f, "main");
  sg_fake_source_say (f->caches[1], 5.0, f->reset);
  start (f);
  assert_shown (f, "work_12");

  sg_fake_source_say (f->caches[0], 6.0, f->reset);
  advance_and_refresh (f, 100);
  assert_shown (f, "main");

  sg_profiles_pin (f->profiles, "Work");
  assert_shown (f, "work_12");
  g_assert_true (sg_monitor_get_model (f->monitor) == model_of (f, 1));
  sg_profiles_pin (f->profiles, "nobody");
  assert_shown (f, "main");
}

static void
test_alerts_name_the_profile (Fixture      *f,
                              gconstpointer unused)
{
  sg_fake_source_say (f->caches[0], 71.0, f->reset);
  sg_fake_source_say (f->caches[1], 91.0, f->reset);
  start (f);
  g_assert_cmpuint (f->told->len, ==, 2);
  g_assert_true (g_ptr_array_find_with_equal_func (f->told, "claude session 70", g_str_equal, NULL));
  g_assert_true (g_ptr_array_find_with_equal_func (f->told, "work session 90", g_str_equal, NULL));

  /* Both were told, and stay so. */
  drop_monitor (f);
  make_monitor (f);
  sg_fake_source_say (f->caches[0], 72.0, f->reset);
  sg_fake_source_say (f->caches[1], 92.0, f->reset);
  start (f);
  g_assert_cmpuint (f->told->len, ==, 2);
}

static void
test_a_snooze_is_one_profiles (Fixture      *f,
                               gconstpointer unused)
{
  sg_fake_source_say (f->caches[0], 10.0, f->reset);
  sg_fake_source_say (f->caches[1], 10.0, f->reset);
  start (f);
  sg_profiles_snooze (f->profiles, "work_12", "");
  sg_fake_source_say (f->caches[0], 95.0, f->reset);
  sg_fake_source_say (f->caches[1], 95.0, f->reset);
  advance_and_refresh (f, 100);

  g_assert_cmpuint (f->told->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->told, 0), ==, "claude session 90");
}

static void
test_a_snooze_shows_and_ends (Fixture      *f,
                              gconstpointer unused)
{
  g_auto (GStrv) before = NULL, all = NULL, of_work = NULL, of_main = NULL, after = NULL;

  sg_fake_source_say (f->caches[0], 10.0, f->reset);
  sg_fake_source_say (f->caches[1], 10.0, f->reset);
  start (f);
  before = sg_profiles_dup_snoozed (f->profiles, NULL);
  sg_profiles_snooze (f->profiles, "work_12", "session");
  all = sg_profiles_dup_snoozed (f->profiles, NULL);
  of_work = sg_profiles_dup_snoozed (f->profiles, "work_12");
  of_main = sg_profiles_dup_snoozed (f->profiles, "main");
  sg_profiles_end_snooze (f->profiles, NULL);
  after = sg_profiles_dup_snoozed (f->profiles, NULL);
  sg_fake_source_say (f->caches[1], 95.0, f->reset);
  advance_and_refresh (f, 100);

  g_assert_cmpuint (g_strv_length (before), ==, 0);
  g_assert_cmpstr (all[0], ==, "session");
  g_assert_cmpstr (of_work[0], ==, "session");
  g_assert_cmpuint (g_strv_length (of_main), ==, 0);
  g_assert_cmpuint (g_strv_length (after), ==, 0);
  g_assert_cmpuint (f->told->len, ==, 1);
}

static void
test_calls_for_two_logins_do_not_go_out_at_once (Fixture      *f,
                                                 gconstpointer unused)
{
  sg_fake_source_say (f->endpoints[0], 20.0, f->reset);
  sg_fake_source_say (f->endpoints[1], 30.0, f->reset);
  start (f);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[0]), ==, 1);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 0);

  advance_and_refresh (f, 14);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 0);
  advance_and_refresh (f, 1);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 1);
  g_assert_cmpfloat (session_of (f, 1), ==, 30.0);

  /* Each keeps its own gap. */
  for (guint i = 0; i < 62; i++)
    advance_and_refresh (f, 10);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[0]), ==, 3);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 3);
}

static void
test_a_penalty_is_one_logins (Fixture      *f,
                              gconstpointer unused)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (GDateTime) not_before = g_date_time_add_seconds (now, 1800);

  sg_fake_source_fail (f->endpoints[0], SG_ERROR_RATE_LIMITED);
  sg_source_set_not_before (SG_SOURCE (f->endpoints[0]), not_before);
  sg_fake_source_say (f->endpoints[1], 30.0, f->reset);
  start (f);
  advance_and_refresh (f, 15);
  drop_monitor (f);
  make_monitor (f);
  sg_fake_source_say (f->endpoints[0], 20.0, f->reset);
  sg_fake_source_say (f->endpoints[1], 30.0, f->reset);
  sg_clock_advance (f->clock, 290 * G_TIME_SPAN_SECOND);
  start (f);

  advance_and_refresh (f, 10);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[0]), ==, 0);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 1);
}

static void
test_a_neighbour_speaks_for_its_own_login (Fixture      *f,
                                           gconstpointer unused)
{
  sg_fake_source_say (f->caches[0], 20.0, f->reset);
  sg_fake_source_set_complete (f->caches[0], TRUE);
  sg_fake_source_say (f->endpoints[0], 20.0, f->reset);
  sg_fake_source_say (f->endpoints[1], 30.0, f->reset);
  start (f);

  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[0]), ==, 0);
  g_assert_cmpuint (sg_fake_source_get_n_asked (f->endpoints[1]), ==, 1);
}

static void
say_account (Fixture    *f,
             guint       index,
             const char *organization,
             const char *name)
{
  SgProfile *profile = g_ptr_array_index (sg_profiles_get_all (f->profiles), index);
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_CLAUDE_CACHE, now);

  reading->account = sg_account_new (SG_ORIGIN_CLAUDE_CACHE, now);
  reading->account->organization = g_strdup (organization);
  reading->account->name = g_strdup (name);
  sg_profile_hear (profile, SG_SOURCE (f->caches[index]), reading);
  sg_profile_pick (profile, now);
}

static void
assert_names (Fixture    *f,
              const char *main_name,
              const char *other_name)
{
  g_autoptr (GPtrArray) infos = sg_profiles_dup_infos (f->profiles);

  g_assert_cmpstr (((SgProfileInfo *) g_ptr_array_index (infos, 0))->name, ==, main_name);
  g_assert_cmpstr (((SgProfileInfo *) g_ptr_array_index (infos, 1))->name, ==, other_name);
}

static void
test_names (Fixture      *f,
            gconstpointer unused)
{
  SgProfile *other = g_ptr_array_index (sg_profiles_get_all (f->profiles), 1);

  assert_names (f, "claude", "work");
  say_account (f, 0, "alice@example.org's Organization", "Alice");
  say_account (f, 1, "Acme", "Alice");
  assert_names (f, "Alice", "Acme");
  say_account (f, 0, "Acme", "Alice");
  assert_names (f, "Acme (claude)", "Acme (work)");
  sg_profile_set_given_name (other, "Clients");
  assert_names (f, "Acme", "Clients");
  sg_profile_set_impersonal (g_ptr_array_index (sg_profiles_get_all (f->profiles), 0), TRUE);
  assert_names (f, "claude", "Clients");
}

/* A block of so many dollars; a session limit of so many percent, or none for 0 */
static void
say_block (Fixture *f,
           guint    index,
           gint64   usd,
           double   percent)
{
  SgProfile *profile = g_ptr_array_index (sg_profiles_get_all (f->profiles), index);
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_TRANSCRIPTS, now);

  reading->costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  reading->costs->block_pico_usd = usd * SG_PICO_PER_USD;
  reading->costs->block_ends_at = g_date_time_ref (f->reset);
  if (percent > 0.0)
    sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, percent, f->reset, SG_ORIGIN_ENDPOINT, now));
  sg_profile_hear (profile, SG_SOURCE (f->caches[index]), reading);
  sg_profile_pick (profile, now);
}

static void
test_each_learns_its_own_session_limit (Fixture      *f,
                                        gconstpointer unused)
{
  say_block (f, 0, 10, 50.0);
  say_block (f, 1, 20, 20.0);
  drop_monitor (f);
  make_monitor (f);
  say_block (f, 0, 5, 0.0);
  say_block (f, 1, 5, 0.0);
  g_assert_cmpfloat (session_of (f, 0), ==, 25.0);
  g_assert_cmpfloat (session_of (f, 1), ==, 5.0);

  /* What the user says is of the main one. */
  sg_profiles_set_session_limit (f->profiles, 50 * SG_PICO_PER_USD);
  say_block (f, 0, 5, 0.0);
  say_block (f, 1, 5, 0.0);
  g_assert_cmpfloat (session_of (f, 0), ==, 10.0);
  g_assert_cmpfloat (session_of (f, 1), ==, 5.0);
}

static void
test_the_end_of_a_login_is_told_of_its_profile (Fixture      *f,
                                                gconstpointer unused)
{
  g_autoptr (GDateTime) now = sg_clock_now (f->clock);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_CLAUDE_CACHE, now);

  reading->account = sg_account_new (SG_ORIGIN_CLAUDE_CACHE, now);
  reading->account->login_ends_at = g_date_time_add_seconds (now, SG_LOGIN_SOON_SECONDS + 60);
  sg_profile_hear (g_ptr_array_index (sg_profiles_get_all (f->profiles), 1), SG_SOURCE (f->caches[1]), reading);
  sg_profile_pick (g_ptr_array_index (sg_profiles_get_all (f->profiles), 1), now);
  g_assert_cmpint (sg_profile_get_seconds_to_boundary (g_ptr_array_index (sg_profiles_get_all (f->profiles), 0), now), ==, G_MAXINT64);
  g_assert_cmpint (sg_profile_get_seconds_to_boundary (g_ptr_array_index (sg_profiles_get_all (f->profiles), 1), now), ==, 60);

  sg_clock_advance (f->clock, 61 * G_TIME_SPAN_SECOND);
  sg_profiles_note_change (f->profiles);
  sg_profiles_note_change (f->profiles);
  g_assert_cmpuint (f->told->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (f->told, 0), ==, "work login 0");
}

#define ADD(name, function) g_test_add ("/profiles/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("each-has-its-own-limits-and-sources", test_each_has_its_own_limits_and_sources);
  ADD ("one-that-knows-nothing-is-loaded-too", test_one_that_knows_nothing_is_loaded_too);
  ADD ("the-tightest-is-shown-unless-one-is-pinned", test_the_tightest_is_shown_unless_one_is_pinned);
  ADD ("alerts-name-the-profile", test_alerts_name_the_profile);
  ADD ("a-snooze-is-one-profiles", test_a_snooze_is_one_profiles);
  ADD ("a-snooze-shows-and-ends", test_a_snooze_shows_and_ends);
  ADD ("calls-for-two-logins-do-not-go-out-at-once", test_calls_for_two_logins_do_not_go_out_at_once);
  ADD ("a-penalty-is-one-logins", test_a_penalty_is_one_logins);
  ADD ("a-neighbour-speaks-for-its-own-login", test_a_neighbour_speaks_for_its_own_login);
  ADD ("names", test_names);
  ADD ("each-learns-its-own-session-limit", test_each_learns_its_own_session_limit);
  ADD ("the-end-of-a-login-is-told-of-its-profile", test_the_end_of_a_login_is_told_of_its_profile);

  return g_test_run ();
}
