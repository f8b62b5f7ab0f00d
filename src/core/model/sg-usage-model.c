/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-usage-model.h"

#include "sg-time.h"

typedef enum {
  PROP_LOADED = 1,
  PROP_REFRESHING,
  PROP_LIMITS,
  PROP_CREDITS,
  PROP_ACCOUNT,
  PROP_COSTS,
  PROP_PACING,
  PROP_RATE_LIMITS,
  PROP_INCIDENTS,
  PROP_CONSOLE,
  PROP_BALANCE,
  PROP_SOURCES,
  PROP_MODE,
} SgUsageModelProperty;

static GParamSpec *properties[PROP_MODE + 1];

/**
 * SgUsageModel:
 *
 * What is known now. One writer: the monitor in the agent, the bus client in
 * the panel. Presenters watch notify:: and read; nobody calls back.
 *
 * The properties are lent: each holds until its own next notify.
 */
struct _SgUsageModel {
  GObject    parent_instance;

  SgReading *readings[PROP_BALANCE + 1];   /* (owned) (nullable): by property, the one its value came with */
  GPtrArray *foreseen;                         /* (owned) (nullable) (element-type SgLimit): that carry a forecast */
  GPtrArray *limits;                           /* (owned) (nullable) (element-type SgLimit): the limits with their forecasts */
  GPtrArray *sources;                          /* (owned) (element-type SgSourceStatus) */
  gboolean   loaded;
  gboolean   refreshing;
  SgMode     mode;
};

G_DEFINE_FINAL_TYPE (SgUsageModel, sg_usage_model, G_TYPE_OBJECT)

static void
sg_usage_model_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SgUsageModel *self = SG_USAGE_MODEL (object);

  switch ((SgUsageModelProperty) property_id) {
  case PROP_LOADED:
    g_value_set_boolean (value, self->loaded);
    break;
  case PROP_REFRESHING:
    g_value_set_boolean (value, self->refreshing);
    break;
  case PROP_LIMITS:
    g_value_set_boxed (value, sg_usage_model_get_limits (self));
    break;
  case PROP_CREDITS:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_credits (self));
    break;
  case PROP_ACCOUNT:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_account (self));
    break;
  case PROP_COSTS:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_costs (self));
    break;
  case PROP_PACING:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_pacing (self));
    break;
  case PROP_INCIDENTS:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_incidents (self));
    break;
  case PROP_RATE_LIMITS:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_rate_limits (self));
    break;
  case PROP_CONSOLE:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_console (self));
    break;
  case PROP_BALANCE:
    g_value_set_pointer (value, (gpointer) sg_usage_model_get_balance (self));
    break;
  case PROP_SOURCES:
    g_value_set_boxed (value, self->sources);
    break;
  case PROP_MODE:
    g_value_set_int (value, (int) self->mode);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_usage_model_finalize (GObject *object)
{
  SgUsageModel *self = SG_USAGE_MODEL (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->readings); i++)
    g_clear_pointer (&self->readings[i], sg_reading_unref);
  g_clear_pointer (&self->foreseen, g_ptr_array_unref);
  g_clear_pointer (&self->limits, g_ptr_array_unref);
  g_clear_pointer (&self->sources, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_usage_model_parent_class)->finalize (object);
}

