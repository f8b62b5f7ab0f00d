/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-pace.h"
#include "sg-time.h"

#define NOW "2026-11-24T12:30:00Z"

typedef struct {
  const char *name;
  SgLimitKind kind;
  double      used_percent;
  const char *resets_at;         /* (nullable) */
  const char *as_of;             /* (nullable): NOW */
  double      elapsed_percent;   /* -1 where the pace is not known */
  double      ahead_percent;
  const char *full_at;           /* (nullable) */
} PaceCase;

static const PaceCase pace_cases[] = {
  { "halfway-on-pace", SG_LIMIT_SESSION, 50.0, "2026-11-24T15:00:00Z", NULL, 50.0, 0.0, NULL },
  { "ahead", SG_LIMIT_SESSION, 75.0, "2026-11-24T15:00:00Z", NULL, 50.0, 25.0, "2026-11-24T13:20:00Z" },
  { "behind", SG_LIMIT_SESSION, 20.0, "2026-11-24T15:00:00Z", NULL, 50.0, -30.0, NULL },
  { "ahead-within-noise", SG_LIMIT_SESSION, 54.0, "2026-11-24T15:00:00Z", NULL, 50.0, 4.0, NULL },
  { "ahead-past-noise", SG_LIMIT_SESSION, 62.5, "2026-11-24T15:00:00Z", NULL, 50.0, 12.5, "2026-11-24T14:00:00Z" },
  { "too-early-to-say", SG_LIMIT_SESSION, 40.0, "2026-11-24T17:06:00Z", NULL, 8.0, 32.0, NULL },
  { "too-little-to-say", SG_LIMIT_SESSION, 9.0, "2026-11-24T17:24:00Z", NULL, 2.0, 7.0, NULL },
  { "already-full", SG_LIMIT_SESSION, 100.0, "2026-11-24T15:00:00Z", NULL, 50.0, 50.0, NULL },
  { "beyond-full", SG_LIMIT_SESSION, 1e300, "2026-11-24T15:00:00Z", NULL, 50.0, 1e300, NULL },
  { "just-begun", SG_LIMIT_SESSION, 0.0, "2026-11-24T17:30:00Z", NULL, 0.0, 0.0, NULL },
  { "last-second", SG_LIMIT_SESSION, 99.0, "2026-11-24T12:30:01Z", NULL, 99.994, -0.994, NULL },
  { "week", SG_LIMIT_WEEKLY, 75.0, "2026-11-28T00:30:00Z", NULL, 50.0, 25.0, "2026-11-25T16:30:00Z" },
  { "week-of-a-model", SG_LIMIT_SCOPED, 25.0, "2026-11-28T00:30:00Z", NULL, 50.0, -25.0, NULL },
  { "not-started", SG_LIMIT_SESSION, 50.0, NULL, NULL, -1.0, 0.0, NULL },
  { "length-unknown", SG_LIMIT_OTHER, 50.0, "2026-11-24T15:00:00Z", NULL, -1.0, 0.0, NULL },
  { "over", SG_LIMIT_SESSION, 50.0, "2026-11-24T12:30:00Z", NULL, -1.0, 0.0, NULL },
  { "longer-than-its-window", SG_LIMIT_SESSION, 50.0, "2026-11-24T17:30:01Z", NULL, -1.0, 0.0, NULL },
  { "stale", SG_LIMIT_SESSION, 75.0, "2026-11-24T15:00:00Z", "2026-11-24T12:14:00Z", -1.0, 0.0, NULL },
  { "end-of-the-calendar", SG_LIMIT_WEEKLY, 75.0, "9999-12-31T23:59:59Z", NULL, -1.0, 0.0, NULL },
};

