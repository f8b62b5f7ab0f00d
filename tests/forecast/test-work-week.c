/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-work-week.h"

static GDateTime *
time_of (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  return g_date_time_new_from_iso8601 (text, utc);
}

static const struct {
  const char *days;
  const char *hours;
  gboolean    all;
  const char *from;
  const char *until;
  int         hours_between;
} cases[] = {
  { NULL, NULL, TRUE, "2026-11-23T00:00:00", "2026-11-30T00:00:00", 168 },
  { "", "", TRUE, "2026-11-23T00:00:00", "2026-11-24T06:00:00", 30 },
  { "1234567", "0-24", TRUE, "2026-11-23T10:00:00", "2026-11-23T11:00:00", 1 },
  { "12345", "0-24", FALSE, "2026-11-23T00:00:00", "2026-11-30T00:00:00", 120 },
  { "12345", "9-18", FALSE, "2026-11-23T00:00:00", "2026-11-30T00:00:00", 45 },
  { "12345", "9-18", FALSE, "2026-11-27T17:00:00", "2026-11-30T10:00:00", 2 },
  { "67", "10-12", FALSE, "2026-11-23T00:00:00", "2026-11-28T11:00:00", 1 },
  { "12345", "18-9", FALSE, "2026-11-23T00:00:00", "2026-11-24T00:00:00", 24 },
  { "12345", "x", FALSE, "2026-11-23T00:00:00", "2026-11-24T00:00:00", 24 },
  { "89x", "0-24", TRUE, "2026-11-23T00:00:00", "2026-11-24T00:00:00", 24 },
  { "12345", "9-18", FALSE, "2026-11-24T00:00:00", "2026-11-23T00:00:00", 0 },
};

static void
test_seconds_between (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) from = time_of (cases[i].from);
    g_autoptr (GDateTime) until = time_of (cases[i].until);
    SgWorkWeek week;

    sg_work_week_init (&week, cases[i].days, cases[i].hours);
    g_assert_cmpint (sg_work_week_is_all (&week), ==, cases[i].all);
    g_assert_cmpint (sg_work_week_seconds_between (&week, from, until, zone), ==, cases[i].hours_between * 3600);
  }
}

/* The day the clock goes back has 25 hours; who works from 9 to 18 has his nine. */
static void
test_a_day_of_the_clock_change (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) until = NULL;
  SgWorkWeek week;

  if (zone == NULL) {
    g_test_skip ("no time zone data");
    return;
  }
  from = g_date_time_new (zone, 2026, 10, 25, 0, 0, 0.0);
  until = g_date_time_new (zone, 2026, 10, 26, 0, 0, 0.0);
  sg_work_week_init (&week, NULL, NULL);
  g_assert_cmpint (sg_work_week_seconds_between (&week, from, until, zone), ==, 25 * 3600);
  sg_work_week_init (&week, "7", "9-18");
  g_assert_cmpint (sg_work_week_seconds_between (&week, from, until, zone), ==, 9 * 3600);
}

/* A week from Thursday 20:00: on Friday at 18:00 one of five working days is gone. */
static void
test_shares (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) resets_at = time_of ("2026-11-26T20:00:00");
  g_autoptr (GDateTime) friday = time_of ("2026-11-20T18:00:00");
  g_autoptr (GDateTime) wednesday = time_of ("2026-11-25T09:00:00");
  g_autoptr (GDateTime) last_evening = time_of ("2026-11-26T18:30:00");
  SgWorkWeek week, all;

  sg_work_week_init (&week, "12345", "9-18");
  sg_work_week_init (&all, NULL, NULL);

  g_assert_cmpfloat_with_epsilon (sg_work_week_elapsed_percent (&week, resets_at, 7 * 86400, friday, zone), 20.0, 1e-9);
  g_assert_cmpfloat (sg_work_week_elapsed_percent (&all, resets_at, 7 * 86400, friday, zone), <, 0.0);
  g_assert_cmpfloat_with_epsilon (sg_work_week_today_percent (&week, 40.0, resets_at, wednesday, zone), 30.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (sg_work_week_today_percent (&week, 110.0, resets_at, wednesday, zone), 0.0, 1e-9);
  g_assert_cmpfloat (sg_work_week_today_percent (&week, 40.0, resets_at, last_evening, zone), <, 0.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/work-week/seconds-between", test_seconds_between);
  g_test_add_func ("/work-week/a-day-of-the-clock-change", test_a_day_of_the_clock_change);
  g_test_add_func ("/work-week/shares", test_shares);

  return g_test_run ();
}
