/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-ledger-team.h"

#define DAY 86400
#define HOUR 3600
#define FIRST (20000 * (gint64) DAY)

static const SgLedgerTeamSpan all_days = { "org-1", FIRST, FIRST + 10 * DAY };

/* Takes @people. */
static void
add_person (GPtrArray  *people,
            const char *name,
            int         sessions,
            const char *model_name,
            const char *cents)
{
  SgTeamRecord *record = sg_team_record_new (name, g_str_equal (name, "ci"));
  SgTeamModel model = { .name = (char *) model_name, .input = 1, .output = 10, .cache_read = 100, .cache_write = 1000 };

  record->sessions = sessions;
  record->commits = 2;
  record->pull_requests = 1;
  record->lines_added = 7;
  record->lines_removed = 3;
  g_assert_true (sg_cents_parse (cents, &model.cost, NULL));
  g_assert_true (sg_team_record_add_model (record, &model));
  g_assert_true (sg_team_record_add_tool (record, &(SgTeamTool) { (char *) "edit_tool", 5, 1 }));
  g_ptr_array_add (people, record);
}

static GPtrArray *
people_of (const char *name,
           int         sessions,
           const char *model,
           const char *cents)
{
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_team_record_free);

  if (name != NULL)
    add_person (people, name, sessions, model, cents);

  return people;
}

/* @people: (transfer full): */
static void
replace (SgLedger   *ledger,
         const char *organization,
         int         day,
         int         read_after_hours,
         GPtrArray  *people)
{
  g_autoptr (GPtrArray) owned = people;
  g_autoptr (GError) error = NULL;

  sg_ledger_team_replace_day (ledger, organization, FIRST + day * DAY, owned, 1,
                              FIRST + (day + 1) * DAY + read_after_hours * HOUR + 1, &error);
  g_assert_no_error (error);
}

static gboolean
append_record (const SgTeamRecord *record,
               gpointer            user_data)
{
  GString *text = user_data;

  g_string_append_printf (text, "%s%s %d/%d/%d +%d -%d %d:%d", record->is_key ? "key " : "", record->name ? record->name : "all",
                          (int) record->sessions, (int) record->commits, (int) record->pull_requests,
                          (int) record->lines_added, (int) record->lines_removed, (int) record->accepted, (int) record->rejected);
  for (guint i = 0; i < record->tools->len; i++)
    g_string_append_printf (text, " %s", ((const SgTeamTool *) g_ptr_array_index (record->tools, i))->name);
  for (guint i = 0; i < record->models->len; i++) {
    const SgTeamModel *model = g_ptr_array_index (record->models, i);
    g_autofree char *cost = sg_cents_to_text (&model->cost);

    g_string_append_printf (text, " %s=%d@%s", model->name, (int) sg_team_model_get_tokens (model), cost);
  }
  g_string_append_c (text, '\n');

  return TRUE;
}

static char *
list (SgLedger               *ledger,
      const SgLedgerTeamSpan *span)
{
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  sg_ledger_team_foreach (ledger, span, append_record, text, &error);
  g_assert_no_error (error);

  return g_string_free (text, FALSE);
}

static void
test_days_add_up (Desk         *desk,
                  gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *sums = NULL;
  g_autofree char *of_one_day = NULL;
  GPtrArray *people = people_of ("a@example.org", 1, "opus", "0.5");

  add_person (people, "ci", 2, "haiku", "1");
  replace (ledger, "org-1", 0, 48, people);
  replace (ledger, "org-1", 1, 48, people_of ("a@example.org", 3, "opus", "0.7"));
  replace (ledger, "org-2", 1, 48, people_of ("a@example.org", 100, "opus", "100"));

  sums = list (ledger, &all_days);
  g_assert_cmpstr (sums, ==,
                   "a@example.org 4/4/2 +14 -6 10:2\n"
                   "key ci 2/2/1 +7 -3 5:1\n"
                   "a@example.org 0/0/0 +0 -0 0:0 opus=2222@1.2\n"
                   "key ci 0/0/0 +0 -0 0:0 haiku=1111@1\n"
                   "all 0/0/0 +0 -0 15:3 edit_tool\n");
  of_one_day = list (ledger, &(SgLedgerTeamSpan) { "org-1", FIRST + DAY, FIRST + 2 * DAY });
  g_assert_cmpstr (of_one_day, ==,
                   "a@example.org 3/2/1 +7 -3 5:1\n"
                   "a@example.org 0/0/0 +0 -0 0:0 opus=1111@0.7\n"
                   "all 0/0/0 +0 -0 5:1 edit_tool\n");
}

