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

/* Who worked 7.5 hours for 90 percent needs 50 minutes for the rest, and only half an hour is left of Friday. */
static const struct {
  const char *name;
  const char *zone;
  const char *days;
  const char *hours;
  double      used_percent;
  const char *resets_at;
  const char *now;
  const char *full_at;   /* (nullable) */
} full_cases[] = {
  { "friday-evening", "UTC", "12345", "9-17", 90.0, "2026-11-26T20:00:00Z", "2026-11-20T16:30:00Z", "2026-11-23T09:20:00Z" },
  { "friday-morning", "UTC", "12345", "9-17", 50.0, "2026-11-26T20:00:00Z", "2026-11-20T12:00:00Z", "2026-11-20T15:00:00Z" },
  { "end-of-a-day", "UTC", "12345", "9-17", 50.0, "2026-11-26T20:00:00Z", "2026-11-20T13:00:00Z", "2026-11-20T17:00:00Z" },
  { "saturday-night", "UTC", "12345", "9-17", 80.0, "2026-11-26T20:00:00Z", "2026-11-21T22:00:00Z", "2026-11-23T11:00:00Z" },
  { "some-days", "UTC", "12345", "9-17", 40.0, "2026-11-26T20:00:00Z", "2026-11-21T22:00:00Z", "2026-11-24T13:00:00Z" },
  { "after-the-reset", "UTC", "12345", "9-17", 60.0, "2026-11-26T20:00:00Z", "2026-11-25T12:00:00Z", NULL },
  { "no-time-left", "UTC", "12345", "9-17", 99.0, "2026-11-26T20:00:00Z", "2026-11-26T17:00:00Z", NULL },
  { "no-time-gone", "UTC", "12345", "9-17", 50.0, "2026-11-26T20:00:00Z", "2026-11-20T08:00:00Z", NULL },
  { "full", "UTC", "12345", "9-17", 100.0, "2026-11-26T20:00:00Z", "2026-11-24T12:00:00Z", NULL },
  { "empty", "UTC", "12345", "9-17", 0.0, "2026-11-26T20:00:00Z", "2026-11-24T12:00:00Z", NULL },
  { "all-hours", "UTC", "1234567", "0-24", 90.0, "2026-11-26T20:00:00Z", "2026-11-20T16:30:00Z", NULL },
  { "until-midnight", "UTC", "12345", "18-24", 500.0 / 7.0, "2026-11-27T00:00:00Z", "2026-11-20T23:00:00Z", "2026-11-23T19:00:00Z" },
  { "over-midnight-is-all-hours", "UTC", "1234567", "22-6", 90.0, "2026-11-26T20:00:00Z", "2026-11-20T16:30:00Z", NULL },
  { "the-clock-goes-back", "Europe/Berlin", "1234567", "9-17", 1500.0 / 17.0, "2026-10-29T18:00:00Z", "2026-10-24T14:00:00Z",
    "2026-10-25T09:00:00Z" },
  { "an-hour-twice", "Europe/Berlin", "7", "0-6", 80.0, "2026-10-31T22:00:00Z", "2026-10-25T02:00:00Z", "2026-10-25T03:00:00Z" },
  { "an-hour-left-out", "Europe/Berlin", "7", "0-6", 50.0, "2026-04-04T23:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T03:00:00Z" },
};

static void
test_full_at (gconstpointer user_data)
{
  const guint i = GPOINTER_TO_UINT (user_data);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (full_cases[i].zone);
  g_autoptr (GDateTime) resets_at = time_of (full_cases[i].resets_at);
  g_autoptr (GDateTime) now = time_of (full_cases[i].now);
  g_autoptr (GDateTime) full_at = NULL;
  g_autoptr (GDateTime) utc = NULL;
  g_autofree char *text = NULL;
  SgWorkWeek week;

  if (zone == NULL) {
    g_test_skip ("no time zone data");
    return;
  }
  sg_work_week_init (&week, full_cases[i].days, full_cases[i].hours);
  full_at = sg_work_week_full_at (&week, full_cases[i].used_percent, resets_at, 7 * 86400, now, zone);
  utc = full_at ? g_date_time_to_utc (full_at) : NULL;
  text = utc ? g_date_time_format_iso8601 (utc) : NULL;

  g_assert_cmpstr (text, ==, full_cases[i].full_at);
}

