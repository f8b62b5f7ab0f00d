/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "console-testing.h"
#include "sg-time.h"

#define DAY(n) (MONDAY + (n) * SG_DAY_SECONDS)

static SgConsoleDays *
days_of (GPtrArray *buckets,
         int        first,
         int        end)
{
  g_autoptr (GError) error = NULL;
  SgConsoleDays *days = sg_console_days_new (buckets, DAY (first), DAY (end), &error);

  g_assert_no_error (error);

  return days;
}

static void
test_a_day_adds_up_and_days_without_a_bill_are_nothing (void)
{
  g_autoptr (GPtrArray) buckets = buckets_new ();
  g_autoptr (SgConsoleDays) days = NULL;
  SgCents sum;

  add_cost (buckets, 2, "opus", "1.25");
  add_cost (buckets, 0, "opus", "10");
  add_cost (buckets, 2, "haiku", "0.25");
  add_cost (buckets, -1, "opus", "1000");
  add_cost (buckets, 9, "opus", "1000");
  days = days_of (buckets, 0, 7);

  sum = sg_console_days_sum (days, DAY (0), DAY (7));
  assert_cents (&sum, "11.5");
  sum = sg_console_days_sum (days, DAY (1), DAY (3));
  assert_cents (&sum, "1.5");
  sum = sg_console_days_sum (days, DAY (-9), DAY (99));
  assert_cents (&sum, "11.5");
}

static void
test_burn_begins_with_the_first_bill (void)
{
  g_autoptr (GPtrArray) buckets = buckets_new ();
  g_autoptr (SgConsoleDays) none = days_of (buckets, 0, 30);
  g_autoptr (SgConsoleDays) days = NULL;
  SgCents burn;

  g_assert_cmpuint (sg_console_days_burn (none, DAY (29), &burn), ==, 0);

  add_cost (buckets, 20, "opus", "100");
  add_cost (buckets, 23, "opus", "20");
  add_cost (buckets, 24, "opus", "5000");
  days = days_of (buckets, 0, 30);
  g_assert_cmpuint (sg_console_days_burn (days, DAY (24), &burn), ==, 4);
  assert_cents (&burn, "30");
}

static void
test_a_weekday_is_expected_to_be_like_the_ones_before (void)
{
  g_autoptr (GPtrArray) buckets = buckets_new ();
  g_autoptr (SgConsoleDays) days = NULL;
  SgCents expected;

  for (int week = 0; week < 4; week++) {
    for (int day = 0; day < 5; day++)
      add_cost (buckets, week * 7 + day, "opus", "100");
  }
  days = days_of (buckets, 0, 40);

  expected = sg_console_days_expect (days, DAY (28), DAY (28));
  assert_cents (&expected, "100");
  expected = sg_console_days_expect (days, DAY (33), DAY (28));
  assert_cents (&expected, "0");
  expected = sg_console_days_expect (days, DAY (32), DAY (28));
  assert_cents (&expected, "100");
  expected = sg_console_days_expect (days, DAY (8), DAY (3));
  assert_cents (&expected, "100");
  expected = sg_console_days_expect (days, DAY (5), DAY (3));
  assert_cents (&expected, "100");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/console-days/a-day-adds-up-and-days-without-a-bill-are-nothing",
                   test_a_day_adds_up_and_days_without_a_bill_are_nothing);
  g_test_add_func ("/console-days/burn-begins-with-the-first-bill", test_burn_begins_with_the_first_bill);
  g_test_add_func ("/console-days/a-weekday-is-expected-to-be-like-the-ones-before",
                   test_a_weekday_is_expected_to_be_like_the_ones_before);

  return g_test_run ();
}
