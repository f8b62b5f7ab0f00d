/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What goes over the bus comes back the same, and what is no such thing comes back as nothing. */

#include <math.h>
#include <string.h>

#include "sg-account.h"
#include "sg-balance.h"
#include "sg-console.h"
#include "sg-cost-summary.h"
#include "sg-credits.h"
#include "sg-incidents.h"
#include "sg-limit.h"
#include "sg-money.h"
#include "sg-pacing.h"
#include "sg-rate-limits.h"
#include "sg-source-status.h"
#include "sg-time.h"
#include "sg-variant.h"

#define NOW "2026-11-24T12:36:00Z"

typedef GVariant *(*ToVariant) (gconstpointer value);
typedef gpointer (*FromVariant) (GVariant *variant);

/* Returns the text of the second variant, which must equal the first's. */
static void
assert_round_trip (gpointer       value,
                   ToVariant      to_variant,
                   FromVariant    from_variant,
                   GDestroyNotify free_value)
{
  g_autoptr (GVariant) first = g_variant_ref_sink (to_variant (value));
  g_autoptr (GVariant) second = NULL;
  gpointer back = from_variant (first);

  g_assert_nonnull (back);
  second = g_variant_ref_sink (to_variant (back));
  g_assert_true (g_variant_equal (first, second));
  g_assert_cmpstr (g_variant_get_type_string (first), ==, "a{sv}");

  free_value (back);
  free_value (value);
}

