/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-ledger-sample.h"
#include "sg-ledger-team-sample.h"
#include "sg-ledger-team.h"
#include "sg-time.h"

typedef gboolean (*Fill) (SgLedger  *ledger,
                          GDateTime *now,
                          GError   **error);

static GDateTime *
new_now (void)
{
  return g_date_time_new_utc (2026, 2, 2, 12, 36, 0);
}

static SgLedger *
new_team (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDateTime) now = new_now ();
  SgLedger *ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, NULL, &error);

  g_assert_no_error (error);
  sg_ledger_fill_team_sample (ledger, now, &error);
  g_assert_no_error (error);

  return ledger;
}

/* What each of them did, and cost, in the last @n_days */
#define PEOPLE_OF(n_days) \
  "SELECT name, is_key, sum(sessions), sum(commits), sum(lines_added + lines_removed), sum(accepted), sum(rejected)," \
  " (SELECT sum(cents) FROM team_models WHERE person = team_people.id AND start > 1769990400 - " #n_days " * 86400)" \
  " FROM team_people JOIN team_work ON person = id WHERE start > 1769990400 - " #n_days " * 86400 GROUP BY id"

static void
test_a_team_is_the_same_every_time (void)
{
  g_autoptr (SgLedger) one = new_team ();
  g_autoptr (SgLedger) other = new_team ();
  g_autofree char *people = ledger_query (one, PEOPLE_OF (60) " ORDER BY name");
  g_autofree char *same = ledger_query (other, PEOPLE_OF (60) " ORDER BY name");

  g_assert_cmpstr (people, ==, same);
}

static void
assert_answer (SgLedger   *ledger,
               const char *sql,
               const char *expected)
{
  g_autofree char *answer = ledger_query (ledger, sql);

  g_assert_cmpstr (answer, ==, expected);
}

/* What a team lead looks for is in it. */
static void
test_a_team_has_all_kinds_of_people (void)
{
  g_autoptr (SgLedger) ledger = new_team ();

  assert_answer (ledger, "SELECT count(*), sum(is_key), max(length(name)) > 50 FROM team_people", "42 2 1");
  assert_answer (ledger, "SELECT count(*) FROM team_people WHERE NOT is_key AND name NOT LIKE '%@example.org' AND name NOT LIKE '%.example.org'", "0");
  assert_answer (ledger, "SELECT count(*), max(start) FROM team_days", "60 1769990400");
  assert_answer (ledger, "SELECT count(*) FROM (" PEOPLE_OF (7) ")", "41");
  assert_answer (ledger, "SELECT name FROM team_people WHERE (SELECT min(start) FROM team_work WHERE person = id) >"
                 " 1769990400 - 7 * 86400", "ines@example.org");
  assert_answer (ledger, "SELECT name FROM team_people WHERE (SELECT max(start) FROM team_work WHERE person = id) <"
                 " 1769990400 - 20 * 86400", "bruno@example.org");
  assert_answer (ledger, "WITH costs AS (SELECT name, sum(cents) AS cents FROM team_models JOIN team_people ON id = person GROUP BY id)"
                 " SELECT name FROM costs WHERE cents > 3 * (SELECT cents FROM costs ORDER BY cents DESC LIMIT 1 OFFSET 1)", "ivo@example.org");
  assert_answer (ledger, "SELECT count(*) FROM team_models WHERE cents < 1 OR output < 1", "0");
  assert_answer (ledger, "SELECT min(sessions) > 0, max(commits) > 0, min(lines_added) > 0, min(accepted) > 0, max(rejected) > 0 FROM team_work",
                 "1 1 1 1 1");
}

static void
test_nothing_made_up_comes_to_a_ledger_on_the_disk (Desk         *desk,
                                                    gconstpointer user_data)
{
  static const Fill fills[] = { sg_ledger_fill_sample, sg_ledger_fill_team_sample };
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GDateTime) now = new_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (fills); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (fills[i] (ledger, now, &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_DISK);
  }
  assert_answer (ledger, "SELECT (SELECT count(*) FROM requests) + (SELECT count(*) FROM team_people) + (SELECT count(*) FROM team_days)", "0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ledger-sample/a-team-is-the-same-every-time", test_a_team_is_the_same_every_time);
  g_test_add_func ("/ledger-sample/a-team-has-all-kinds-of-people", test_a_team_has_all_kinds_of_people);
  desk_test ("/ledger-sample/nothing-made-up-comes-to-a-ledger-on-the-disk", test_nothing_made_up_comes_to_a_ledger_on_the_disk);

  return g_test_run ();
}
