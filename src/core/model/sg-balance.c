/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-balance.h"

#include <string.h>

#include "sg-error.h"
#include "sg-time.h"
#include "sg-variant.h"

/* Past this a date says nothing. */
#define MAX_RUNWAY_DAYS 3650

/**
 * sg_balance_parse_dollars:
 * @text: as a person types it: `127.45`, `$127.45`, `127,45`, `1,234.50`
 * @cents: (out): left alone on failure
 */
gboolean
sg_balance_parse_dollars (const char *text,
                          SgCents    *cents,
                          GError    **error)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autoptr (GString) number = g_string_new (*plain == '$' ? g_strchug (plain + 1) : plain);
  const char *comma = strrchr (number->str, ',');

  /* A comma with one or two digits after it, and no point, is a decimal one. */
  if (comma != NULL && strchr (number->str, '.') == NULL && strlen (comma + 1) <= 2)
    g_string_replace (number, ",", ".", 0);
  else
    g_string_replace (number, ",", "", 0);

  if (number->len == 0 || strspn (number->str, "0123456789.") != number->len) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "an amount of dollars looks like 127.45");
    return FALSE;
  }
  g_string_append (number, "e2");

  return sg_cents_parse (number->str, cents, error);
}

SgBalance *
sg_balance_new (const SgCents *typed,
                GDateTime     *typed_at)
{
  SgBalance *self = g_new0 (SgBalance, 1);

  self->typed = *typed;
  self->typed_at = g_date_time_ref (typed_at);
  self->left = *typed;

  return self;
}

SgBalance *
sg_balance_copy (const SgBalance *self)
{
  SgBalance *copy = g_memdup2 (self, sizeof *self);

  g_date_time_ref (copy->typed_at);
  if (copy->ends_at != NULL)
    g_date_time_ref (copy->ends_at);

  return copy;
}

void
sg_balance_free (SgBalance *self)
{
  g_clear_pointer (&self->typed_at, g_date_time_unref);
  g_clear_pointer (&self->ends_at, g_date_time_unref);
  g_free (self);
}

/**
 * sg_balance_set_spent:
 * @spent_since: billed since the balance was typed in
 * @burn_per_day: (nullable): %NULL when it is not known
 *
 * For its maker only. Runway is what is left, divided by the burn rate.
 */
void
sg_balance_set_spent (SgBalance     *self,
                      const SgCents *spent_since,
                      const SgCents *burn_per_day,
                      GDateTime     *now)
{
  double left, burn;

  self->is_live = TRUE;
  self->left = sg_cents_subtract (&self->typed, spent_since);
  left = sg_cents_to_double (&self->left);
  burn = burn_per_day ? sg_cents_to_double (burn_per_day) : 0.0;

  self->has_runway = left > 0.0 && burn > 0.0 && left / burn <= MAX_RUNWAY_DAYS;
  if (!self->has_runway)
    return;

  self->runway_days = (gint64) (left / burn);
  g_clear_pointer (&self->ends_at, g_date_time_unref);
  self->ends_at = g_date_time_add_seconds (now, left / burn * SG_DAY_SECONDS);
}

/**
 * sg_balance_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: typed-cents s, typed-at x, live b, left-cents s, and where
 *   they are known runway-days x, ends-at x
 */
GVariant *
sg_balance_to_variant (const SgBalance *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_cents (&dict, "typed-cents", &self->typed);
  sg_variant_put_time (&dict, "typed-at", self->typed_at);
  g_variant_dict_insert (&dict, "live", "b", self->is_live);
  sg_variant_put_cents (&dict, "left-cents", &self->left);
  if (self->has_runway)
    g_variant_dict_insert (&dict, "runway-days", "x", self->runway_days);
  sg_variant_put_time (&dict, "ends-at", self->ends_at);

  return g_variant_dict_end (&dict);
}

/**
 * sg_balance_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_balance_to_variant() makes
 */
SgBalance *
sg_balance_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) typed_at = sg_variant_get_time (&dict, "typed-at");
  SgCents typed;
  SgBalance *self;

  if (typed_at == NULL || !sg_variant_get_cents (&dict, "typed-cents", &typed))
    return NULL;

  self = sg_balance_new (&typed, typed_at);
  sg_variant_get_cents (&dict, "left-cents", &self->left);
  g_variant_dict_lookup (&dict, "live", "b", &self->is_live);
  self->has_runway = g_variant_dict_lookup (&dict, "runway-days", "x", &self->runway_days);
  self->ends_at = sg_variant_get_time (&dict, "ends-at");

  return self;
}
