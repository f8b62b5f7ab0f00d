/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-error.h"
#include "sg-time.h"
#include "sg-words.h"

#define NOW "2026-11-21T12:36:00Z"
#define NBSP "\u00a0"

#define assert_words(call, wanted) \
  G_STMT_START { \
    g_autofree char *words_ = (call); \
    g_assert_cmpstr (words_, ==, (wanted)); \
  } G_STMT_END

typedef struct {
  const char *typed;
  const char *spent;          /* (nullable): not known */
  const char *burn_per_day;   /* (nullable): not known */
  const char *runway;         /* (nullable) */
} RunwayCase;

static const RunwayCase runway_cases[] = {
  { "12745", "0", "174", "lasts ~73 days (2 Feb)" },
  { "12745", "12571", "174", "lasts ~1 day (22 Nov)" },
  { "12745", "12700", "174", "lasts less than a day" },
  { "12745", "0", "40", "lasts ~318 days (6 Oct 2027)" },
  { "12745", "12745", "174", "used up, or filled up since" },
  { "12745", "13000", NULL, "used up, or filled up since" },
  { "12745", "0", NULL, NULL },
  { "12745", "0", "0", NULL },
  { "12745", NULL, NULL, NULL },
  { "0", NULL, NULL, NULL },
};

static SgCents
cents (const char *text)
{
  SgCents amount;

  g_assert_true (sg_cents_parse (text, &amount, NULL));

  return amount;
}

static SgBalance *
new_balance (const char *typed,
             const char *spent,
             const char *burn_per_day,
             GDateTime  *now)
{
  g_autoptr (GDateTime) typed_at = g_date_time_add_days (now, -3);
  SgCents amount = cents (typed);
  SgBalance *balance = sg_balance_new (&amount, typed_at);
  SgCents burn = cents (burn_per_day ? burn_per_day : "0");

  amount = cents (spent ? spent : "0");
  if (spent != NULL)
    sg_balance_set_spent (balance, &amount, burn_per_day ? &burn : NULL, now);

  return balance;
}

static void
test_runway (gconstpointer user_data)
{
  const RunwayCase *c = user_data;
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgBalance) balance = new_balance (c->typed, c->spent, c->burn_per_day, now);

  assert_words (sg_words_runway (balance, now, zone), c->runway);
}

static void
test_a_balance_says_since_when_and_of_what (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgBalance) live = new_balance ("12745", "0", "174", now);
  g_autoptr (SgBalance) by_hand = new_balance ("12745", NULL, NULL, now);

  assert_words (sg_words_balance_typed (live, now, zone), "Typed in 18 Nov; what was billed since is taken off");
  assert_words (sg_words_balance_typed (by_hand, now, zone), "Typed in 18 Nov; what was spent since is not known");
}

static SgConsole *
new_console (GDateTime *now)
{
  SgConsole *console = sg_console_new (SG_ORIGIN_ADMIN, now);

  console->today = cents ("1135.1045");
  console->month = cents ("17186.194500");
  console->last_7_days = cents ("5699.5225");
  console->tokens_7_days = 31624000;
  console->n_days = 28;
  console->burn_per_day = cents ("174.4");
  console->projected_month = cents ("23949.5");
  console->average_day = cents ("187");
  console->peak_day = cents ("912.6");
  console->peak_day_start = sg_time_parse ("2026-11-18T00:00:00Z");

  return console;
}

static void
test_a_bill (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgConsole) console = new_console (now);

  assert_words (sg_words_burn_rate (console), "burn rate $1.74/day");
  assert_words (sg_words_projection (console), "About $239 by the end of the month · $0.07 per hour");
  assert_words (sg_words_last_week (console), "Last 7 days $57.00, 31,624,000 tokens");
  assert_words (sg_words_average_day (console, now), "Average day $1.87, dearest $9.13 (18 Nov)");

  console->projected_month = cents ("999.4");
  assert_words (sg_words_projection (console), "About $9.99 by the end of the month · $0.07 per hour");
  console->tokens_7_days = -1;
  assert_words (sg_words_last_week (console), "Last 7 days $57.00");
}

