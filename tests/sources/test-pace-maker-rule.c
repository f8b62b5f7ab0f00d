/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The targets are those of Pace Maker's documentation; 2026-11-23 is a Monday. */

#include <string.h>

#include "sg-pace-maker-rule.h"
#include "sg-time.h"

static const struct {
  const char *resets_at;
  const char *at;
  double      target;
} sessions[] = {
  { "2026-11-24T15:00:00Z", "2026-11-24T10:00:00Z", 10.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T10:15:00Z", 10.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T10:30:00Z", 10.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T11:00:00Z", 20.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T12:30:00Z", 50.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T15:00:00Z", 100.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T19:00:00Z", 100.0 },
  { "2026-11-24T15:00:00Z", "2026-11-24T01:00:00Z", 10.0 },
  /* A session does not know weekends. */
  { "2026-11-28T15:00:00Z", "2026-11-28T12:30:00Z", 50.0 },
}, weeks[] = {
  { "2026-11-30T00:00:00Z", "2026-11-23T00:00:00Z", 10.0 },
  { "2026-11-30T00:00:00Z", "2026-11-23T08:00:00Z", 10.0 },
  { "2026-11-30T00:00:00Z", "2026-11-23T12:00:00Z", 10.0 },
  { "2026-11-30T00:00:00Z", "2026-11-23T18:00:00Z", 15.0 },
  { "2026-11-30T00:00:00Z", "2026-11-25T12:00:00Z", 50.0 },
  { "2026-11-30T00:00:00Z", "2026-11-27T23:59:59Z", 100.0 - 100.0 / 432000 },
  { "2026-11-30T00:00:00Z", "2026-11-28T12:00:00Z", 100.0 },
  { "2026-11-30T00:00:00Z", "2026-12-24T12:00:00Z", 100.0 },
  /* From Wednesday noon to Wednesday noon. */
  { "2026-11-25T12:00:00Z", "2026-11-20T12:00:00Z", 40.0 },
  { "2026-11-25T12:00:00Z", "2026-11-22T12:00:00Z", 50.0 },
  { "2026-11-25T12:00:00Z", "2026-11-23T12:00:00Z", 60.0 },
};

static void
test_targets (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sessions); i++) {
    g_autoptr (GDateTime) resets_at = sg_time_parse (sessions[i].resets_at);
    g_autoptr (GDateTime) at = sg_time_parse (sessions[i].at);

    g_assert_cmpfloat_with_epsilon (sg_pace_maker_target_of_session (resets_at, at), sessions[i].target, 1e-9);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (weeks); i++) {
    g_autoptr (GDateTime) resets_at = sg_time_parse (weeks[i].resets_at);
    g_autoptr (GDateTime) at = sg_time_parse (weeks[i].at);

    g_assert_cmpfloat_with_epsilon (sg_pace_maker_target_of_week (resets_at, at, 12.0), weeks[i].target, 1e-9);
  }
}

static const struct {
  const char      *config;
  double           session;      /* at half of its window: the target is 50 */
  double           week;         /* on Tuesday noon: the target is 30 */
  guint            delay;
  const char      *binding;
  SgPacingStrategy strategy;
} choices[] = {
  { "{}", 40, 20, 0, "session", SG_PACING_NONE },
  { "{}", 47, 20, 0, "session", SG_PACING_NONE },
  { "{}", 48, 20, 5, "session", SG_PACING_MINIMAL },
  { "{}", 60, 20, 5, "session", SG_PACING_GRADUAL },
  { "{}", 70, 20, 5, "session", SG_PACING_AGGRESSIVE },
  { "{}", 70, 20, 350, "session", SG_PACING_EMERGENCY },
  { "{}", 60, 45, 5, "weekly", SG_PACING_GRADUAL },
  { "{\"weekly_limit_enabled\":false}", 60, 45, 5, "session", SG_PACING_GRADUAL },
  { "{\"five_hour_limit_enabled\":false}", 90, 20, 0, "weekly", SG_PACING_NONE },
  { "{\"five_hour_limit_enabled\":false,\"weekly_limit_enabled\":false}", 90, 90, 0, NULL, SG_PACING_NOT_KNOWN },
  { "{\"safety_buffer_pct\":100}", 48, 20, 0, "session", SG_PACING_NONE },
  { "{\"max_delay\":20}", 60, 20, 20, "session", SG_PACING_EMERGENCY },
};

static void
test_choices (void)
{
  g_autoptr (GDateTime) at = sg_time_parse ("2026-11-24T12:00:00Z");
  g_autoptr (GDateTime) session_resets_at = sg_time_parse ("2026-11-24T14:30:00Z");
  g_autoptr (GDateTime) week_resets_at = sg_time_parse ("2026-11-30T00:00:00Z");

  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, at);
    g_autoptr (SgPacing) pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, at);
    g_auto (SgPaceMakerConfig) config = { 0 };

    sg_pace_maker_config_parse (&config, choices[i].config, strlen (choices[i].config));
    sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, choices[i].session, session_resets_at, SG_ORIGIN_PACE_MAKER, at));
    sg_reading_take_limit (reading, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, choices[i].week, week_resets_at, SG_ORIGIN_PACE_MAKER, at));
    pacing->throttles = choices[i].delay > 0;
    pacing->delay_seconds = choices[i].delay;
    sg_pace_maker_rule_explain (pacing, &config, reading->limits, at);

    g_test_message ("%zu", i);
    g_assert_cmpstr (pacing->binding_limit, ==, choices[i].binding);
    g_assert_cmpint (pacing->strategy, ==, choices[i].strategy);
  }
}

/* What is left over from a window that has ended says nothing. */
static void
test_windows_that_are_over (void)
{
  g_autoptr (GDateTime) at = sg_time_parse ("2026-11-24T12:00:00Z");
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, at);
  g_autoptr (SgPacing) pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, at);
  g_auto (SgPaceMakerConfig) config = { 0 };

  sg_pace_maker_config_parse (&config, NULL, 0);
  sg_pace_maker_rule_explain (pacing, &config, NULL, at);
  g_assert_null (pacing->binding_limit);

  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 99, at, SG_ORIGIN_PACE_MAKER, at));
  sg_reading_take_limit (reading, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 99, NULL, SG_ORIGIN_PACE_MAKER, at));
  sg_pace_maker_rule_explain (pacing, &config, reading->limits, at);
  g_assert_null (pacing->binding_limit);
}

static void
test_weekends_brake_hardest (void)
{
  g_autoptr (GDateTime) at = sg_time_parse ("2026-11-28T12:00:00Z");
  g_autoptr (GDateTime) resets_at = sg_time_parse ("2026-12-02T12:00:00Z");
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, at);
  g_autoptr (SgPacing) pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, at);
  g_auto (SgPaceMakerConfig) config = { 0 };

  sg_pace_maker_config_parse (&config, NULL, 0);
  sg_reading_take_limit (reading, sg_limit_new ("weekly", SG_LIMIT_WEEKLY, NULL, 51, resets_at, SG_ORIGIN_PACE_MAKER, at));
  sg_pace_maker_rule_explain (pacing, &config, reading->limits, at);

  g_assert_cmpfloat (pacing->target_percent, ==, 50.0);
  g_assert_cmpint (pacing->strategy, ==, SG_PACING_EMERGENCY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pace-maker-rule/targets", test_targets);
  g_test_add_func ("/pace-maker-rule/choices", test_choices);
  g_test_add_func ("/pace-maker-rule/windows-that-are-over", test_windows_that_are_over);
  g_test_add_func ("/pace-maker-rule/weekends-brake-hardest", test_weekends_brake_hardest);

  return g_test_run ();
}
