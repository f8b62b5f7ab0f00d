/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console.h"

#include <stddef.h>

#include "sg-variant.h"

/* The amounts, and what the bus calls them. */
typedef struct {
  const char *key;
  gsize       offset;
  gboolean    needs_days;
} Amount;

static const Amount amounts[] = {
  { "today-cents", offsetof (SgConsole, today), FALSE },
  { "month-cents", offsetof (SgConsole, month), FALSE },
  { "last-7-days-cents", offsetof (SgConsole, last_7_days), FALSE },
  { "burn-per-day-cents", offsetof (SgConsole, burn_per_day), TRUE },
  { "projected-month-cents", offsetof (SgConsole, projected_month), TRUE },
  { "average-day-cents", offsetof (SgConsole, average_day), TRUE },
  { "peak-day-cents", offsetof (SgConsole, peak_day), TRUE },
};

SgConsoleShare *
sg_console_share_new (const char    *name,
                      const SgCents *amount)
{
  SgConsoleShare *self = g_new0 (SgConsoleShare, 1);

  self->name = g_strdup (name);
  self->amount = *amount;

  return self;
}

void
sg_console_share_free (SgConsoleShare *self)
{
  g_clear_pointer (&self->name, g_free);
  g_free (self);
}

SgConsole *
sg_console_new (SgOrigin   origin,
                GDateTime *as_of)
{
  SgConsole *self = g_new0 (SgConsole, 1);

  self->tokens_7_days = -1;
  self->models = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_share_free);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

static gpointer
copy_share (gconstpointer share,
            gpointer      user_data)
{
  const SgConsoleShare *self = share;

  return sg_console_share_new (self->name, &self->amount);
}

SgConsole *
sg_console_copy (const SgConsole *self)
{
  SgConsole *copy = g_memdup2 (self, sizeof *self);

  copy->organization = g_strdup (self->organization);
  copy->models = g_ptr_array_copy (self->models, (GCopyFunc) copy_share, NULL);
  g_ptr_array_set_free_func (copy->models, (GDestroyNotify) sg_console_share_free);
  if (copy->peak_day_start != NULL)
    g_date_time_ref (copy->peak_day_start);
  if (copy->gap != NULL)
    copy->gap = sg_usage_gap_copy (self->gap);
  if (copy->anomaly != NULL)
    copy->anomaly = sg_anomaly_copy (self->anomaly);
  g_date_time_ref (copy->as_of);

  return copy;
}

void
sg_console_free (SgConsole *self)
{
  g_clear_pointer (&self->organization, g_free);
  g_clear_pointer (&self->peak_day_start, g_date_time_unref);
  g_clear_pointer (&self->models, g_ptr_array_unref);
  g_clear_pointer (&self->gap, sg_usage_gap_free);
  g_clear_pointer (&self->anomaly, sg_anomaly_free);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_free (self);
}

static GVariant *
share_to_variant (const SgConsoleShare *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "name", self->name);
  sg_variant_put_cents (&dict, "cents", &self->amount);

  return g_variant_dict_end (&dict);
}

static gpointer
share_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *name = sg_variant_get_string (&dict, "name");
  SgCents amount;

  return name && sg_variant_get_cents (&dict, "cents", &amount) ? sg_console_share_new (name, &amount) : NULL;
}

/**
 * sg_console_is_stale:
 *
 * Returns: whether it is so old that it should look old
 */
gboolean
sg_console_is_stale (const SgConsole *self,
                     GDateTime       *now)
{
  return g_date_time_difference (now, self->as_of) > SG_CONSOLE_STALE_SECONDS * G_TIME_SPAN_SECOND;
}

/**
 * sg_console_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: organization s, today-cents s, month-cents s, last-7-days-cents s,
 *   tokens-7-days x, days u, and where that is not 0: burn-per-day-cents s, projected-month-cents s,
 *   average-day-cents s, peak-day-cents s, peak-day-start x; models aa{sv} (name s, cents s),
 *   gap a{sv} and anomaly a{sv} where there are, origin s, as-of x.
 *   Cents are exact decimals, for example `5230.125`
 */
GVariant *
sg_console_to_variant (const SgConsole *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder models;

  g_variant_builder_init (&models, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->models->len; i++)
    g_variant_builder_add_value (&models, share_to_variant (g_ptr_array_index (self->models, i)));

  sg_variant_put_string (&dict, "organization", self->organization);
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++) {
    if (self->n_days > 0 || !amounts[i].needs_days)
      sg_variant_put_cents (&dict, amounts[i].key, G_STRUCT_MEMBER_P (self, amounts[i].offset));
  }
  if (self->tokens_7_days >= 0)
    g_variant_dict_insert (&dict, "tokens-7-days", "x", self->tokens_7_days);
  g_variant_dict_insert (&dict, "days", "u", self->n_days);
  sg_variant_put_time (&dict, "peak-day-start", self->peak_day_start);
  g_variant_dict_insert_value (&dict, "models", g_variant_builder_end (&models));
  if (self->gap != NULL)
    g_variant_dict_insert_value (&dict, "gap", sg_usage_gap_to_variant (self->gap));
  if (self->anomaly != NULL)
    g_variant_dict_insert_value (&dict, "anomaly", sg_anomaly_to_variant (self->anomaly));
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

/**
 * sg_console_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_console_to_variant() makes
 */
SgConsole *
sg_console_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  g_autoptr (GVariant) models = g_variant_dict_lookup_value (&dict, "models", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GVariant) gap = g_variant_dict_lookup_value (&dict, "gap", G_VARIANT_TYPE_VARDICT);
  g_autoptr (GVariant) anomaly = g_variant_dict_lookup_value (&dict, "anomaly", G_VARIANT_TYPE_VARDICT);
  SgConsole *self;

  if (as_of == NULL || models == NULL)
    return NULL;

  self = sg_console_new (sg_variant_get_origin (&dict), as_of);
  self->organization = g_strdup (sg_variant_get_string (&dict, "organization"));
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    sg_variant_get_cents (&dict, amounts[i].key, G_STRUCT_MEMBER_P (self, amounts[i].offset));
  g_variant_dict_lookup (&dict, "tokens-7-days", "x", &self->tokens_7_days);
  g_variant_dict_lookup (&dict, "days", "u", &self->n_days);
  self->peak_day_start = sg_variant_get_time (&dict, "peak-day-start");
  g_ptr_array_unref (self->models);
  self->models = sg_variant_get_array (models, share_from_variant, (GDestroyNotify) sg_console_share_free);
  self->gap = gap ? sg_usage_gap_from_variant (gap) : NULL;
  self->anomaly = anomaly ? sg_anomaly_from_variant (anomaly) : NULL;

  return self;
}
