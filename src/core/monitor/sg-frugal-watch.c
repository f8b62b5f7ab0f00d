/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-frugal-watch.h"

struct _SgFrugalWatch {
  GObject               parent_instance;

  GCancellable         *cancellable;   /* (owned) */
  GPowerProfileMonitor *power;         /* (owned) (nullable): %NULL until both are there, as @network */
  GNetworkMonitor      *network;       /* (nullable): GIO's own */
  gboolean              is_frugal;
};

typedef enum {
  PROP_FRUGAL = 1,
} SgFrugalWatchProperty;

static GParamSpec *properties[PROP_FRUGAL + 1];

G_DEFINE_FINAL_TYPE (SgFrugalWatch, sg_frugal_watch, G_TYPE_OBJECT)

static void
update (SgFrugalWatch *self)
{
  gboolean is_frugal = g_power_profile_monitor_get_power_saver_enabled (self->power) ||
                       g_network_monitor_get_network_metered (self->network);

  if (self->is_frugal == is_frugal)
    return;

  self->is_frugal = is_frugal;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FRUGAL]);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  SgFrugalWatch *self = SG_FRUGAL_WATCH (source);
  GPowerProfileMonitor *power = g_task_propagate_pointer (G_TASK (result), NULL);

  if (power == NULL)
    return;

  self->power = power;
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->power, "notify::power-saver-enabled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->network, "notify::network-metered", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/* The first call asks NetworkManager or a portal and waits for it; what they say afterwards comes to the main loop. */
static void
find_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  g_network_monitor_get_default ();
  g_task_return_pointer (task, g_power_profile_monitor_dup_default (), g_object_unref);
}

static void
sg_frugal_watch_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (property_id == PROP_FRUGAL)
    g_value_set_boolean (value, SG_FRUGAL_WATCH (object)->is_frugal);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_frugal_watch_dispose (GObject *object)
{
  g_cancellable_cancel (SG_FRUGAL_WATCH (object)->cancellable);

  G_OBJECT_CLASS (sg_frugal_watch_parent_class)->dispose (object);
}

static void
sg_frugal_watch_finalize (GObject *object)
{
  SgFrugalWatch *self = SG_FRUGAL_WATCH (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->power);

  G_OBJECT_CLASS (sg_frugal_watch_parent_class)->finalize (object);
}

static void
sg_frugal_watch_class_init (SgFrugalWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_frugal_watch_get_property;
  object_class->dispose = sg_frugal_watch_dispose;
  object_class->finalize = sg_frugal_watch_finalize;

  properties[PROP_FRUGAL] =
    g_param_spec_boolean ("frugal", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_frugal_watch_init (SgFrugalWatch *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sg_frugal_watch_new:
 *
 * Asks whoever knows: power-profiles-daemon and NetworkManager, in a Flatpak
 * the portals. It is told of changes, and looks at nothing by the clock.
 *
 * Returns: (transfer full): run its dispose to end it before that is found out
 */
SgFrugalWatch *
sg_frugal_watch_new (void)
{
  SgFrugalWatch *self = g_object_new (SG_TYPE_FRUGAL_WATCH, NULL);
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, found_cb, NULL);

  g_task_set_source_tag (task, sg_frugal_watch_new);
  g_task_run_in_thread (task, find_in_thread);

  return self;
}

gboolean
sg_frugal_watch_is_frugal (SgFrugalWatch *self)
{
  g_return_val_if_fail (SG_IS_FRUGAL_WATCH (self), FALSE);

  return self->is_frugal;
}
