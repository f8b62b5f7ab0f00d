/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-words.h"

#define NOW "2026-11-24T12:36:00Z"

static GDateTime *
time_of (const char *text)
{
  return text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

static const struct {
  double      chance_percent;
  const char *from;    /* (nullable) */
  const char *until;   /* (nullable) */
  const char *text;    /* (nullable) */
} cases[] = {
  { 84.0, "2026-11-24T13:21:10Z", "2026-11-24T14:06:00Z", "At this pace full 13:20–14:10, 85 % likely" },
  { 97.0, "2026-11-24T13:20:00Z", "2026-11-24T14:10:00Z", "At this pace full 13:20–14:10" },
  { 52.0, "2026-11-24T22:00:00Z", "2026-11-25T03:00:00Z", "At this pace full 22:00 – Wed 03:00, 50 % likely" },
  { 80.0, "2026-11-25T09:00:00Z", "2026-11-25T15:00:00Z", "At this pace full Wed 09:00–15:00, 80 % likely" },
  { 80.0, "2026-11-25T09:00:00Z", "2026-11-26T15:00:00Z", "At this pace full Wed 09:00 – Thu 15:00, 80 % likely" },
  { 80.0, "2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", "At this pace full 12:35–13:00, 80 % likely" },
  { 80.0, "2026-11-24T11:00:00Z", "2026-11-24T12:30:00Z", NULL },
  { 30.0, NULL, NULL, NULL },
};

static SgLimit *
limit_of (SgLimitKind kind,
          double      used_percent)
{
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (GDateTime) resets_at = g_date_time_add_minutes (now, 134);
  SgLimit *limit = sg_limit_new ("x", kind, NULL, used_percent, resets_at, SG_ORIGIN_ENDPOINT, now);

  limit->forecast = sg_forecast_new ();

  return limit;
}

static void
test_forecast (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = time_of (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgLimit) limit = limit_of (SG_LIMIT_SESSION, 78.0);
    g_autofree char *text = NULL;

    limit->forecast->chance_percent = cases[i].chance_percent;
    limit->forecast->full_from = time_of (cases[i].from);
    limit->forecast->full_until = time_of (cases[i].until);
    text = sg_words_forecast (limit, now, zone);
    g_assert_cmpstr (text, ==, cases[i].text);
  }
}

static void
test_without_a_past_there_is_the_straight_line (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (SgLimit) limit = limit_of (SG_LIMIT_SESSION, 78.0);
  g_autofree char *text = sg_words_forecast (limit, now, zone);

  g_assert_cmpstr (text, ==, "At this pace full at 13:22, 1 h 27 min before the reset");
}

static void
test_what_moved_is_called_about (void)
{
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (SgLimit) limit = limit_of (SG_LIMIT_SESSION, 70.0);
  g_autofree char *official = sg_words_limit_percent (limit, now);
  g_autofree char *moved = NULL;
  g_autofree char *spoken = NULL;

  limit->forecast->moved_percent = 78.6;
  moved = sg_words_limit_percent (limit, now);
  spoken = sg_words_limit_spoken (limit, now);

  g_assert_cmpstr (official, ==, "70 %");
  g_assert_cmpstr (moved, ==, "~78 %");
  g_assert_cmpstr (spoken, ==, "5-hour limit, about 78 percent used, resets in 2 hours 14 minutes, ahead of pace");
}

static void
test_plan (void)
{
  g_autoptr (GDateTime) now = time_of (NOW);
  g_autoptr (SgLimit) week = limit_of (SG_LIMIT_WEEKLY, 52.0);
  g_autoptr (SgLimit) session = limit_of (SG_LIMIT_SESSION, 52.0);
  g_autofree char *nothing = sg_words_plan (week, now);
  g_autofree char *text = NULL;
  g_autofree char *none = NULL;

  week->forecast->today_percent = session->forecast->today_percent = 12.7;
  text = sg_words_plan (week, now);
  none = sg_words_plan (session, now);

  g_assert_null (nothing);
  g_assert_cmpstr (text, ==, "48 % of the week is left, 12 % is an even share for today");
  g_assert_null (none);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words-forecast/forecast", test_forecast);
  g_test_add_func ("/words-forecast/without-a-past-there-is-the-straight-line", test_without_a_past_there_is_the_straight_line);
  g_test_add_func ("/words-forecast/what-moved-is-called-about", test_what_moved_is_called_about);
  g_test_add_func ("/words-forecast/plan", test_plan);

  return g_test_run ();
}
