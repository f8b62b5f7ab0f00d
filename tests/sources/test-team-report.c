/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "sg-admin-double.h"
#include "sg-ledger-team.h"
#include "sg-team-report.h"
#include "sg-team-sums.h"
#include "source-testing.h"

/* 2 November 2026 */
#define FIRST G_GINT64_CONSTANT (1793577600)
#define DAY G_GINT64_CONSTANT (86400)
#define N_DAYS 6
/* A page has 40 of the double's people, four of whom take two places; at most it has 909. */
#define PAGE_RECORDS 44
#define N_PEOPLE 60
#define N_MANY_PEOPLE 950
#define PAGES_A_DAY 2

typedef struct {
  SgAdminDouble *server;
  SgTeamReport  *report;
  GCancellable  *cancellable;
  GDateTime     *now;
  char          *ledger_path;
  char          *retry_after;
} Fixture;

static SgTeamReport *
new_report (Fixture *f)
{
  return sg_team_report_new (sg_admin_double_get_base_url (f->server), SG_ADMIN_DOUBLE_KEY, f->ledger_path, FIRST,
                             FIRST + N_DAYS * DAY);
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->server = sg_admin_double_new ();
  sg_admin_double_set_people (f->server, N_PEOPLE);
  sg_admin_double_set_page_records (f->server, PAGE_RECORDS);
  f->ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  f->now = g_date_time_new_from_unix_utc (FIRST + 30 * DAY);
  f->cancellable = g_cancellable_new ();
  f->report = new_report (f);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_cmpstr (sg_admin_double_get_complaints (f->server), ==, "");
  g_assert_finalize_object (f->report);
  g_clear_object (&f->server);
  g_clear_object (&f->cancellable);
  g_clear_pointer (&f->now, g_date_time_unref);
  g_clear_pointer (&f->ledger_path, g_free);
  g_clear_pointer (&f->retry_after, g_free);
}

static void
begin (Fixture       *f,
       GAsyncResult **result)
{
  sg_team_report_read_async (f->report, f->now, f->cancellable, keep_result_cb, result);
}

static gboolean
end (Fixture       *f,
     GAsyncResult **result,
     GError       **error)
{
  gboolean success;

  wait_for_result (result);
  g_clear_pointer (&f->retry_after, g_free);
  success = sg_team_report_read_finish (f->report, *result, &f->retry_after, error);
  g_clear_object (result);

  return success;
}

static gboolean
read_all (Fixture *f,
          GError **error)
{
  GAsyncResult *result = NULL;

  begin (f, &result);

  return end (f, &result, error);
}

static gboolean
add_record (const SgTeamRecord *record,
            gpointer            user_data)
{
  return sg_team_sums_add (user_data, record);
}

static SgTeamSums *
load_sums (Fixture          *f,
           SgLedgerTeamDays *days)
{
  const SgLedgerTeamSpan span = { "org-1", FIRST, FIRST + N_DAYS * DAY };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (f->ledger_path, NULL, &error);
  SgTeamSums *sums = sg_team_sums_new ();

  g_assert_no_error (error);
  sg_ledger_team_get_days (ledger, &span, days, &error);
  g_assert_no_error (error);
  sg_ledger_team_foreach (ledger, &span, add_record, sums, &error);
  g_assert_no_error (error);

  return sums;
}

static guint
count_days (Fixture *f)
{
  SgLedgerTeamDays days;
  g_autoptr (SgTeamSums) sums = load_sums (f, &days);

  return days.n_read;
}

/* What sg-team-double.h says, added up anew */
static void
assert_whole (Fixture *f)
{
  SgLedgerTeamDays days;
  g_autoptr (SgTeamSums) sums = load_sums (f, &days);
  gint64 sessions = 0, commits = 0, added = 0, removed = 0, accepted = 0, rejected = 0, quarter_cents = 0;
  g_autofree char *expected = NULL, *text = NULL;
  SgCents cost, expected_cost;

  for (int i = 0; i < N_PEOPLE; i++) {
    sessions += 1 + i % 5 + (i % 10 == 0);
    commits += i % 4;
    added += 10 * (i % 97);
    removed += 3 * (i % 31);
    accepted += i % 50 + 8;
    rejected += i % 7 + 1;
    quarter_cents += i % 1000 * 6 + (i % 2 == 0);
  }
  expected = g_strdup_printf ("%d.%02d", (int) (N_DAYS * quarter_cents / 4), (int) (N_DAYS * quarter_cents % 4 * 25));
  g_assert_true (sg_cents_parse (expected, &expected_cost, NULL));
  g_assert_true (sg_team_record_get_cost (sums->totals, &cost));
  text = sg_cents_to_text (&cost);

  g_assert_cmpuint (days.n_read, ==, N_DAYS);
  g_assert_cmpint (days.n_unreadable, ==, 0);
  g_assert_cmpuint (sums->people->len, ==, N_PEOPLE);
  g_assert_cmpint (sums->totals->sessions, ==, N_DAYS * sessions);
  g_assert_cmpint (sums->totals->commits, ==, N_DAYS * commits);
  g_assert_cmpint (sums->totals->lines_added, ==, N_DAYS * added);
  g_assert_cmpint (sums->totals->lines_removed, ==, N_DAYS * removed);
  g_assert_cmpint (sums->totals->accepted, ==, N_DAYS * accepted);
  g_assert_cmpint (sums->totals->rejected, ==, N_DAYS * rejected);
  if (sg_cents_compare (&cost, &expected_cost) != 0)
    g_error ("%s, not %s", text, expected);
}

