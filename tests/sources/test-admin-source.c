/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-double.h"
#include "sg-admin-source.h"
#include "sg-fake-keys.h"
#include "sg-ledger-askings.h"
#include "source-testing.h"

typedef struct {
  SgAdminDouble *server;
  SgFakeKeys    *keys;
  SgSource      *source;
  GDateTime     *now;   /* Saturday, 21 November 2026, 12:00 UTC */
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  g_autofree char *ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);

  f->server = sg_admin_double_new ();
  f->keys = sg_fake_keys_new (SG_ADMIN_DOUBLE_KEY);
  f->source = sg_admin_source_new (SG_KEY_FINDER (f->keys), sg_admin_double_get_base_url (f->server), ledger_path);
  f->now = noon ();
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_cmpstr (sg_admin_double_get_complaints (f->server), ==, "");
  g_clear_pointer (&f->now, g_date_time_unref);
  g_assert_finalize_object (g_steal_pointer (&f->source));
  g_clear_object (&f->keys);
  g_clear_object (&f->server);
}

static SgReading *
read_well (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgReading *reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_no_error (error);

  return reading;
}

static void
read_badly (Fixture *f,
            SgError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_null (strstr (error->message, "sk-ant"));
}

static void
assert_cents (const SgCents *cents,
              const char    *expected)
{
  g_autofree char *text = sg_cents_to_text (cents);

  g_assert_cmpstr (text, ==, expected);
}

/* 15 workdays and 21 days in November so far, whichever API tells it. */
static void
assert_november (const SgConsole *console)
{
  const SgConsoleShare *first = g_ptr_array_index (console->models, 0);

  g_assert_cmpstr (console->organization, ==, "Looms");
  assert_cents (&console->today, "12");
  assert_cents (&console->month, "17098.5675");
  assert_cents (&console->last_7_days, "5699.5225");
  g_assert_cmpint (console->tokens_7_days, ==, 5 * 31600);
  assert_cents (&console->projected_month, "23945.1945");
  g_assert_cmpstr (first->name, ==, "Opus 5.5");
  assert_cents (&first->amount, "12346.5675");
}

static void
test_the_month_from_the_older_api (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autoptr (SgReading) reading = read_well (f);

  assert_november (reading->console);
  g_assert_null (reading->balance);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_ADMIN);
}

static void
test_the_month_from_the_newer_api (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  sg_admin_double_allow_analytics (f->server, TRUE);
  reading = read_well (f);

  assert_november (reading->console);
  /* me, costs and usage */
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 4);
}

static void
test_an_hour_later_only_open_days_are_asked (Fixture      *f,
                                             gconstpointer user_data)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) second = NULL;
  guint n_calls = sg_admin_double_get_n_calls (f->server);

  second = read_well (f);
  assert_november (second->console);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server) - n_calls, ==, 3);
}

static void
test_a_balance_is_spent (Fixture      *f,
                         gconstpointer user_data)
{
  g_autoptr (GDateTime) typed_at = g_date_time_new_utc (2026, 11, 20, 0, 0, 0);
  const SgCents typed = { 20000, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, typed_at);
  g_autoptr (SgReading) reading = NULL;

  sg_admin_source_set_balance (SG_ADMIN_SOURCE (f->source), balance);
  reading = read_well (f);

  g_assert_true (reading->balance->is_live);
  assert_cents (&reading->balance->left, "18852.8955");
  g_assert_true (reading->balance->has_runway);
  /* 814.2175 a day */
  g_assert_cmpint (reading->balance->runway_days, ==, 23);
}

static void
keep_reading_cb (SgReading **kept,
                 SgReading  *reading)
{
  g_clear_pointer (kept, sg_reading_unref);
  *kept = sg_reading_ref (reading);
}

