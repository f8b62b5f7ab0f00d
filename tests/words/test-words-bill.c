/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-time.h"
#include "sg-words.h"

#define NOW "2026-11-21T12:36:00Z"

static SgCents
cents (const char *text)
{
  SgCents amount;

  g_assert_true (sg_cents_parse (text, &amount, NULL));

  return amount;
}

static void
test_what_is_unusual (void)
{
  const struct {
    const char *start;
    gboolean    is_hour;
    const char *words;
  } cases[] = {
    { "2026-11-21T00:00:00Z", FALSE, "Today (UTC) $111.35 so far; such a day usually costs $11.35 (median of 28)" },
    { "2026-11-20T00:00:00Z", FALSE, "Yesterday (UTC) $111.35; such a day usually costs $11.35 (median of 28)" },
    { "2026-11-21T10:00:00Z", TRUE,
      "The hour from 10:00 used $111.35 at list prices; the dearest hour of such a day is usually $11.35 (median of 28)" },
  };
  const SgCents amount = cents ("11135.1045");
  const SgCents usual = cents ("1135.1045");
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GDateTime) start = sg_time_parse (cases[i].start);
    g_autoptr (SgAnomaly) anomaly = sg_anomaly_new (start, cases[i].is_hour, &amount, &usual, 28);
    g_autofree char *words = sg_words_anomaly (anomaly, now, utc);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_both_sides_and_the_gap (void)
{
  const struct {
    const char *local;
    const char *organization;
    const char *words;
  } cases[] = {
    { "420", "970", "Last 24 hours: $4.20 here, $9.70 in the organisation; $5.50 more there" },
    { "970", "420", "Last 24 hours: $9.70 here, $4.20 in the organisation; $5.50 more here" },
    { "0", "0", "Last 24 hours: $0.00 here and in the organisation" },
  };
  g_autoptr (GDateTime) now = sg_time_parse (NOW);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SgCents local = cents (cases[i].local);
    const SgCents organization = cents (cases[i].organization);
    g_autoptr (SgUsageGap) gap = sg_usage_gap_new (now, now, &local, &organization);
    g_autofree char *words = sg_words_gap (gap);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
test_every_reason_has_a_sentence (void)
{
  g_autoptr (GDateTime) now = sg_time_parse (NOW);
  g_autoptr (SgUsageGap) gap = sg_usage_gap_new (now, now, &SG_CENTS_ZERO, &SG_CENTS_ZERO);

  for (guint reason = SG_GAP_NOT_IN_TRANSCRIPTS; reason <= SG_GAP_ROUNDING; reason <<= 1) {
    g_autoptr (GPtrArray) reasons = NULL;

    gap->reasons = reason;
    reasons = sg_words_gap_reasons (gap);
    g_assert_cmpuint (reasons->len, ==, 1);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words-bill/what-is-unusual", test_what_is_unusual);
  g_test_add_func ("/words-bill/both-sides-and-the-gap", test_both_sides_and_the_gap);
  g_test_add_func ("/words-bill/every-reason-has-a-sentence", test_every_reason_has_a_sentence);

  return g_test_run ();
}