static void
test_days_are_read_once (Fixture      *f,
                         gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SgTeamProgress progress;
  guint n_calls;

  g_assert_true (read_all (f, &error));
  g_assert_no_error (error);
  n_calls = sg_admin_double_get_n_calls (f->server);
  g_assert_cmpuint (n_calls, ==, 1 + N_DAYS * PAGES_A_DAY);
  sg_team_report_get_progress (f->report, &progress);
  g_assert_cmpuint (progress.n_days, ==, N_DAYS);
  g_assert_cmpuint (progress.n_days_done, ==, N_DAYS);
  g_assert_cmpuint (progress.n_pages, ==, N_DAYS * PAGES_A_DAY);
  g_assert_cmpuint (progress.n_records, ==, N_DAYS * N_PEOPLE * 11 / 10);
  assert_whole (f);

  g_assert_finalize_object (f->report);
  f->report = new_report (f);
  g_assert_true (read_all (f, &error));
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, n_calls + 1);
}

static void
test_young_days_are_read_again (Fixture      *f,
                                gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_date_time_unref (f->now);
  f->now = g_date_time_new_from_unix_utc (FIRST + N_DAYS * DAY + 3600);
  g_assert_true (read_all (f, &error));
  g_assert_finalize_object (f->report);
  f->report = new_report (f);
  g_assert_true (read_all (f, &error));
  /* The last day, and the one before it, which is 25 hours old and not more */
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 2 + (N_DAYS + 2) * PAGES_A_DAY);
  assert_whole (f);
}

/* As large as the server makes them. */
static void
test_pages_may_be_large (Fixture      *f,
                         gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  SgTeamProgress progress;

  sg_admin_double_set_people (f->server, N_MANY_PEOPLE);
  sg_admin_double_set_page_records (f->server, 1000);
  g_assert_finalize_object (f->report);
  f->report = sg_team_report_new (sg_admin_double_get_base_url (f->server), SG_ADMIN_DOUBLE_KEY, f->ledger_path, FIRST, FIRST + DAY);
  g_assert_true (read_all (f, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1 + PAGES_A_DAY);
  sg_team_report_get_progress (f->report, &progress);
  g_assert_cmpuint (progress.n_records, ==, N_MANY_PEOPLE * 11 / 10);
  g_assert_cmpuint (count_days (f), ==, 1);
}

typedef struct {
  const char *name;
  const char *scenario;
  SgError     code;
  const char *retry_after;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "bad-question", "400", SG_ERROR_UNEXPECTED_ANSWER, NULL },
  { "key-revoked", "401", SG_ERROR_KEY_REFUSED, NULL },
  { "not-allowed", "403", SG_ERROR_KEY_REFUSED, NULL },
  { "too-often", "429-retry-120", SG_ERROR_RATE_LIMITED, "120" },
  { "broken-server", "500", SG_ERROR_SERVER_FAILED, NULL },
  { "crowded-server", "529", SG_ERROR_SERVER_FAILED, NULL },
};

/* It stops in the middle of days, and goes on from there without asking for a page twice. */
static void
test_it_goes_on_where_it_stopped (Fixture      *f,
                                  gconstpointer user_data)
{
  const FaultCase *c = user_data;
  g_autoptr (GError) error = NULL;
  SgTeamProgress progress;

  g_assert_true (sg_admin_double_set_scenario (f->server, c->scenario));
  sg_admin_double_set_fault_after (f->server, 1 + PAGES_A_DAY * SG_TEAM_PARALLEL_DAYS + 2);
  g_assert_false (read_all (f, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
  g_assert_null (strstr (error->message, "sk-ant"));
  g_assert_cmpstr (f->retry_after, ==, c->retry_after);
  /* Days in the ledger are whole, and never those that were begun. */
  sg_team_report_get_progress (f->report, &progress);
  g_assert_cmpuint (count_days (f), ==, progress.n_days_done);
  g_assert_cmpuint (progress.n_pages, ==, PAGES_A_DAY * SG_TEAM_PARALLEL_DAYS + 2);

  g_clear_error (&error);
  sg_admin_double_set_scenario (f->server, "ok");
  g_assert_true (read_all (f, &error));
  g_assert_no_error (error);
  sg_team_report_get_progress (f->report, &progress);
  g_assert_cmpuint (progress.n_pages, ==, N_DAYS * PAGES_A_DAY);
  assert_whole (f);
}

/* Another process goes on with the days that are whole. */
static void
test_whole_days_outlive_the_process (Fixture      *f,
                                     gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  guint n_calls, n_days;

  sg_admin_double_set_scenario (f->server, "500");
  sg_admin_double_set_fault_after (f->server, 1 + PAGES_A_DAY * SG_TEAM_PARALLEL_DAYS + 2);
  g_assert_false (read_all (f, &error));
  n_days = count_days (f);
  g_assert_cmpuint (n_days, >, 0);
  g_assert_cmpuint (n_days, <, N_DAYS);

  g_clear_error (&error);
  sg_admin_double_set_scenario (f->server, "ok");
  g_assert_finalize_object (f->report);
  f->report = new_report (f);
  n_calls = sg_admin_double_get_n_calls (f->server);
  g_assert_true (read_all (f, &error));
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server) - n_calls, ==, 1 + (N_DAYS - n_days) * PAGES_A_DAY);
  assert_whole (f);
}

