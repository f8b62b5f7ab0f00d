/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-words.h"

static const struct {
  gboolean    known;
  double      ahead_percent;
  const char *text;   /* (nullable) */
} pace_cases[] = {
  { FALSE, 0.0, NULL },
  { FALSE, 50.0, NULL },
  { TRUE, 0.0, "on pace" },
  { TRUE, 2.99, "on pace" },
  { TRUE, -2.99, "on pace" },
  { TRUE, 3.0, "3 points ahead of pace" },
  { TRUE, -3.0, "3 points behind pace" },
  { TRUE, 12.4, "12 points ahead of pace" },
  { TRUE, -8.6, "9 points behind pace" },
  { TRUE, 1e300, "9999 points ahead of pace" },
};

static void
test_pace (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pace_cases); i++) {
    const SgPace pace = { .known = pace_cases[i].known, .ahead_percent = pace_cases[i].ahead_percent };
    g_autofree char *text = sg_words_pace (&pace);

    g_assert_cmpstr (text, ==, pace_cases[i].text);
  }
}

static GDateTime *
time_of (const char *text)
{
  return text ? g_date_time_new_from_iso8601 (text, NULL) : NULL;
}

static const struct {
  const char *full_at;     /* (nullable) */
  const char *resets_at;   /* (nullable) */
  const char *text;        /* (nullable) */
} full_cases[] = {
  { NULL, "2026-11-24T14:50:00Z", NULL },
  { "2026-11-24T13:55:00Z", NULL, NULL },
  { "2026-11-24T13:55:00Z", "2026-11-24T14:50:00Z", "At this pace full at 13:55, 55 min before the reset" },
  { "2026-11-24T14:49:30Z", "2026-11-24T14:50:00Z", "At this pace full at 14:49, less than a minute before the reset" },
  { "2026-11-26T09:00:00Z", "2026-11-28T12:00:00Z", "At this pace full on Thu at 09:00, 2 d 3 h before the reset" },
};

static void
test_full_at (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = time_of ("2026-11-24T12:36:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (full_cases); i++) {
    g_autoptr (GDateTime) resets_at = time_of (full_cases[i].resets_at);
    g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 78.0, resets_at, SG_ORIGIN_ENDPOINT, now);
    g_auto (SgPace) pace = { .known = TRUE, .full_at = time_of (full_cases[i].full_at) };
    g_autofree char *text = sg_words_full_at (limit, &pace, now, zone);

    g_assert_cmpstr (text, ==, full_cases[i].text);
  }
}

static const struct {
  gboolean    enabled;
  gint64      used_minor;
  gint64      cap_minor;   /* -1: no cap */
  const char *text;
} credits_cases[] = {
  { TRUE, 1234, 5000, "$12.34 of $50.00" },
  { TRUE, 1234, -1, "$12.34" },
  { TRUE, 0, 0, "$0.00 of $0.00" },
  { TRUE, 0, -1, "$0.00" },
  { FALSE, 1234, 5000, "$12.34 of $50.00, switched off" },
  { FALSE, 1234, -1, "$12.34, switched off" },
  { FALSE, 0, 5000, "Switched off" },
};

static void
test_credits (void)
{
  g_autoptr (GDateTime) now = time_of ("2026-11-24T12:36:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (credits_cases); i++) {
    const SgMoney used = { credits_cases[i].used_minor, 2, "USD" };
    const SgMoney cap = { credits_cases[i].cap_minor, 2, "USD" };
    g_autoptr (SgCredits) credits = sg_credits_new (credits_cases[i].enabled, &used, cap.minor < 0 ? NULL : &cap, NULL,
                                                    SG_ORIGIN_ENDPOINT, now);
    g_autofree char *text = sg_words_credits (credits);

    g_assert_cmpstr (text, ==, credits_cases[i].text);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words/pace", test_pace);
  g_test_add_func ("/words/full-at", test_full_at);
  g_test_add_func ("/words/credits", test_credits);

  return g_test_run ();
}
