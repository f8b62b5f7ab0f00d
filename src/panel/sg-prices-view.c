/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-prices-view.h"

#include <glib/gi18n-lib.h>

#include "sg-number.h"

/* 10^-12 USD a token are 10^-6 USD per million. */
static char *
price_of (gint64 pico_usd)
{
  int n_decimals = pico_usd % 1000000 == 0 ? 0 : pico_usd % 10000 == 0 ? 2 : 4;

  return g_strdup_printf ("$%.*f", n_decimals, (double) pico_usd / 1e6);
}

static char *
words_of (const SgPrices *prices)
{
  g_autofree char *input = price_of (prices->input);
  g_autofree char *output = price_of (prices->output);
  g_autofree char *write_5m = price_of (prices->write_5m);
  g_autofree char *write_1h = price_of (prices->write_1h);
  g_autofree char *read = price_of (prices->cache_read);

  /* Translators: prices of a million tokens; the cache is written for five minutes or for an hour */
  return g_strdup_printf (_ ("input %s · output %s · cache write %s, for 1 h %s · cache read %s"),
                          input, output, write_5m, write_1h, read);
}

/**
 * sg_prices_view_words:
 *
 * Returns: (transfer full): all its prices, a line for each way to use it
 */
char *
sg_prices_view_words (const SgModelPrices *model)
{
  const SgPrices *fast = sg_model_prices_get_fast (model);
  guint64 above_tokens;
  const SgPrices *with_long_prompt = sg_model_prices_get_long (model, &above_tokens);
  g_autofree char *usual_words = words_of (sg_model_prices_get_usual (model));
  g_autoptr (GString) words = g_string_new (usual_words);

  if (fast != NULL) {
    g_autofree char *fast_words = words_of (fast);

    g_string_append_c (words, '\n');
    /* Translators: %s are prices */
    g_string_append_printf (words, _ ("Fast mode: %s"), fast_words);
  }
  if (with_long_prompt != NULL) {
    g_autofree char *long_words = words_of (with_long_prompt);
    g_autofree char *tokens = sg_number_format ((gint64) above_tokens);

    g_string_append_c (words, '\n');
    /* Translators: the first %s is a number of tokens, the second are prices */
    g_string_append_printf (words, _ ("Prompts over %s tokens: %s"), tokens, long_words);
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}
