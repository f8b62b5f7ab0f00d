/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-team-sums.h"

typedef struct {
  const char *name;
  gboolean    is_key;
  int         sessions, commits, added, removed, accepted, rejected;
  const char *model;
  int         tokens;
  const char *cents;
} Act;

static void
add (SgTeamSums *sums,
     const Act  *act)
{
  g_autoptr (SgTeamRecord) record = sg_team_record_new (act->name, act->is_key);
  SgTeamModel model = { .name = (char *) act->model, .input = act->tokens };

  record->sessions = act->sessions;
  record->commits = act->commits;
  record->lines_added = act->added;
  record->lines_removed = act->removed;
  g_assert_true (sg_cents_parse (act->cents, &model.cost, NULL));
  g_assert_true (sg_team_record_add_tool (record, &(SgTeamTool) { (char *) "edit_tool", act->accepted, act->rejected }));
  g_assert_true (sg_team_record_add_model (record, &model));
  g_assert_true (sg_team_sums_add (sums, record));
}

static const Act acts[] = {
  { "ann@example.org", FALSE, 1, 5, 10, 0, 10, 0, "claude-opus-5-5", 100, "200.5" },
  { "bob@example.org", FALSE, 3, 0, 900, 100, 0, 90, "claude-opus-5-5", 50, "99.25" },
  { "ann@example.org", FALSE, 1, 1, 0, 1, 0, 0, "claude-haiku-4-5", 7, "0.1" },
  { "ci", TRUE, 2, 2, 0, 0, 0, 0, "claude-haiku-4-5", 3, "0.2" },
  /* A key called as a person is another one. */
  { "ann@example.org", TRUE, 1, 0, 0, 0, 0, 0, "claude-haiku-4-5", 0, "0" },
};

static SgTeamSums *
sum_acts (SgTeamOrder order)
{
  SgTeamSums *sums = sg_team_sums_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    add (sums, &acts[i]);
  sg_team_sums_sort (sums, order);

  return sums;
}

static char *
list_names (SgTeamSums *sums)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sums->people->len; i++) {
    const SgTeamRecord *person = g_ptr_array_index (sums->people, i);

    g_string_append_printf (text, "%s%.*s", i > 0 ? " " : "", person->is_key ? 2 : 3, person->name);
  }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *nick;
  const char *names;
} OrderCase;

static const OrderCase order_cases[] = {
  { "cost", "ann bob ci an" },
  { "sessions", "bob ann ci an" },
  { "commits", "ann ci an bob" },
  { "lines", "bob ann an ci" },
  { "acceptance", "ann bob an ci" },
};

static void
test_orders (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (order_cases); i++) {
    g_autoptr (SgTeamSums) sums = NULL;
    g_autofree char *names = NULL;
    SgTeamOrder order;

    g_assert_true (sg_team_order_from_nick (order_cases[i].nick, &order));
    sums = sum_acts (order);
    names = list_names (sums);
    g_assert_cmpstr (names, ==, order_cases[i].names);
  }
  g_assert_false (sg_team_order_from_nick ("name", &(SgTeamOrder) { 0 }));
}

static void
test_totals_are_everyones (void)
{
  g_autoptr (SgTeamSums) sums = sum_acts (SG_TEAM_ORDER_COST);
  const SgTeamModel *first = g_ptr_array_index (sums->totals->models, 0);
  g_autofree char *text = NULL;
  SgCents cost;
  double percent;

  g_assert_true (sg_team_record_get_cost (sums->totals, &cost));
  text = sg_cents_to_text (&cost);
  g_assert_cmpstr (text, ==, "300.05");
  g_assert_cmpint (sums->totals->sessions, ==, 8);
  g_assert_cmpint (sg_team_record_get_tokens (sums->totals), ==, 160);
  g_assert_cmpint (sg_team_record_get_lines (sums->totals), ==, 1011);
  g_assert_true (sg_team_accepted_percent (sums->totals->accepted, sums->totals->rejected, &percent));
  g_assert_cmpfloat (percent, ==, 10.0);
  g_assert_cmpstr (first->name, ==, "claude-opus-5-5");
  g_assert_cmpint (first->input, ==, 150);
}

/* They were counted with each person: here they only say by which tool. */
static void
test_tools_of_all_count_once (void)
{
  g_autoptr (SgTeamSums) sums = sum_acts (SG_TEAM_ORDER_COST);
  g_autoptr (SgTeamRecord) all = sg_team_record_new (NULL, FALSE);

  g_assert_true (sg_team_record_add_tool (all, &(SgTeamTool) { (char *) "write_tool", 1000, 0 }));
  g_assert_true (sg_team_sums_add (sums, all));
  sg_team_sums_sort (sums, SG_TEAM_ORDER_COST);

  g_assert_cmpint (sums->totals->accepted, ==, 10);
  g_assert_cmpstr (((const SgTeamTool *) g_ptr_array_index (sums->totals->tools, 0))->name, ==, "write_tool");
  g_assert_cmpuint (sums->people->len, ==, 4);
}

static void
test_no_average_of_nothing (void)
{
  gint64 each;

  g_assert_false (sg_team_tokens_per (1000, 0, &each));
  g_assert_true (sg_team_tokens_per (1000, 3, &each));
  g_assert_cmpint (each, ==, 333);
}

static void
test_an_average_is_rounded_half_up (void)
{
  const struct {
    gint64 tokens, count, each;
  } cases[] = {
    { 0, 3, 0 }, { 164343, 5, 32869 }, { 5, 2, 3 }, { 4, 3, 1 }, { 7, 1, 7 }, { G_MAXINT64, 2, G_MAXINT64 / 2 + 1 },
    { G_MAXINT64, G_MAXINT64, 1 }, { 1, G_MAXINT64, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 each;

    g_assert_true (sg_team_tokens_per (cases[i].tokens, cases[i].count, &each));
    g_assert_cmpint (each, ==, cases[i].each);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/team-sums/orders", test_orders);
  g_test_add_func ("/team-sums/totals-are-everyones", test_totals_are_everyones);
  g_test_add_func ("/team-sums/tools-of-all-count-once", test_tools_of_all_count_once);
  g_test_add_func ("/team-sums/no-average-of-nothing", test_no_average_of_nothing);
  g_test_add_func ("/team-sums/an-average-is-rounded-half-up", test_an_average_is_rounded_half_up);

  return g_test_run ();
}
