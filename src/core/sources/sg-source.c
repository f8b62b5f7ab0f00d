/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-source.h"

#include "sg-error.h"

/**
 * SgSource:
 *
 * One place numbers come from. It reads when asked and never sees the model;
 * when it is asked is the refresher's business.
 */
typedef struct {
  char      *id;
  char      *profile;      /* (owned) (nullable) */
  SgOrigin   origin;
  guint      interval_seconds;
  guint      gap_seconds;
  char      *detail;       /* (owned) (nullable) */
  GDateTime *not_before;   /* (owned) (nullable) */
  gboolean   switched_off;
} SgSourcePrivate;

typedef enum {
  PROP_ID = 1,
  PROP_ORIGIN,
  PROP_INTERVAL_SECONDS,
  PROP_GAP_SECONDS,
} SgSourceProperty;

static GParamSpec *properties[PROP_GAP_SECONDS + 1];

enum { CHANGED, RETRACTED, SAID, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SgSource, sg_source, G_TYPE_OBJECT)

static void
sg_source_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (SG_SOURCE (object));

  switch ((SgSourceProperty) property_id) {
  case PROP_ID:
    priv->id = g_value_dup_string (value);
    break;
  case PROP_ORIGIN:
    priv->origin = (SgOrigin) g_value_get_uint (value);
    break;
  case PROP_INTERVAL_SECONDS:
    priv->interval_seconds = g_value_get_uint (value);
    break;
  case PROP_GAP_SECONDS:
    priv->gap_seconds = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

/* What nearly every source wants: its read is a task of its own that gives a reading. */
static SgReading *
sg_source_real_read_finish (SgSource     *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sg_source_finalize (GObject *object)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (SG_SOURCE (object));

  g_clear_pointer (&priv->id, g_free);
  g_clear_pointer (&priv->profile, g_free);
  g_clear_pointer (&priv->detail, g_free);
  g_clear_pointer (&priv->not_before, g_date_time_unref);

  G_OBJECT_CLASS (sg_source_parent_class)->finalize (object);
}

static void
sg_source_class_init (SgSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct_only = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sg_source_set_property;
  object_class->finalize = sg_source_finalize;
  klass->read_finish = sg_source_real_read_finish;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, construct_only);
  properties[PROP_ORIGIN] = g_param_spec_uint ("origin", NULL, NULL, 0, G_MAXUINT, 0, construct_only);
  /* 0: read once at the start, then only after SgSource::changed */
  properties[PROP_INTERVAL_SECONDS] =
    g_param_spec_uint ("interval-seconds", NULL, NULL, 0, G_MAXUINT, 0, construct_only);
  /* The least time between two reads, whoever asks; above 0 its failures are remembered across restarts */
  properties[PROP_GAP_SECONDS] =
    g_param_spec_uint ("gap-seconds", NULL, NULL, 0, G_MAXUINT, 0, construct_only);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * SgSource::changed:
   *
   * What it reads has changed: it is worth asking again.
   */
  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SgSource::retracted:
   *
   * What it said last is not to be shown any more.
   */
  signals[RETRACTED] =
    g_signal_new ("retracted", SG_TYPE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * SgSource::said:
   *
   * Something is known without anybody having been asked.
   */
  signals[SAID] =
    g_signal_new ("said", SG_TYPE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sg_source_init (SgSource *self)
{
}

/**
 * sg_source_read_async:
 *
 * One read at a time: the refresher waits for the last before it asks again.
 */
void
sg_source_read_async (SgSource           *self,
                      GDateTime          *now,
                      GCancellable       *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  g_return_if_fail (SG_IS_SOURCE (self));

  if (priv->switched_off)
    g_task_report_new_error (self, callback, user_data, sg_source_read_async, SG_ERROR, SG_ERROR_SWITCHED_OFF,
                             "switched off in the settings");
  else
    SG_SOURCE_GET_CLASS (self)->read_async (self, now, cancellable, callback, user_data);
}

/**
 * sg_source_read_finish:
 *
 * Returns: (transfer full): what it said, or %NULL with @error set to an #SgError
 */
SgReading *
sg_source_read_finish (SgSource     *self,
                       GAsyncResult *result,
                       GError      **error)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);
  g_autoptr (SgReading) reading = NULL;

  g_return_val_if_fail (SG_IS_SOURCE (self), NULL);

  if (g_async_result_is_tagged (result, sg_source_read_async))
    return g_task_propagate_pointer (G_TASK (result), error);

  reading = SG_SOURCE_GET_CLASS (self)->read_finish (self, result, error);
  if (reading == NULL || !priv->switched_off)
    return g_steal_pointer (&reading);

  g_set_error (error, SG_ERROR, SG_ERROR_SWITCHED_OFF, "switched off while it was read");

  return NULL;
}

/**
 * sg_source_set_switched_off:
 *
 * What it said is taken back then, and it reads nothing until it is switched on again.
 */
void
sg_source_set_switched_off (SgSource *self,
                            gboolean  switched_off)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  if (!priv->switched_off == !switched_off)
    return;

  priv->switched_off = switched_off;
  if (switched_off)
    sg_source_retract (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
sg_source_get_id (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->id;
}

/**
 * sg_source_get_profile:
 *
 * Returns: (transfer none) (nullable): whose numbers it reads; %NULL when they may be of any profile
 */
const char *
sg_source_get_profile (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->profile;
}

/**
 * sg_source_set_profile:
 * @profile: (nullable): before it is first asked
 */
void
sg_source_set_profile (SgSource   *self,
                       const char *profile)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  g_free (priv->profile);
  priv->profile = g_strdup (profile);
}

/**
 * sg_source_is_of:
 *
 * Returns: whether it may say something of @profile
 */
gboolean
sg_source_is_of (SgSource   *self,
                 const char *profile)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->profile == NULL || g_str_equal (priv->profile, profile);
}