static void
sg_usage_model_class_init (SgUsageModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sg_usage_model_get_property;
  object_class->finalize = sg_usage_model_finalize;

  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, read_only);
  properties[PROP_REFRESHING] = g_param_spec_boolean ("refreshing", NULL, NULL, FALSE, read_only);
  properties[PROP_LIMITS] = g_param_spec_boxed ("limits", NULL, NULL, G_TYPE_PTR_ARRAY, read_only);
  properties[PROP_CREDITS] = g_param_spec_pointer ("credits", NULL, NULL, read_only);
  properties[PROP_ACCOUNT] = g_param_spec_pointer ("account", NULL, NULL, read_only);
  properties[PROP_COSTS] = g_param_spec_pointer ("costs", NULL, NULL, read_only);
  properties[PROP_PACING] = g_param_spec_pointer ("pacing", NULL, NULL, read_only);
  properties[PROP_INCIDENTS] = g_param_spec_pointer ("incidents", NULL, NULL, read_only);
  properties[PROP_RATE_LIMITS] = g_param_spec_pointer ("rate-limits", NULL, NULL, read_only);
  properties[PROP_CONSOLE] = g_param_spec_pointer ("console", NULL, NULL, read_only);
  properties[PROP_BALANCE] = g_param_spec_pointer ("balance", NULL, NULL, read_only);
  properties[PROP_SOURCES] = g_param_spec_boxed ("sources", NULL, NULL, G_TYPE_PTR_ARRAY, read_only);
  properties[PROP_MODE] = g_param_spec_int ("mode", NULL, NULL, SG_MODE_AUTO, SG_MODE_CONSOLE, SG_MODE_AUTO, read_only);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_usage_model_init (SgUsageModel *self)
{
  self->sources = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);
}

SgUsageModel *
sg_usage_model_new (void)
{
  return g_object_new (SG_TYPE_USAGE_MODEL, NULL);
}

typedef GVariant *(*ToVariant) (gconstpointer);

/* Two values are the same when they would look the same on the bus. */
static gboolean
same_value (gconstpointer a,
            gconstpointer b,
            ToVariant     to_variant)
{
  g_autoptr (GVariant) first = NULL;
  g_autoptr (GVariant) second = NULL;

  if (a == NULL || b == NULL)
    return a == b;

  first = g_variant_ref_sink (to_variant (a));
  second = g_variant_ref_sink (to_variant (b));

  return g_variant_equal (first, second);
}

static gboolean
same_array (GPtrArray *a,
            GPtrArray *b,
            ToVariant  to_variant)
{
  if (a == NULL || b == NULL)
    return a == b;
  if (a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++) {
    if (!same_value (g_ptr_array_index (a, i), g_ptr_array_index (b, i), to_variant))
      return FALSE;
  }

  return TRUE;
}

/* The bus never sees these two, but another account is another account. */
static gboolean
same_account (const SgAccount *a,
              const SgAccount *b)
{
  return same_value (a, b, (ToVariant) sg_account_to_variant) &&
         (a == NULL || (g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->email, b->email) == 0));
}

static gboolean
same_property (SgUsageModelProperty property,
               const SgReading     *a,
               const SgReading     *b)
{
  switch (property) {
  case PROP_LIMITS:
    return same_array (a->limits, b->limits, (ToVariant) sg_limit_to_variant);
  case PROP_CREDITS:
    return same_value (a->credits, b->credits, (ToVariant) sg_credits_to_variant);
  case PROP_ACCOUNT:
    return same_account (a->account, b->account);
  case PROP_COSTS:
    return same_value (a->costs, b->costs, (ToVariant) sg_cost_summary_to_variant);
  case PROP_PACING:
    return same_value (a->pacing, b->pacing, (ToVariant) sg_pacing_to_variant);
  case PROP_INCIDENTS:
    return same_value (a->incidents, b->incidents, (ToVariant) sg_incidents_to_variant);
  case PROP_RATE_LIMITS:
    return same_value (a->rate_limits, b->rate_limits, (ToVariant) sg_rate_limits_to_variant);
  case PROP_CONSOLE:
    return same_value (a->console, b->console, (ToVariant) sg_console_to_variant);
  case PROP_BALANCE:
    return same_value (a->balance, b->balance, (ToVariant) sg_balance_to_variant);
  case PROP_LOADED:
  case PROP_REFRESHING:
  case PROP_SOURCES:
  case PROP_MODE:
  default:
    g_return_val_if_reached (TRUE);
  }
}

