/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-money.h"

#include <string.h>

/**
 * sg_money_init:
 * @currency: three ASCII letters
 *
 * Returns: %FALSE, with @money untouched, when it is no amount anyone could owe
 */
gboolean
sg_money_init (SgMoney    *money,
               gint64      minor,
               guint       exponent,
               const char *currency)
{
  if (currency == NULL || strlen (currency) != 3 || exponent > SG_MONEY_MAX_EXPONENT)
    return FALSE;

  for (guint i = 0; i < 3; i++) {
    if (!g_ascii_isalpha (currency[i]))
      return FALSE;
  }

  money->minor = minor;
  money->exponent = exponent;
  for (guint i = 0; i < 3; i++)
    money->currency[i] = g_ascii_toupper (currency[i]);
  money->currency[3] = '\0';

  return TRUE;
}

static const char *
symbol_of (const char *currency)
{
  static const char *symbols[][2] = {
    { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" }, { "JPY", "¥" }, { "INR", "₹" }, { "KRW", "₩" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++) {
    if (g_str_equal (currency, symbols[i][0]))
      return symbols[i][1];
  }

  return NULL;
}

/**
 * sg_money_format:
 *
 * Returns: (transfer full): for example `$12.34`, `-€0.50`, `¥1200`, `KWD 1.250`
 */
char *
sg_money_format (const SgMoney *money)
{
  const char *symbol = symbol_of (money->currency);
  const char *sign = money->minor < 0 ? "-" : "";
  guint64 magnitude = money->minor < 0 ? -(guint64) money->minor : (guint64) money->minor;
  guint64 unit = 1;
  g_autofree char *lead = symbol ? g_strdup (symbol) : g_strdup_printf ("%s ", money->currency);

  for (guint i = 0; i < money->exponent; i++)
    unit *= 10;

  if (money->exponent == 0)
    return g_strdup_printf ("%s%s%" G_GUINT64_FORMAT, sign, lead, magnitude);

  return g_strdup_printf ("%s%s%" G_GUINT64_FORMAT ".%0*" G_GUINT64_FORMAT, sign, lead,
                          magnitude / unit, (int) money->exponent, magnitude % unit);
}

/**
 * sg_pico_usd_format:
 * @pico_usd: a list-price estimate in 10^-12 USD
 *
 * Returns: (transfer full): rounded to the cent, for example `$4.20`; an amount
 *   above nothing but below half a cent reads `<$0.01`, never `$0.00`
 */
char *
sg_pico_usd_format (gint64 pico_usd)
{
  SgMoney cents = { .exponent = 2, .currency = "USD" };
  gint64 rest = pico_usd % SG_PICO_PER_CENT;

  if (pico_usd > 0 && pico_usd < SG_PICO_PER_CENT / 2)
    return g_strdup ("<$0.01");

  cents.minor = pico_usd / SG_PICO_PER_CENT + (rest >= SG_PICO_PER_CENT / 2) - (rest <= -SG_PICO_PER_CENT / 2);

  return sg_money_format (&cents);
}
