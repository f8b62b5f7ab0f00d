/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-presence.h"
#include "sg-style.h"

typedef struct {
  const char  *name;
  double       session_percent;    /* below 0: the model has no such limit */
  int          resets_in_minutes;
  int          age_minutes;
  const char  *text;
  SgBadgeLevel level;
  gboolean     dimmed;
} BadgeCase;

static const BadgeCase badge_cases[] = {
  { "nothing-used", 0, 60, 0, "0", SG_BADGE_NORMAL, FALSE },
  { "the-least-use", 0.2, 60, 0, "1", SG_BADGE_NORMAL, FALSE },
  { "just-below-warning", 69.9, 60, 0, "69", SG_BADGE_NORMAL, FALSE },
  { "warning", 70, 60, 0, "70", SG_BADGE_WARNING, FALSE },
  { "critical", 90, 60, 0, "90", SG_BADGE_CRITICAL, FALSE },
  { "just-below-full", 99.99, 60, 0, "99", SG_BADGE_CRITICAL, FALSE },
  { "full", 100, 60, 0, "100", SG_BADGE_FULL, FALSE },
  { "beyond-full", 288, 60, 0, "100", SG_BADGE_FULL, FALSE },
  { "old", 78, 60, 16, "78", SG_BADGE_WARNING, TRUE },
  { "old-and-full", 100, 60, 200, "100", SG_BADGE_FULL, TRUE },
  { "past-its-reset", 78, -1, 5, "–", SG_BADGE_UNKNOWN, FALSE },
  { "no-limit", -1, 0, 0, "–", SG_BADGE_UNKNOWN, FALSE },
};

static GDateTime *
noon (void)
{
  return g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
}

static void
take_limit (SgReading  *reading,
            const char *id,
            SgLimitKind kind,
            double      percent,
            int         resets_in_minutes,
            int         age_minutes)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) resets_at = g_date_time_add_minutes (now, resets_in_minutes);
  g_autoptr (GDateTime) as_of = g_date_time_add_minutes (now, -age_minutes);

  sg_reading_take_limit (reading, sg_limit_new (id, kind, NULL, percent, resets_at, SG_ORIGIN_ENDPOINT, as_of));
}

static SgReading *
reading_new (void)
{
  g_autoptr (GDateTime) now = noon ();

  return sg_reading_new (SG_ORIGIN_ENDPOINT, now);
}

static void
test_badge (gconstpointer user_data)
{
  const BadgeCase *c = user_data;
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  SgBadge badge;

  take_limit (reading, "weekly", SG_LIMIT_WEEKLY, 95, 600, 0);
  if (c->session_percent >= 0.0)
    take_limit (reading, "session", SG_LIMIT_SESSION, c->session_percent, c->resets_in_minutes, c->age_minutes);
  sg_usage_model_apply (model, reading);
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &badge);

  g_assert_cmpstr (badge.text, ==, c->text);
  g_assert_cmpint (badge.level, ==, c->level);
  g_assert_cmpint (badge.dimmed, ==, c->dimmed);
}

static void
test_the_tightest_has_a_number (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *title = NULL;
  SgBadge badge;

  take_limit (reading, "session", SG_LIMIT_SESSION, 99, -1, 10);
  take_limit (reading, "weekly", SG_LIMIT_WEEKLY, 52, 600, 0);
  take_limit (reading, "weekly:Fable", SG_LIMIT_SCOPED, 91, 600, 0);
  sg_usage_model_apply (model, reading);
  sg_badge_of_model (model, SG_PRESENCE_TIGHTEST, SG_BADGE_NUMBER, now, &badge);
  title = sg_presence_title (model, SG_PRESENCE_TIGHTEST, now, zone);

  g_assert_cmpstr (badge.text, ==, "91");
  g_assert_cmpint (badge.level, ==, SG_BADGE_CRITICAL);
  g_assert_true (g_str_has_prefix (title, "Week, Fable: "));
}

static void
test_before_the_first_reading (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *early = sg_presence_title (model, SG_PRESENCE_TIGHTEST, now, zone);
  g_autofree char *empty = NULL;
  SgBadge badge;

  sg_badge_of_model (model, SG_PRESENCE_TIGHTEST, SG_BADGE_NUMBER, now, &badge);
  g_assert_cmpstr (badge.text, ==, "–");
  g_assert_cmpstr (early, ==, "Claude usage: not known yet");

  sg_usage_model_apply (model, reading);
  empty = sg_presence_title (model, SG_PRESENCE_SESSION, now, zone);
  g_assert_cmpstr (empty, ==, "Claude usage: no limit known");
}

static void
test_title_is_one_line_of_words (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *title = NULL;

  take_limit (reading, "session", SG_LIMIT_SESSION, 78, 134, 0);
  sg_usage_model_apply (model, reading);
  title = sg_presence_title (model, SG_PRESENCE_SESSION, now, zone);

  g_assert_cmpstr (title, ==, "5-hour limit: 78\302\240% used, resets at 14:14");
}

