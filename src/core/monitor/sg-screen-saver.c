/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-screen-saver.h"

struct _SgScreenSaver {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  const char      *name;          /* of the interface too */
  const char      *path;
  GCancellable    *cancellable;   /* (owned) */
  guint            name_id;
  guint            signal_id;
  gboolean         is_active;
};

typedef enum {
  PROP_ACTIVE = 1,
} SgScreenSaverProperty;

static GParamSpec *properties[PROP_ACTIVE + 1];

G_DEFINE_FINAL_TYPE (SgScreenSaver, sg_screen_saver, G_TYPE_OBJECT)

static void
set_active (SgScreenSaver *self,
            gboolean       is_active)
{
  if (self->is_active == is_active)
    return;

  self->is_active = is_active;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE]);
}

static void
take_active (SgScreenSaver *self,
             GVariant      *parameters)
{
  gboolean is_active = FALSE;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    return;

  g_variant_get (parameters, "(b)", &is_active);
  set_active (self, is_active);
}

static void
active_changed_cb (GDBusConnection *connection,
                   const char      *sender,
                   const char      *path,
                   const char      *interface,
                   const char      *signal,
                   GVariant        *parameters,
                   gpointer         user_data)
{
  take_active (user_data, parameters);
}

static void
active_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (SgScreenSaver) self = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply != NULL)
    take_active (self, reply);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  SgScreenSaver *self = user_data;

  g_dbus_connection_call (connection, self->name, self->path, self->name, "GetActive", NULL, G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, active_read_cb, g_object_ref (self));
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  set_active (user_data, FALSE);
}

static void
sg_screen_saver_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (property_id == PROP_ACTIVE)
    g_value_set_boolean (value, SG_SCREEN_SAVER (object)->is_active);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_screen_saver_dispose (GObject *object)
{
  SgScreenSaver *self = SG_SCREEN_SAVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->name_id, g_bus_unwatch_name);
  if (self->signal_id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, self->signal_id);
  self->signal_id = 0;

  G_OBJECT_CLASS (sg_screen_saver_parent_class)->dispose (object);
}

static void
sg_screen_saver_finalize (GObject *object)
{
  SgScreenSaver *self = SG_SCREEN_SAVER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sg_screen_saver_parent_class)->finalize (object);
}

static void
sg_screen_saver_class_init (SgScreenSaverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_screen_saver_get_property;
  object_class->dispose = sg_screen_saver_dispose;
  object_class->finalize = sg_screen_saver_finalize;

  properties[PROP_ACTIVE] =
    g_param_spec_boolean ("active", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_screen_saver_init (SgScreenSaver *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * sg_screen_saver_new:
 * @name: static; its name on the bus, which is its interface's too
 * @path: static; of the object with `GetActive` and `ActiveChanged`
 *
 * Returns: (transfer full): it is asked when it appears and never started
 */
SgScreenSaver *
sg_screen_saver_new (GDBusConnection *connection,
                     const char      *name,
                     const char      *path)
{
  SgScreenSaver *self = g_object_new (SG_TYPE_SCREEN_SAVER, NULL);

  self->connection = g_object_ref (connection);
  self->name = name;
  self->path = path;
  self->signal_id = g_dbus_connection_signal_subscribe (connection, name, name, "ActiveChanged", path, NULL,
                                                        G_DBUS_SIGNAL_FLAGS_NONE, active_changed_cb, self, NULL);
  self->name_id = g_bus_watch_name_on_connection (connection, name, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                  appeared_cb, vanished_cb, self, NULL);

  return self;
}

gboolean
sg_screen_saver_is_active (SgScreenSaver *self)
{
  return self->is_active;
}
