/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-usage-model.h"

#include "sg-time.h"
#include "sg-variant.h"

/* From limits to balance they are the parts of a reading. */
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

G_STATIC_ASSERT (PROP_BALANCE - PROP_LIMITS == SG_READING_BALANCE);

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

  SgReading *readings[SG_READING_N_PARTS];     /* (owned) (nullable): by part, the one its value came with */
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
  GPtrArray *plain = self->readings[SG_READING_LIMITS] ? self->readings[SG_READING_LIMITS]->limits : NULL;

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
  if (sg_variant_is_same_array (outdated, self->limits, (SgToVariant) sg_limit_to_variant)) {
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
  for (guint i = 0; i < SG_READING_N_PARTS; i++) {
    const SgReading *before = self->readings[i] ? self->readings[i] : &none;

    if (sg_reading_is_same_part (before, reading, i))
      continue;
    if (self->readings[i] != NULL)
      g_ptr_array_add (outdated, self->readings[i]);
    self->readings[i] = sg_reading_ref (reading);
    if (i == SG_READING_LIMITS)
      outdated_limits = join_forecasts (self);
    g_object_notify_by_pspec (object, properties[PROP_LIMITS + i]);
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

  if (sg_variant_is_same_array (self->sources, sources, (SgToVariant) sg_source_status_to_variant))
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

  return self->readings[SG_READING_LIMITS] ? self->readings[SG_READING_LIMITS]->limits : NULL;
}

const SgCredits *
sg_usage_model_get_credits (SgUsageModel *self)
{
  return self->readings[SG_READING_CREDITS] ? self->readings[SG_READING_CREDITS]->credits : NULL;
}

const SgAccount *
sg_usage_model_get_account (SgUsageModel *self)
{
  return self->readings[SG_READING_ACCOUNT] ? self->readings[SG_READING_ACCOUNT]->account : NULL;
}

const SgCostSummary *
sg_usage_model_get_costs (SgUsageModel *self)
{
  return self->readings[SG_READING_COSTS] ? self->readings[SG_READING_COSTS]->costs : NULL;
}

/**
 * sg_usage_model_get_pacing:
 *
 * Returns: (transfer none) (nullable): what Pace Maker does, where it is installed
 */
const SgPacing *
sg_usage_model_get_pacing (SgUsageModel *self)
{
  return self->readings[SG_READING_PACING] ? self->readings[SG_READING_PACING]->pacing : NULL;
}

/**
 * sg_usage_model_get_incidents:
 *
 * Returns: (transfer none) (nullable): %NULL while nobody asked
 */
const SgIncidents *
sg_usage_model_get_incidents (SgUsageModel *self)
{
  return self->readings[SG_READING_INCIDENTS] ? self->readings[SG_READING_INCIDENTS]->incidents : NULL;
}

/**
 * sg_usage_model_get_rate_limits:
 *
 * Returns: (transfer none) (nullable): of the API key, where there is one and the user wants to know
 */
const SgRateLimits *
sg_usage_model_get_rate_limits (SgUsageModel *self)
{
  return self->readings[SG_READING_RATE_LIMITS] ? self->readings[SG_READING_RATE_LIMITS]->rate_limits : NULL;
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

  return self->readings[SG_READING_CONSOLE] ? self->readings[SG_READING_CONSOLE]->console : NULL;
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

  return self->readings[SG_READING_BALANCE] ? self->readings[SG_READING_BALANCE]->balance : NULL;
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