#define assert_back(name, value) \
  assert_round_trip ((value), (ToVariant) sg_ ## name ## _to_variant, (FromVariant) sg_ ## name ## _from_variant, \
                     (GDestroyNotify) sg_ ## name ## _free)

static void
test_limit (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgLimit *limit = sg_limit_new ("weekly:Fable", SG_LIMIT_SCOPED, "Fable", 104.5, now, SG_ORIGIN_STATUSLINE, now);
  SgLimit *copy = sg_limit_copy (limit);
  SgLimit *budget = sg_limit_new (SG_BUDGET_WEEK, SG_LIMIT_BUDGET, NULL, 96.4, now, SG_ORIGIN_TRANSCRIPTS, now);
  g_autoptr (SgLimit) back = NULL;
  g_autoptr (GVariant) said = NULL;

  budget->budget_pico_usd = 25 * SG_PICO_PER_USD;
  budget->spent_pico_usd = 2410 * SG_PICO_PER_CENT;
  said = g_variant_ref_sink (sg_limit_to_variant (budget));
  back = sg_limit_from_variant (said);
  g_assert_cmpint (back->spent_pico_usd, ==, budget->spent_pico_usd);
  g_assert_cmpint (back->budget_pico_usd, ==, budget->budget_pico_usd);
  assert_back (limit, sg_limit_copy (budget));
  g_assert_cmpstr (copy->label, ==, "Fable");
  g_assert_cmpint (copy->kind, ==, SG_LIMIT_SCOPED);
  assert_back (limit, limit);
  assert_back (limit, copy);
  assert_back (limit, budget);
  assert_back (limit, sg_limit_new ("x", SG_LIMIT_OTHER, NULL, 0.0, NULL, SG_ORIGIN_UNKNOWN, now));
}

static void
test_credits (void)
{
  const SgMoney used = { .minor = G_MININT64, .exponent = 3, .currency = "KWD" };
  const SgMoney cap = { .minor = 5000, .exponent = 3, .currency = "KWD" };
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgCredits *capped = sg_credits_new (TRUE, &used, &cap, NULL, SG_ORIGIN_ENDPOINT, now);
  SgCredits *copy = sg_credits_copy (capped);

  g_assert_true (copy->has_cap);
  g_assert_cmpint (copy->cap.minor, ==, 5000);
  assert_back (credits, capped);
  assert_back (credits, copy);
  assert_back (credits, sg_credits_new (FALSE, &cap, NULL, "out_of_credits", SG_ORIGIN_ENDPOINT, now));
}

static void
test_account (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgAccount *account = sg_account_new (SG_ORIGIN_ENDPOINT, now);
  g_autoptr (GVariant) variant = NULL;
  g_autofree char *text = NULL;

  account->id = g_strdup ("secret-id");
  account->email = g_strdup ("ada@example.org");
  account->name = g_strdup ("Ada");
  account->plan = g_strdup ("Max 5×");
  account->tier = g_strdup ("default_claude_max_5x");
  account->login_ends_at = g_date_time_ref (now);
  variant = g_variant_ref_sink (sg_account_to_variant (account));
  text = g_variant_print (variant, FALSE);

  g_assert_null (strstr (text, "example.org"));
  g_assert_null (strstr (text, "secret-id"));
  g_assert_nonnull (strstr (text, "Ada"));
  {
    g_autoptr (GVariant) hidden = g_variant_ref_sink (sg_account_to_variant_of (account, 0));
    g_autoptr (GVariant) all = g_variant_ref_sink (sg_account_to_variant_of (account, SG_ACCOUNT_NAMES | SG_ACCOUNT_EMAIL));
    g_autoptr (SgAccount) back = sg_account_from_variant (all);
    g_autofree char *hidden_text = g_variant_print (hidden, FALSE);

    g_assert_null (strstr (hidden_text, "Ada"));
    g_assert_nonnull (strstr (hidden_text, "Max"));
    g_assert_cmpstr (back->email, ==, "ada@example.org");
    g_assert_cmpstr (back->tier, ==, "default_claude_max_5x");
  }
  assert_back (account, sg_account_copy (account));
  assert_back (account, account);
}

static void
test_pacing (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgPacing *pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, now);
  SgPacing *copy;

  assert_back (pacing, sg_pacing_copy (pacing));
  pacing->enabled = pacing->throttles = pacing->in_fallback = TRUE;
  pacing->decided_at = g_date_time_ref (now);
  pacing->holds_until = g_date_time_add_minutes (now, 5);
  pacing->delay_seconds = 45;
  pacing->binding_limit = g_strdup ("session");
  pacing->used_percent = 78.5;
  pacing->target_percent = 62.0;
  pacing->strategy = SG_PACING_GRADUAL;
  pacing->tempo = g_strdup ("auto");
  copy = sg_pacing_copy (pacing);

  g_assert_cmpstr (copy->binding_limit, ==, "session");
  g_assert_cmpint (sg_pacing_get_state (copy, now), ==, SG_PACING_THROTTLING);
  assert_back (pacing, copy);
  assert_back (pacing, pacing);
}

static void
test_rate_limits (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgRateLimits *limits = sg_rate_limits_new ("claude-opus-5-5", SG_ORIGIN_RATE_HEADERS, now);
  SgRate *rate = sg_rate_new (SG_RATE_OUTPUT_TOKENS);

  assert_back (rate_limits, sg_rate_limits_copy (limits));
  rate->has_limit = rate->has_remaining = rate->has_spent = TRUE;
  rate->limit = G_MAXUINT64;
  rate->remaining = 7;
  rate->spent_per_minute = 3;
  rate->resets_at = g_date_time_ref (now);
  g_ptr_array_add (limits->rates, rate);
  g_ptr_array_add (limits->rates, sg_rate_new (SG_RATE_REQUESTS));

  assert_back (rate_limits, sg_rate_limits_copy (limits));
  assert_back (rate_limits, limits);
}

static void
test_incidents (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgIncidents *incidents = sg_incidents_new (SG_ORIGIN_STATUS_PAGE, now);

  assert_back (incidents, sg_incidents_copy (incidents));
  sg_incidents_add (incidents, "Elevated errors", "major", "identified", now);
  sg_incidents_add (incidents, "Else", NULL, NULL, NULL);
  assert_back (incidents, sg_incidents_copy (incidents));
  assert_back (incidents, incidents);
}

