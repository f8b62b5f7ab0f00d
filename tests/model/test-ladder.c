/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ladder.h"
#include "sg-time.h"

#define NOW "2026-11-24T12:36:00Z"

/* A reading in one line: ten seconds ago is "endpoint -10 whole session=50 weekly=20". */
static SgReading *
reading_of (const char *text,
            GDateTime  *now)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GDateTime) as_of = g_date_time_add_seconds (now, g_ascii_strtoll (words[1], NULL, 10));
  SgReading *reading = sg_reading_new (sg_origin_from_nick (words[0]), as_of);

  for (guint i = 2; words[i] != NULL; i++) {
    g_auto (GStrv) pair = g_strsplit (words[i], "=", 2);
    SgLimitKind kind = g_str_equal (pair[0], "session") ? SG_LIMIT_SESSION
                       : g_str_equal (pair[0], "weekly") ? SG_LIMIT_WEEKLY : SG_LIMIT_SCOPED;

    if (pair[1] == NULL)
      reading->complete = TRUE;
    else
      sg_reading_take_limit (reading, sg_limit_new (pair[0], kind, NULL, g_ascii_strtod (pair[1], NULL), NULL,
                                                    reading->origin, as_of));
  }
  if (reading->complete && reading->limits == NULL)
    reading->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);

  return reading;
}

static char *
picked_text (GPtrArray *readings,
             GDateTime *now)
{
  g_autoptr (SgReading) merged = sg_ladder_pick (readings, now);
  GString *text = g_string_new (merged->limits ? "" : "unknown");

  for (guint i = 0; merged->limits != NULL && i < merged->limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (merged->limits, i);

    g_string_append_printf (text, "%s%s=%g", i ? " " : "", limit->id, limit->used_percent);
  }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *name;
  const char *readings[4];
  const char *picked;
} LadderCase;

static const LadderCase ladder_cases[] = {
  { "nothing", { NULL }, "unknown" },
  { "no-limits-known", { "transcripts 0" }, "unknown" },
  { "whole-list-of-nothing", { "endpoint 0 whole" }, "" },
  { "fresher-wins", { "endpoint -120 whole session=50", "claude-cache -59 whole session=51" }, "session=51" },
  { "fresher-by-a-second-more", { "endpoint -61 whole session=50", "claude-cache 0 whole session=51" }, "session=51" },
  { "within-a-minute-authority", { "endpoint -60 whole session=50", "claude-cache 0 whole session=51" }, "session=50" },
  { "one-origin-fresher-by-a-second", { "endpoint -1 whole session=50", "endpoint 0 whole session=51" }, "session=51" },
  { "authority-goes-round-in-no-circle",
    { "endpoint -100 session=1", "statusline -50 session=2", "claude-cache 0 session=3" }, "session=2" },
  { "gone-in-a-newer-whole-list",
    { "endpoint -600 whole session=50 weekly:Fable=90", "claude-cache 0 whole session=51 weekly=20" },
    "session=51 weekly=20" },
  { "gone-from-everywhere", { "claude-cache -600 whole session=50", "endpoint 0 whole" }, "" },
  { "not-gone-for-a-partial-list",
    { "claude-cache -600 whole session=50 weekly=20 weekly:Fable=90", "statusline 0 session=55" },
    "session=55 weekly=20 weekly:Fable=90" },
  { "statusline-before-cache", { "claude-cache 0 whole session=50 weekly=20", "statusline -50 session=51" }, "session=51 weekly=20" },
  { "new-in-a-partial-list", { "claude-cache -600 whole session=50", "statusline 0 weekly=55" }, "session=50 weekly=55" },
  { "older-partial-list-adds-nothing", { "statusline -600 weekly=55", "endpoint 0 whole session=50" }, "session=50" },
  { "partial-lists-only", { "statusline 0 weekly=55", "pace-maker -600 session=50" }, "session=50 weekly=55" },
  { "a-clock-a-little-ahead", { "endpoint 300 whole session=50", "claude-cache 0 session=51" }, "session=50" },
  { "a-clock-far-ahead-is-ignored", { "endpoint 301 whole session=50 weekly=9", "claude-cache -900 session=51" }, "session=51" },
  { "only-from-the-future", { "endpoint 301 whole session=50" }, "unknown" },
  { "sorted-by-kind", { "endpoint 0 whole weekly:b=1 weekly:a=2 weekly=3 session=4" },
    "session=4 weekly=3 weekly:a=2 weekly:b=1" },
};

static void
test_limits_in_any_order (gconstpointer user_data)
{
  const LadderCase *c = user_data;
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  static const guint orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autofree char *picked = NULL;

    g_ptr_array_set_size (readings, 0);
    for (guint j = 0; j < 3; j++) {
      if (c->readings[orders[i][j]] != NULL)
        g_ptr_array_add (readings, reading_of (c->readings[orders[i][j]], now));
    }
    picked = picked_text (readings, now);
    g_assert_cmpstr (picked, ==, c->picked);
  }
}

static void
test_past_its_reset_there_is_no_number (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) as_of = sg_time_parse ("2026-11-24T12:30:00Z");
  g_autoptr (GDateTime) resets_at = sg_time_parse ("2026-11-24T12:35:00Z");
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (SgReading) merged = NULL;
  SgReading *reading = sg_reading_new (SG_ORIGIN_ENDPOINT, as_of);

  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 97.0, resets_at, SG_ORIGIN_ENDPOINT, as_of));
  g_ptr_array_add (readings, reading);
  merged = sg_ladder_pick (readings, now);

  g_assert_cmpint (sg_limit_get_state (g_ptr_array_index (merged->limits, 0), now), ==, SG_LIMIT_RESET);
}