/* A forecast is for a window; where the percentage moved to is for one official number. */
static SgLimit *
with_forecast (SgUsageModel  *self,
               const SgLimit *limit)
{
  const SgLimit *foreseen = sg_limits_find (self->foreseen, limit->id);
  SgLimit *copy = sg_limit_copy (limit);

  if (foreseen == NULL || foreseen->forecast == NULL || !sg_limit_is_same_window (limit, foreseen))
    return copy;
  /* A sample tells its own future; when people work is theirs to say. */
  if (copy->forecast != NULL) {
    sg_forecast_set_plan (copy->forecast, foreseen->forecast);
    return copy;
  }

  copy->forecast = sg_forecast_copy (foreseen->forecast);
  if (!sg_time_equal (limit->as_of, foreseen->as_of))
    copy->forecast->moved_percent = -1.0;

  return copy;
}

/* Returns: (transfer full) (nullable): what was shown before, as somebody may still look at it */
static GPtrArray *
join_forecasts (SgUsageModel *self)
{
  GPtrArray *outdated = g_steal_pointer (&self->limits);
  GPtrArray *plain = self->readings[PROP_LIMITS] ? self->readings[PROP_LIMITS]->limits : NULL;

  if (self->foreseen == NULL || plain == NULL)
    return outdated;

  self->limits = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_limit_free);
  for (guint i = 0; i < plain->len; i++)
    g_ptr_array_add (self->limits, with_forecast (self, g_ptr_array_index (plain, i)));

  return outdated;
}

/**
 * sg_usage_model_apply_forecasts:
 * @limits: (element-type SgLimit): with their forecasts
 *
 * Adds these to the limits of the same windows, until others come.
 */
void
sg_usage_model_apply_forecasts (SgUsageModel *self,
                                GPtrArray    *limits)
{
  g_autoptr (GPtrArray) outdated = NULL;

  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  g_clear_pointer (&self->foreseen, g_ptr_array_unref);
  self->foreseen = g_ptr_array_ref (limits);
  outdated = join_forecasts (self);
  if (same_array (outdated, self->limits, (ToVariant) sg_limit_to_variant)) {
    /* Somebody may hold the one there was, and nobody is told. */
    GPtrArray *same = self->limits;

    self->limits = g_steal_pointer (&outdated);
    outdated = same;
    return;
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIMITS]);
}

/**
 * sg_usage_model_apply:
 *
 * Replaces the values that differ and notifies of those.
 */
void
sg_usage_model_apply (SgUsageModel *self,
                      SgReading    *reading)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (GPtrArray) outdated = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_reading_unref);
  g_autoptr (GPtrArray) outdated_limits = NULL;
  const SgReading none = { 0 };

  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  g_object_freeze_notify (object);
  if (!self->loaded) {
    self->loaded = TRUE;
    g_object_notify_by_pspec (object, properties[PROP_LOADED]);
  }
  for (guint i = PROP_LIMITS; i <= PROP_BALANCE; i++) {
    const SgReading *before = self->readings[i] ? self->readings[i] : &none;

    if (same_property (i, before, reading))
      continue;
    if (self->readings[i] != NULL)
      g_ptr_array_add (outdated, self->readings[i]);
    self->readings[i] = sg_reading_ref (reading);
    if (i == PROP_LIMITS)
      outdated_limits = join_forecasts (self);
    g_object_notify_by_pspec (object, properties[i]);
  }
  g_object_thaw_notify (object);
}

/**
 * sg_usage_model_apply_sources:
 * @sources: (element-type SgSourceStatus):
 */
void
sg_usage_model_apply_sources (SgUsageModel *self,
                              GPtrArray    *sources)
{
  g_autoptr (GPtrArray) outdated = NULL;

  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  if (same_array (self->sources, sources, (ToVariant) sg_source_status_to_variant))
    return;

  outdated = self->sources;
  self->sources = g_ptr_array_ref (sources);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCES]);
}

void
sg_usage_model_set_refreshing (SgUsageModel *self,
                               gboolean      refreshing)
{
  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  if (self->refreshing == refreshing)
    return;

  self->refreshing = refreshing;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFRESHING]);
}