static void
test_a_balance_is_said_at_once (Fixture      *f,
                                gconstpointer unused)
{
  g_autoptr (SgReading) said = NULL;
  g_autoptr (SgReading) reading = NULL;
  g_autoptr (GDateTime) later = g_date_time_add_minutes (f->now, 1);
  const SgCents typed = { 20000, 0 };
  g_autoptr (SgBalance) early = sg_balance_new (&typed, f->now);
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, later);
  guint n_calls;

  g_signal_connect_swapped (f->source, "said", G_CALLBACK (keep_reading_cb), &said);
  sg_admin_source_set_balance (SG_ADMIN_SOURCE (f->source), early);
  g_assert_false (said->balance->is_live);
  g_assert_null (said->console);

  reading = read_well (f);
  n_calls = sg_admin_double_get_n_calls (f->server);
  sg_admin_source_set_balance (SG_ADMIN_SOURCE (f->source), balance);
  g_assert_true (said->balance->is_live);
  g_assert_true (said->balance->has_runway);
  g_assert_nonnull (said->console);
  assert_cents (&said->balance->left, "20000");
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);
}

static void
test_what_is_switched_off_is_not_shown (Fixture      *f,
                                        gconstpointer unused)
{
  g_autoptr (SgReading) reading = read_well (f);
  g_autoptr (SgReading) said = NULL;
  const SgCents typed = { 20000, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, f->now);
  guint n_retractions = 0;

  g_signal_connect_swapped (f->source, "retracted", G_CALLBACK (count_cb), &n_retractions);
  sg_admin_source_set_enabled (SG_ADMIN_SOURCE (f->source), FALSE);
  g_assert_cmpuint (n_retractions, ==, 1);

  g_signal_connect_swapped (f->source, "said", G_CALLBACK (keep_reading_cb), &said);
  sg_admin_source_set_balance (SG_ADMIN_SOURCE (f->source), balance);
  g_assert_null (said->console);
  g_assert_false (said->balance->is_live);
}

static void
test_a_balance_without_a_key (Fixture      *f,
                              gconstpointer user_data)
{
  const SgCents typed = { 20000, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, f->now);
  g_autoptr (SgReading) reading = NULL;

  f->keys->key = NULL;
  read_badly (f, SG_ERROR_KEY_MISSING);
  sg_admin_source_set_balance (SG_ADMIN_SOURCE (f->source), balance);
  reading = read_well (f);

  g_assert_null (reading->console);
  g_assert_false (reading->balance->is_live);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 0);
}

static void
test_a_refused_key_is_not_tried_again (Fixture      *f,
                                       gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  f->keys->key = "sk-ant-admin01-REVOKED-aaaaaaaaaaaaaaaaaaaa";
  read_badly (f, SG_ERROR_KEY_REFUSED);
  read_badly (f, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1);

  f->keys->key = SG_ADMIN_DOUBLE_KEY;
  reading = read_well (f);
  g_assert_nonnull (reading->console);
}

static void
test_a_key_revoked_midway_keeps_no_half_month (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  sg_admin_double_set_scenario (f->server, "401");
  sg_admin_double_set_fault_after (f->server, 3);
  read_badly (f, SG_ERROR_KEY_REFUSED);

  sg_admin_double_set_scenario (f->server, "ok");
  sg_admin_double_set_key (f->server, SG_ADMIN_DOUBLE_KEY "-new");
  f->keys->key = SG_ADMIN_DOUBLE_KEY "-new";
  reading = read_well (f);
  assert_november (reading->console);
}

static void
test_a_penalty_is_kept (Fixture      *f,
                        gconstpointer user_data)
{
  sg_admin_double_set_scenario (f->server, "429-retry-120");
  read_badly (f, SG_ERROR_RATE_LIMITED);
  g_assert_cmpint (g_date_time_difference (sg_source_get_not_before (f->source), f->now), ==, 120 * G_TIME_SPAN_SECOND);
}

static void
test_switched_off (Fixture      *f,
                   gconstpointer user_data)
{
  sg_admin_source_set_enabled (SG_ADMIN_SOURCE (f->source), FALSE);
  read_badly (f, SG_ERROR_SWITCHED_OFF);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 0);
}

static void
set_now (Fixture    *f,
         const char *time)
{
  g_date_time_unref (f->now);
  f->now = g_date_time_new_from_iso8601 (time, NULL);
}

