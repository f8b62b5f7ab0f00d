/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-estimate.h"
#include "sg-money.h"

#define USD SG_PICO_PER_USD

static GDateTime *
noon (void)
{
  return g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}

static SgCostSummary *
costs_with_block (gint64 pico_usd,
                  int    ends_in_minutes)
{
  g_autoptr (GDateTime) now = noon ();
  SgCostSummary *costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);

  costs->block_pico_usd = pico_usd;
  costs->block_ends_at = g_date_time_add_minutes (now, ends_in_minutes);

  return costs;
}

typedef struct {
  const char *name;
  gint64      block_pico_usd;
  int         ends_in_minutes;
  gint64      whole_pico_usd;
  double      used_percent;      /* below 0: no estimate */
} SessionCase;

static const SessionCase session_cases[] = {
  { "half", 10 * USD, 60, 20 * USD, 50.0 },
  { "nothing-used", 0, 60, 20 * USD, 0.0 },
  { "over", 30 * USD, 60, 20 * USD, 150.0 },
  { "no-limit-known", 10 * USD, 60, 0, -1.0 },
  { "over-and-done", 10 * USD, 0, 20 * USD, -1.0 },
  { "absurd-limit", 10 * USD, 60, -1, -1.0 },
};

static void
test_session (gconstpointer user_data)
{
  const SessionCase *c = user_data;
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (SgCostSummary) costs = costs_with_block (c->block_pico_usd, c->ends_in_minutes);
  g_autoptr (SgLimit) limit = sg_estimate_session (costs, c->whole_pico_usd, now);

  if (c->used_percent < 0.0) {
    g_assert_null (limit);
    return;
  }
  g_assert_cmpfloat (limit->used_percent, ==, c->used_percent);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_ESTIMATE);
  g_assert_true (g_date_time_equal (limit->resets_at, costs->block_ends_at));
}

typedef struct {
  const char *name;
  double      used_percent;
  gint64      block_pico_usd;
  int         resets_in_minutes;   /* the block ends in 120 */
  int         age_minutes;
  SgOrigin    origin;
  gint64      before_pico_usd;
  gint64      learned_pico_usd;
} LearnCase;

static const LearnCase learn_cases[] = {
  { "first", 50.0, 10 * USD, 110, 0, SG_ORIGIN_ENDPOINT, 0, 20 * USD },
  { "next", 50.0, 10 * USD, 110, 0, SG_ORIGIN_ENDPOINT, 40 * USD, 35 * USD },
  { "too-little-used", 19.0, 10 * USD, 110, 0, SG_ORIGIN_ENDPOINT, 7, 7 },
  { "used-elsewhere-only", 50.0, USD / 10, 110, 0, SG_ORIGIN_ENDPOINT, 7, 7 },
  { "another-window", 50.0, 10 * USD, 240, 0, SG_ORIGIN_ENDPOINT, 7, 7 },
  { "of-another-time", 50.0, 10 * USD, 110, 11, SG_ORIGIN_ENDPOINT, 7, 7 },
  { "from-an-estimate", 50.0, 10 * USD, 110, 0, SG_ORIGIN_ESTIMATE, 7, 7 },
};

static void
test_learn (gconstpointer user_data)
{
  const LearnCase *c = user_data;
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) as_of = g_date_time_add_minutes (now, -c->age_minutes);
  g_autoptr (GDateTime) resets_at = g_date_time_add_minutes (now, c->resets_in_minutes);
  g_autoptr (SgCostSummary) costs = costs_with_block (c->block_pico_usd, 120);
  g_autoptr (SgLimit) session = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, c->used_percent, resets_at, c->origin, as_of);

  g_assert_cmpint (sg_estimate_learn (session, costs, c->before_pico_usd), ==, c->learned_pico_usd);
}

static void
test_nothing_teaches_nothing (void)
{
  g_autoptr (SgCostSummary) costs = costs_with_block (10 * USD, 120);

  g_assert_cmpint (sg_estimate_learn (NULL, costs, 7), ==, 7);
  g_assert_cmpint (sg_estimate_learn (NULL, NULL, 0), ==, 0);
}

static void
test_an_official_number_stays_alone (void)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) yesterday = g_date_time_add_days (now, -1);
  g_autoptr (SgReading) official = sg_reading_new (SG_ORIGIN_UNKNOWN, now);
  g_autoptr (SgReading) nothing = sg_reading_new (SG_ORIGIN_UNKNOWN, now);
  g_autoptr (SgReading) none = sg_reading_new (SG_ORIGIN_UNKNOWN, now);

  official->costs = costs_with_block (10 * USD, 60);
  sg_reading_take_limit (official, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 5.0, NULL, SG_ORIGIN_ENDPOINT, yesterday));
  sg_estimate_fill (official, 20 * USD, now);
  g_assert_null (sg_limits_find (official->limits, "session"));

  none->costs = costs_with_block (10 * USD, 60);
  none->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  sg_estimate_fill (none, 20 * USD, now);
  g_assert_cmpuint (none->limits->len, ==, 0);

  nothing->costs = costs_with_block (10 * USD, 60);
  sg_estimate_fill (nothing, 20 * USD, now);
  g_assert_cmpfloat (sg_limits_find (nothing->limits, "session")->used_percent, ==, 50.0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (session_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/estimate/session/%s", session_cases[i].name);

    g_test_add_data_func (path, &session_cases[i], test_session);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (learn_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/estimate/learn/%s", learn_cases[i].name);

    g_test_add_data_func (path, &learn_cases[i], test_learn);
  }
  g_test_add_func ("/estimate/nothing-teaches-nothing", test_nothing_teaches_nothing);
  g_test_add_func ("/estimate/an-official-number-stays-alone", test_an_official_number_stays_alone);

  return g_test_run ();
}