SgOrigin
sg_source_get_origin (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->origin;
}

guint
sg_source_get_interval_seconds (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->interval_seconds;
}

guint
sg_source_get_gap_seconds (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->gap_seconds;
}

/**
 * sg_source_get_detail:
 *
 * Returns: (transfer none) (nullable): what its last good answer was made of, for the doctor
 */
const char *
sg_source_get_detail (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->detail;
}

void
sg_source_set_detail (SgSource   *self,
                      const char *detail)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  g_free (priv->detail);
  priv->detail = g_strdup (detail);
}

/**
 * sg_source_get_not_before:
 *
 * Returns: (transfer none) (nullable): the earliest time the other side will hear us again (`Retry-After`)
 */
GDateTime *
sg_source_get_not_before (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  return priv->not_before;
}

/**
 * sg_source_set_not_before:
 * @not_before: (nullable):
 */
void
sg_source_set_not_before (SgSource  *self,
                          GDateTime *not_before)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  g_clear_pointer (&priv->not_before, g_date_time_unref);
  priv->not_before = not_before ? g_date_time_ref (not_before) : NULL;
}

void
sg_source_changed (SgSource *self)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  if (!priv->switched_off)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
sg_source_retract (SgSource *self)
{
  g_signal_emit (self, signals[RETRACTED], 0);
}

/**
 * sg_source_say:
 *
 * Takes the place of the last answer until the next.
 */
void
sg_source_say (SgSource  *self,
               SgReading *reading)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  if (!priv->switched_off)
    g_signal_emit (self, signals[SAID], 0, reading);
}

/**
 * sg_source_set_interval_seconds:
 *
 * Holds from the end of the next read.
 */
void
sg_source_set_interval_seconds (SgSource *self,
                                guint     interval_seconds)
{
  SgSourcePrivate *priv = sg_source_get_instance_private (self);

  priv->interval_seconds = interval_seconds;
}
