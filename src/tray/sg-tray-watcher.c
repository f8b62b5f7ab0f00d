/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-tray-watcher.h"

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"

/* The only host that reads no pixmaps, ayatana-indicator-application-service, as
 * /proc/PID/comm names it: 15 characters (proc(5)). */
#define NAMES_ONLY_COMM "ayatana-indicat"

struct _SgTrayWatcher {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  char            *item_path;     /* (owned) */
  guint            watch_id;
  GCancellable    *cancellable;   /* (owned) (nullable): ends what was begun with the present watcher */
  gboolean         registered;
};

typedef enum {
  PROP_REGISTERED = 1,
} SgTrayWatcherProperty;

static GParamSpec *properties[PROP_REGISTERED + 1];

typedef enum {
  SIGNAL_APPEARED,
} SgTrayWatcherSignal;

static guint signals[SIGNAL_APPEARED + 1];

G_DEFINE_FINAL_TYPE (SgTrayWatcher, sg_tray_watcher, G_TYPE_OBJECT)

static void
set_registered (SgTrayWatcher *self,
                gboolean       registered)
{
  if (self->registered == registered)
    return;

  self->registered = registered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REGISTERED]);
}

static void
drop_calls (SgTrayWatcher *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static gboolean
reads_names_only (guint32 pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/comm", pid);
  g_autofree char *comm = NULL;

  return g_file_get_contents (path, &comm, NULL, NULL) && g_str_equal (g_strchomp (comm), NAMES_ONLY_COMM);
}

static void
pid_known_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  guint32 pid = 0;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* A bus proxy may keep the process a secret; such a watcher is taken for an ordinary one. */
  if (reply != NULL)
    g_variant_get (reply, "(u)", &pid);
  g_signal_emit (user_data, signals[SIGNAL_APPEARED], 0, pid != 0 && reads_names_only (pid));
}

static void
name_appeared_cb (GDBusConnection *connection,
                  const char      *name,
                  const char      *owner,
                  gpointer         user_data)
{
  SgTrayWatcher *self = user_data;

  drop_calls (self);
  self->cancellable = g_cancellable_new ();
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "GetConnectionUnixProcessID", g_variant_new ("(s)", owner), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, pid_known_cb, self);
}

static void
name_vanished_cb (GDBusConnection *connection,
                  const char      *name,
                  gpointer         user_data)
{
  SgTrayWatcher *self = user_data;

  drop_calls (self);
  set_registered (self, FALSE);
}

static void
registered_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_message ("The panel did not take the tray icon: %s", error->message);

  set_registered (user_data, reply != NULL);
}

static void
sg_tray_watcher_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  SgTrayWatcher *self = SG_TRAY_WATCHER (object);

  switch ((SgTrayWatcherProperty) property_id) {
  case PROP_REGISTERED:
    g_value_set_boolean (value, self->registered);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_tray_watcher_dispose (GObject *object)
{
  SgTrayWatcher *self = SG_TRAY_WATCHER (object);

  g_clear_handle_id (&self->watch_id, g_bus_unwatch_name);
  drop_calls (self);

  G_OBJECT_CLASS (sg_tray_watcher_parent_class)->dispose (object);
}

static void
sg_tray_watcher_finalize (GObject *object)
{
  SgTrayWatcher *self = SG_TRAY_WATCHER (object);

  g_clear_object (&self->connection);
  g_free (self->item_path);

  G_OBJECT_CLASS (sg_tray_watcher_parent_class)->finalize (object);
}

static void
sg_tray_watcher_class_init (SgTrayWatcherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_tray_watcher_get_property;
  object_class->dispose = sg_tray_watcher_dispose;
  object_class->finalize = sg_tray_watcher_finalize;

  properties[PROP_REGISTERED] =
    g_param_spec_boolean ("registered", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_APPEARED] =
    g_signal_new ("appeared", SG_TYPE_TRAY_WATCHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sg_tray_watcher_init (SgTrayWatcher *self)
{
}

/**
 * sg_tray_watcher_new:
 * @item_path: where on @connection the item is
 *
 * Returns: (transfer full): one that does nothing before sg_tray_watcher_start()
 */
SgTrayWatcher *
sg_tray_watcher_new (GDBusConnection *connection,
                     const char      *item_path)
{
  SgTrayWatcher *self = g_object_new (SG_TYPE_TRAY_WATCHER, NULL);

  self->connection = g_object_ref (connection);
  self->item_path = g_strdup (item_path);

  return self;
}

void
sg_tray_watcher_start (SgTrayWatcher *self)
{
  g_return_if_fail (SG_IS_TRAY_WATCHER (self));
  g_return_if_fail (self->watch_id == 0);

  self->watch_id = g_bus_watch_name_on_connection (self->connection, WATCHER_NAME, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                   name_appeared_cb, name_vanished_cb, self, NULL);
}

/**
 * sg_tray_watcher_register:
 *
 * Gives the present watcher the item by its path: that works through a sandbox's
 * bus proxy too, where owning an `org.kde.StatusNotifierItem-…` name does not.
 */
void
sg_tray_watcher_register (SgTrayWatcher *self)
{
  g_return_if_fail (SG_IS_TRAY_WATCHER (self));

  if (self->cancellable == NULL)
    return;

  g_dbus_connection_call (self->connection, WATCHER_NAME, WATCHER_PATH, WATCHER_NAME,
                          "RegisterStatusNotifierItem", g_variant_new ("(s)", self->item_path), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->cancellable, registered_cb, self);
}

gboolean
sg_tray_watcher_is_registered (SgTrayWatcher *self)
{
  return self->registered;
}