static void
test_cost_summary (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  SgCostSummary *costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  g_autoptr (SgCostSummary) back = NULL;
  g_autoptr (GVariant) variant = NULL;
  const SgModelCost *unpriced;

  costs->today_pico_usd = 4200000000000;
  costs->month_pico_usd = G_MAXINT64;
  costs->results_today_pico_usd = 17;
  costs->results_month_pico_usd = G_MAXINT64;
  costs->n_sessions_today = 12;
  costs->n_unpriced_today = 1;
  costs->n_unpriced_month = G_MAXUINT;
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("Opus", TRUE, 3200000000000, G_MAXUINT64));
  g_ptr_array_add (costs->models_today, sg_model_cost_new ("mystery", FALSE, 0, 5));
  g_ptr_array_add (costs->models_month, sg_model_cost_new ("Opus", TRUE, 5200000000000, 7));
  costs->n_telemetry_today = 2;
  costs->telemetry_today_pico_usd = 9000000000;
  variant = g_variant_ref_sink (sg_cost_summary_to_variant (costs));
  back = sg_cost_summary_from_variant (variant);
  g_assert_cmpint (back->results_today_pico_usd, ==, 17);
  g_assert_cmpint (back->results_month_pico_usd, ==, G_MAXINT64);
  unpriced = g_ptr_array_index (back->models_today, 1);

  g_assert_cmpuint (back->models_today->len, ==, 2);
  g_assert_false (unpriced->priced);
  assert_back (cost_summary, sg_cost_summary_copy (costs));
  assert_back (cost_summary, costs);
  assert_back (cost_summary, sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now));
}

static void
test_console (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  const SgCents amount = { 5230, 125000000000 };
  SgConsole *console = sg_console_new (SG_ORIGIN_ADMIN, now);

  assert_back (console, sg_console_copy (console));
  console->organization = g_strdup ("Looms");
  console->month = amount;
  console->n_days = 3;
  console->burn_per_day = amount;
  console->peak_day_start = g_date_time_ref (now);
  g_ptr_array_add (console->models, sg_console_share_new ("Opus 5.5", &amount));
  console->gap = sg_usage_gap_new (now, now, &amount, &SG_CENTS_ZERO);
  console->gap->is_over = TRUE;
  console->gap->reasons = SG_GAP_OTHERS | SG_GAP_PRIORITY;
  console->anomaly = sg_anomaly_new (now, TRUE, &amount, &SG_CENTS_ZERO, 28);
  assert_back (console, sg_console_copy (console));
  assert_back (console, console);
}

static void
test_balance (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  const SgCents typed = { 14000, 0 };
  const SgCents burn = { 174, 0 };
  SgBalance *balance = sg_balance_new (&typed, now);

  assert_back (balance, sg_balance_copy (balance));
  sg_balance_set_spent (balance, &burn, &burn, now);
  assert_back (balance, sg_balance_copy (balance));
  assert_back (balance, balance);
}

static void
test_source_status (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (int state = SG_SOURCE_STARTING; state <= SG_SOURCE_NEEDS_USER; state++) {
    SgSourceStatus *status = sg_source_status_new ("endpoint", SG_ORIGIN_ENDPOINT);
    g_autoptr (GVariant) variant = NULL;
    g_autoptr (SgSourceStatus) back = NULL;

    status->state = (SgSourceState) state;
    status->error_code = state - 1;
    status->detail = g_strdup ("/home/ada/.claude: gone");
    status->last_answer_at = g_date_time_ref (now);
    status->next_try_at = g_date_time_ref (now);
    variant = g_variant_ref_sink (sg_source_status_to_variant (status));
    back = sg_source_status_from_variant (variant);

    g_assert_cmpint (back->state, ==, state);
    g_assert_cmpint (back->error_code, ==, state - 1);
    assert_back (source_status, sg_source_status_copy (status));
    assert_back (source_status, status);
  }
  assert_back (source_status, sg_source_status_new ("x", SG_ORIGIN_UNKNOWN));
}

