/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-style.h"
#include "sg-words.h"

static const struct {
  gint64      seconds;
  const char *text;
  const char *spoken;
} duration_cases[] = {
  { G_MININT64, "less than a minute", "less than a minute" },
  { -60, "less than a minute", "less than a minute" },
  { 0, "less than a minute", "less than a minute" },
  { 59, "less than a minute", "less than a minute" },
  { 60, "1 min", "1 minute" },
  { 119, "1 min", "1 minute" },
  { 14 * 60 + 59, "14 min", "14 minutes" },
  { 3599, "59 min", "59 minutes" },
  { 3600, "1 h", "1 hour" },
  { 3660, "1 h 1 min", "1 hour 1 minute" },
  { 8040, "2 h 14 min", "2 hours 14 minutes" },
  { 86399, "23 h 59 min", "23 hours 59 minutes" },
  { 86400, "1 d", "1 day" },
  { 86400 + 3599, "1 d", "1 day" },
  { 86400 + 3600, "1 d 1 h", "1 day 1 hour" },
  { 3 * 86400 + 4 * 3600 + 1800, "3 d 4 h", "3 days 4 hours" },
  { G_MAXINT64, "2147483647 d 15 h", "2147483647 days 15 hours" },
};

static void
test_duration (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (duration_cases); i++) {
    g_autofree char *text = sg_words_duration (duration_cases[i].seconds);
    g_autofree char *spoken = sg_words_duration_spoken (duration_cases[i].seconds);

    g_assert_cmpstr (text, ==, duration_cases[i].text);
    g_assert_cmpstr (spoken, ==, duration_cases[i].spoken);
  }
}

typedef struct {
  const char *name;
  const char *zone;
  const char *now;
  const char *time;
  const char *text;
} ClockCase;

