/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-anomaly.h"

#include "sg-variant.h"

SgAnomaly *
sg_anomaly_new (GDateTime     *start,
                gboolean       is_hour,
                const SgCents *amount,
                const SgCents *usual,
                guint          n_days)
{
  SgAnomaly *self = g_new0 (SgAnomaly, 1);

  self->start = g_date_time_ref (start);
  self->is_hour = is_hour;
  self->amount = *amount;
  self->usual = *usual;
  self->n_days = n_days;

  return self;
}

SgAnomaly *
sg_anomaly_copy (const SgAnomaly *self)
{
  return sg_anomaly_new (self->start, self->is_hour, &self->amount, &self->usual, self->n_days);
}

void
sg_anomaly_free (SgAnomaly *self)
{
  g_clear_pointer (&self->start, g_date_time_unref);
  g_free (self);
}

/**
 * sg_anomaly_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: start x, is-hour b, cents s, usual-cents s, days u
 */
GVariant *
sg_anomaly_to_variant (const SgAnomaly *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_time (&dict, "start", self->start);
  g_variant_dict_insert (&dict, "is-hour", "b", self->is_hour);
  sg_variant_put_cents (&dict, "cents", &self->amount);
  sg_variant_put_cents (&dict, "usual-cents", &self->usual);
  g_variant_dict_insert (&dict, "days", "u", self->n_days);

  return g_variant_dict_end (&dict);
}

/**
 * sg_anomaly_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_anomaly_to_variant() makes
 */
SgAnomaly *
sg_anomaly_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) start = sg_variant_get_time (&dict, "start");
  gboolean is_hour = FALSE;
  guint n_days = 0;
  SgCents amount, usual;

  if (start == NULL || !sg_variant_get_cents (&dict, "cents", &amount) || !sg_variant_get_cents (&dict, "usual-cents", &usual))
    return NULL;

  g_variant_dict_lookup (&dict, "is-hour", "b", &is_hour);
  g_variant_dict_lookup (&dict, "days", "u", &n_days);

  return sg_anomaly_new (start, is_hour, &amount, &usual, n_days);
}
