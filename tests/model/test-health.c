/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-budget.h"
#include "sg-health.h"
#include "sg-money.h"

#define NOT_KNOWN SG_HEALTH_NOT_KNOWN
#define NONE (-1.0)

typedef struct {
  const char *name;
  double      session_percent;   /* NONE: there is no such limit */
  int         session_minutes;   /* to its reset; 0: not started */
  double      week_percent;
  int         week_hours;
  int         health;
} HealthCase;

static const HealthCase health_cases[] = {
  { "nothing-known", NONE, 0, NONE, 0, NOT_KNOWN },
  { "nothing-used", 0, 0, 0, 0, 100 },
  { "all-used-at-the-start", 100, 300, 100, 168, 0 },
  { "all-used-a-minute-before-the-resets", 100, 1, 100, 1, 49 },
  { "on-pace-halfway", 50, 150, 50, 84, 63 },
  { "behind-the-pace", 10, 150, 10, 84, 93 },
  { "ahead-of-the-pace", 75, 150, 50, 84, 38 },
  { "far-ahead-of-it", 90, 240, 20, 84, 26 },
  { "early-and-little-used-cries-no-wolf", 5, 299, 5, 167, 95 },
  { "the-week-is-used-up", 0, 0, 100, 84, 30 },
  { "the-five-hours-are-used-up", 100, 150, 0, 0, 30 },
  { "used-up-but-back-in-ten-minutes", 100, 10, 0, 0, 63 },
  { "only-the-week", NONE, 0, 50, 84, 63 },
  { "only-the-five-hours", 50, 150, NONE, 0, 63 },
  { "past-a-reset-has-no-number", 100, -1, 50, 84, 63 },
  { "past-both", 100, -1, 100, -1, NOT_KNOWN },
  { "beyond-full", 250, 300, 250, 168, 0 },
};

static GDateTime *
noon (void)
{
  return g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}

static void
add (GPtrArray  *limits,
     const char *id,
     SgLimitKind kind,
     double      percent,
     int         minutes)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) resets_at = minutes != 0 ? g_date_time_add_minutes (now, minutes) : NULL;

  if (percent >= 0.0)
    g_ptr_array_add (limits, sg_limit_new (id, kind, NULL, percent, resets_at, SG_ORIGIN_ENDPOINT, now));
}

static void
test_health (gconstpointer user_data)
{
  const HealthCase *c = user_data;
  g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  g_autoptr (GDateTime) now = noon ();

  add (limits, "session", SG_LIMIT_SESSION, c->session_percent, c->session_minutes);
  add (limits, "weekly", SG_LIMIT_WEEKLY, c->week_percent, c->week_hours * 60);
  /* One model's week is no reason to worry. */
  add (limits, "weekly:Fable", SG_LIMIT_SCOPED, 100.0, 100);

  g_assert_cmpint (sg_health_of_limits (limits, now), ==, c->health);
}

static void
test_more_use_is_never_healthier (void)
{
  g_autoptr (GDateTime) now = noon ();

  for (int minutes = 1; minutes <= 300; minutes += 13) {
    int before = 101;

    for (double percent = 0.0; percent <= 110.0; percent += 0.5) {
      g_autoptr (GPtrArray) limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
      int health;

      add (limits, "session", SG_LIMIT_SESSION, percent, minutes);
      health = sg_health_of_limits (limits, now);
      g_assert_cmpint (health, >=, 0);
      g_assert_cmpint (health, <=, MIN (before, 100));
      before = health;
    }
  }
}

static void
test_a_budget_is_a_limit (void)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) later = g_date_time_add_hours (now, 5);
  g_autoptr (SgCostSummary) costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  g_autoptr (SgLimit) limit = NULL;

  costs->week_pico_usd = 45 * SG_PICO_PER_USD;
  costs->week_ends_at = g_date_time_add_days (now, 2);
  limit = sg_budget_to_limit (60 * SG_PICO_PER_USD, costs);

  g_assert_cmpstr (limit->id, ==, "budget");
  g_assert_cmpfloat (limit->used_percent, ==, 75.0);
  g_assert_cmpint (sg_limit_get_state (limit, later), ==, SG_LIMIT_WARNING);
  g_assert_cmpint (sg_limit_get_state (limit, costs->week_ends_at), ==, SG_LIMIT_RESET);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (health_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/health/%s", health_cases[i].name);

    g_test_add_data_func (path, &health_cases[i], test_health);
  }
  g_test_add_func ("/health/more-use-is-never-healthier", test_more_use_is_never_healthier);
  g_test_add_func ("/health/a-budget-is-a-limit", test_a_budget_is_a_limit);

  return g_test_run ();
}
