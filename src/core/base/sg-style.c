/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The one thing in this process that everything may read and the edge sets: it is part of the locale, which is no argument either. */

#include "sg-style.h"

#include <langinfo.h>
#include <string.h>

static SgStyle current;

static const char *const hours_nicks[] = {
  [SG_HOURS_LOCALE] = "locale",
  [SG_HOURS_12] = "12",
  [SG_HOURS_24] = "24",
};

/**
 * sg_hours_from_nick:
 * @nick: (nullable): a value of the setting `hours`
 *
 * Returns: as the locale has it for a word not known
 */
SgHours
sg_hours_from_nick (const char *nick)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hours_nicks); i++) {
    if (g_strcmp0 (nick, hours_nicks[i]) == 0)
      return (SgHours) i;
  }

  return SG_HOURS_LOCALE;
}

SgStyle
sg_style_get (void)
{
  return current;
}

/**
 * sg_style_set:
 *
 * For the main thread of a program, as setlocale() is.
 *
 * Returns: whether it is another one now, and what is shown has to be said anew
 */
gboolean
sg_style_set (const SgStyle *style)
{
  gboolean differs = style->hours != current.hours || !style->remaining != !current.remaining ||
                     !style->currency_codes != !current.currency_codes || !style->hidden != !current.hidden;

  current = *style;

  return differs;
}

/**
 * sg_style_has_12_hours:
 *
 * Returns: whether a time of day is written as `2:50 PM`
 */
gboolean
sg_style_has_12_hours (void)
{
  const char *format = nl_langinfo (T_FMT);

  if (current.hours != SG_HOURS_LOCALE)
    return current.hours == SG_HOURS_12;

  return strstr (format, "%r") != NULL || strstr (format, "%I") != NULL || strstr (format, "%l") != NULL;
}

/**
 * sg_style_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: hours s (locale, 12, 24), remaining b, currency-codes b, hidden b
 */
GVariant *
sg_style_to_variant (void)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "hours", "s", hours_nicks[current.hours]);
  g_variant_dict_insert (&dict, "remaining", "b", current.remaining);
  g_variant_dict_insert (&dict, "currency-codes", "b", current.currency_codes);
  g_variant_dict_insert (&dict, "hidden", "b", current.hidden);

  return g_variant_dict_end (&dict);
}

/**
 * sg_style_set_variant:
 * @variant: `a{sv}` of sg_style_to_variant(), of whatever version
 *
 * Returns: as sg_style_set()
 */
gboolean
sg_style_set_variant (GVariant *variant)
{
  SgStyle style = { 0 };
  const char *hours = NULL;

  g_variant_lookup (variant, "hours", "&s", &hours);
  g_variant_lookup (variant, "remaining", "b", &style.remaining);
  g_variant_lookup (variant, "currency-codes", "b", &style.currency_codes);
  g_variant_lookup (variant, "hidden", "b", &style.hidden);
  style.hours = sg_hours_from_nick (hours);

  return sg_style_set (&style);
}
