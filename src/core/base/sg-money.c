/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-money.h"

#include <string.h>

#include "sg-money-form.h"

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

/**
 * sg_money_format:
 *
 * Returns: (transfer full): as people here write it, by locale and #SgStyle: `$12.34`, `-€0.50`, `KWD 1.250`, `1.234,50 $`
 */
char *
sg_money_format (const SgMoney *money)
{
  guint64 magnitude = money->minor < 0 ? -(guint64) money->minor : (guint64) money->minor;
  guint64 unit = 1;
  SgMoneyForm form;

  for (guint i = 0; i < money->exponent; i++)
    unit *= 10;
  sg_money_form_init_locale (&form);

  return sg_money_form_write (&form, money->currency, money->minor < 0, magnitude / unit, magnitude % unit, money->exponent);
}

/**
 * sg_money_format_below_a_cent:
 *
 * Returns: (transfer full): `<$0.01`: more than nothing, and never `$0.00`
 */
char *
sg_money_format_below_a_cent (void)
{
  const SgMoney cent = { .minor = 1, .exponent = 2, .currency = "USD" };
  g_autofree char *text = sg_money_format (&cent);

  return g_strconcat ("<", text, NULL);
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
    return sg_money_format_below_a_cent ();

  cents.minor = pico_usd / SG_PICO_PER_CENT + (rest >= SG_PICO_PER_CENT / 2) - (rest <= -SG_PICO_PER_CENT / 2);

  return sg_money_format (&cents);
}