static void
test_changes_with_the_clock (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) resets_at = g_date_time_add_minutes (now, 9);
  g_autoptr (GDateTime) old = g_date_time_add_minutes (now, 10);
  g_autoptr (GDateTime) later = g_date_time_add_hours (now, 20);
  g_autoptr (GDateTime) first = NULL;
  g_autoptr (GDateTime) second = NULL;
  SgBadge badge;

  g_assert_null (sg_presence_changes_at (model, now));
  take_limit (reading, "session", SG_LIMIT_SESSION, 78, 9, 5);
  take_limit (reading, "weekly", SG_LIMIT_WEEKLY, 52, 600, 5);
  sg_usage_model_apply (model, reading);

  first = sg_presence_changes_at (model, now);
  g_assert_true (g_date_time_equal (first, resets_at));
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, first, &badge);
  g_assert_cmpint (badge.level, ==, SG_BADGE_UNKNOWN);

  second = sg_presence_changes_at (model, first);
  g_assert_cmpint (g_date_time_difference (second, old), ==, G_TIME_SPAN_SECOND);
  sg_badge_of_model (model, SG_PRESENCE_TIGHTEST, SG_BADGE_NUMBER, old, &badge);
  g_assert_false (badge.dimmed);
  sg_badge_of_model (model, SG_PRESENCE_TIGHTEST, SG_BADGE_NUMBER, second, &badge);
  g_assert_true (badge.dimmed);

  g_assert_null (sg_presence_changes_at (model, later));
}

typedef struct {
  const char  *left_cents;
  const char  *burn_cents;   /* (nullable): without a key */
  const char  *text;
  SgBadgeLevel level;
} RunwayCase;

static const RunwayCase runway_cases[] = {
  { "12745", "174", "73d", SG_BADGE_NORMAL },
  { "100000", "174", "574", SG_BADGE_NORMAL },
  { "2300", "174", "13d", SG_BADGE_WARNING },
  { "500", "174", "2d", SG_BADGE_CRITICAL },
  { "100", "174", "0d", SG_BADGE_CRITICAL },
  { "-5", "174", "0d", SG_BADGE_FULL },
  { "12745", NULL, "–", SG_BADGE_UNKNOWN },
};

static void
test_an_organisation_shows_how_long_its_credits_last (void)
{
  g_autoptr (GDateTime) now = noon ();

  for (gsize i = 0; i < G_N_ELEMENTS (runway_cases); i++) {
    const RunwayCase *c = &runway_cases[i];
    g_autoptr (SgUsageModel) model = sg_usage_model_new ();
    g_autoptr (SgReading) reading = reading_new ();
    SgCents typed, burn;
    SgBadge badge;

    g_assert_true (sg_cents_parse (c->left_cents, &typed, NULL));
    g_assert_true (sg_cents_parse (c->burn_cents ? c->burn_cents : "0", &burn, NULL));
    reading->balance = sg_balance_new (&typed, now);
    if (c->burn_cents != NULL)
      sg_balance_set_spent (reading->balance, &SG_CENTS_ZERO, &burn, now);
    sg_usage_model_apply (model, reading);

    sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &badge);
    g_assert_cmpstr (badge.text, ==, c->text);
    g_assert_cmpint (badge.level, ==, c->level);
  }
}

static void
test_an_old_bill_looks_old (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) changes_at = NULL;
  const SgCents typed = { 12745, 0 };
  const SgCents burn = { 174, 0 };
  SgBadge badge;

  reading->console = sg_console_new (SG_ORIGIN_ADMIN, now);
  reading->balance = sg_balance_new (&typed, now);
  sg_balance_set_spent (reading->balance, &SG_CENTS_ZERO, &burn, now);
  sg_usage_model_apply (model, reading);

  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &badge);
  g_assert_false (badge.dimmed);
  changes_at = sg_presence_changes_at (model, now);
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, changes_at, &badge);
  g_assert_true (badge.dimmed);
  g_assert_cmpstr (badge.text, ==, "73d");
}

static void
test_title_of_an_organisation (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *title = NULL;
  g_autofree char *of_limit = NULL;
  SgBadge badge;

  reading->console = sg_console_new (SG_ORIGIN_ADMIN, now);
  reading->console->today = (SgCents) { 96, 0 };
  sg_usage_model_apply (model, reading);
  title = sg_presence_title (model, SG_PRESENCE_SESSION, now, zone);
  g_assert_cmpstr (title, ==, "API: today $0.96");

  /* Where a subscription is known too, its limit is what the icon shows. */
  take_limit (reading, "session", SG_LIMIT_SESSION, 78, 134, 0);
  sg_usage_model_apply (model, reading);
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &badge);
  of_limit = sg_presence_title (model, SG_PRESENCE_SESSION, now, zone);
  g_assert_cmpstr (badge.text, ==, "78");
  g_assert_true (g_str_has_prefix (of_limit, "5-hour limit"));
}