static void
test_hours_stand_beside_those_of_this_machine (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;
  const SgCents cent = { 1, 0 };

  set_now (f, "2026-11-20T18:00:00Z");
  sg_admin_double_allow_analytics (f->server, GPOINTER_TO_INT (user_data));
  sg_admin_source_set_gap_threshold (SG_ADMIN_SOURCE (f->source), &cent);
  reading = read_well (f);

  /* 1000 in, 200 written, 30000 read, 400 out of Opus 5.5 at ten; nothing is in this ledger. Searches: only the older one tells. */
  assert_cents (&reading->console->gap->organization, GPOINTER_TO_INT (user_data) ? "1.9" : "5.9");
  assert_cents (&reading->console->gap->local, "0");
  g_assert_true (reading->console->gap->is_over);
  g_assert_cmpint (g_date_time_get_hour (reading->console->gap->until), ==, 17);
  g_assert_null (reading->console->anomaly);
}

static void
test_a_day_out_of_the_ordinary (Fixture      *f,
                                gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  set_now (f, "2026-11-20T18:00:00Z");
  sg_admin_double_allow_analytics (f->server, GPOINTER_TO_INT (user_data));
  sg_admin_double_set_extra (f->server, g_date_time_to_unix (f->now) / 86400 * 86400, "10000");
  reading = read_well (f);

  g_assert_false (reading->console->anomaly->is_hour);
  assert_cents (&reading->console->anomaly->amount, "11135.1045");
  assert_cents (&reading->console->anomaly->usual, "1135.1045");
}

static void
test_hours_that_cannot_be_had_leave_the_bill (Fixture      *f,
                                              gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  sg_admin_double_allow_analytics (f->server, TRUE);
  sg_admin_double_set_scenario (f->server, "529");
  sg_admin_double_set_fault_after (f->server, 3);
  reading = read_well (f);
  assert_november (reading->console);
  g_assert_null (reading->console->gap);
}

/* What the documentation asks of who asks steadily is one a minute: 1440. */
static void
test_calls_of_a_day (Fixture      *f,
                     gconstpointer user_data)
{
  g_autoptr (SgReading) first = NULL;
  guint n_calls;

  sg_admin_double_allow_analytics (f->server, GPOINTER_TO_INT (user_data));
  first = read_well (f);
  n_calls = sg_admin_double_get_n_calls (f->server);
  for (int hour = 1; hour <= 24; hour++) {
    g_autoptr (SgReading) reading = NULL;
    GDateTime *later = g_date_time_add_hours (f->now, 1);

    g_date_time_unref (f->now);
    f->now = later;
    reading = read_well (f);
  }

  g_test_message ("%u calls at first, then %u a day", n_calls, sg_admin_double_get_n_calls (f->server) - n_calls);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server) - n_calls, ==, 72);
}

/* Another program of the same user's: the command beside the agent, or the agent after its end. */
static SgSource *
new_program (Fixture    *f,
             const char *base_url)
{
  g_autofree char *ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);

  return sg_admin_source_new (SG_KEY_FINDER (f->keys), base_url ? base_url : sg_admin_double_get_base_url (f->server), ledger_path);
}

static void
pass_minutes (Fixture *f,
              int      minutes)
{
  GDateTime *later = g_date_time_add_minutes (f->now, minutes);

  g_date_time_unref (f->now);
  f->now = later;
}

static void
test_two_programs_never_ask_twice (Fixture      *f,
                                   gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) second = NULL;
  g_autoptr (SgReading) third = NULL;
  g_autoptr (SgReading) fourth = NULL;
  g_autoptr (SgSource) other = new_program (f, NULL);
  g_autoptr (SgSource) impatient = new_program (f, NULL);
  guint n_calls = sg_admin_double_get_n_calls (f->server);

  pass_minutes (f, 10);
  second = read_and_wait (other, f->now, NULL, NULL);
  assert_november (second->console);
  g_assert_true (g_date_time_equal (second->console->as_of, first->console->as_of));
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);
  /* Then it is an hour. */
  g_assert_cmpuint (sg_source_get_interval_seconds (other), ==, 50 * 60);

  sg_admin_source_set_patience (SG_ADMIN_SOURCE (impatient), SG_ADMIN_GAP_SECONDS);
  third = read_and_wait (impatient, f->now, NULL, NULL);
  assert_november (third->console);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), >, n_calls);
  n_calls = sg_admin_double_get_n_calls (f->server);

  /* The one that asked before knows no better than the ledger. */
  fourth = read_well (f);
  g_assert_true (g_date_time_equal (fourth->console->as_of, f->now));
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);
}

