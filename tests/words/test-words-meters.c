/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-time.h"
#include "sg-words.h"

#define NOW "2026-11-24T12:36:00Z"
#define NBSP "\u00a0"

static SgPacing *
new_pacing (GDateTime *now)
{
  SgPacing *pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, now);

  pacing->enabled = TRUE;
  pacing->decided_at = g_date_time_add_minutes (now, -2);
  pacing->holds_until = g_date_time_add_minutes (now, 3);
  pacing->throttles = TRUE;
  pacing->delay_seconds = 45;
  pacing->binding_limit = g_strdup ("session");
  pacing->used_percent = 78;
  pacing->target_percent = 62;
  pacing->strategy = SG_PACING_GRADUAL;
  pacing->tempo = g_strdup ("auto");

  return pacing;
}

#define assert_words(call, wanted) \
  G_STMT_START { \
    g_autofree char *words_ = (call); \
    g_assert_cmpstr (words_, ==, (wanted)); \
  } G_STMT_END

static void
test_pacing (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgPacing) pacing = new_pacing (now);

  assert_words (sg_words_pacing_state (pacing, now), "Throttling, next delay 45" NBSP "s");
  assert_words (sg_words_pacing_age (pacing, now), "Last decision 2 min ago");
  assert_words (sg_words_pacing_limit (pacing), "By the 5-hour limit: 78" NBSP "% used, target 62" NBSP "%");
  assert_words (sg_words_pacing_deviation (pacing), "16" NBSP "% over target");
  assert_words (sg_words_pacing_manner (pacing), "Gradual braking · tempo automatic");
  g_assert_null (sg_words_pacing_fallback (pacing));

  pacing->used_percent = 50;
  assert_words (sg_words_pacing_deviation (pacing), "12" NBSP "% under target");
  pacing->used_percent = 62.3;
  assert_words (sg_words_pacing_deviation (pacing), "on target");
  pacing->in_fallback = TRUE;
  g_assert_nonnull (sg_words_pacing_fallback (pacing));
}

static void
test_pacing_states (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (GDateTime) later = g_date_time_add_minutes (now, 3);
  g_autoptr (SgPacing) pacing = new_pacing (now);

  assert_words (sg_words_pacing_state (pacing, later), "At rest, the last delay was 45" NBSP "s");
  pacing->throttles = FALSE;
  assert_words (sg_words_pacing_state (pacing, now), "Not throttling");
  g_clear_pointer (&pacing->decided_at, g_date_time_unref);
  assert_words (sg_words_pacing_state (pacing, now), "Nothing decided yet");
  g_assert_null (sg_words_pacing_age (pacing, now));
  pacing->enabled = FALSE;
  assert_words (sg_words_pacing_state (pacing, now), "Switched off");

  g_clear_pointer (&pacing->binding_limit, g_free);
  g_assert_null (sg_words_pacing_limit (pacing));
  g_assert_null (sg_words_pacing_deviation (pacing));
  pacing->strategy = SG_PACING_NOT_KNOWN;
  assert_words (sg_words_pacing_manner (pacing), "tempo automatic");
  g_clear_pointer (&pacing->tempo, g_free);
  g_assert_null (sg_words_pacing_manner (pacing));
}

static void
test_rates (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgRate) rate = sg_rate_new (SG_RATE_INPUT_TOKENS);

  assert_words (sg_words_rate_amount (NULL), "not named by the server");
  assert_words (sg_words_rate_amount (rate), "not named by the server");
  rate->has_limit = TRUE;
  rate->limit = 2000000;
  assert_words (sg_words_rate_amount (rate), "at most 2,000,000");
  rate->has_remaining = TRUE;
  rate->remaining = 1264000;
  assert_words (sg_words_rate_amount (rate), "736,000 of 2,000,000 used");
  rate->has_limit = FALSE;
  assert_words (sg_words_rate_amount (rate), "1,264,000 left");
  rate->has_limit = TRUE;

  g_assert_null (sg_words_rate_reset (rate, now));
  rate->resets_at = g_date_time_add_seconds (now, 65);
  assert_words (sg_words_rate_reset (rate, now), "Whole again in 1 min");
  g_assert_null (sg_words_rate_spent (rate));
  rate->has_spent = TRUE;
  rate->spent_per_minute = 184000;
  assert_words (sg_words_rate_spent (rate), "at least 184,000 a minute");

  g_clear_pointer (&rate->resets_at, g_date_time_unref);
  rate->resets_at = g_date_time_ref (now);
  assert_words (sg_words_rate_reset (rate, now), "Whole again by now, unless used since");
  rate->remaining = rate->limit + 1;
  g_assert_null (sg_words_rate_reset (rate, now));
  assert_words (sg_words_rate_amount (rate), "0 of 2,000,000 used");
}

static void
test_rates_have_names_and_absence_is_said (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgRateLimits) limits = sg_rate_limits_new (NULL, SG_ORIGIN_RATE_HEADERS, now);

  for (guint kind = 0; kind < SG_N_RATES; kind++)
    g_assert_nonnull (sg_words_rate_name ((SgRateKind) kind));

  g_assert_cmpstr (sg_words_rates_absent (limits), ==, "The server answered, and named no limits");
  g_ptr_array_add (limits->rates, sg_rate_new (SG_RATE_REQUESTS));
  g_assert_null (sg_words_rates_absent (limits));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/words-meters/pacing", test_pacing);
  g_test_add_func ("/words-meters/pacing-states", test_pacing_states);
  g_test_add_func ("/words-meters/rates", test_rates);
  g_test_add_func ("/words-meters/rates-have-names-and-absence-is-said", test_rates_have_names_and_absence_is_said);

  return g_test_run ();
}