/* At the time that is said, the mark has gone as far as a window used up at this pace would have it. */
static void
test_full_at_is_the_mark_turned_round (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) resets_at = time_of ("2026-11-26T20:00:00");
  g_autoptr (GDateTime) start = time_of ("2026-11-19T20:00:00");
  SgWorkWeek week;

  sg_work_week_init (&week, "1356", "7-19");
  for (int hours = 24; hours < 7 * 24; hours += 5) {
    g_autoptr (GDateTime) now = g_date_time_add_hours (start, hours);
    double elapsed = sg_work_week_elapsed_percent (&week, resets_at, 7 * 86400, now, zone);
    double used = elapsed + 0.4 * (100.0 - elapsed);
    g_autoptr (GDateTime) full_at = sg_work_week_full_at (&week, used, resets_at, 7 * 86400, now, zone);

    if (full_at == NULL) {
      g_assert_cmpfloat_with_epsilon (elapsed, 100.0, 1e-9);
      continue;
    }
    g_assert_cmpfloat_with_epsilon (sg_work_week_elapsed_percent (&week, resets_at, 7 * 86400, full_at, zone),
                                    100.0 * elapsed / used, 0.01);
  }
}

static const struct {
  const char *days;
  const char *hours;
  double      ahead_percent;
  const char *from;
  const char *until;
  gboolean    agrees;
} range_cases[] = {
  { "12345", "9-17", 12.0, "2026-11-20T16:00:00", "2026-11-21T12:00:00", TRUE },
  { "12345", "9-17", 12.0, "2026-11-20T18:00:00", "2026-11-23T08:30:00", FALSE },
  { "12345", "9-17", 12.0, "2026-11-21T02:00:00", "2026-11-23T10:00:00", TRUE },
  { "12345", "9-17", 12.0, "2026-11-23T10:00:00", "2026-11-23T10:00:00", TRUE },
  { "12345", "9-17", -2.0, "2026-11-23T10:00:00", "2026-11-24T10:00:00", TRUE },
  { "12345", "9-17", -4.0, "2026-11-23T10:00:00", "2026-11-24T10:00:00", FALSE },
  { "1234567", "0-24", -40.0, "2026-11-21T02:00:00", "2026-11-21T05:00:00", TRUE },
};

static void
test_a_range_beside_the_mark (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (gsize i = 0; i < G_N_ELEMENTS (range_cases); i++) {
    g_autoptr (GDateTime) from = time_of (range_cases[i].from);
    g_autoptr (GDateTime) until = time_of (range_cases[i].until);
    SgWorkWeek week;

    sg_work_week_init (&week, range_cases[i].days, range_cases[i].hours);
    g_assert_cmpint (sg_work_week_agrees (&week, range_cases[i].ahead_percent, from, until, zone), ==, range_cases[i].agrees);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/work-week/seconds-between", test_seconds_between);
  g_test_add_func ("/work-week/a-day-of-the-clock-change", test_a_day_of_the_clock_change);
  g_test_add_func ("/work-week/shares", test_shares);
  g_test_add_func ("/work-week/a-range-beside-the-mark", test_a_range_beside_the_mark);
  g_test_add_func ("/work-week/full-at-is-the-mark-turned-round", test_full_at_is_the_mark_turned_round);
  for (guint i = 0; i < G_N_ELEMENTS (full_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/work-week/full-at/%s", full_cases[i].name);

    g_test_add_data_func (path, GUINT_TO_POINTER (i), test_full_at);
  }

  return g_test_run ();
}
