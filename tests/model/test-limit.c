/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-limit.h"
#include "sg-reading.h"
#include "sg-time.h"

#define NOW "2026-11-24T12:36:00Z"

static SgLimit *
limit_of (double      used_percent,
          const char *resets_at,
          const char *as_of)
{
  g_autoptr (GDateTime) reset = sg_time_parse (resets_at);
  g_autoptr (GDateTime) time = sg_time_parse (as_of);

  return sg_limit_new ("session", SG_LIMIT_SESSION, NULL, used_percent, reset, SG_ORIGIN_ENDPOINT, time);
}

static const struct {
  double       used_percent;
  const char  *resets_at;   /* (nullable) */
  const char  *as_of;
  SgLimitState state;
} state_cases[] = {
  { 0.0, NULL, NOW, SG_LIMIT_NORMAL },
  { 69.99, NULL, NOW, SG_LIMIT_NORMAL },
  { 70.0, NULL, NOW, SG_LIMIT_WARNING },
  { 89.99, NULL, NOW, SG_LIMIT_WARNING },
  { 90.0, NULL, NOW, SG_LIMIT_CRITICAL },
  { 99.99, NULL, NOW, SG_LIMIT_CRITICAL },
  { 100.0, NULL, NOW, SG_LIMIT_FULL },
  { 104.0, "2026-11-24T14:50:00Z", NOW, SG_LIMIT_FULL },
  { 50.0, NULL, "2026-11-24T12:21:00Z", SG_LIMIT_NORMAL },
  { 50.0, NULL, "2026-11-24T12:20:59Z", SG_LIMIT_STALE },
  { 100.0, "2026-11-24T14:50:00Z", "2026-11-24T12:20:59Z", SG_LIMIT_STALE },
  { 50.0, NULL, "2026-11-24T12:40:00Z", SG_LIMIT_NORMAL },
  { 95.0, "2026-11-24T12:36:01Z", NOW, SG_LIMIT_CRITICAL },
  { 95.0, "2026-11-24T12:36:00Z", NOW, SG_LIMIT_RESET },
  { 95.0, "2026-11-24T09:00:00Z", "2026-11-24T08:00:00Z", SG_LIMIT_RESET },
  { 5.0, "0001-01-01T00:00:00Z", NOW, SG_LIMIT_RESET },
  { 5.0, "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", SG_LIMIT_STALE },
};

static void
test_state (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (state_cases); i++) {
    g_autoptr (SgLimit) limit = limit_of (state_cases[i].used_percent, state_cases[i].resets_at, state_cases[i].as_of);

    g_test_message ("case %" G_GSIZE_FORMAT, i);
    g_assert_cmpstr (sg_limit_state_to_nick (sg_limit_get_state (limit, now)), ==,
                     sg_limit_state_to_nick (state_cases[i].state));
  }
}

static const struct {
  double used_percent;
  int    whole;
} percent_cases[] = {
  { 0.0, 0 }, { 0.001, 1 }, { 0.9, 1 }, { 1.0, 1 }, { 1.9, 1 }, { 28.999999999999996, 29 }, { 69.9, 69 },
  { 70.0, 70 }, { 99.6, 99 }, { 99.999, 99 }, { 100.0, 100 }, { 104.4, 104 }, { 1e300, 999 }, { -5.0, 0 },
};

static void
test_a_mark_is_not_shown_before_it_is_reached (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (percent_cases); i++) {
    g_autoptr (SgLimit) limit = limit_of (percent_cases[i].used_percent, NULL, NOW);

    g_assert_cmpint (sg_limit_get_whole_percent (limit), ==, percent_cases[i].whole);
  }
}

static void
test_length (void)
{
  static const gint64 lengths[] = {
    [SG_LIMIT_SESSION] = 18000, [SG_LIMIT_WEEKLY] = 604800, [SG_LIMIT_SCOPED] = 604800, [SG_LIMIT_OTHER] = 0,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++) {
    g_autoptr (SgLimit) limit = limit_of (1.0, NULL, NOW);

    limit->kind = (SgLimitKind) i;
    g_assert_cmpint (sg_limit_get_length_seconds (limit), ==, lengths[i]);
  }
}

static void
test_budgets_are_as_long_as_their_day_or_month (void)
{
  const struct {
    const char *id;
    const char *resets_at;
    gint64      n_days;
  } cases[] = {
    { SG_BUDGET_DAY_BILLED, "2026-11-21T00:00:00Z", 1 }, { SG_BUDGET_DAY_ESTIMATED, NULL, 1 },
    { SG_BUDGET_MONTH_BILLED, "2026-12-01T00:00:00Z", 30 }, { SG_BUDGET_MONTH_ESTIMATED, "2026-12-31T23:00:00Z", 31 },
    { SG_BUDGET_MONTH_ESTIMATED, "2027-03-01T11:00:00Z", 28 }, { SG_BUDGET_MONTH_BILLED, NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) now = sg_time_parse (NOW);
    g_autoptr (GDateTime) resets_at = sg_time_parse (cases[i].resets_at);
    g_autoptr (SgLimit) limit = sg_limit_new (cases[i].id, SG_LIMIT_BUDGET, NULL, 1.0, resets_at, SG_ORIGIN_ADMIN, now);

    g_assert_cmpint (sg_limit_get_length_seconds (limit), ==, cases[i].n_days * 86400);
  }
}

static void
test_find (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_ENDPOINT, now);

  g_assert_null (sg_limits_find (NULL, "session"));
  sg_reading_take_limit (reading, limit_of (1.0, NULL, NOW));
  sg_reading_take_limit (reading, limit_of (2.0, NULL, NOW));

  g_assert_cmpuint (reading->limits->len, ==, 1);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "session")->used_percent, ==, 1.0);
  g_assert_null (sg_limits_find (reading->limits, "weekly"));
}

static void
test_a_reading_has_no_room_for_thousands (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_ENDPOINT, now);

  for (guint i = 0; i < 1000; i++) {
    g_autofree char *id = g_strdup_printf ("weekly:%u", i);

    sg_reading_take_limit (reading, sg_limit_new (id, SG_LIMIT_SCOPED, NULL, 1.0, NULL, SG_ORIGIN_ENDPOINT, now));
  }

  g_assert_cmpuint (reading->limits->len, ==, 64);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/limit/state", test_state);
  g_test_add_func ("/limit/a-mark-is-not-shown-before-it-is-reached", test_a_mark_is_not_shown_before_it_is_reached);
  g_test_add_func ("/limit/length", test_length);
  g_test_add_func ("/limit/budgets-are-as-long-as-their-day-or-month", test_budgets_are_as_long_as_their_day_or_month);
  g_test_add_func ("/limit/find", test_find);
  g_test_add_func ("/limit/a-reading-has-no-room-for-thousands", test_a_reading_has_no_room_for_thousands);

  return g_test_run ();
}
