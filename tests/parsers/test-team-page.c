/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-team-page.h"

/* 20 November 2026 */
#define DAY G_GINT64_CONSTANT (1795132800)
#define DATE "\"date\":\"2026-11-20T00:00:00Z\","
#define DEV "\"actor\":{\"type\":\"user_actor\",\"email_address\":\"dev@example.org\"}"
#define PAGE(records) "{\"data\":[" records "],\"has_more\":false,\"next_page\":null}"

/* Reads a line for each record:
 * `name (terminal) sessions/commits/pull requests +added -removed tool=accepted:rejected… model=tokens@cents…`, then what is left out, and `next`. */
typedef struct {
  const char *name;
  const char *body;
  const char *page;
} PageCase;

static const PageCase page_cases[] = {
  { "a-person",
    PAGE ("{" DATE "\"organization_id\":\"o\"," DEV ",\"customer_type\":\"api\",\"subscription_type\":null,\"terminal_type\":\"vscode\","
          "\"core_metrics\":{\"num_sessions\":5,\"lines_of_code\":{\"added\":1543,\"removed\":892},\"commits_by_claude_code\":12,"
          "\"pull_requests_by_claude_code\":2},\"tool_actions\":{\"edit_tool\":{\"accepted\":45,\"rejected\":5},"
          "\"write_tool\":{\"accepted\":8,\"rejected\":1}},\"model_breakdown\":[{\"model\":\"claude-opus-5-5\",\"tokens\":"
          "{\"input\":100000,\"output\":35000,\"cache_read\":910000,\"cache_creation\":51000},"
          "\"estimated_cost\":{\"currency\":\"USD\",\"amount\":1537}}]}"),
    "dev@example.org (vscode api -) 5/12/2 +1543 -892 edit_tool=45:5 write_tool=8:1 all=53:6 claude-opus-5-5=1096000@1537\n" },
  { "a-key-with-a-seat",
    PAGE ("{" DATE "\"actor\":{\"type\":\"api_actor\",\"api_key_name\":\"ci\"},\"customer_type\":\"subscription\","
          "\"subscription_type\":\"team\",\"terminal_type\":\"tmux\"}"),
    "key ci (tmux subscription team) 0/0/0 +0 -0 all=0:0\n" },
  { "missing-parts", PAGE ("{" DEV ",\"core_metrics\":{\"num_sessions\":1,\"lines_of_code\":null},\"tool_actions\":null,\"model_breakdown\":null}"),
    "dev@example.org (- - -) 1/0/0 +0 -0 all=0:0\n" },
  { "tools-nobody-knows", PAGE ("{" DEV ",\"tool_actions\":{\"new_tool\":{\"accepted\":1},\"odd\":7}}"),
    "dev@example.org (- - -) 0/0/0 +0 -0 new_tool=1:0 all=1:0\n" },
  { "costs-in-every-form",
    PAGE ("{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"estimated_cost\":{\"amount\":0.1}},{\"model\":\"a\",\"estimated_cost\":{\"amount\":\"0.2\"}},"
          "{\"model\":\"b\",\"estimated_cost\":{\"amount\":1.5e3}},{\"model\":\"c\"}]}"),
    "dev@example.org (- - -) 0/0/0 +0 -0 all=0:0 a=0@0.3 b=0@1500 c=0@0\n" },
  { "nobody", PAGE ("{" DATE "\"actor\":{\"type\":\"user_actor\"}},{},7,null"), "4 left out\n" },
  { "another-day", PAGE ("{\"date\":\"2026-11-19T00:00:00Z\"," DEV "}"), "1 left out\n" },
  { "counts-that-cannot-be",
    PAGE ("{" DEV ",\"core_metrics\":{\"num_sessions\":-1}},{" DEV ",\"core_metrics\":{\"num_sessions\":\"5\"}},"
          "{" DEV ",\"tool_actions\":{\"edit_tool\":{\"accepted\":1e300}}},{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"tokens\":{\"input\":9e18}}]},"
          "{" DEV ",\"core_metrics\":{\"num_sessions\":2}}"),
    "dev@example.org (- - -) 2/0/0 +0 -0 all=0:0\n4 left out\n" },
  { "costs-that-cannot-be",
    PAGE ("{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"estimated_cost\":{\"amount\":-1}}]},"
          "{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"estimated_cost\":{\"amount\":1e40}}]},"
          "{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"estimated_cost\":{\"amount\":1,\"currency\":\"EUR\"}}]},"
          "{" DEV ",\"model_breakdown\":[{\"model\":\"a\",\"estimated_cost\":{}}]}"),
    "4 left out\n" },
  { "a-name-that-steers-the-terminal", PAGE ("{\"actor\":{\"type\":\"user_actor\",\"email_address\":\"a\\u001b[2Jb\"}}"),
    "a [2Jb (- - -) 0/0/0 +0 -0 all=0:0\n" },
  { "more", "{\"data\":[],\"has_more\":true,\"next_page\":\"page_x\"}", "page_x" },
  { "no-more", "{\"data\":[],\"has_more\":false,\"next_page\":\"page_x\"}", "" },
};

