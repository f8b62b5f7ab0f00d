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
  self->models_month = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_model_cost_free);
  self->origin = origin;
  self->as_of = g_date_time_ref (as_of);

  return self;
}

static GPtrArray *
copy_models (GPtrArray *models)
{
  GPtrArray *copy = g_ptr_array_copy (models, (GCopyFunc) copy_model_cost, NULL);

  g_ptr_array_set_free_func (copy, (GDestroyNotify) sg_model_cost_free);

  return copy;
}

SgCostSummary *
sg_cost_summary_copy (const SgCostSummary *self)
{
  SgCostSummary *copy = g_memdup2 (self, sizeof *self);

  copy->models_today = copy_models (self->models_today);
  copy->models_month = copy_models (self->models_month);
  g_date_time_ref (copy->as_of);
  if (copy->week_ends_at != NULL)
    g_date_time_ref (copy->week_ends_at);
  if (copy->block_ends_at != NULL)
    g_date_time_ref (copy->block_ends_at);

  return copy;
}

void
sg_cost_summary_free (SgCostSummary *self)
{
  g_clear_pointer (&self->models_today, g_ptr_array_unref);
  g_clear_pointer (&self->models_month, g_ptr_array_unref);
  g_clear_pointer (&self->block_ends_at, g_date_time_unref);
  g_clear_pointer (&self->as_of, g_date_time_unref);
  g_clear_pointer (&self->week_ends_at, g_date_time_unref);
  g_free (self);
}

/**
 * sg_cost_summary_has_block:
 * @self: (nullable):
 *
 * Returns: whether a 5-hour block is under way at @now
 */
gboolean
sg_cost_summary_has_block (const SgCostSummary *self,
                           GDateTime           *now)
{
  return self != NULL && self->block_ends_at != NULL && g_date_time_compare (self->block_ends_at, now) > 0;
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

static GVariant *
models_to_variant (GPtrArray *models)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("aa{sv}"));
  for (guint i = 0; i < models->len; i++)
    g_variant_builder_add_value (&list, model_cost_to_variant (g_ptr_array_index (models, i)));

  return g_variant_builder_end (&list);
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
 * Returns: (transfer floating): `a{sv}`: today-pico-usd x, month-pico-usd x, week-pico-usd x and week-ends-at x where
 *   the week is known, sessions-today u, unpriced-today u, unpriced-month u, results-today-pico-usd x,
 *   results-month-pico-usd x, telemetry-today-pico-usd x
 *   and telemetry-requests-today u where there are any, models-today aa{sv} (model s, cost-pico-usd x where the
 *   price is known, tokens t), models-month the same, and while there is a 5-hour block block-ends-at x,
 *   block-pico-usd x, block-tokens t; origin s, as-of x
 */
GVariant *
sg_cost_summary_to_variant (const SgCostSummary *self)
{
  g_auto (GVariantDict) dict = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&dict, "today-pico-usd", "x", self->today_pico_usd);
  g_variant_dict_insert (&dict, "month-pico-usd", "x", self->month_pico_usd);
  if (self->week_ends_at != NULL)
    g_variant_dict_insert (&dict, "week-pico-usd", "x", self->week_pico_usd);
  sg_variant_put_time (&dict, "week-ends-at", self->week_ends_at);
  g_variant_dict_insert (&dict, "sessions-today", "u", self->n_sessions_today);
  g_variant_dict_insert (&dict, "unpriced-today", "u", self->n_unpriced_today);
  g_variant_dict_insert (&dict, "unpriced-month", "u", self->n_unpriced_month);
  if (self->results_month_pico_usd > 0) {
    g_variant_dict_insert (&dict, "results-today-pico-usd", "x", self->results_today_pico_usd);
    g_variant_dict_insert (&dict, "results-month-pico-usd", "x", self->results_month_pico_usd);
  }
  if (self->n_telemetry_today > 0) {
    g_variant_dict_insert (&dict, "telemetry-today-pico-usd", "x", self->telemetry_today_pico_usd);
    g_variant_dict_insert (&dict, "telemetry-requests-today", "u", self->n_telemetry_today);
  }
  g_variant_dict_insert_value (&dict, "models-today", models_to_variant (self->models_today));
  g_variant_dict_insert_value (&dict, "models-month", models_to_variant (self->models_month));
  if (self->block_ends_at != NULL) {
    sg_variant_put_time (&dict, "block-ends-at", self->block_ends_at);
    g_variant_dict_insert (&dict, "block-pico-usd", "x", self->block_pico_usd);
    g_variant_dict_insert (&dict, "block-tokens", "t", self->block_tokens);
  }
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
  g_autoptr (GVariant) month = g_variant_dict_lookup_value (&dict, "models-month", G_VARIANT_TYPE ("aa{sv}"));
  SgCostSummary *self;

  if (as_of == NULL || models == NULL)
    return NULL;

  self = sg_cost_summary_new (sg_variant_get_origin (&dict), as_of);
  g_variant_dict_lookup (&dict, "today-pico-usd", "x", &self->today_pico_usd);
  g_variant_dict_lookup (&dict, "month-pico-usd", "x", &self->month_pico_usd);
  g_variant_dict_lookup (&dict, "week-pico-usd", "x", &self->week_pico_usd);
  self->week_ends_at = sg_variant_get_time (&dict, "week-ends-at");
  g_variant_dict_lookup (&dict, "results-today-pico-usd", "x", &self->results_today_pico_usd);
  g_variant_dict_lookup (&dict, "results-month-pico-usd", "x", &self->results_month_pico_usd);
  g_variant_dict_lookup (&dict, "sessions-today", "u", &self->n_sessions_today);
  g_variant_dict_lookup (&dict, "unpriced-today", "u", &self->n_unpriced_today);
  g_variant_dict_lookup (&dict, "unpriced-month", "u", &self->n_unpriced_month);
  g_variant_dict_lookup (&dict, "telemetry-today-pico-usd", "x", &self->telemetry_today_pico_usd);
  g_variant_dict_lookup (&dict, "telemetry-requests-today", "u", &self->n_telemetry_today);
  self->block_ends_at = sg_variant_get_time (&dict, "block-ends-at");
  g_variant_dict_lookup (&dict, "block-pico-usd", "x", &self->block_pico_usd);
  g_variant_dict_lookup (&dict, "block-tokens", "t", &self->block_tokens);
  g_ptr_array_unref (self->models_today);
  self->models_today = sg_variant_get_array (models, model_cost_from_variant, (GDestroyNotify) sg_model_cost_free);
  if (month != NULL) {
    g_ptr_array_unref (self->models_month);
    self->models_month = sg_variant_get_array (month, model_cost_from_variant, (GDestroyNotify) sg_model_cost_free);
  }

  return self;
}
