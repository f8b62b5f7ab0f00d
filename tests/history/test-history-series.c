/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "history-testing.h"
#include "sg-history-series.h"

/* Four steps of a thousand seconds from 10000 on; now is 13500. */
#define START 10000
#define STEP 1000
#define N_STEPS 4
#define NOW 13500
#define NONE SG_HISTORY_NOT_KNOWN

static GArray *
steps_new (void)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (gint64 i = 0; i <= N_STEPS; i++) {
    gint64 at = START + i * STEP;

    g_array_append_val (steps, at);
  }

  return steps;
}

static const struct {
  const char    *name;
  SgLedgerSample samples[4];
  double         percents[N_STEPS];
  gint64         as_of[N_STEPS];
} cases[] = {
  { "nothing", { { 0 } }, { NONE, NONE, NONE, NONE } },
  { "stands", { { 9000, 13500, 40, 20000 } }, { 40, 40, 40, 40 }, { 10999, 11999, 12999, 13500 } },
  { "holds-while-it-is-live", { { 10000, 10100, 40, 20000 } }, { 40, 40, NONE, NONE }, { 10100, 10100 } },
  { "a-gap-is-a-gap", { { 9900, 10050, 40, 20000 }, { 13100, 13400, 44, 20000 } }, { 40, NONE, NONE, 44 }, { 10050, 0, 0, 13400 } },
  { "the-highest-of-a-step", { { 10000, 10300, 40, 20000 }, { 10400, 10500, 90, 10700 }, { 10800, 10950, 3, 28000 } },
    { 90, 3, NONE, NONE }, { 10500, 10950 } },
  { "not-past-its-window", { { 10000, 10800, 40, 10900 } }, { 40, NONE, NONE, NONE }, { 10800 } },
  { "after-its-reset-it-is-not-now", { { 12500, 13100, 40, 13300 } }, { NONE, NONE, 40, NONE }, { 0, 0, 12999 } },
  { "nothing-is-known-of-the-future", { { 13400, 13500, 40, 20000 } }, { NONE, NONE, NONE, 40 }, { 0, 0, 0, 13500 } },
  { "zero-is-a-number", { { 11100, 11200, 0, 0 } }, { NONE, 0, 0, NONE }, { 0, 11200, 11200 } },
  { "long-before", { { 1000, 2000, 40, 20000 } }, { NONE, NONE, NONE, NONE } },
};

static void
test_points (gconstpointer user_data)
{
  gsize i = GPOINTER_TO_SIZE (user_data);
  g_autoptr (GArray) steps = steps_new ();
  g_autoptr (GArray) samples = samples_of (cases[i].samples, G_N_ELEMENTS (cases[i].samples));
  g_autoptr (GArray) points = sg_history_points_new (samples, steps, NOW);

  g_assert_cmpuint (points->len, ==, N_STEPS);
  for (guint at = 0; at < N_STEPS; at++) {
    const SgHistoryPoint *point = &g_array_index (points, SgHistoryPoint, at);

    g_assert_cmpfloat (point->percent, ==, cases[i].percents[at]);
    g_assert_cmpint (point->as_of, ==, cases[i].as_of[at]);
    g_assert_cmpint (point->origin, ==, point->percent >= 0.0 ? SG_ORIGIN_ENDPOINT : SG_ORIGIN_UNKNOWN);
  }
}

static void
test_costs (void)
{
  static const gint64 moments[] = { 500, 11700, 11800, 12600 };
  g_autoptr (GArray) steps = steps_new ();
  g_autoptr (GArray) activities = activities_of (moments, G_N_ELEMENTS (moments));
  g_autoptr (GArray) costs = sg_history_costs_new (activities, 11500, steps);
  const SgHistoryCost *all = (const SgHistoryCost *) (gpointer) costs->data;

  g_assert_cmpuint (costs->len, ==, N_STEPS);
  /* Before anything was counted nothing is known; after that nothing asked is nothing spent. */
  g_assert_false (all[0].known);
  g_assert_true (all[1].known);
  g_assert_cmpint (all[1].n_requests, ==, 4);
  g_assert_cmpint (all[1].n_unpriced, ==, 2);
  g_assert_cmpint (all[1].pico_usd, ==, 6 * SG_PICO_PER_USD);
  g_assert_cmpint (all[2].pico_usd, ==, 3 * SG_PICO_PER_USD);
  g_assert_true (all[3].known);
  g_assert_cmpint (all[3].pico_usd, ==, 0);
}

static void
test_without_a_count_no_cost_is_known (void)
{
  g_autoptr (GArray) steps = steps_new ();
  g_autoptr (GArray) activities = activities_of (NULL, 0);
  g_autoptr (GArray) costs = sg_history_costs_new (activities, 0, steps);

  for (guint i = 0; i < costs->len; i++)
    g_assert_false (g_array_index (costs, SgHistoryCost, i).known);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/history-series/points/", cases[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_points);
  }
  g_test_add_func ("/history-series/costs", test_costs);
  g_test_add_func ("/history-series/costs/not-counted", test_without_a_count_no_cost_is_known);

  return g_test_run ();
}
