/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-variant.h"

/**
 * sg_variant_put_string:
 * @value: (nullable): a path may be no UTF-8, which D-Bus does not take; it gets U+FFFD in its place
 */
void
sg_variant_put_string (GVariantDict *dict,
                       const char   *key,
                       const char   *value)
{
  if (value != NULL)
    g_variant_dict_insert_value (dict, key, g_variant_new_take_string (g_utf8_make_valid (value, -1)));
}

void
sg_variant_put_time (GVariantDict *dict,
                     const char   *key,
                     GDateTime    *time)
{
  if (time != NULL)
    g_variant_dict_insert (dict, key, "x", g_date_time_to_unix (time));
}

void
sg_variant_put_money (GVariantDict  *dict,
                      const char    *key,
                      const SgMoney *money)
{
  g_auto (GVariantDict) amount = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&amount, "minor", "x", money->minor);
  g_variant_dict_insert (&amount, "exponent", "u", money->exponent);
  sg_variant_put_string (&amount, "currency", money->currency);
  g_variant_dict_insert_value (dict, key, g_variant_dict_end (&amount));
}

/* As an exact decimal: a script may read it, and no double comes in between. */
void
sg_variant_put_cents (GVariantDict  *dict,
                      const char    *key,
                      const SgCents *cents)
{
  g_variant_dict_insert_value (dict, key, g_variant_new_take_string (sg_cents_to_text (cents)));
}

void
sg_variant_put_stamp (GVariantDict *dict,
                      SgOrigin      origin,
                      GDateTime    *as_of)
{
  sg_variant_put_string (dict, "origin", sg_origin_to_nick (origin));
  sg_variant_put_time (dict, "as-of", as_of);
}

/**
 * sg_variant_as_dict:
 *
 * Returns: (transfer none) (nullable): @variant, if it is an `a{sv}`; %NULL makes an empty #GVariantDict
 */
GVariant *
sg_variant_as_dict (GVariant *variant)
{
  return g_variant_is_of_type (variant, G_VARIANT_TYPE_VARDICT) ? variant : NULL;
}

/**
 * sg_variant_get_string:
 *
 * Returns: (transfer none) (nullable): lent by @dict
 */
const char *
sg_variant_get_string (GVariantDict *dict,
                       const char   *key)
{
  const char *value = NULL;

  return g_variant_dict_lookup (dict, key, "&s", &value) ? value : NULL;
}

GDateTime *
sg_variant_get_time (GVariantDict *dict,
                     const char   *key)
{
  gint64 seconds;

  return g_variant_dict_lookup (dict, key, "x", &seconds) ? g_date_time_new_from_unix_utc (seconds) : NULL;
}

gboolean
sg_variant_get_money (GVariantDict *dict,
                      const char   *key,
                      SgMoney      *money)
{
  g_autoptr (GVariant) amount = g_variant_dict_lookup_value (dict, key, G_VARIANT_TYPE_VARDICT);
  const char *currency;
  gint64 minor;
  guint32 exponent;

  return amount != NULL &&
         g_variant_lookup (amount, "minor", "x", &minor) &&
         g_variant_lookup (amount, "exponent", "u", &exponent) &&
         g_variant_lookup (amount, "currency", "&s", &currency) &&
         sg_money_init (money, minor, exponent, currency);
}

gboolean
sg_variant_get_cents (GVariantDict *dict,
                      const char   *key,
                      SgCents      *cents)
{
  return sg_cents_parse (sg_variant_get_string (dict, key), cents, NULL);
}

SgOrigin
sg_variant_get_origin (GVariantDict *dict)
{
  return sg_origin_from_nick (sg_variant_get_string (dict, "origin"));
}

/**
 * sg_variant_get_array:
 * @variant: `aa{sv}`; anything else is an empty array
 * @from_variant: makes an element, or %NULL for one it cannot read
 *
 * Returns: (transfer full): the elements that could be read
 */
GPtrArray *
sg_variant_get_array (GVariant      *variant,
                      gpointer (    *from_variant ) (GVariant *),
                      GDestroyNotify free_element)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (free_element);

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE ("aa{sv}")))
    return array;

  for (gsize i = 0; i < g_variant_n_children (variant); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (variant, i);
    gpointer element = from_variant (child);

    if (element != NULL)
      g_ptr_array_add (array, element);
  }

  return array;
}

/**
 * sg_variant_is_same_value:
 * @a: (nullable):
 * @b: (nullable):
 *
 * Returns: whether both would look the same on the bus, or neither is there
 */
gboolean
sg_variant_is_same_value (gconstpointer a,
                          gconstpointer b,
                          SgToVariant   to_variant)
{
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;

  if (a == NULL || b == NULL)
    return a == b;

  first = g_variant_ref_sink (to_variant (a));
  second = g_variant_ref_sink (to_variant (b));

  return g_variant_equal (first, second);
}

/**
 * sg_variant_is_same_array:
 * @a: (nullable): an empty one is another than none
 * @b: (nullable):
 * @to_variant: of an element
 */
gboolean
sg_variant_is_same_array (GPtrArray  *a,
                          GPtrArray  *b,
                          SgToVariant to_variant)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++) {
    if (!sg_variant_is_same_value (g_ptr_array_index (a, i), g_ptr_array_index (b, i), to_variant))
      return FALSE;
  }

  return TRUE;
}
