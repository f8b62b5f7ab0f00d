/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-price.h"

/* What one token of a kind costs is what a request of one such token costs. */
static gboolean
add_kind (SgCents             *sum,
          const SgPriceTable  *prices,
          const SgModelPrices *model,
          gint64               time_ms,
          SgRequestFlags       flags,
          const SgUsage       *one,
          gint64               n_tokens)
{
  gint64 each = sg_price_table_cost (prices, model, time_ms, flags, one);
  gint64 pico_usd;
  SgCents cents;

  if (__builtin_mul_overflow (each, n_tokens, &pico_usd))
    return FALSE;

  cents = sg_cents_from_pico_usd (pico_usd);

  return sg_cents_add (sum, &cents);
}

/**
 * sg_console_price:
 * @bucket: of usage, split by model
 * @cents: (out): 0 when its price is not known
 *
 * Sums of tokens at list prices. Where a model's price depends on the length of the prompt, the usual one counts:
 * a sum does not tell. Speed and region are in no report we ask for.
 *
 * Returns: %FALSE for a model without a known price, and for more than any bill
 */
gboolean
sg_console_price (const SgPriceTable    *prices,
                  const SgConsoleBucket *bucket,
                  SgCents               *cents)
{
  const char *id = bucket->dimensions[SG_DIMENSION_MODEL];
  const SgModelPrices *model = id ? sg_price_table_find (prices, id) : NULL;
  gboolean is_batch = g_strcmp0 (bucket->dimensions[SG_DIMENSION_SERVICE_TIER], "batch") == 0;
  const struct {
    SgUsage one;
    gint64  n_tokens;
  } kinds[] = {
    { { .input = 1 }, bucket->uncached_input }, { { .output = 1 }, bucket->output }, { { .write_5m = 1 }, bucket->write_5m },
    { { .write_1h = 1 }, bucket->write_1h }, { { .cache_read = 1 }, bucket->cache_read },
    { { .web_searches = 1 }, bucket->web_searches },
  };
  SgCents sum = SG_CENTS_ZERO;

  *cents = SG_CENTS_ZERO;
  if (model == NULL)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++) {
    if (!add_kind (&sum, prices, model, bucket->start * 1000, is_batch ? SG_REQUEST_BATCH : 0, &kinds[i].one, kinds[i].n_tokens))
      return FALSE;
  }
  *cents = sum;

  return TRUE;
}
