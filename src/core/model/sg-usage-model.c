/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-usage-model.h"

/**
 * SgUsageModel:
 *
 * What is known now. One writer: the monitor in the agent, the bus client in
 * the panel. Presenters watch notify:: and read; nobody calls back.
 *
 * The properties are lent: they hold until the next notify.
 */
struct _SgUsageModel {
  GObject    parent_instance;

  SgReading *reading;      /* (owned) (nullable): %NULL before the first one */
  GPtrArray *sources;      /* (owned) (element-type SgSourceStatus) */
  gboolean   refreshing;
};

typedef enum {
  PROP_LOADED = 1,
  PROP_REFRESHING,
  PROP_LIMITS,
  PROP_CREDITS,
  PROP_ACCOUNT,
  PROP_COSTS,
  PROP_SOURCES,
} SgUsageModelProperty;

static GParamSpec *properties[PROP_SOURCES + 1];

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
    g_value_set_boolean (value, sg_usage_model_is_loaded (self));
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
  case PROP_SOURCES:
    g_value_set_boxed (value, self->sources);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_usage_model_finalize (GObject *object)
{
  SgUsageModel *self = SG_USAGE_MODEL (object);

  g_clear_pointer (&self->reading, sg_reading_unref);
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
  properties[PROP_SOURCES] = g_param_spec_boxed ("sources", NULL, NULL, G_TYPE_PTR_ARRAY, read_only);

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

/**
 * sg_usage_model_apply:
 *
 * Replaces all values and notifies of those that differ.
 */
void
sg_usage_model_apply (SgUsageModel *self,
                      SgReading    *reading)
{
  GObject *object = G_OBJECT (self);
  g_autoptr (SgReading) old = NULL;
  const SgReading none = { 0 };
  const SgReading *before;

  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  old = g_steal_pointer (&self->reading);
  before = old ? old : &none;
  self->reading = sg_reading_ref (reading);

  g_object_freeze_notify (object);
  if (old == NULL)
    g_object_notify_by_pspec (object, properties[PROP_LOADED]);
  if (!same_array (before->limits, reading->limits, (ToVariant) sg_limit_to_variant))
    g_object_notify_by_pspec (object, properties[PROP_LIMITS]);
  if (!same_value (before->credits, reading->credits, (ToVariant) sg_credits_to_variant))
    g_object_notify_by_pspec (object, properties[PROP_CREDITS]);
  if (!same_value (before->account, reading->account, (ToVariant) sg_account_to_variant))
    g_object_notify_by_pspec (object, properties[PROP_ACCOUNT]);
  if (!same_value (before->costs, reading->costs, (ToVariant) sg_cost_summary_to_variant))
    g_object_notify_by_pspec (object, properties[PROP_COSTS]);
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
  gboolean same;

  g_return_if_fail (SG_IS_USAGE_MODEL (self));

  same = same_array (self->sources, sources, (ToVariant) sg_source_status_to_variant);
  g_ptr_array_ref (sources);
  g_ptr_array_unref (self->sources);
  self->sources = sources;

  if (!same)
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
 * sg_usage_model_is_loaded:
 *
 * Returns: whether any source has answered; before that the panel shows its skeleton
 */
gboolean
sg_usage_model_is_loaded (SgUsageModel *self)
{
  return self->reading != NULL;
}

gboolean
sg_usage_model_is_refreshing (SgUsageModel *self)
{
  return self->refreshing;
}

/**
 * sg_usage_model_get_limits:
 *
 * Returns: (transfer none) (nullable) (element-type SgLimit): the 5-hour limit first, then weeks
 */
GPtrArray *
sg_usage_model_get_limits (SgUsageModel *self)
{
  return self->reading ? self->reading->limits : NULL;
}

const SgCredits *
sg_usage_model_get_credits (SgUsageModel *self)
{
  return self->reading ? self->reading->credits : NULL;
}

const SgAccount *
sg_usage_model_get_account (SgUsageModel *self)
{
  return self->reading ? self->reading->account : NULL;
}

const SgCostSummary *
sg_usage_model_get_costs (SgUsageModel *self)
{
  return self->reading ? self->reading->costs : NULL;
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