static void
test_subject_of_a_setting (void)
{
  g_assert_cmpint (sg_presence_subject_from_nick ("session"), ==, SG_PRESENCE_SESSION);
  g_assert_cmpint (sg_presence_subject_from_nick ("tightest"), ==, SG_PRESENCE_TIGHTEST);
  g_assert_cmpint (sg_presence_subject_from_nick ("nonsense"), ==, SG_PRESENCE_SESSION);
  g_assert_cmpint (sg_presence_subject_from_nick (NULL), ==, SG_PRESENCE_SESSION);
}

static SgUsageModel *
model_of (double session_percent,
          double week_percent)
{
  SgUsageModel *model = sg_usage_model_new ();
  g_autoptr (SgReading) reading = reading_new ();

  if (session_percent >= 0.0)
    take_limit (reading, "session", SG_LIMIT_SESSION, session_percent, 60, 0);
  take_limit (reading, "weekly", SG_LIMIT_WEEKLY, week_percent, 600, 0);
  sg_usage_model_apply (model, reading);

  return model;
}

static void
test_what_is_left (void)
{
  const SgStyle left = { .remaining = TRUE }, usual = { 0 };
  g_autoptr (SgUsageModel) model = model_of (78, 95);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *title = NULL;
  SgBadge badge, bars;

  sg_style_set (&left);
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &badge);
  sg_badge_of_model (model, SG_PRESENCE_SESSION, SG_BADGE_BARS, now, &bars);
  title = sg_presence_title (model, SG_PRESENCE_SESSION, now, zone);
  sg_style_set (&usual);

  g_assert_cmpstr (badge.text, ==, "22");
  g_assert_cmpint (badge.level, ==, SG_BADGE_WARNING);
  g_assert_cmpint (bars.bars[0], ==, 22);
  g_assert_cmpint (bars.bars[1], ==, 5);
  g_assert_cmpstr (title, ==, "5-hour limit: 22\u00a0% left, resets at 13:00");
}

static void
test_two_bars_have_the_worse_level (void)
{
  g_autoptr (SgUsageModel) both = model_of (12, 95);
  g_autoptr (SgUsageModel) week = model_of (-1, 52);
  g_autoptr (GDateTime) now = noon ();
  SgBadge badge;

  sg_badge_of_model (both, SG_PRESENCE_SESSION, SG_BADGE_BARS, now, &badge);
  g_assert_cmpint (badge.form, ==, SG_BADGE_BARS);
  g_assert_cmpint (badge.bars[0], ==, 12);
  g_assert_cmpint (badge.bars[1], ==, 95);
  g_assert_cmpint (badge.level, ==, SG_BADGE_CRITICAL);

  sg_badge_of_model (week, SG_PRESENCE_SESSION, SG_BADGE_BARS, now, &badge);
  g_assert_cmpint (badge.bars[0], ==, SG_BADGE_NO_BAR);
  g_assert_cmpint (badge.bars[1], ==, 52);
  g_assert_cmpint (badge.level, ==, SG_BADGE_NORMAL);
}

static void
test_hidden_numbers_show_nowhere (void)
{
  const SgStyle hidden = { .hidden = TRUE }, usual = { 0 };
  g_autoptr (SgUsageModel) full = model_of (100, 100);
  g_autoptr (SgUsageModel) idle = model_of (1, 1);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree char *title = NULL;
  SgBadge of_full, of_idle;

  sg_style_set (&hidden);
  sg_badge_of_model (full, SG_PRESENCE_SESSION, SG_BADGE_NUMBER, now, &of_full);
  sg_badge_of_model (idle, SG_PRESENCE_TIGHTEST, SG_BADGE_BARS, now, &of_idle);
  title = sg_presence_title (full, SG_PRESENCE_SESSION, now, zone);
  sg_style_set (&usual);

  g_assert_true (sg_badge_equal (&of_full, &of_idle));
  g_assert_cmpint (of_full.level, ==, SG_BADGE_UNKNOWN);
  g_assert_cmpstr (title, ==, "Claude usage: numbers are hidden");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (badge_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/presence/badge/%s", badge_cases[i].name);
    g_test_add_data_func (path, &badge_cases[i], test_badge);
  }
  g_test_add_func ("/presence/the-tightest-has-a-number", test_the_tightest_has_a_number);
  g_test_add_func ("/presence/before-the-first-reading", test_before_the_first_reading);
  g_test_add_func ("/presence/title-is-one-line-of-words", test_title_is_one_line_of_words);
  g_test_add_func ("/presence/changes-with-the-clock", test_changes_with_the_clock);
  g_test_add_func ("/presence/an-organisation-shows-how-long-its-credits-last", test_an_organisation_shows_how_long_its_credits_last);
  g_test_add_func ("/presence/an-old-bill-looks-old", test_an_old_bill_looks_old);
  g_test_add_func ("/presence/title-of-an-organisation", test_title_of_an_organisation);
  g_test_add_func ("/presence/subject-of-a-setting", test_subject_of_a_setting);

  g_test_add_func ("/presence/what-is-left", test_what_is_left);
  g_test_add_func ("/presence/two-bars", test_two_bars_have_the_worse_level);
  g_test_add_func ("/presence/hidden", test_hidden_numbers_show_nowhere);

  return g_test_run ();
}