static SgReading *
recall_and_wait (Fixture  *f,
                 SgSource *source)
{
  SgReading *said = NULL;

  g_signal_connect_swapped (source, "said", G_CALLBACK (keep_reading_cb), &said);
  sg_admin_source_recall (SG_ADMIN_SOURCE (source), f->now);
  while (said == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (source, &said);

  return said;
}

static void
test_what_is_kept_is_said_before_anybody_is_asked (Fixture      *f,
                                                   gconstpointer unused)
{
  g_autoptr (GDateTime) typed_at = g_date_time_new_utc (2026, 11, 20, 0, 0, 0);
  const SgCents typed = { 20000, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, typed_at);
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) kept = NULL;
  g_autoptr (SgReading) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgSource) offline = new_program (f, "http://127.0.0.1:9");
  g_autoptr (SgSource) online = new_program (f, NULL);
  guint n_calls = sg_admin_double_get_n_calls (f->server);

  pass_minutes (f, 20 * 60);
  sg_admin_source_set_balance (SG_ADMIN_SOURCE (offline), balance);
  kept = recall_and_wait (f, offline);
  assert_november (kept->console);
  g_assert_true (g_date_time_equal (kept->console->as_of, first->console->as_of));
  g_assert_true (kept->balance->is_live);
  assert_cents (&kept->balance->left, "18852.8955");
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);

  g_assert_null (read_and_wait (offline, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_OFFLINE);

  /* Nobody was reached, so nobody was asked. */
  again = read_and_wait (online, f->now, NULL, NULL);
  g_assert_true (g_date_time_equal (again->console->as_of, f->now));
}

static void
test_a_pause_is_everybodys (Fixture      *f,
                            gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgSource) other = new_program (f, NULL);
  guint n_calls;

  pass_minutes (f, 60);
  sg_admin_double_set_scenario (f->server, "429-retry-120");
  read_badly (f, SG_ERROR_RATE_LIMITED);
  n_calls = sg_admin_double_get_n_calls (f->server);

  pass_minutes (f, 1);
  sg_admin_source_set_patience (SG_ADMIN_SOURCE (other), 1);
  g_signal_connect_swapped (other, "said", G_CALLBACK (keep_reading_cb), &kept);
  g_assert_null (read_and_wait (other, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_RATE_LIMITED);
  assert_november (kept->console);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls);
}

/* The Admin API knows organisations alone. */
static void
test_an_individual_account_is_told_apart (Fixture      *f,
                                          gconstpointer scenario)
{
  g_autoptr (SgSource) other = new_program (f, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sg_admin_double_set_scenario (f->server, scenario));
  read_badly (f, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1);

  g_assert_null (read_and_wait (other, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1);
}

static void
test_a_key_that_was_taken_away_takes_its_bill_along (Fixture      *f,
                                                     gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgSource) next = new_program (f, NULL);
  g_autoptr (SgLedger) ledger = NULL;
  g_autofree char *ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  char *organization = NULL, *name = NULL;
  guint n_retractions = 0;

  g_signal_connect_swapped (f->source, "retracted", G_CALLBACK (count_cb), &n_retractions);
  f->keys->key = NULL;
  read_badly (f, SG_ERROR_KEY_MISSING);
  g_assert_cmpuint (n_retractions, ==, 1);

  ledger = sg_ledger_open (ledger_path, NULL, NULL);
  do {
    g_free (organization);
    g_free (name);
    g_assert_true (sg_ledger_find_asked (ledger, &organization, &name, NULL));
  } while (organization != NULL);
}

/* A session key goes with the agent; what it got has its age beside it. */
static void
test_what_is_kept_outlives_a_key_that_is_not_there (Fixture      *f,
                                                    gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgSource) next = new_program (f, NULL);
  guint n_retractions = 0;

  g_signal_connect_swapped (next, "retracted", G_CALLBACK (count_cb), &n_retractions);
  f->keys->key = NULL;
  kept = recall_and_wait (f, next);
  g_assert_null (read_and_wait (next, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_KEY_MISSING);
  assert_november (kept->console);
  g_assert_cmpuint (n_retractions, ==, 0);
}