static void
append_record (GString            *text,
               const SgTeamRecord *record)
{
  g_string_append_printf (text, "%s%s (%s) %d/%d/%d +%d -%d", record->is_key ? "key " : "", record->name, record->terminal,
                          (int) record->sessions, (int) record->commits, (int) record->pull_requests,
                          (int) record->lines_added, (int) record->lines_removed);
  for (guint i = 0; i < record->tools->len; i++) {
    const SgTeamTool *tool = g_ptr_array_index (record->tools, i);

    g_string_append_printf (text, " %s=%d:%d", tool->name, (int) tool->accepted, (int) tool->rejected);
  }
  g_string_append_printf (text, " all=%d:%d", (int) record->accepted, (int) record->rejected);
  for (guint i = 0; i < record->models->len; i++) {
    const SgTeamModel *model = g_ptr_array_index (record->models, i);
    g_autofree char *cost = sg_cents_to_text (&model->cost);

    g_string_append_printf (text, " %s=%d@%s", model->name, (int) sg_team_model_get_tokens (model), cost);
  }
  g_string_append_c (text, '\n');
}

static void
test_page (gconstpointer user_data)
{
  const PageCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgTeamPage) page = sg_team_page_parse (DAY, c->body, strlen (c->body), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < page->records->len; i++)
    append_record (text, g_ptr_array_index (page->records, i));
  if (page->n_unreadable > 0)
    g_string_append_printf (text, "%u left out\n", page->n_unreadable);
  if (page->next_page != NULL)
    g_string_append (text, page->next_page);

  g_assert_cmpstr (text->str, ==, c->page);
}

/* What else may be wrong around the records is in test-admin-reply.c. */
static void
test_what_is_no_page (void)
{
  const char *const bodies[] = { "{\"data\":[{", "{\"data\":[],\"has_more\":true,\"next_page\":null}" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sg_team_page_parse (DAY, bodies[i], strlen (bodies[i]), &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  }
}

/* 10 of 10, and 0 of 90: a mean of means would say 50. */
static void
test_acceptance_is_weighted (void)
{
  g_autoptr (SgTeamRecord) sum = sg_team_record_new (NULL, FALSE);
  double percent;

  g_assert_false (sg_team_accepted_percent (0, 0, &percent));
  g_assert_true (sg_team_record_add_tool (sum, &(SgTeamTool) { (char *) "edit_tool", 10, 0 }));
  g_assert_true (sg_team_record_add_tool (sum, &(SgTeamTool) { (char *) "edit_tool", 0, 90 }));
  g_assert_true (sg_team_accepted_percent (sum->accepted, sum->rejected, &percent));
  g_assert_cmpfloat (percent, ==, 10.0);
}

static void
test_offered_nothing_is_least (void)
{
  const SgTeamRecord nothing = { 0 }, none = { .rejected = 90 }, half = { .accepted = 2, .rejected = 2 };

  g_assert_cmpint (sg_team_record_compare_accepted (&nothing, &none), <, 0);
  g_assert_cmpint (sg_team_record_compare_accepted (&half, &none), >, 0);
  g_assert_cmpint (sg_team_record_compare_accepted (&half, &half), ==, 0);
}

static void
test_too_much_is_no_sum (void)
{
  g_autoptr (SgTeamRecord) sum = sg_team_record_new (NULL, FALSE);
  g_autoptr (SgTeamRecord) one = sg_team_record_new ("a", FALSE);

  one->sessions = G_MAXINT64;
  g_assert_true (sg_team_record_add (sum, one));
  g_assert_false (sg_team_record_add (sum, one));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (page_cases); i++) {
    g_autofree char *path = g_strconcat ("/team-page/page/", page_cases[i].name, NULL);

    g_test_add_data_func (path, &page_cases[i], test_page);
  }
  g_test_add_func ("/team-page/what-is-no-page", test_what_is_no_page);
  g_test_add_func ("/team-page/acceptance-is-weighted", test_acceptance_is_weighted);
  g_test_add_func ("/team-page/offered-nothing-is-least", test_offered_nothing_is_least);
  g_test_add_func ("/team-page/too-much-is-no-sum", test_too_much_is_no_sum);

  return g_test_run ();
}