static void
test_paths_that_are_no_text_survive (void)
{
  SgSourceStatus *status = sg_source_status_new ("transcripts", SG_ORIGIN_TRANSCRIPTS);
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (SgSourceStatus) back = NULL;

  status->detail = g_strdup ("/home/\xe4\xf6\xfc");
  variant = g_variant_ref_sink (sg_source_status_to_variant (status));
  back = sg_source_status_from_variant (variant);

  g_assert_cmpstr (back->detail, ==, "/home/\uFFFD\uFFFD\uFFFD");
  sg_source_status_free (status);
}

/* In GVariant text; every one must be refused by every reader, or be read without harm. */
static const char *const hostile[] = {
  "''", "[0]", "<{'as-of': <int64 1>}>", "@a{ss} {}", "@aa{sv} []", "@a{sv} {}",
  "{'as-of': <int64 9223372036854775807>, 'id': <'x'>, 'used-percent': <1.0>}",
  "{'as-of': <int64 -9223372036854775808>, 'id': <'x'>, 'used-percent': <1.0>}",
  "{'as-of': <'soon'>, 'id': <'x'>, 'used-percent': <1.0>}",
  "{'as-of': <int64 1>, 'id': <7>, 'used-percent': <1.0>}",
  "{'as-of': <int64 1>, 'id': <'x'>, 'used-percent': <int64 1>}",
  "{'as-of': <int64 1>, 'id': <'x'>, 'used-percent': <-1.0>}",
  "{'as-of': <int64 1>, 'used': <(int64 1, uint32 4000000000, 'USD')>}",
  "{'as-of': <int64 1>, 'used': <(int64 1, uint32 2, 'DOLLARS')>}",
  "{'as-of': <int64 1>, 'used': <12.34>}",
  "{'as-of': <int64 1>, 'models-today': <['x']>}",
  "{'as-of': <int64 1>, 'models-today': <{'x': <1>}>}",
};

static void
test_hostile_is_nothing (gconstpointer user_data)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed (user_data));
  g_autoptr (GPtrArray) array = sg_variant_get_array (variant, (FromVariant) sg_limit_from_variant, (GDestroyNotify) sg_limit_free);

  g_assert_null (sg_limit_from_variant (variant));
  g_assert_null (sg_credits_from_variant (variant));
  g_assert_null (sg_cost_summary_from_variant (variant));
  g_assert_null (sg_pacing_from_variant (variant));
  g_assert_null (sg_rate_limits_from_variant (variant));
  g_assert_cmpuint (array->len, ==, 0);
}

static void
test_forecast (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 12, 36, 0);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 70.0, now, SG_ORIGIN_ENDPOINT, now);
  g_autoptr (GVariant) plain = g_variant_ref_sink (sg_limit_to_variant (limit));
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (GVariant) again = NULL;
  g_autoptr (SgLimit) without = sg_limit_from_variant (plain);
  g_autoptr (SgLimit) copy = NULL;

  g_assert_null (without->forecast);
  limit->forecast = sg_forecast_new ();
  limit->forecast->moved_percent = 78.5;
  limit->forecast->chance_percent = 84.0;
  limit->forecast->full_from = g_date_time_add_minutes (now, 44);
  limit->forecast->full_until = g_date_time_add_minutes (now, 94);
  limit->forecast->today_percent = 12.5;
  limit->forecast->work_full_at = g_date_time_add_minutes (now, 1440);
  variant = g_variant_ref_sink (sg_limit_to_variant (limit));
  copy = sg_limit_from_variant (variant);
  again = g_variant_ref_sink (sg_limit_to_variant (copy));

  g_assert_true (g_variant_equal (variant, again));
  g_assert_cmpfloat (copy->forecast->elapsed_percent, <, 0.0);
  g_assert_true (sg_limit_has_moved (copy));
}

