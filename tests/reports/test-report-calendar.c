/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "report-testing.h"
#include "sg-report-calendar.h"

static GTimeZone *
zone_of (const char *name)
{
  GTimeZone *zone = g_time_zone_new_identifier (name);

  if (zone == NULL)
    g_test_skip_printf ("no time zone %s here", name);

  return zone;
}

static void
test_day_is_the_one_on_the_wall (void)
{
  static const struct {
    const char *time;
    const char *zone;
    const char *day;
  } table[] = {
    { "2026-11-21T00:00:00Z", "UTC", "2026-11-21" },
    { "2026-11-20T23:59:59.999Z", "UTC", "2026-11-20" },
    { "2026-11-21T04:59:59Z", "America/New_York", "2026-11-20" },
    { "2026-11-21T05:00:00Z", "America/New_York", "2026-11-21" },
    { "2026-07-21T03:59:59Z", "America/New_York", "2026-07-20" },
    { "2026-07-21T04:00:00Z", "America/New_York", "2026-07-21" },
    { "2026-11-20T18:14:59Z", "Asia/Kathmandu", "2026-11-20" },
    { "2026-11-20T18:15:00Z", "Asia/Kathmandu", "2026-11-21" },
    { "2026-11-20T15:00:00Z", "Asia/Tokyo", "2026-11-21" },
    { "2026-03-29T22:00:00Z", "Europe/Berlin", "2026-03-30" },
    { "2026-03-28T22:59:59Z", "Europe/Berlin", "2026-03-28" },
    { "1969-12-31T23:59:59Z", "UTC", "1969-12-31" },
    { "2024-02-29T12:00:00Z", "UTC", "2024-02-29" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GTimeZone) zone = zone_of (table[i].zone);
    g_autofree char *day = NULL;

    if (zone == NULL)
      return;
    day = sg_report_day_format (sg_report_day_of (zone, ms_of (table[i].time)));
    g_assert_cmpstr (day, ==, table[i].day);
  }
}

/* Through the years, in steps that meet every hour of the day, forth and back */
static void
test_a_clock_says_the_same_day (void)
{
  static const char *zones[] = { "UTC", "America/New_York", "Asia/Kathmandu", "America/Havana", "Africa/Cairo", "Pacific/Apia" };
  const gint64 start_ms = ms_of ("2010-01-01T00:00:00Z"), end_ms = ms_of ("2027-01-01T00:00:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (zones); i++) {
    g_autoptr (GTimeZone) zone = zone_of (zones[i]);
    SgReportClock clock = { .zone = zone };

    if (zone == NULL)
      return;
    for (gint64 ms = start_ms; ms < end_ms; ms += 7 * 900 * 1000) {
      g_assert_cmpint (sg_report_clock_get_day (&clock, ms), ==, sg_report_day_of (zone, ms));
      if (ms / 900000 % 50 == 0)
        g_assert_cmpint (sg_report_clock_get_day (&clock, ms - 86400000), ==, sg_report_day_of (zone, ms - 86400000));
    }
  }
}

static void
test_day_starts_where_clocks_change_too (void)
{
  static const struct {
    const char *day;
    const char *zone;
    const char *start;
  } table[] = {
    { "2026-11-21", "UTC", "2026-11-21T00:00:00Z" },
    { "2026-11-01", "America/New_York", "2026-11-01T04:00:00Z" },
    { "2026-11-02", "America/New_York", "2026-11-02T05:00:00Z" },
    { "2026-03-08", "America/New_York", "2026-03-08T05:00:00Z" },
    { "2026-11-21", "Asia/Kathmandu", "2026-11-20T18:15:00Z" },
    /* There was no midnight in Cairo that day: clocks went from 00:00 to 01:00. */
    { "2025-04-25", "Africa/Cairo", "2025-04-24T22:00:00Z" },
    /* In Havana 00:00 to 01:00 comes twice. */
    { "2025-11-02", "America/Havana", "2025-11-02T04:00:00Z" },
    { "2026-11-21", "Pacific/Kiritimati", "2026-11-20T10:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (GTimeZone) zone = zone_of (table[i].zone);
    gint64 day;

    if (zone == NULL)
      return;
    g_assert_true (sg_report_day_parse (table[i].day, &day));
    g_assert_cmpint (sg_report_day_start_ms (zone, day), ==, ms_of (table[i].start));
  }
}

static void
test_weeks_begin_on_sunday_and_months_on_the_first (void)
{
  static const struct {
    const char *day;
    const char *week;
    const char *month;
  } table[] = {
    { "2026-11-21", "2026-11-15", "2026-11-01" },
    { "2026-11-22", "2026-11-22", "2026-11-01" },
    { "2026-11-01", "2026-11-01", "2026-11-01" },
    { "2026-01-01", "2025-12-28", "2026-01-01" },
    { "2024-03-01", "2024-02-25", "2024-03-01" },
    { "1969-12-31", "1969-12-28", "1969-12-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *week = NULL, *month = NULL;
    gint64 day;

    g_assert_true (sg_report_day_parse (table[i].day, &day));
    week = sg_report_day_format (sg_report_week_of (day));
    month = sg_report_day_format (sg_report_month_of (day));
    g_assert_cmpstr (week, ==, table[i].week);
    g_assert_cmpstr (month, ==, table[i].month);
  }
}

static void
test_only_days_are_days (void)
{
  static const char *wrong[] = {
    "", "2026", "2026-1-21", "20261301", "20260230", "2026-11-2x", "202611211", "2026/11/21", "20261121 ", "-0261121",
    "00000101", "2026-11211", "+2026112", "20 61121",
  };
  gint64 day, same;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (sg_report_day_parse (wrong[i], &day));

  g_assert_true (sg_report_day_parse ("20261121", &day));
  g_assert_true (sg_report_day_parse ("2026-11-21", &same));
  g_assert_cmpint (day, ==, same);
  g_assert_true (sg_report_day_parse ("19700101", &day));
  g_assert_cmpint (day, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/report-calendar/day-is-the-one-on-the-wall", test_day_is_the_one_on_the_wall);
  g_test_add_func ("/report-calendar/a-clock-says-the-same-day", test_a_clock_says_the_same_day);
  g_test_add_func ("/report-calendar/day-starts-where-clocks-change-too", test_day_starts_where_clocks_change_too);
  g_test_add_func ("/report-calendar/weeks-begin-on-sunday-and-months-on-the-first",
                   test_weeks_begin_on_sunday_and_months_on_the_first);
  g_test_add_func ("/report-calendar/only-days-are-days", test_only_days_are_days);

  return g_test_run ();
}
