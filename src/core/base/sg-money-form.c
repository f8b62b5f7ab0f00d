/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-money-form.h"

#include <limits.h>
#include <locale.h>
#include <string.h>

#include "sg-style.h"

#define NO_BREAK_SPACE "\u00a0"

static void
take (char       *member,
      const char *text,
      const char *otherwise)
{
  g_autofree char *utf8 = *text != '\0' ? g_locale_to_utf8 (text, -1, NULL, NULL, NULL) : NULL;

  g_strlcpy (member, utf8 && strlen (utf8) < 8 ? utf8 : otherwise, 8);
}

/**
 * sg_money_form_init_locale:
 *
 * As `LC_MONETARY` has it for its own currency, and #SgStyle says whether by code.
 */
void
sg_money_form_init_locale (SgMoneyForm *self)
{
  const struct lconv *locale = localeconv ();

  *self = (SgMoneyForm) {
    .is_behind = locale->p_cs_precedes == 0,
    .has_space = locale->p_sep_by_space != 0 && locale->p_sep_by_space != CHAR_MAX,
    .codes = sg_style_get ().currency_codes,
  };
  take (self->decimal_point, locale->mon_decimal_point, ".");
  take (self->separator, locale->mon_thousands_sep, "");
  g_strlcpy (self->grouping, locale->mon_grouping, sizeof self->grouping);
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

static void
group (GString           *digits,
       const SgMoneyForm *form)
{
  const char *size = form->grouping;
  gssize place = (gssize) digits->len;

  if (*form->separator == '\0')
    return;

  while (*size > 0 && *size != CHAR_MAX && place > *size) {
    place -= *size;
    g_string_insert (digits, place, form->separator);
    if (size[1] != '\0')
      size++;
  }
}

/**
 * sg_money_form_write:
 * @currency: ISO 4217
 * @units: whole units of the currency, without its sign
 * @decimals: the rest, as a number of @n_decimals digits
 *
 * Pure.
 *
 * Returns: (transfer full): `-$1,234.50`, `1.234,50 €`, `KWD 1.250`; a space is a no-break space
 */
char *
sg_money_form_write (const SgMoneyForm *self,
                     const char        *currency,
                     gboolean           is_negative,
                     guint64            units,
                     guint64            decimals,
                     guint              n_decimals)
{
  const char *symbol = self->codes ? NULL : symbol_of (currency);
  const char *space = symbol == NULL || self->has_space ? NO_BREAK_SPACE : "";
  const char *sign = is_negative ? "-" : "";
  g_autoptr (GString) amount = g_string_new (NULL);

  g_string_append_printf (amount, "%" G_GUINT64_FORMAT, units);
  group (amount, self);
  if (n_decimals > 0)
    g_string_append_printf (amount, "%s%0*" G_GUINT64_FORMAT, self->decimal_point, (int) n_decimals, decimals);
  if (symbol == NULL)
    symbol = currency;

  return self->is_behind ? g_strconcat (sign, amount->str, space, symbol, NULL)
                         : g_strconcat (sign, symbol, space, amount->str, NULL);
}