static void
add_account (GPtrArray  *readings,
             GDateTime  *now,
             gint        age_seconds,
             const char *id,
             const char *name,
             const char *plan,
             GDateTime  *login_ends_at)
{
  g_autoptr (GDateTime) as_of = g_date_time_add_seconds (now, -age_seconds);
  SgReading *reading = sg_reading_new (SG_ORIGIN_ENDPOINT, as_of);

  reading->account = sg_account_new (SG_ORIGIN_ENDPOINT, as_of);
  reading->account->id = g_strdup (id);
  reading->account->name = g_strdup (name);
  reading->account->plan = g_strdup (plan);
  reading->account->login_ends_at = login_ends_at ? g_date_time_ref (login_ends_at) : NULL;
  g_ptr_array_add (readings, reading);
}

static void
test_account_halves_are_merged (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (SgReading) merged = NULL;

  add_account (readings, now, 900, "1", "Ada", "Pro", NULL);
  add_account (readings, now, 0, NULL, NULL, "Max 5×", now);
  merged = sg_ladder_pick (readings, now);

  g_assert_cmpstr (merged->account->id, ==, "1");
  g_assert_cmpstr (merged->account->name, ==, "Ada");
  g_assert_cmpstr (merged->account->plan, ==, "Max 5×");
  g_assert_true (sg_time_equal (merged->account->login_ends_at, now));
}

static void
test_plan_keeps_its_tier (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (SgReading) merged = NULL;

  add_account (readings, now, 900, "1", NULL, "Max 5×", NULL);
  add_account (readings, now, 0, "1", NULL, "Max", NULL);

  merged = sg_ladder_pick (readings, now);
  g_assert_cmpstr (merged->account->plan, ==, "Max 5×");
}

static void
test_accounts_are_not_mixed (void)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 0, 2, 1 }, { 1, 0, 2 }, { 1, 2, 0 }, { 2, 0, 1 }, { 2, 1, 0 } };
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++) {
    g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
    g_autoptr (SgReading) merged = NULL;

    for (guint j = 0; j < 3; j++) {
      if (orders[i][j] == 0)
        add_account (readings, now, 0, "2", NULL, NULL, NULL);
      else if (orders[i][j] == 1)
        add_account (readings, now, 300, NULL, NULL, "Max", NULL);
      else
        add_account (readings, now, 900, "1", "Ada", "Pro", now);
    }
    merged = sg_ladder_pick (readings, now);

    g_assert_cmpstr (merged->account->id, ==, "2");
    g_assert_null (merged->account->name);
    g_assert_cmpstr (merged->account->plan, ==, "Max");
    g_assert_null (merged->account->login_ends_at);
  }
}

static void
add_money (GPtrArray *readings,
           GDateTime *now,
           gint       age_seconds,
           SgOrigin   origin,
           gint64     minor)
{
  const SgMoney used = { .minor = minor, .exponent = 2, .currency = "USD" };
  g_autoptr (GDateTime) as_of = g_date_time_add_seconds (now, -age_seconds);
  SgReading *reading = sg_reading_new (origin, as_of);

  reading->credits = sg_credits_new (TRUE, &used, NULL, NULL, origin, as_of);
  reading->costs = sg_cost_summary_new (origin, as_of);
  reading->costs->today_pico_usd = minor;
  g_ptr_array_add (readings, reading);
}

static void
test_credits_and_costs_follow_the_same_rule (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (SgReading) merged = NULL;

  add_money (readings, now, 0, SG_ORIGIN_CLAUDE_CACHE, 1);
  add_money (readings, now, 59, SG_ORIGIN_ENDPOINT, 2);
  add_money (readings, now, 120, SG_ORIGIN_DEMO, 3);
  add_money (readings, now, -900, SG_ORIGIN_DEMO, 4);
  merged = sg_ladder_pick (readings, now);

  g_assert_cmpint (merged->credits->used.minor, ==, 2);
  g_assert_cmpint (merged->costs->today_pico_usd, ==, 2);
  g_assert_cmpint (merged->costs->origin, ==, SG_ORIGIN_ENDPOINT);
}

static void
test_the_fresher_meters_win (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  g_autoptr (GDateTime) before = g_date_time_add_minutes (now, -10);
  g_autoptr (GDateTime) wild = g_date_time_add_days (now, 1);
  GDateTime *const times[] = { before, now, wild };
  g_autoptr (GPtrArray) readings = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (SgReading) picked = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    SgReading *reading = sg_reading_new (SG_ORIGIN_PACE_MAKER, times[i]);

    reading->pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, times[i]);
    reading->rate_limits = sg_rate_limits_new (NULL, SG_ORIGIN_RATE_HEADERS, times[i]);
    g_ptr_array_add (readings, reading);
  }
  picked = sg_ladder_pick (readings, now);

  g_assert_true (g_date_time_equal (picked->pacing->as_of, now));
  g_assert_true (g_date_time_equal (picked->rate_limits->as_of, now));
  g_assert_null (picked->limits);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (ladder_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/ladder/%s", ladder_cases[i].name);
    g_test_add_data_func (path, &ladder_cases[i], test_limits_in_any_order);
  }
  g_test_add_func ("/ladder/past-its-reset-there-is-no-number", test_past_its_reset_there_is_no_number);
  g_test_add_func ("/ladder/account-halves-are-merged", test_account_halves_are_merged);
  g_test_add_func ("/ladder/plan-keeps-its-tier", test_plan_keeps_its_tier);
  g_test_add_func ("/ladder/accounts-are-not-mixed", test_accounts_are_not_mixed);
  g_test_add_func ("/ladder/credits-and-costs-follow-the-same-rule", test_credits_and_costs_follow_the_same_rule);
  g_test_add_func ("/ladder/the-fresher-meters-win", test_the_fresher_meters_win);

  return g_test_run ();
}
