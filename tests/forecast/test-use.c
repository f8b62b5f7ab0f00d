/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-use.h"

#define START (G_GINT64_CONSTANT (1790000000) / 300 * 300)
#define HOUR 3600
#define RESET (START + 5 * HOUR)

static GArray *
samples_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SgUseSample));
}

static void
hear (GArray *samples,
      gint64  time,
      gint64  until,
      double  percent,
      gint64  resets_at)
{
  SgUseSample sample = { START + time, START + until, percent, resets_at };

  g_array_append_val (samples, sample);
}

static void
test_spending (void)
{
  g_autoptr (SgSpending) spending = sg_spending_new (START + 100, START + HOUR);

  sg_spending_add (spending, START + 299, 3.0);
  sg_spending_add (spending, START + 300, 6.0);
  sg_spending_add (spending, START - 1, 100.0);
  sg_spending_add (spending, START + 10 * HOUR, 100.0);

  g_assert_cmpfloat_with_epsilon (sg_spending_between (spending, START - HOUR, START + 100 * HOUR), 9.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_spending_between (spending, START + 150, START + 400), 1.5 + 2.0, 1e-9);
  g_assert_cmpfloat (sg_spending_between (spending, START + 400, START + 150), ==, 0.0);
}

/* Ten dollars an hour, 20 percent an hour; in the third hour as much again elsewhere. */
static void
fill (GArray     *samples,
      SgSpending *spending)
{
  const double percents[] = { 0, 20, 40, 80, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (percents); i++) {
    hear (samples, i * HOUR, i * HOUR, percents[i], RESET);
    for (guint j = 0; j < 12; j++)
      sg_spending_add (spending, START + i * HOUR + j * 300, 10.0 / 12.0);
  }
}

static void
test_use_elsewhere_does_not_raise_the_rate (void)
{
  g_autoptr (GArray) samples = samples_new ();
  g_autoptr (SgSpending) spending = sg_spending_new (START, START + 5 * HOUR);
  SgUseRate rate;

  fill (samples, spending);
  rate = sg_use_rate_learn (samples, spending, START + 5 * HOUR);

  g_assert_cmpuint (rate.n_chunks, ==, 4);
  g_assert_cmpfloat_with_epsilon (rate.percent_per_usd, 2.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rate.mean_percent_per_usd, 2.5, 0.01);
}

static void
test_little_teaches_nothing (void)
{
  g_autoptr (GArray) samples = samples_new ();
  g_autoptr (SgSpending) spending = sg_spending_new (START, START + 5 * HOUR);
  SgUseRate rate;

  hear (samples, 0, 0, 10, RESET);
  hear (samples, HOUR, HOUR, 12, RESET);
  hear (samples, 2 * HOUR, 2 * HOUR, 5, RESET + 5 * HOUR);
  rate = sg_use_rate_learn (samples, spending, START + 5 * HOUR);

  g_assert_cmpuint (rate.n_chunks, ==, 0);
  g_assert_cmpfloat (rate.percent_per_usd, ==, 0.0);
}

static void
test_numbers_lie_over_time_as_money_was_spent (void)
{
  g_autoptr (GArray) samples = samples_new ();
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  g_autoptr (SgSpending) spending = sg_spending_new (START, START + 5 * HOUR - 1);
  g_autoptr (SgUse) use = NULL;

  hear (samples, 0, 0, 0, RESET);
  hear (samples, 2 * HOUR, 2 * HOUR, 30, RESET);
  sg_spending_add (spending, START + HOUR, 10.0);
  sg_spending_add (spending, START + HOUR + 300, 20.0);
  use = sg_use_new (samples, none, spending, 5 * HOUR, START + 5 * HOUR - 1);

  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 0, 12), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 12, 13), 10.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 13, 14), 20.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 14, 60), 0.0, 1e-9);
}

/* What moved while this machine was silent moved after the number was last read as before. */
static void
test_use_elsewhere_lies_where_it_can_have_been (void)
{
  g_autoptr (GArray) samples = samples_new ();
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  g_autoptr (SgSpending) spending = sg_spending_new (START, START + 5 * HOUR - 1);
  g_autoptr (SgUse) use = NULL;

  hear (samples, 0, 3 * HOUR, 10, RESET);
  hear (samples, 4 * HOUR, 4 * HOUR, 36, RESET);
  use = sg_use_new (samples, none, spending, 5 * HOUR, START + 5 * HOUR - 1);

  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 1, 36), 0.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_use_between (use, 36, 49), 26.0, 1e-9);
}

static void
test_a_full_limit_stops_the_clock (void)
{
  g_autoptr (GArray) samples = samples_new ();
  g_autoptr (GArray) blocked = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  g_autoptr (SgSpending) spending = sg_spending_new (START, START + 5 * HOUR - 1);
  g_autoptr (SgUse) use = NULL;

  hear (samples, 0, 0, 50, RESET);
  hear (samples, 2 * HOUR, 2 * HOUR, 100, RESET);
  hear (samples, 3 * HOUR, 3 * HOUR, 0, RESET + 3 * HOUR);
  sg_use_find_full (samples, START + 5 * HOUR, blocked);
  use = sg_use_new (samples, blocked, spending, 5 * HOUR, START + 5 * HOUR - 1);

  g_assert_cmpuint (blocked->len, ==, 1);
  g_assert_cmpuint (use->open_steps[24], ==, 24);
  g_assert_cmpuint (use->open_steps[36] - use->open_steps[24], ==, 1);
  g_assert_cmpuint (use->open_steps[60] - use->open_steps[36], ==, 24);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/use/spending", test_spending);
  g_test_add_func ("/use/use-elsewhere-does-not-raise-the-rate", test_use_elsewhere_does_not_raise_the_rate);
  g_test_add_func ("/use/little-teaches-nothing", test_little_teaches_nothing);
  g_test_add_func ("/use/numbers-lie-over-time-as-money-was-spent", test_numbers_lie_over_time_as_money_was_spent);
  g_test_add_func ("/use/use-elsewhere-lies-where-it-can-have-been", test_use_elsewhere_lies_where_it_can_have_been);
  g_test_add_func ("/use/a-full-limit-stops-the-clock", test_a_full_limit_stops_the_clock);

  return g_test_run ();
}