static void
test_numbers_that_are_none (void)
{
  static const double numbers[] = { NAN, INFINITY, -INFINITY, -0.5 };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed ("{'as-of': <int64 1>, 'id': <'x'>, 'used-percent': <%d>}", numbers[i]));

    g_assert_null (sg_limit_from_variant (variant));
  }
}

static void
test_unknown_words_are_harmless (void)
{
  g_autoptr (GVariant) limit_variant = g_variant_ref_sink (g_variant_new_parsed ("{'as-of': <int64 1>, 'id': <'x'>, 'used-percent': <1.0>, 'kind': <'lunar'>, 'origin': <'moon'>, 'resets-at': <int64 9223372036854775807>}"));
  g_autoptr (GVariant) status_variant = g_variant_ref_sink (g_variant_new_parsed ("{'id': <'x'>, 'state': <'asleep'>, 'error': <99>}"));
  g_autoptr (SgLimit) limit = sg_limit_from_variant (limit_variant);
  g_autoptr (SgSourceStatus) status = sg_source_status_from_variant (status_variant);

  g_assert_cmpint (limit->kind, ==, SG_LIMIT_OTHER);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_UNKNOWN);
  g_assert_null (limit->resets_at);
  g_assert_cmpint (status->state, ==, SG_SOURCE_STARTING);
  g_assert_cmpint (status->error_code, ==, 99);
}

static void
test_unreadable_elements_are_left_out (void)
{
  g_autoptr (GVariant) variant = g_variant_ref_sink (g_variant_new_parsed ("[{'as-of': <int64 1>, 'id': <'x'>, 'used-percent': <1.0>}, {'id': <'y'>}]"));
  g_autoptr (GPtrArray) array = sg_variant_get_array (variant, (FromVariant) sg_limit_from_variant, (GDestroyNotify) sg_limit_free);

  g_assert_cmpuint (array->len, ==, 1);
}

static void
test_every_origin_has_a_nick (void)
{
  for (int origin = SG_ORIGIN_UNKNOWN; origin <= SG_ORIGIN_DEMO; origin++)
    g_assert_cmpint (sg_origin_from_nick (sg_origin_to_nick ((SgOrigin) origin)), ==, origin);

  g_assert_cmpstr (sg_origin_to_nick ((SgOrigin) 99), ==, "unknown");
  g_assert_cmpint (sg_origin_from_nick (NULL), ==, SG_ORIGIN_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/round-trip/limit", test_limit);
  g_test_add_func ("/round-trip/credits", test_credits);
  g_test_add_func ("/round-trip/account", test_account);
  g_test_add_func ("/round-trip/cost-summary", test_cost_summary);
  g_test_add_func ("/round-trip/console", test_console);
  g_test_add_func ("/round-trip/balance", test_balance);
  g_test_add_func ("/round-trip/pacing", test_pacing);
  g_test_add_func ("/round-trip/rate-limits", test_rate_limits);
  g_test_add_func ("/round-trip/incidents", test_incidents);
  g_test_add_func ("/round-trip/source-status", test_source_status);
  g_test_add_func ("/round-trip/paths-that-are-no-text-survive", test_paths_that_are_no_text_survive);
  g_test_add_func ("/round-trip/forecast", test_forecast);
  g_test_add_func ("/round-trip/numbers-that-are-none", test_numbers_that_are_none);
  g_test_add_func ("/round-trip/unknown-words-are-harmless", test_unknown_words_are_harmless);
  g_test_add_func ("/round-trip/unreadable-elements-are-left-out", test_unreadable_elements_are_left_out);
  g_test_add_func ("/round-trip/every-origin-has-a-nick", test_every_origin_has_a_nick);
  for (gsize i = 0; i < G_N_ELEMENTS (hostile); i++) {
    g_autofree char *path = g_strdup_printf ("/round-trip/hostile-is-nothing/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, hostile[i], test_hostile_is_nothing);
  }

  return g_test_run ();
}
