/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-credits.h"

#include "sg-variant.h"

/**
 * sg_credits_new:
 * @cap: (nullable): %NULL for no cap
 * @disabled_reason: (nullable):
 */
SgCredits *
sg_credits_new (gboolean       enabled,
                const SgMoney *used,
                const SgMoney *cap,
                const char    *disabled_reason,
                SgOrigin       origin,
                GDateTime     *as_of)
{
  SgCredits *self = g_new0 (SgCredits, 1);

  self->enabled = enabled;
  self->used = *used;
  self->has_cap = cap != NULL;
  if (cap != NULL)
    self->cap = *cap;
  self->disabled_reason = g_strdup (disabled_reason);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgCredits *
sg_credits_copy (const SgCredits *self)
{
  return sg_credits_new (self->enabled, &self->used, self->has_cap ? &self->cap : NULL,
                         self->disabled_reason, self->origin, self->as_of);
}

void
sg_credits_free (SgCredits *self)
{
  g_free (self->disabled_reason);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

/**
 * sg_credits_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: enabled b, used a{sv}, cap a{sv},
 *   disabled-reason s, origin s, as-of x; an amount is minor x, exponent u, currency s
 */
GVariant *
sg_credits_to_variant (const SgCredits *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "enabled", "b", self->enabled);
  sg_variant_put_money (&dict, "used", &self->used);
  if (self->has_cap)
    sg_variant_put_money (&dict, "cap", &self->cap);
  sg_variant_put_string (&dict, "disabled-reason", self->disabled_reason);
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

/**
 * sg_credits_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_credits_to_variant() makes
 */
SgCredits *
sg_credits_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  gboolean enabled = FALSE;
  SgMoney used, cap;
  gboolean has_cap = sg_variant_get_money (&dict, "cap", &cap);

  if (as_of == NULL || !sg_variant_get_money (&dict, "used", &used))
    return NULL;

  g_variant_dict_lookup (&dict, "enabled", "b", &enabled);

  return sg_credits_new (enabled, &used, has_cap ? &cap : NULL,
                         sg_variant_get_string (&dict, "disabled-reason"),
                         sg_variant_get_origin (&dict), as_of);
}

static double
money_as_double (const SgMoney *money)
{
  double unit = 1.0;

  for (guint i = 0; i < money->exponent; i++)
    unit *= 10.0;

  return money->minor / unit;
}

/**
 * sg_credits_get_used_percent:
 *
 * Returns: 0-100, may pass 100; -1 where there is no cap to measure against, or one in another currency
 */
double
sg_credits_get_used_percent (const SgCredits *self)
{
  if (!self->has_cap || self->cap.minor <= 0 || !g_str_equal (self->used.currency, self->cap.currency))
    return -1.0;

  return MAX (100.0 * money_as_double (&self->used) / money_as_double (&self->cap), 0.0);
}
