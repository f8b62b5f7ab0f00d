/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-words.h"

/**
 * sg_words_credits:
 *
 * Returns: (transfer full): `$12.34 of $50.00`, or `$12.34` where there is no cap
 */
char *
sg_words_credits (const SgCredits *credits)
{
  g_autofree char *used = sg_money_format (&credits->used);
  g_autofree char *cap = credits->has_cap ? sg_money_format (&credits->cap) : NULL;
  g_autofree char *amount = NULL;

  if (!credits->enabled && credits->used.minor == 0)
    return g_strdup (C_ ("usage credits", "Switched off"));

  /* Translators: money spent and the most that may be spent: “$12.34 of $50.00” */
  amount = cap ? g_strdup_printf (_ ("%s of %s"), used, cap) : g_steal_pointer (&used);
  if (credits->enabled)
    return g_steal_pointer (&amount);

  /* Translators: “$12.34 of $50.00, switched off” */
  return g_strdup_printf (C_ ("usage credits", "%s, switched off"), amount);
}

/**
 * sg_words_estimate:
 * @pico_usd: at list prices
 * @unpriced: whether it lacks requests whose price is not known
 *
 * Returns: (transfer full): `$4.20`, `≥ $4.20`, or `price unknown`
 */
char *
sg_words_estimate (gint64   pico_usd,
                   gboolean unpriced)
{
  g_autofree char *amount = sg_pico_usd_format (pico_usd);

  if (!unpriced)
    return g_steal_pointer (&amount);

  return pico_usd > 0 ? g_strdup_printf ("≥ %s", amount) : g_strdup (_ ("price unknown"));
}

/**
 * sg_words_model:
 * @model: a name for display, `?` where a request names none
 *
 * Returns: (transfer none): what to call it
 */
const char *
sg_words_model (const char *model)
{
  /* Translators: in a list of models, for what an unnamed one cost */
  return g_str_equal (model, "?") ? _ ("unknown model") : model;
}

/**
 * sg_words_block:
 * @costs: (nullable):
 *
 * Returns: (transfer full) (nullable): `5-hour block, estimate: $2.10, ends about 14:00`;
 *   %NULL while there is none
 */
char *
sg_words_block (const SgCostSummary *costs,
                GDateTime           *now,
                GTimeZone           *zone)
{
  g_autofree char *amount = NULL;
  g_autofree char *end = NULL;

  if (!sg_cost_summary_has_block (costs, now))
    return NULL;

  amount = sg_pico_usd_format (costs->block_pico_usd);
  end = sg_words_clock_time (costs->block_ends_at, now, zone);

  /* Translators: money spent, then a time: “$2.10”, “14:00” */
  return g_strdup_printf (_ ("5-hour block, estimate: %s, ends about %s"), amount, end);
}