/* In 2026 Berlin leaves summer time on 25 October and returns to it on 29 March, at 01:00 UTC. */
static const ClockCase clock_cases[] = {
  { "today", "UTC", "2026-11-24T12:36:00Z", "2026-11-24T14:50:00Z", "14:50" },
  { "earlier-today", "UTC", "2026-11-24T12:36:00Z", "2026-11-24T00:00:00Z", "00:00" },
  { "last-minute-of-today", "UTC", "2026-11-24T00:00:00Z", "2026-11-24T23:59:59Z", "23:59" },
  { "tomorrow", "UTC", "2026-11-24T23:59:59Z", "2026-11-25T00:00:00Z", "Wed 00:00" },
  { "in-six-days", "UTC", "2026-11-24T12:36:00Z", "2026-11-30T09:00:00Z", "Mon 09:00" },
  { "in-seven-days", "UTC", "2026-11-24T12:36:00Z", "2026-12-01T09:00:00Z", "1 Dec 09:00" },
  { "yesterday", "UTC", "2026-11-24T12:36:00Z", "2026-11-23T09:00:00Z", "23 Nov 09:00" },
  { "over-new-year", "UTC", "2026-11-24T12:36:00Z", "2027-02-02T09:00:00Z", "2 Feb 09:00" },
  { "far", "UTC", "2026-11-24T12:36:00Z", "2031-02-02T09:00:00Z", "2 Feb 2031" },
  { "long-ago", "UTC", "2026-11-24T12:36:00Z", "1970-01-01T00:00:00Z", "1 Jan 1970" },
  { "today-in-Berlin", "Europe/Berlin", "2026-11-24T12:36:00Z", "2026-11-24T14:50:00Z", "15:50" },
  { "tomorrow-in-Berlin", "Europe/Berlin", "2026-11-24T12:36:00Z", "2026-11-24T23:00:00Z", "Wed 00:00" },
  { "still-today-in-New-York", "America/New_York", "2026-11-24T23:00:00Z", "2026-11-25T04:59:00Z", "23:59" },
  { "before-winter-time", "Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "02:30" },
  { "after-winter-time", "Europe/Berlin", "2026-10-24T22:30:00Z", "2026-10-25T01:30:00Z", "02:30" },
  { "day-of-25-hours", "Europe/Berlin", "2026-10-24T22:00:00Z", "2026-10-25T22:59:59Z", "23:59" },
  { "day-of-23-hours", "Europe/Berlin", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", "Mon 00:00" },
  { "hour-that-is-not", "Europe/Berlin", "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z", "03:00" },
  { "week-over-summer-time", "Europe/Berlin", "2026-03-25T12:00:00Z", "2026-03-31T21:59:00Z", "Tue 23:59" },
  { "quarter-hours", "Asia/Kathmandu", "2026-11-24T12:36:00Z", "2026-11-24T14:50:00Z", "20:35" },
  { "first-day-of-the-calendar", "America/New_York", "2026-11-24T12:36:00Z", "0001-01-01T00:00:00Z", "–" },
  { "last-day-of-the-calendar", "Asia/Kathmandu", "2026-11-24T12:36:00Z", "9999-12-31T23:59:59Z", "–" },
};

static GDateTime *
time_of (const char *text)
{
  GDateTime *time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);

  return time;
}

static void
test_clock_time (gconstpointer user_data)
{
  const ClockCase *c = user_data;
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (c->zone);
  g_autoptr (GDateTime) now = time_of (c->now);
  g_autoptr (GDateTime) time = time_of (c->time);
  g_autofree char *text = NULL;

  if (zone == NULL) {
    g_test_skip ("no time zone data here");
    return;
  }

  text = sg_words_clock_time (time, now, zone);
  g_assert_cmpstr (text, ==, c->text);
}

static const struct {
  gint64      seconds_ago;
  const char *text;
} age_cases[] = {
  { -86400, "just now" }, { -1, "just now" }, { 0, "just now" }, { 59, "just now" }, { 60, "1 min ago" },
  { 120, "2 min ago" }, { 3599, "59 min ago" }, { 3600, "1 h ago" }, { 3 * 3600 + 3599, "3 h ago" },
  { 86399, "23 h ago" }, { 86400, "1 d ago" }, { 4 * 86400, "4 d ago" }, { 700000 * 86400LL, "700000 d ago" },
};

static void
test_age (void)
{
  g_autoptr (GDateTime) now = time_of ("2026-11-24T12:36:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (age_cases); i++) {
    g_autoptr (GDateTime) as_of = g_date_time_add_seconds (now, -age_cases[i].seconds_ago);
    g_autofree char *text = sg_words_age (as_of, now);

    g_assert_cmpstr (text, ==, age_cases[i].text);
  }
}

static const struct {
  SgOrigin    origin;
  const char *text;
} updated_cases[] = {
  { SG_ORIGIN_UNKNOWN, "Updated 2 min ago" },
  { SG_ORIGIN_ESTIMATE, "Updated 2 min ago · estimated on this machine" },
  { SG_ORIGIN_TRANSCRIPTS, "Updated 2 min ago · from local transcripts" },
  { SG_ORIGIN_PACE_MAKER, "Updated 2 min ago · from Pace Maker's cache" },
  { SG_ORIGIN_CLAUDE_CACHE, "Updated 2 min ago · from Claude Code's cache" },
  { SG_ORIGIN_STATUSLINE, "Updated 2 min ago · from the statusline" },
  { SG_ORIGIN_ENDPOINT, "Updated 2 min ago · from Anthropic's usage endpoint" },
  { SG_ORIGIN_RECORDING, "Updated 2 min ago · from a recording" },
  { SG_ORIGIN_DEMO, "Updated 2 min ago · sample data" },
};

static void
test_updated (void)
{
  g_autoptr (GDateTime) now = time_of ("2026-11-24T12:36:00Z");
  g_autoptr (GDateTime) as_of = time_of ("2026-11-24T12:33:01Z");

  for (gsize i = 0; i < G_N_ELEMENTS (updated_cases); i++) {
    g_autofree char *text = sg_words_updated (as_of, updated_cases[i].origin, now);

    g_assert_cmpstr (text, ==, updated_cases[i].text);
  }
}

static void
test_twelve_hours (void)
{
  const SgStyle twelve = { .hours = SG_HOURS_12 }, usual = { 0 };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 9, 0, 0);
  g_autoptr (GDateTime) today = g_date_time_new_utc (2026, 11, 21, 14, 50, 0);
  g_autoptr (GDateTime) midnight = g_date_time_new_utc (2026, 11, 24, 0, 5, 0);
  g_autofree char *text = NULL, *later = NULL;

  sg_style_set (&twelve);
  text = sg_words_clock_time (today, now, zone);
  later = sg_words_clock_time (midnight, now, zone);
  sg_style_set (&usual);

  g_assert_cmpstr (text, ==, "2:50\u00a0PM");
  g_assert_cmpstr (later, ==, "Tue 12:05\u00a0AM");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words/duration", test_duration);
  for (gsize i = 0; i < G_N_ELEMENTS (clock_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words/clock-time/%s", clock_cases[i].name);
    g_test_add_data_func (path, &clock_cases[i], test_clock_time);
  }
  g_test_add_func ("/words/age", test_age);
  g_test_add_func ("/words/updated", test_updated);

  g_test_add_func ("/time/twelve-hours", test_twelve_hours);

  return g_test_run ();
}