static void
test_another_organisation_takes_the_place_of_what_was_kept (Fixture      *f,
                                                            gconstpointer unused)
{
  g_autoptr (SgReading) first = read_well (f);
  g_autoptr (SgReading) kept = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgSource) next = new_program (f, NULL);
  guint n_retractions = 0;

  sg_admin_double_set_key (f->server, SG_ADMIN_DOUBLE_KEY "-new");
  sg_admin_double_set_organization (f->server, "22222222-2222-4333-8444-555555555555");
  f->keys->key = SG_ADMIN_DOUBLE_KEY "-new";
  sg_admin_double_set_scenario (f->server, "529");
  sg_admin_double_set_fault_after (f->server, 1);
  kept = recall_and_wait (f, next);
  assert_november (kept->console);

  g_signal_connect_swapped (next, "retracted", G_CALLBACK (count_cb), &n_retractions);
  g_assert_null (read_and_wait (next, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_SERVER_FAILED);
  g_assert_cmpuint (n_retractions, ==, 1);
}

#define fixture_test(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  static const char *const refusals[] = { "400", "403", "404" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  fixture_test ("/admin-source/the-month-from-the-older-api", test_the_month_from_the_older_api);
  fixture_test ("/admin-source/the-month-from-the-newer-api", test_the_month_from_the_newer_api);
  fixture_test ("/admin-source/an-hour-later-only-open-days-are-asked", test_an_hour_later_only_open_days_are_asked);
  fixture_test ("/admin-source/a-balance-is-spent", test_a_balance_is_spent);
  fixture_test ("/admin-source/a-balance-is-said-at-once", test_a_balance_is_said_at_once);
  fixture_test ("/admin-source/what-is-switched-off-is-not-shown", test_what_is_switched_off_is_not_shown);
  fixture_test ("/admin-source/a-balance-without-a-key", test_a_balance_without_a_key);
  fixture_test ("/admin-source/a-refused-key-is-not-tried-again", test_a_refused_key_is_not_tried_again);
  fixture_test ("/admin-source/a-key-revoked-midway-keeps-no-half-month", test_a_key_revoked_midway_keeps_no_half_month);
  fixture_test ("/admin-source/a-penalty-is-kept", test_a_penalty_is_kept);
  fixture_test ("/admin-source/switched-off", test_switched_off);
  fixture_test ("/admin-source/hours-stand-beside-those-of-this-machine", test_hours_stand_beside_those_of_this_machine);
  fixture_test ("/admin-source/a-day-out-of-the-ordinary", test_a_day_out_of_the_ordinary);
  fixture_test ("/admin-source/calls-of-a-day", test_calls_of_a_day);
  g_test_add ("/admin-source/newer/hours-stand-beside-those-of-this-machine", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_hours_stand_beside_those_of_this_machine, tear_down);
  g_test_add ("/admin-source/newer/a-day-out-of-the-ordinary", Fixture, GINT_TO_POINTER (TRUE), set_up,
              test_a_day_out_of_the_ordinary, tear_down);
  g_test_add ("/admin-source/newer/calls-of-a-day", Fixture, GINT_TO_POINTER (TRUE), set_up, test_calls_of_a_day, tear_down);
  fixture_test ("/admin-source/hours-that-cannot-be-had-leave-the-bill", test_hours_that_cannot_be_had_leave_the_bill);

  fixture_test ("/admin-source/two-programs-never-ask-twice", test_two_programs_never_ask_twice);
  fixture_test ("/admin-source/what-is-kept-is-said-before-anybody-is-asked", test_what_is_kept_is_said_before_anybody_is_asked);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++) {
    g_autofree char *path = g_strconcat ("/admin-source/an-individual-account-is-told-apart/", refusals[i], NULL);

    g_test_add (path, Fixture, refusals[i], set_up, test_an_individual_account_is_told_apart, tear_down);
  }
  fixture_test ("/admin-source/a-pause-is-everybodys", test_a_pause_is_everybodys);
  fixture_test ("/admin-source/a-key-that-was-taken-away-takes-its-bill-along", test_a_key_that_was_taken_away_takes_its_bill_along);
  fixture_test ("/admin-source/what-is-kept-outlives-a-key-that-is-not-there", test_what_is_kept_outlives_a_key_that_is_not_there);
  fixture_test ("/admin-source/another-organisation-takes-the-place-of-what-was-kept",
                test_another_organisation_takes_the_place_of_what_was_kept);

  return g_test_run ();
}
