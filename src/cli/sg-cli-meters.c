/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The parts of `sandglass status` that most people do not have: Pace Maker, and the API's rate limits. */

#include "sg-cli-meters.h"

#include <glib/gi18n.h>

#include "sg-words.h"

static void
print_line (SgCliPrintRow print_row,
            char         *first,
            char         *second)
{
  g_autofree char *left = first;
  g_autofree char *right = second;

  if (left != NULL)
    print_row ("", left, right ? right : "");
}

/**
 * sg_cli_print_pacing:
 * @pacing: (nullable):
 */
void
sg_cli_print_pacing (const SgPacing *pacing,
                     GDateTime      *now,
                     SgCliPrintRow   print_row)
{
  g_autofree char *state = pacing ? sg_words_pacing_state (pacing, now) : NULL;
  g_autofree char *age = pacing ? sg_words_pacing_age (pacing, now) : NULL;

  if (pacing == NULL)
    return;

  print_row (_ ("Pace Maker"), state, age ? age : "");
  print_line (print_row, sg_words_pacing_limit (pacing), sg_words_pacing_deviation (pacing));
  print_line (print_row, sg_words_pacing_manner (pacing), NULL);
  print_line (print_row, g_strdup (sg_words_pacing_fallback (pacing)), NULL);
}

static void
print_rate (const SgRateLimits *limits,
            SgRateKind          kind,
            GDateTime          *now,
            SgCliPrintRow       print_row)
{
  const SgRate *rate = sg_rate_limits_find (limits, kind);
  g_autofree char *amount = sg_words_rate_amount (rate);
  /* Translators: “Requests per minute: 12 of 4,000 used” */
  g_autofree char *line = g_strdup_printf (_ ("%s: %s"), sg_words_rate_name (kind), amount);
  g_autofree char *spent = rate ? sg_words_rate_spent (rate) : NULL;
  g_autofree char *reset = rate ? sg_words_rate_reset (rate, now) : NULL;
  g_autofree char *rest = g_strjoin (reset && spent ? " · " : "", reset ? reset : "", spent ? spent : "", NULL);

  print_row ("", line, rest);
}

/**
 * sg_cli_print_rate_limits:
 * @limits: (nullable):
 */
void
sg_cli_print_rate_limits (const SgRateLimits *limits,
                          GDateTime          *now,
                          SgCliPrintRow       print_row)
{
  const char *absent = limits ? sg_words_rates_absent (limits) : NULL;
  g_autofree char *updated = limits ? sg_words_updated (limits->as_of, limits->origin, now) : NULL;

  if (limits == NULL)
    return;

  print_row (_ ("API rate limits"), limits->model ? limits->model : "", updated);
  if (absent != NULL) {
    print_row ("", absent, "");
    return;
  }
  for (guint kind = 0; kind < SG_N_RATES; kind++) {
    if (kind <= SG_RATE_OUTPUT_TOKENS || sg_rate_limits_find (limits, (SgRateKind) kind) != NULL)
      print_rate (limits, (SgRateKind) kind, now, print_row);
  }
}