static void
test_what_is_not_known_is_not_said (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgConsole) console = sg_console_new (SG_ORIGIN_ADMIN, now);

  g_assert_null (sg_words_burn_rate (console));
  g_assert_null (sg_words_projection (console));
  g_assert_null (sg_words_average_day (console, now));
  g_assert_null (sg_words_console_line (NULL, NULL, now, zone));
}

typedef struct {
  const char *part;
  const char *whole;
  const char *share;
} ShareCase;

static const ShareCase share_cases[] = {
  { "2840", "5230", "$28.40 (54" NBSP "%)" },
  { "1", "5230", "$0.01 (<1" NBSP "%)" },
  { "5230", "5230", "$52.30 (100" NBSP "%)" },
  { "0", "5230", "$0.00 (0" NBSP "%)" },
  { "0", "0", "$0.00" },
};

static void
test_shares (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (share_cases); i++) {
    SgCents part = cents (share_cases[i].part);
    SgCents whole = cents (share_cases[i].whole);

    assert_words (sg_words_share (&part, &whole), share_cases[i].share);
  }
}

static void
test_one_line_of_all (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgConsole) console = new_console (now);
  g_autoptr (SgBalance) balance = new_balance ("12745", "0", "174", now);
  g_autoptr (SgBalance) by_hand = new_balance ("12745", NULL, NULL, now);

  assert_words (sg_words_console_line (console, balance, now, zone), "API: today $11.35, $127.45 left, lasts ~73 days (2 Feb)");
  assert_words (sg_words_console_line (console, NULL, now, zone), "API: today $11.35");
  assert_words (sg_words_console_line (NULL, by_hand, now, zone), "API: $127.45 left");
}

/* What was known last of a day is not of today for ever. */
static void
test_days_pass (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) evening = g_date_time_new_utc (2026, 11, 21, 23, 59, 59.0);
  g_autoptr (GDateTime) night = g_date_time_new_utc (2026, 11, 22, 0, 0, 0.0);
  g_autoptr (GDateTime) december = g_date_time_new_utc (2026, 12, 1, 0, 0, 0.0);
  g_autoptr (GDateTime) next_year = g_date_time_new_utc (2027, 11, 21, 12, 36, 0.0);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgConsole) console = new_console (now);

  g_assert_null (sg_words_passed_day (console, evening));
  g_assert_null (sg_words_passed_month (console, night));
  assert_words (sg_words_passed_day (console, night), "21 Nov");
  assert_words (sg_words_passed_month (console, december), "November 2026");
  assert_words (sg_words_passed_day (console, next_year), "21 Nov");
  assert_words (sg_words_passed_month (console, next_year), "November 2026");
  assert_words (sg_words_console_line (console, NULL, night, zone), "API: $11.35 on 21 Nov");
}

static void
test_a_hint_says_what_to_do (void)
{
  g_assert_cmpstr (sg_words_console_hint (FALSE, SG_ERROR_KEY_MISSING), ==, "Add an Admin API key for live data");
  g_assert_cmpstr (sg_words_console_hint (TRUE, SG_ERROR_KEY_REFUSED), ==, "Enter another key in the preferences");
  g_assert_null (sg_words_console_hint (TRUE, SG_SOURCE_NO_ERROR));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (runway_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/words-console/runway/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, &runway_cases[i], test_runway);
  }
  g_test_add_func ("/words-console/a-balance-says-since-when-and-of-what", test_a_balance_says_since_when_and_of_what);
  g_test_add_func ("/words-console/a-bill", test_a_bill);
  g_test_add_func ("/words-console/what-is-not-known-is-not-said", test_what_is_not_known_is_not_said);
  g_test_add_func ("/words-console/shares", test_shares);
  g_test_add_func ("/words-console/one-line-of-all", test_one_line_of_all);
  g_test_add_func ("/words-console/a-hint-says-what-to-do", test_a_hint_says_what_to_do);

  g_test_add_func ("/words-console/days-pass", test_days_pass);

  return g_test_run ();
}
