/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-number.h"
#include "sg-time.h"
#include "sg-words-private.h"

const char *
sg_words_rate_name (SgRateKind kind)
{
  switch (kind) {
  case SG_RATE_REQUESTS:
    return _ ("Requests per minute");
  case SG_RATE_INPUT_TOKENS:
    return _ ("Input tokens per minute");
  case SG_RATE_OUTPUT_TOKENS:
    return _ ("Output tokens per minute");
  case SG_RATE_TOKENS:
    return _ ("Tokens per minute");
  case SG_RATE_PRIORITY_INPUT_TOKENS:
    return _ ("Priority input tokens per minute");
  case SG_RATE_PRIORITY_OUTPUT_TOKENS:
    return _ ("Priority output tokens per minute");
  case SG_RATE_FAST_INPUT_TOKENS:
    return _ ("Fast mode, input tokens per minute");
  case SG_RATE_FAST_OUTPUT_TOKENS:
    return _ ("Fast mode, output tokens per minute");
  case SG_N_RATES:
  default:
    return NULL;
  }
}

static char *
number (guint64 value)
{
  return sg_number_format ((gint64) MIN (value, G_MAXINT64));
}

/**
 * sg_words_rate_amount:
 * @rate: (nullable): %NULL when the server said nothing of it
 *
 * Returns: (transfer full): `12 of 4,000 used`, `4,000 left`, `at most 4,000`, `not named by the server`
 */
char *
sg_words_rate_amount (const SgRate *rate)
{
  g_autofree char *limit = rate ? number (rate->limit) : NULL;
  g_autofree char *remaining = rate ? number (rate->remaining) : NULL;
  g_autofree char *amount = NULL;
  guint64 used;

  if (rate != NULL && sg_rate_get_used (rate, &used)) {
    amount = number (used);
    /* Translators: “12 of 4,000 used” */
    return g_strdup_printf (_ ("%s of %s used"), amount, limit);
  }
  if (rate != NULL && rate->has_remaining)
    /* Translators: “4,000 left” */
    return g_strdup_printf (_ ("%s left"), remaining);
  if (rate != NULL && rate->has_limit)
    return g_strdup_printf (_ ("at most %s"), limit);

  return g_strdup (_ ("not named by the server"));
}

/**
 * sg_words_rate_reset:
 *
 * Returns: (transfer full) (nullable): `Whole again in 1 min`; %NULL where it is whole or nobody knows
 */
char *
sg_words_rate_reset (const SgRate *rate,
                     GDateTime    *now)
{
  gint64 seconds = rate->resets_at ? sg_time_seconds_between (now, rate->resets_at) : 0;
  g_autofree char *left = sg_words_duration (seconds);
  guint64 used;

  if (rate->resets_at == NULL || (sg_rate_get_used (rate, &used) && used == 0))
    return NULL;
  if (seconds <= 0)
    return g_strdup (_ ("Whole again by now, unless used since"));

  /* Translators: when nothing of a limit is in use any more; %s is “1 min” or “less than a minute” */
  return g_strdup_printf (_ ("Whole again in %s"), left);
}

/**
 * sg_words_rate_spent:
 *
 * Returns: (transfer full) (nullable): `at least 3,000 a minute`
 */
char *
sg_words_rate_spent (const SgRate *rate)
{
  g_autofree char *spent = number (rate->spent_per_minute);

  /* Translators: how fast a limit is being used */
  return rate->has_spent ? g_strdup_printf (_ ("at least %s a minute"), spent) : NULL;
}

/**
 * sg_words_rates_absent:
 *
 * Returns: (transfer none) (nullable): that the server named no limit, if it named none
 */
const char *
sg_words_rates_absent (const SgRateLimits *limits)
{
  return limits->rates->len == 0 ? _ ("The server answered, and named no limits") : NULL;
}
