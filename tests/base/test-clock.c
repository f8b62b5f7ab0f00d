/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-clock.h"
#include "sg-time.h"

static void
test_follows_the_system (void)
{
  SgClock *clock = sg_clock_new ();
  g_autoptr (GDateTime) before = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) now = sg_clock_now (clock);
  g_autoptr (GDateTime) after = g_date_time_new_now_utc ();

  g_assert_cmpint (g_date_time_compare (before, now), <=, 0);
  g_assert_cmpint (g_date_time_compare (now, after), <=, 0);
  g_assert_cmpint (g_date_time_get_utc_offset (now), ==, 0);
  g_assert_finalize_object (clock);
}

static void
test_stands_still_until_moved (void)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_iso8601 ("2026-11-24T14:50:00+01:00", NULL);
  SgClock *clock = sg_clock_new_at (start);
  g_autoptr (GDateTime) first = sg_clock_now (clock);
  g_autoptr (GDateTime) second = NULL;

  g_assert_true (g_date_time_equal (first, start));
  g_assert_cmpint (g_date_time_get_utc_offset (first), ==, 0);

  sg_clock_advance (clock, 2 * G_TIME_SPAN_HOUR);
  second = sg_clock_now (clock);
  g_assert_cmpint (sg_time_seconds_between (start, second), ==, 2 * 60 * 60);
  g_assert_finalize_object (clock);
}

static void
test_stays_at_the_end_of_the_calendar (void)
{
  g_autoptr (GDateTime) start = sg_time_parse ("9999-12-31T23:00:00Z");
  SgClock *clock = sg_clock_new_at (start);
  g_autoptr (GDateTime) now = NULL;

  sg_clock_advance (clock, G_TIME_SPAN_DAY);
  now = sg_clock_now (clock);

  g_assert_true (g_date_time_equal (now, start));
  g_assert_finalize_object (clock);
}

static void
test_tells_a_sleep_from_a_setting (void)
{
  g_autoptr (GDateTime) start = sg_time_parse ("2026-11-24T13:50:00Z");
  g_autoptr (GDateTime) other = sg_time_parse ("2001-01-01T00:00:00Z");
  SgClock *clock = sg_clock_new_at (start);
  g_autoptr (GDateTime) now = NULL;

  sg_clock_advance (clock, G_TIME_SPAN_SECOND);
  sg_clock_sleep (clock, G_TIME_SPAN_HOUR);
  sg_clock_set (clock, other);
  now = sg_clock_now (clock);

  g_assert_true (g_date_time_equal (now, other));
  g_assert_cmpint (sg_clock_get_elapsed (clock), ==, G_TIME_SPAN_HOUR + G_TIME_SPAN_SECOND);
  g_assert_cmpint (sg_clock_get_slept (clock), ==, G_TIME_SPAN_HOUR);
  g_assert_finalize_object (clock);
}

static void
test_the_systems_elapses (void)
{
  SgClock *clock = sg_clock_new ();
  gint64 first = sg_clock_get_elapsed (clock);

  g_assert_cmpint (first, >, 0);
  g_assert_cmpint (sg_clock_get_elapsed (clock), >=, first);
  g_assert_cmpint (sg_clock_get_slept (clock), >=, 0);
  g_assert_finalize_object (clock);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/clock/follows-the-system", test_follows_the_system);
  g_test_add_func ("/clock/stands-still-until-moved", test_stands_still_until_moved);
  g_test_add_func ("/clock/tells-a-sleep-from-a-setting", test_tells_a_sleep_from_a_setting);
  g_test_add_func ("/clock/the-systems-elapses", test_the_systems_elapses);
  g_test_add_func ("/clock/stays-at-the-end-of-the-calendar", test_stays_at_the_end_of_the_calendar);

  return g_test_run ();
}