static void
test_a_day_replaces_itself (Desk         *desk,
                            gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *sums = NULL;
  g_autofree char *others = NULL;

  replace (ledger, "org-2", 0, 1, people_of ("b@example.org", 9, "opus", "9"));
  replace (ledger, "org-1", 0, 1, people_of ("a@example.org", 1, "opus", "1"));
  replace (ledger, "org-1", 0, 2, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-1", 0, 3, people_of ("a@example.org", 5, "haiku", "5"));

  sums = list (ledger, &all_days);
  g_assert_cmpstr (sums, ==,
                   "a@example.org 5/2/1 +7 -3 5:1\n"
                   "a@example.org 0/0/0 +0 -0 0:0 haiku=1111@5\n"
                   "all 0/0/0 +0 -0 5:1 edit_tool\n");
  others = list (ledger, &(SgLedgerTeamSpan) { "org-2", FIRST, FIRST + DAY });
  g_assert_true (g_str_has_prefix (others, "b@example.org 9/"));
}

/* Days after the first, with spaces */
static char *
list_unsettled (SgLedger *ledger)
{
  const SgLedgerTeamSpan span = { "org-1", FIRST, FIRST + 6 * DAY };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) days = sg_ledger_team_find_unsettled (ledger, &span, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < days->len; i++)
    g_string_append_printf (text, "%s%d", i > 0 ? " " : "", (int) ((g_array_index (days, gint64, i) - FIRST) / DAY));

  return g_string_free (text, FALSE);
}

/* A day is final when it was read more than 25 hours after it ended. */
static void
test_what_was_never_read_comes_first (Desk         *desk,
                                      gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *none = list_unsettled (ledger);
  g_autofree char *some = NULL;

  g_assert_cmpstr (none, ==, "5 4 3 2 1 0");
  replace (ledger, "org-1", 0, 25, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-1", 2, 24, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-1", 4, -12, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-2", 5, 48, people_of (NULL, 0, NULL, NULL));
  some = list_unsettled (ledger);
  g_assert_cmpstr (some, ==, "5 3 1 4 2");
}

static void
test_it_is_known_how_much_is_known (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GError) error = NULL;
  g_autofree char *nobody = sg_ledger_team_find_organization (ledger, &error);
  g_autofree char *last = NULL;
  SgLedgerTeamDays days;

  g_assert_no_error (error);
  g_assert_null (nobody);
  g_assert_true (sg_ledger_team_get_days (ledger, &all_days, &days, &error));
  g_assert_cmpuint (days.n_read, ==, 0);

  replace (ledger, "org-1", 0, 25, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-1", 3, 25, people_of (NULL, 0, NULL, NULL));
  replace (ledger, "org-2", 1, 25, people_of (NULL, 0, NULL, NULL));
  g_assert_true (sg_ledger_team_get_days (ledger, &all_days, &days, &error));
  g_assert_cmpuint (days.n_read, ==, 2);
  g_assert_cmpint (days.n_unreadable, ==, 2);
  g_assert_cmpint (days.read_at, ==, FIRST + 4 * DAY + 25 * HOUR + 1);
  last = sg_ledger_team_find_organization (ledger, &error);
  g_assert_cmpstr (last, ==, "org-1");
}

static void
test_an_old_ledger_learns_of_teams (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autofree char *sums = NULL;
  g_autofree char *requests = NULL;
  g_autoptr (SgLedger) ledger = NULL;

  write_version_1 (desk->ledger_path, NULL);
  ledger = desk_open (desk);
  replace (ledger, "org-1", 0, 1, people_of ("a@example.org", 1, "opus", "1"));
  sums = list (ledger, &all_days);
  g_assert_true (g_str_has_prefix (sums, "a@example.org 1/"));
  requests = ledger_query (ledger, "SELECT count(*) FROM requests");
  g_assert_cmpstr (requests, !=, "0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-team/days-add-up", test_days_add_up);
  desk_test ("/ledger-team/a-day-replaces-itself", test_a_day_replaces_itself);
  desk_test ("/ledger-team/what-was-never-read-comes-first", test_what_was_never_read_comes_first);
  desk_test ("/ledger-team/it-is-known-how-much-is-known", test_it_is_known_how_much_is_known);
  desk_test ("/ledger-team/an-old-ledger-learns-of-teams", test_an_old_ledger_learns_of_teams);

  return g_test_run ();
}
