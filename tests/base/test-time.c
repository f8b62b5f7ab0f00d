/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-time.h"

static void
assert_time (GDateTime  *time,
             const char *expected)
{
  g_autofree char *text = time ? g_date_time_format_iso8601 (time) : NULL;

  g_assert_cmpstr (text, ==, expected);
}

static const struct {
  const char *text;
  const char *time;   /* (nullable) */
} parse_cases[] = {
  { "2026-11-24T14:50:00Z", "2026-11-24T14:50:00Z" },
  { "2026-11-24T14:50:00", "2026-11-24T14:50:00Z" },
  { "2026-11-24T14:50:00.443299+00:00", "2026-11-24T14:50:00.443299Z" },
  { "2026-11-24T14:50:00+02:00", "2026-11-24T12:50:00Z" },
  { "2026-11-24T23:30:00-08:00", "2026-11-25T07:30:00Z" },
  { "2026-02-30T00:00:00Z", NULL },
  { "2026-11-24", NULL },
  { "0000-01-01T00:00:00Z", NULL },
  { "99999-01-01T00:00:00Z", NULL },
  { "9999-12-31T23:59:59-23:59", NULL },
  { "0001-01-01T00:00:00+14:00", NULL },
  { "2026-11-24T14:50:00+99:99", NULL },
  { "in a while", NULL },
  { "", NULL },
  { NULL, NULL },
};

static void
test_parse (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++) {
    g_autoptr (GDateTime) time = sg_time_parse (parse_cases[i].text);

    assert_time (time, parse_cases[i].time);
  }
}

static const struct {
  gint64      unix_ms;
  const char *time;      /* (nullable) */
  const char *rounded;   /* (nullable) */
} unix_cases[] = {
  { 0, "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z" },
  { 1764000000123, "2025-11-24T16:00:00.123000Z", "2025-11-24T16:00:00Z" },
  { 1764000029499, "2025-11-24T16:00:29.499000Z", "2025-11-24T16:00:00Z" },
  { 1764000029500, "2025-11-24T16:00:29.500000Z", "2025-11-24T16:01:00Z" },
  { 1763999999557, "2025-11-24T15:59:59.557000Z", "2025-11-24T16:00:00Z" },
  { -1500, "1969-12-31T23:59:58.500000Z", "1970-01-01T00:00:00Z" },
  { -62135596800000, "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
  { -62135596800001, NULL, NULL },
  { 253402300799999, "9999-12-31T23:59:59.999000Z", NULL },
  { 253402300800000, NULL, NULL },
  { G_MAXINT64, NULL, NULL },
  { G_MININT64, NULL, NULL },
};

static void
test_unix_ms_and_rounding (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unix_cases); i++) {
    g_autoptr (GDateTime) time = sg_time_from_unix_ms (unix_cases[i].unix_ms);
    g_autoptr (GDateTime) rounded = sg_time_round_to_minute (time);

    assert_time (time, unix_cases[i].time);
    assert_time (rounded, unix_cases[i].rounded);
  }
}

static void
test_equal_is_the_same_moment (void)
{
  g_autoptr (GDateTime) a = sg_time_parse ("2026-11-24T14:50:00Z");
  g_autoptr (GDateTime) b = g_date_time_new_from_iso8601 ("2026-11-24T16:50:00+02:00", NULL);
  g_autoptr (GDateTime) c = sg_time_parse ("2026-11-24T14:50:01Z");

  g_assert_true (sg_time_equal (a, b));
  g_assert_false (sg_time_equal (a, c));
  g_assert_false (sg_time_equal (a, NULL));
  g_assert_false (sg_time_equal (NULL, a));
  g_assert_true (sg_time_equal (NULL, NULL));
}

static void
test_seconds_between (void)
{
  g_autoptr (GDateTime) first = sg_time_from_unix_ms (-62135596800000);
  g_autoptr (GDateTime) last = sg_time_from_unix_ms (253402300799999);
  g_autoptr (GDateTime) a = sg_time_parse ("2026-11-24T14:50:00Z");
  g_autoptr (GDateTime) b = sg_time_parse ("2026-11-24T14:51:00.900Z");

  g_assert_cmpint (sg_time_seconds_between (a, b), ==, 60);
  g_assert_cmpint (sg_time_seconds_between (b, a), ==, -60);
  g_assert_cmpint (sg_time_seconds_between (first, last), ==, 315537897599);
}

static void
test_midnight_is_of_utc (void)
{
  g_assert_cmpint (sg_time_midnight_of (1795132800), ==, 1795132800);
  g_assert_cmpint (sg_time_midnight_of (1795132800 + SG_DAY_SECONDS - 1), ==, 1795132800);
  g_assert_cmpint (sg_time_midnight_of (0), ==, 0);
  g_assert_cmpint (sg_time_midnight_of (-1), ==, -SG_DAY_SECONDS);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/time/parse", test_parse);
  g_test_add_func ("/time/unix-ms-and-rounding", test_unix_ms_and_rounding);
  g_test_add_func ("/time/equal-is-the-same-moment", test_equal_is_the_same_moment);
  g_test_add_func ("/time/seconds-between", test_seconds_between);
  g_test_add_func ("/time/midnight-is-of-utc", test_midnight_is_of_utc);

  return g_test_run ();
}