/**
 * sg_usage_model_set_mode:
 *
 * What people want to see of it; see sg_shown_of().
 */
void
sg_usage_model_set_mode (SgUsageModel *self,
                         SgMode        mode)
{
  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  if (self->mode == mode)
    return;

  self->mode = mode;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODE]);
}

/**
 * sg_usage_model_is_loaded:
 *
 * Returns: whether any source has answered; before that the panel shows its skeleton
 */
gboolean
sg_usage_model_is_loaded (SgUsageModel *self)
{
  return self->loaded;
}

gboolean
sg_usage_model_is_refreshing (SgUsageModel *self)
{
  return self->refreshing;
}

SgMode
sg_usage_model_get_mode (SgUsageModel *self)
{
  return self->mode;
}

/**
 * sg_usage_model_get_limits:
 *
 * Returns: (transfer none) (nullable) (element-type SgLimit): the 5-hour limit first, then weeks
 */
GPtrArray *
sg_usage_model_get_limits (SgUsageModel *self)
{
  if (self->limits != NULL)
    return self->limits;

  return self->readings[PROP_LIMITS] ? self->readings[PROP_LIMITS]->limits : NULL;
}

const SgCredits *
sg_usage_model_get_credits (SgUsageModel *self)
{
  return self->readings[PROP_CREDITS] ? self->readings[PROP_CREDITS]->credits : NULL;
}

const SgAccount *
sg_usage_model_get_account (SgUsageModel *self)
{
  return self->readings[PROP_ACCOUNT] ? self->readings[PROP_ACCOUNT]->account : NULL;
}

const SgCostSummary *
sg_usage_model_get_costs (SgUsageModel *self)
{
  return self->readings[PROP_COSTS] ? self->readings[PROP_COSTS]->costs : NULL;
}

/**
 * sg_usage_model_get_pacing:
 *
 * Returns: (transfer none) (nullable): what Pace Maker does, where it is installed
 */
const SgPacing *
sg_usage_model_get_pacing (SgUsageModel *self)
{
  return self->readings[PROP_PACING] ? self->readings[PROP_PACING]->pacing : NULL;
}

/**
 * sg_usage_model_get_incidents:
 *
 * Returns: (transfer none) (nullable): %NULL while nobody asked
 */
const SgIncidents *
sg_usage_model_get_incidents (SgUsageModel *self)
{
  return self->readings[PROP_INCIDENTS] ? self->readings[PROP_INCIDENTS]->incidents : NULL;
}

/**
 * sg_usage_model_get_rate_limits:
 *
 * Returns: (transfer none) (nullable): of the API key, where there is one and the user wants to know
 */
const SgRateLimits *
sg_usage_model_get_rate_limits (SgUsageModel *self)
{
  return self->readings[PROP_RATE_LIMITS] ? self->readings[PROP_RATE_LIMITS]->rate_limits : NULL;
}

/**
 * sg_usage_model_get_console:
 *
 * Returns: (transfer none) (nullable): what an organisation is billed
 */
const SgConsole *
sg_usage_model_get_console (SgUsageModel *self)
{
  g_return_val_if_fail (SG_IS_USAGE_MODEL (self), NULL);

  return self->readings[PROP_CONSOLE] ? self->readings[PROP_CONSOLE]->console : NULL;
}

/**
 * sg_usage_model_get_balance:
 *
 * Returns: (transfer none) (nullable): what is left of API credits
 */
const SgBalance *
sg_usage_model_get_balance (SgUsageModel *self)
{
  g_return_val_if_fail (SG_IS_USAGE_MODEL (self), NULL);

  return self->readings[PROP_BALANCE] ? self->readings[PROP_BALANCE]->balance : NULL;
}

/**
 * sg_usage_model_get_sources:
 *
 * Returns: (transfer none) (element-type SgSourceStatus): how every source is doing
 */
GPtrArray *
sg_usage_model_get_sources (SgUsageModel *self)
{
  return self->sources;
}
