/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-usage-gap.h"

#include "sg-variant.h"

SgUsageGap *
sg_usage_gap_new (GDateTime     *from,
                  GDateTime     *until,
                  const SgCents *local,
                  const SgCents *organization)
{
  SgUsageGap *self = g_new0 (SgUsageGap, 1);

  self->from = g_date_time_ref (from);
  self->until = g_date_time_ref (until);
  self->local = *local;
  self->organization = *organization;
  self->gap = sg_cents_subtract (organization, local);

  return self;
}

SgUsageGap *
sg_usage_gap_copy (const SgUsageGap *self)
{
  SgUsageGap *copy = g_memdup2 (self, sizeof *self);

  g_date_time_ref (copy->from);
  g_date_time_ref (copy->until);

  return copy;
}

void
sg_usage_gap_free (SgUsageGap *self)
{
  g_clear_pointer (&self->from, g_date_time_unref);
  g_clear_pointer (&self->until, g_date_time_unref);
  g_free (self);
}

/**
 * sg_usage_gap_judge:
 * @threshold: a difference of more than this is worth a look, whichever side it is on
 */
void
sg_usage_gap_judge (SgUsageGap    *self,
                    const SgCents *threshold)
{
  SgCents below = sg_cents_subtract (&SG_CENTS_ZERO, threshold);

  self->is_over = sg_cents_compare (&self->gap, threshold) > 0 || sg_cents_compare (&self->gap, &below) < 0;
}

/**
 * sg_usage_gap_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: from x, until x, local-cents s, organization-cents s, is-over b, reasons u
 */
GVariant *
sg_usage_gap_to_variant (const SgUsageGap *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_time (&dict, "from", self->from);
  sg_variant_put_time (&dict, "until", self->until);
  sg_variant_put_cents (&dict, "local-cents", &self->local);
  sg_variant_put_cents (&dict, "organization-cents", &self->organization);
  g_variant_dict_insert (&dict, "is-over", "b", self->is_over);
  g_variant_dict_insert (&dict, "reasons", "u", (guint) self->reasons);

  return g_variant_dict_end (&dict);
}

/**
 * sg_usage_gap_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_usage_gap_to_variant() makes
 */
SgUsageGap *
sg_usage_gap_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) from = sg_variant_get_time (&dict, "from");
  g_autoptr (GDateTime) until = sg_variant_get_time (&dict, "until");
  guint reasons = 0;
  SgCents local, organization;
  SgUsageGap *self;

  if (from == NULL || until == NULL || !sg_variant_get_cents (&dict, "local-cents", &local) ||
      !sg_variant_get_cents (&dict, "organization-cents", &organization))
    return NULL;

  self = sg_usage_gap_new (from, until, &local, &organization);
  g_variant_dict_lookup (&dict, "is-over", "b", &self->is_over);
  g_variant_dict_lookup (&dict, "reasons", "u", &reasons);
  self->reasons = reasons;

  return self;
}
