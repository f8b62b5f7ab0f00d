/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cost-summary.h"

#include "sg-variant.h"

SgModelCost *
sg_model_cost_new (const char *model,
                   gboolean    priced,
                   gint64      cost_pico_usd,
                   guint64     tokens)
{
  SgModelCost *self = g_new0 (SgModelCost, 1);

  self->model = g_strdup (model);
  self->priced = priced;
  self->cost_pico_usd = cost_pico_usd;
  self->tokens = tokens;

  return self;
}

void
sg_model_cost_free (SgModelCost *self)
{
  g_free (self->model);
  g_free (self);
}

static gpointer
copy_model_cost (gconstpointer model,
                 gpointer      user_data)
{
  const SgModelCost *self = model;

  return sg_model_cost_new (self->model, self->priced, self->cost_pico_usd, self->tokens);
}

/**
 * sg_cost_summary_new:
 *
 * Returns: (transfer full): a summary of nothing; its maker fills it in
 */
SgCostSummary *
sg_cost_summary_new (SgOrigin   origin,
                     GDateTime *as_of)
{
  SgCostSummary *self = g_new0 (SgCostSummary, 1);

  self->models_today = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_model_cost_free);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

SgCostSummary *
sg_cost_summary_copy (const SgCostSummary *self)
{
  SgCostSummary *copy = g_memdup2 (self, sizeof *self);

  copy->models_today = g_ptr_array_copy (self->models_today, (GCopyFunc) copy_model_cost, NULL);
  g_ptr_array_set_free_func (copy->models_today, (GDestroyNotify) sg_model_cost_free);
  g_date_time_ref (copy->as_of);
  if (copy->week_ends_at != NULL)
    g_date_time_ref (copy->week_ends_at);

  return copy;
}

void
sg_cost_summary_free (SgCostSummary *self)
{
  g_clear_pointer (&self->models_today, g_ptr_array_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_clear_pointer (&self->week_ends_at, g_date_time_unref);
  g_free (self);
}

static GVariant *
model_cost_to_variant (const SgModelCost *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  sg_variant_put_string (&dict, "model", self->model);
  if (self->priced)
    g_variant_dict_insert (&dict, "cost-pico-usd", "x", self->cost_pico_usd);
  g_variant_dict_insert (&dict, "tokens", "t", self->tokens);

  return g_variant_dict_end (&dict);
}

static gpointer
model_cost_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  const char *model = sg_variant_get_string (&dict, "model");
  gint64 cost = 0;
  guint64 tokens = 0;
  gboolean priced = g_variant_dict_lookup (&dict, "cost-pico-usd", "x", &cost);

  g_variant_dict_lookup (&dict, "tokens", "t", &tokens);

  return model ? sg_model_cost_new (model, priced, cost, tokens) : NULL;
}

/**
 * sg_cost_summary_to_variant:
 *
 * Returns: (transfer floating): `a{sv}`: today-pico-usd x, month-pico-usd x, week-pico-usd x and
 *   week-ends-at x where the week is known, sessions-today u, unpriced-today u, unpriced-month u, models-today aa{sv} (model s, cost-pico-usd x where the
 *   price is known, tokens t), origin s, as-of x
 */
GVariant *
sg_cost_summary_to_variant (const SgCostSummary *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);
  GVariantBuilder models;

  g_variant_builder_init (&models, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < self->models_today->len; i++)
    g_variant_builder_add_value (&models, model_cost_to_variant (g_ptr_array_index (self->models_today, i)));

  g_variant_dict_insert (&dict, "today-pico-usd", "x", self->today_pico_usd);
  g_variant_dict_insert (&dict, "month-pico-usd", "x", self->month_pico_usd);
  if (self->week_ends_at != NULL)
    g_variant_dict_insert (&dict, "week-pico-usd", "x", self->week_pico_usd);
  sg_variant_put_time (&dict, "week-ends-at", self->week_ends_at);
  g_variant_dict_insert (&dict, "sessions-today", "u", self->n_sessions_today);
  g_variant_dict_insert (&dict, "unpriced-today", "u", self->n_unpriced_today);
  g_variant_dict_insert (&dict, "unpriced-month", "u", self->n_unpriced_month);
  g_variant_dict_insert_value (&dict, "models-today", g_variant_builder_end (&models));
  sg_variant_put_stamp (&dict, self->origin, self->as_of);

  return g_variant_dict_end (&dict);
}

/**
 * sg_cost_summary_from_variant:
 *
 * Returns: (transfer full) (nullable): %NULL when it is not what sg_cost_summary_to_variant() makes
 */
SgCostSummary *
sg_cost_summary_from_variant (GVariant *variant)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (sg_variant_as_dict (variant));
  g_autoptr (GDateTime) as_of = sg_variant_get_time (&dict, "as-of");
  g_autoptr (GVariant) models = g_variant_dict_lookup_value (&dict, "models-today", G_VARIANT_TYPE ("aa{sv}"));
  SgCostSummary *self;

  if (as_of == NULL || models == NULL)
    return NULL;

  self = sg_cost_summary_new (sg_variant_get_origin (&dict), as_of);
  g_variant_dict_lookup (&dict, "today-pico-usd", "x", &self->today_pico_usd);
  g_variant_dict_lookup (&dict, "month-pico-usd", "x", &self->month_pico_usd);
  g_variant_dict_lookup (&dict, "week-pico-usd", "x", &self->week_pico_usd);
  self->week_ends_at = sg_variant_get_time (&dict, "week-ends-at");
  g_variant_dict_lookup (&dict, "sessions-today", "u", &self->n_sessions_today);
  g_variant_dict_lookup (&dict, "unpriced-today", "u", &self->n_unpriced_today);
  g_variant_dict_lookup (&dict, "unpriced-month", "u", &self->n_unpriced_month);
  g_ptr_array_unref (self->models_today);
  self->models_today = sg_variant_get_array (models, model_cost_from_variant, (GDestroyNotify) sg_model_cost_free);

  return self;
}
