/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "console-testing.h"
#include "sg-balance.h"
#include "sg-console-sums.h"
#include "sg-time.h"

/* Saturday, the 20th day from MONDAY */
#define NOW "2026-11-21T12:00:00Z"

static SgConsole *
sum (GPtrArray  *costs,
     GPtrArray  *usage,
     const char *time)
{
  g_autoptr (GDateTime) now = sg_time_parse (time);
  g_autoptr (GError) error = NULL;
  SgConsole *console = sg_console_sum (costs, usage, now, &error);

  g_assert_no_error (error);

  return console;
}

/* Workdays of 100 since MONDAY - 7, a dearer Tuesday, and a little this Saturday */
static GPtrArray *
workdays (void)
{
  GPtrArray *costs = buckets_new ();

  for (int day = -7; day < 19; day++) {
    if (((day % 7) + 7) % 7 < 5)
      add_cost (costs, day, day % 2 ? "claude-opus-5-5" : "claude-haiku-5", "100");
  }
  add_cost (costs, 8, "claude-opus-5-5", "50.5");
  add_cost (costs, 19, "claude-opus-5-5", "7");

  return costs;
}

static void
test_a_month_is_summed_and_projected (void)
{
  g_autoptr (GPtrArray) costs = workdays ();
  g_autoptr (SgConsole) console = sum (costs, NULL, NOW);
  g_autofree char *peak = g_date_time_format_iso8601 (console->peak_day_start);

  assert_cents (&console->today, "7");
  assert_cents (&console->month, "1557.5");
  assert_cents (&console->last_7_days, "507");
  g_assert_cmpint (console->tokens_7_days, ==, -1);
  /* 20 workdays and the dearer Tuesday in 26 days */
  g_assert_cmpuint (console->n_days, ==, 26);
  assert_cents (&console->burn_per_day, "78.865384");
  /* Monday 30, and 23 to 27: six workdays, a Tuesday of which at 112.625 */
  assert_cents (&console->projected_month, "2170.125");
  assert_cents (&console->average_day, "77.525");
  assert_cents (&console->peak_day, "150.5");
  g_assert_cmpstr (peak, ==, "2026-11-10T00:00:00Z");
}

static void
test_models_come_dearest_first (void)
{
  g_autoptr (GPtrArray) costs = workdays ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SgConsole) console = NULL;

  add_cost (costs, 19, NULL, "3");
  ((SgConsoleBucket *) costs->pdata[costs->len - 1])->dimensions[SG_DIMENSION_DESCRIPTION] = g_strdup ("Web Search Usage");
  console = sum (costs, NULL, NOW);

  for (guint i = 0; i < console->models->len; i++) {
    const SgConsoleShare *share = g_ptr_array_index (console->models, i);
    g_autofree char *amount = sg_cents_to_text (&share->amount);

    g_string_append_printf (text, "%s %s\n", share->name, amount);
  }
  g_assert_cmpstr (text->str, ==, "Haiku 5 800\nOpus 5.5 757.5\nWeb Search Usage 3\n");
}

static void
test_nothing_billed_is_no_forecast (void)
{
  g_autoptr (GPtrArray) costs = buckets_new ();
  g_autoptr (GPtrArray) usage = buckets_new ();
  g_autoptr (SgConsole) console = NULL;
  SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_USAGE, MONDAY + 18 * SG_DAY_SECONDS, MONDAY + 19 * SG_DAY_SECONDS);

  bucket->output = 7;
  g_ptr_array_add (usage, bucket);
  console = sum (costs, usage, NOW);

  assert_cents (&console->month, "0");
  g_assert_cmpuint (console->n_days, ==, 0);
  g_assert_cmpint (console->tokens_7_days, ==, 7);
}

static void
test_what_was_spent_since_a_moment (void)
{
  g_autoptr (GPtrArray) costs = buckets_new ();
  g_autoptr (GDateTime) since = sg_time_parse ("2026-11-19T18:00:00Z");
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgCents spent;

  add_cost (costs, 16, NULL, "1000");
  add_cost (costs, 17, NULL, "100");
  add_cost (costs, 18, NULL, "40");
  add_cost (costs, 19, NULL, "8");
  g_assert_true (sg_console_spent_since (costs, since, now, &spent, NULL));
  assert_cents (&spent, "73");
}

static void
test_a_balance_as_people_type_it (void)
{
  const struct {
    const char *text;
    const char *cents;
  } cases[] = {
    { "127.45", "12745" }, { " $127.45 ", "12745" }, { "127,45", "12745" }, { "1,234.50", "123450" }, { "1,234", "123400" },
    { "$ 5", "500" }, { "0", "0" }, { "", NULL }, { "-5", NULL }, { "5e3", NULL }, { "five", NULL }, { "1.2.3", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SgCents cents;

    g_assert_true (sg_balance_parse_dollars (cases[i].text, &cents, NULL) == (cases[i].cents != NULL));
    if (cases[i].cents != NULL)
      assert_cents (&cents, cases[i].cents);
  }
}

static void
test_a_balance_lasts (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  const SgCents typed = { 14000, 0 };
  const SgCents spent = { 1255, 0 };
  const SgCents burn = { 174, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, now);
  g_autofree char *ends_at = NULL;

  g_assert_false (balance->is_live);
  assert_cents (&balance->left, "14000");

  sg_balance_set_spent (balance, &spent, &burn, now);
  assert_cents (&balance->left, "12745");
  g_assert_cmpint (balance->runway_days, ==, 73);
  ends_at = g_date_time_format (balance->ends_at, "%Y-%m-%d");
  g_assert_cmpstr (ends_at, ==, "2027-02-02");
}

static void
test_a_balance_that_is_gone_has_no_runway (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  const SgCents typed = { 100, 0 };
  const SgCents spent = { 150, 0 };
  const SgCents burn = { 10, 0 };
  g_autoptr (SgBalance) balance = sg_balance_new (&typed, now);

  sg_balance_set_spent (balance, &spent, &burn, now);
  assert_cents (&balance->left, "-50");
  g_assert_false (balance->has_runway);
  sg_balance_set_spent (balance, &SG_CENTS_ZERO, NULL, now);
  g_assert_false (balance->has_runway);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console-sums/a-month-is-summed-and-projected", test_a_month_is_summed_and_projected);
  g_test_add_func ("/console-sums/models-come-dearest-first", test_models_come_dearest_first);
  g_test_add_func ("/console-sums/nothing-billed-is-no-forecast", test_nothing_billed_is_no_forecast);
  g_test_add_func ("/console-sums/what-was-spent-since-a-moment", test_what_was_spent_since_a_moment);
  g_test_add_func ("/console-sums/a-balance-as-people-type-it", test_a_balance_as_people_type_it);
  g_test_add_func ("/console-sums/a-balance-lasts", test_a_balance_lasts);
  g_test_add_func ("/console-sums/a-balance-that-is-gone-has-no-runway", test_a_balance_that_is_gone_has_no_runway);

  return g_test_run ();
}