static void
test_pace (gconstpointer user_data)
{
  const PaceCase *c = user_data;
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) resets_at = sg_time_parse (c->resets_at);
  g_autoptr (GDateTime) as_of = sg_time_parse (c->as_of ? c->as_of : NOW);
  g_autoptr (SgLimit) limit = sg_limit_new ("id", c->kind, NULL, c->used_percent, resets_at, SG_ORIGIN_ENDPOINT, as_of);
  g_auto (SgPace) pace = { 0 };
  g_autofree char *full_at = NULL;

  sg_pace_init (&pace, limit, now);
  full_at = pace.full_at ? g_date_time_format_iso8601 (pace.full_at) : NULL;

  g_assert_cmpint (pace.known, ==, c->elapsed_percent >= 0.0);
  g_assert_cmpfloat_with_epsilon (pace.elapsed_percent, MAX (c->elapsed_percent, 0.0), 0.001);
  if (c->ahead_percent < 1e9)
    g_assert_cmpfloat_with_epsilon (pace.ahead_percent, c->ahead_percent, 0.001);
  g_assert_cmpstr (full_at, ==, c->full_at);
}

static void
test_full_is_before_the_reset_or_not_said (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) resets_at = sg_time_parse ("2026-11-24T15:00:00Z");

  for (double used = 0.0; used < 120.0; used += 0.5) {
    g_autoptr (SgLimit) limit = sg_limit_new ("id", SG_LIMIT_SESSION, NULL, used, resets_at, SG_ORIGIN_ENDPOINT, now);
    g_auto (SgPace) pace = { 0 };

    sg_pace_init (&pace, limit, now);
    g_assert_true (pace.full_at == NULL || (g_date_time_compare (pace.full_at, now) > 0 &&
                                            g_date_time_compare (pace.full_at, resets_at) < 0));
    g_assert_cmpint (pace.full_at != NULL, ==, used >= 55.0 && used < 100.0);
  }
}

typedef struct {
  const char *name;
  double      used_percent;
  double      moved_percent;     /* below 0 for not moved */
  double      elapsed_percent;   /* of the working time */
  const char *work_full_at;      /* (nullable) */
  double      ahead_percent;
  const char *full_at;           /* (nullable) */
} WorkCase;

/* The week is half gone by the calendar. */
static const WorkCase work_cases[] = {
  { "as-worked", 75.0, -1.0, 40.0, "2026-11-26T09:10:00Z", 35.0, "2026-11-26T09:10:00Z" },
  { "none-before-the-reset", 75.0, -1.0, 40.0, NULL, 35.0, NULL },
  { "behind", 60.0, -1.0, 80.0, "2026-11-26T09:10:00Z", -20.0, NULL },
  { "within-noise", 84.0, -1.0, 80.0, "2026-11-26T09:10:00Z", 4.0, NULL },
  { "too-early-to-say", 40.0, -1.0, 8.0, "2026-11-26T09:10:00Z", 32.0, NULL },
  { "gone-by", 75.0, -1.0, 40.0, "2026-11-24T12:30:00Z", 35.0, NULL },
  { "all-hours", 75.0, -1.0, -1.0, NULL, 25.0, "2026-11-25T16:30:00Z" },
  { "moved", 45.0, 75.0, -1.0, NULL, 25.0, "2026-11-25T16:30:00Z" },
};

static void
test_working_time (gconstpointer user_data)
{
  const WorkCase *c = user_data;
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) resets_at = sg_time_parse ("2026-11-28T00:30:00Z");
  g_autoptr (SgLimit) limit = sg_limit_new ("id", SG_LIMIT_WEEKLY, NULL, c->used_percent, resets_at, SG_ORIGIN_ENDPOINT, now);
  g_auto (SgPace) pace = { 0 };
  g_autofree char *full_at = NULL;

  limit->forecast = sg_forecast_new ();
  limit->forecast->moved_percent = c->moved_percent;
  limit->forecast->elapsed_percent = c->elapsed_percent;
  limit->forecast->work_full_at = sg_time_parse (c->work_full_at);
  sg_pace_init (&pace, limit, now);
  full_at = pace.full_at ? g_date_time_format_iso8601 (pace.full_at) : NULL;

  g_assert_cmpfloat_with_epsilon (pace.ahead_percent, c->ahead_percent, 0.001);
  g_assert_cmpstr (full_at, ==, c->full_at);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (pace_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/pace/%s", pace_cases[i].name);
    g_test_add_data_func (path, &pace_cases[i], test_pace);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (work_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/pace/working-time/%s", work_cases[i].name);
    g_test_add_data_func (path, &work_cases[i], test_working_time);
  }
  g_test_add_func ("/pace/full-is-before-the-reset-or-not-said", test_full_is_before_the_reset_or_not_said);

  return g_test_run ();
}
