/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "console-testing.h"
#include "sg-console-groups.h"
#include "sg-time.h"

#define DAY(n) (MONDAY + (n) * SG_DAY_SECONDS)

typedef struct {
  const char *name;
  guint       by[3];
  guint       n_by;
  const char *expected;
} Case;

static const Case cases[] = {
  { "all", { 0 }, 0, "= 15.5 7\n" },
  { "by-day", { SG_GROUP_BY_DAY }, 1, "2026-11-02= 13 7\n2026-11-03= 2.5 0\n" },
  { "by-model", { SG_DIMENSION_MODEL }, 1, "opus= 10 0\n(none)= 3 0\nhaiku= 2.5 7\n" },
  { "by-kind-of-cost", { SG_DIMENSION_COST_TYPE }, 1, "(none)= 15.5 -\n" },
  { "by-day-and-model", { SG_DIMENSION_MODEL, SG_GROUP_BY_DAY }, 2,
    "opus 2026-11-02= 10 0\n(none) 2026-11-02= 3 0\nhaiku 2026-11-02= 0 7\nhaiku 2026-11-03= 2.5 0\n" },
};

static void
test_case (gconstpointer user_data)
{
  const Case *c = user_data;
  g_autoptr (GPtrArray) costs = buckets_new ();
  g_autoptr (GPtrArray) usage = buckets_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SgConsoleGroups) groups = NULL;
  SgConsoleBucket *used = sg_console_bucket_new (SG_BUCKET_USAGE, DAY (0), DAY (1));

  add_cost (costs, 0, "opus", "10");
  add_cost (costs, 1, "haiku", "2.5");
  add_cost (costs, 0, NULL, "3");
  add_cost (costs, 2, "opus", "1000");
  add_cost (costs, -1, "opus", "1000");
  used->dimensions[SG_DIMENSION_MODEL] = g_strdup ("haiku");
  used->output = 7;
  g_ptr_array_add (usage, used);

  groups = sg_console_groups_new (costs, usage, c->by, c->n_by, DAY (0), DAY (2), NULL);
  for (guint i = 0; i < groups->groups->len; i++) {
    const SgConsoleGroup *group = g_ptr_array_index (groups->groups, i);
    g_autofree char *amount = sg_cents_to_text (&group->amount);

    for (guint k = 0; k < c->n_by; k++)
      g_string_append_printf (text, "%s%s", k > 0 ? " " : "", group->keys[k] ? group->keys[k] : "(none)");
    g_string_append_printf (text, "= %s ", amount);
    if (group->has_tokens)
      g_string_append_printf (text, "%" G_GINT64_FORMAT "\n", group->output);
    else
      g_string_append (text, "-\n");
  }
  g_assert_cmpstr (text->str, ==, c->expected);
  assert_cents (&groups->total.amount, "15.5");
  g_assert_cmpint (groups->total.output, ==, 7);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/console-groups/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_case);
  }

  return g_test_run ();
}