static void
test_it_can_be_interrupted (Fixture      *f,
                            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  SgTeamProgress progress = { 0 };

  begin (f, &result);
  while (progress.n_days_done == 0) {
    g_main_context_iteration (NULL, TRUE);
    sg_team_report_get_progress (f->report, &progress);
  }
  g_cancellable_cancel (f->cancellable);
  g_assert_false (end (f, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sg_team_report_get_progress (f->report, &progress);
  g_assert_cmpuint (count_days (f), ==, progress.n_days_done);
  g_assert_cmpuint (progress.n_days_done, <, N_DAYS);

  g_clear_error (&error);
  g_cancellable_reset (f->cancellable);
  g_assert_true (read_all (f, &error));
  assert_whole (f);
}

/* A day that could not be kept is not forgotten. */
static void
test_a_day_not_kept_is_read_again (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autofree char *aside = g_strconcat (f->ledger_path, ".aside", NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  SgTeamProgress progress = { 0 };

  begin (f, &result);
  while (progress.n_pages == 0) {
    g_main_context_iteration (NULL, TRUE);
    sg_team_report_get_progress (f->report, &progress);
  }
  g_assert_no_errno (g_rename (f->ledger_path, aside));
  g_assert_no_errno (g_mkdir (f->ledger_path, 0700));
  g_assert_false (end (f, &result, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_DISK);

  g_clear_error (&error);
  g_assert_no_errno (g_rmdir (f->ledger_path));
  g_assert_no_errno (g_rename (aside, f->ledger_path));
  g_assert_true (read_all (f, &error));
  g_assert_no_error (error);
  assert_whole (f);
}

static void
test_pages_in_a_circle (Fixture      *f,
                        gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sg_admin_double_set_circle (f->server, TRUE);
  g_assert_false (read_all (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), <=, 1 + N_DAYS * (PAGES_A_DAY + 1));
  g_assert_cmpuint (count_days (f), ==, 0);
}

static void
test_pages_that_never_end (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sg_admin_double_set_people (f->server, 1);
  sg_admin_double_set_endless (f->server, TRUE);
  g_assert_finalize_object (f->report);
  f->report = sg_team_report_new (sg_admin_double_get_base_url (f->server), SG_ADMIN_DOUBLE_KEY, f->ledger_path, FIRST, FIRST + DAY);
  g_assert_false (read_all (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), <=, 1 + 1000);
  g_assert_cmpuint (count_days (f), ==, 0);
}

static void
test_nobody_is_a_day_too (Fixture      *f,
                          gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sg_admin_double_set_people (f->server, 0);
  g_assert_true (read_all (f, &error));
  g_assert_cmpuint (count_days (f), ==, N_DAYS);
}

static void
test_a_refused_key_asks_once (Fixture      *f,
                              gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  sg_admin_double_set_key (f->server, "sk-ant-admin01-other");
  g_assert_false (read_all (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_KEY_REFUSED);
  g_assert_cmpuint (sg_admin_double_get_n_calls (f->server), ==, 1);
  g_assert_null (sg_team_report_get_organization_id (f->report));
}

#define fixture_test(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  fixture_test ("/team-report/days-are-read-once", NULL, test_days_are_read_once);
  fixture_test ("/team-report/pages-may-be-large", NULL, test_pages_may_be_large);
  fixture_test ("/team-report/young-days-are-read-again", NULL, test_young_days_are_read_again);
  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++) {
    g_autofree char *path = g_strconcat ("/team-report/it-goes-on-where-it-stopped/", fault_cases[i].name, NULL);

    fixture_test (path, &fault_cases[i], test_it_goes_on_where_it_stopped);
  }
  fixture_test ("/team-report/whole-days-outlive-the-process", NULL, test_whole_days_outlive_the_process);
  fixture_test ("/team-report/it-can-be-interrupted", NULL, test_it_can_be_interrupted);
  fixture_test ("/team-report/a-day-not-kept-is-read-again", NULL, test_a_day_not_kept_is_read_again);
  fixture_test ("/team-report/pages-in-a-circle", NULL, test_pages_in_a_circle);
  fixture_test ("/team-report/pages-that-never-end", NULL, test_pages_that_never_end);
  fixture_test ("/team-report/nobody-is-a-day-too", NULL, test_nobody_is_a_day_too);
  fixture_test ("/team-report/a-refused-key-asks-once", NULL, test_a_refused_key_asks_once);

  return g_test_run ();
}
