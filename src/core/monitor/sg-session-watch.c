/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-watch.h"

#include "sg-screen-saver.h"

#define LOGIND "org.freedesktop.login1"
#define SESSION LOGIND ".Session"

/*
 * A system bus that ended is looked for after 1 s, 2 s, 4 s … 1 h: after an update it is back at once, and where it stays
 * away a look an hour costs nothing. Its socket is not watched: it may be abstract, or systemd's, which outlives the bus.
 */
#define FIRST_PAUSE_SECONDS 1
#define MOST_PAUSE_SECONDS 3600

struct _SgSessionWatch {
  GObject          parent_instance;

  GCancellable    *cancellable;    /* (owned) */
  GDBusConnection *system_bus;     /* (owned) (nullable) */
  guint            pause_seconds;
  guint            pause_id;
  guint            logind_id;
  guint            changes_id;
  char            *session_path;   /* (owned) (nullable) */
  gboolean         is_locked;
  gboolean         is_idle;
  GPtrArray       *savers;         /* (owned) (element-type SgScreenSaver) */
  gboolean         is_away;
};

typedef enum {
  PROP_AWAY = 1,
} SgSessionWatchProperty;

static GParamSpec *properties[PROP_AWAY + 1];

G_DEFINE_FINAL_TYPE (SgSessionWatch, sg_session_watch, G_TYPE_OBJECT)

static gboolean
is_saved (SgSessionWatch *self)
{
  for (guint i = 0; i < self->savers->len; i++) {
    if (sg_screen_saver_is_active (g_ptr_array_index (self->savers, i)))
      return TRUE;
  }

  return FALSE;
}

static void
update (SgSessionWatch *self)
{
  gboolean is_away = self->is_locked || self->is_idle || is_saved (self);

  if (self->is_away == is_away)
    return;

  self->is_away = is_away;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AWAY]);
}

static void
take_hints (SgSessionWatch *self,
            GVariant       *hints)
{
  g_variant_lookup (hints, "LockedHint", "b", &self->is_locked);
  g_variant_lookup (hints, "IdleHint", "b", &self->is_idle);
  update (self);
}

static void
hints_changed_cb (GDBusConnection *connection,
                  const char      *sender,
                  const char      *path,
                  const char      *interface,
                  const char      *signal,
                  GVariant        *parameters,
                  gpointer         user_data)
{
  g_autoptr (GVariant) hints = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  g_variant_get (parameters, "(&s@a{sv}@as)", NULL, &hints, NULL);
  take_hints (user_data, hints);
}

static void
forget_session (SgSessionWatch *self)
{
  if (self->changes_id != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->changes_id);
  self->changes_id = 0;
  g_clear_pointer (&self->session_path, g_free);
  self->is_locked = self->is_idle = FALSE;
  update (self);
}

/* Nothing of a call is used after the watch is gone: its end cancels them all. */
static GVariant *
finish_call (GObject      *source,
             GAsyncResult *result)
{
  return g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
}

static void
hints_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (SgSessionWatch) self = user_data;
  g_autoptr (GVariant) reply = finish_call (source, result);
  g_autoptr (GVariant) hints = NULL;

  if (reply == NULL || self->session_path == NULL)
    return;

  g_variant_get (reply, "(@a{sv})", &hints);
  take_hints (self, hints);
}

static void
session_found_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (SgSessionWatch) self = user_data;
  g_autoptr (GVariant) reply = finish_call (source, result);

  if (reply == NULL || source != (GObject *) self->system_bus || g_cancellable_is_cancelled (self->cancellable))
    return;

  forget_session (self);
  g_variant_get (reply, "(o)", &self->session_path);
  self->changes_id = g_dbus_connection_signal_subscribe (self->system_bus, LOGIND, "org.freedesktop.DBus.Properties",
                                                         "PropertiesChanged", self->session_path, SESSION,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, hints_changed_cb, self, NULL);
  g_dbus_connection_call (self->system_bus, LOGIND, self->session_path, "org.freedesktop.DBus.Properties", "GetAll",
                          g_variant_new ("(s)", SESSION), G_VARIANT_TYPE ("(a{sv})"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, self->cancellable, hints_read_cb, g_object_ref (self));
}

/* "auto" is the session we run in, or the one on the user's screen for a service of the user's manager. */
static void
logind_appeared_cb (GDBusConnection *connection,
                    const char      *name,
                    const char      *owner,
                    gpointer         user_data)
{
  SgSessionWatch *self = user_data;

  g_dbus_connection_call (connection, LOGIND, "/org/freedesktop/login1", LOGIND ".Manager", "GetSession",
                          g_variant_new ("(s)", "auto"), G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NO_AUTO_START,
                          -1, self->cancellable, session_found_cb, g_object_ref (self));
}

static void
logind_vanished_cb (GDBusConnection *connection,
                    const char      *name,
                    gpointer         user_data)
{
  forget_session (user_data);
}

static void look_for_bus_later (SgSessionWatch *self);

static void
system_bus_closed_cb (SgSessionWatch *self)
{
  g_clear_handle_id (&self->logind_id, g_bus_unwatch_name);
  forget_session (self);
  g_clear_object (&self->system_bus);
  look_for_bus_later (self);
}

static void
take_system_bus (SgSessionWatch  *self,
                 GDBusConnection *connection)
{
  self->system_bus = g_object_ref (connection);
  self->pause_seconds = FIRST_PAUSE_SECONDS;
  g_signal_connect_object (connection, "closed", G_CALLBACK (system_bus_closed_cb), self, G_CONNECT_SWAPPED);
  self->logind_id = g_bus_watch_name_on_connection (connection, LOGIND, G_BUS_NAME_WATCHER_FLAGS_NONE, logind_appeared_cb,
                                                    logind_vanished_cb, self, NULL);
}

static void
system_bus_found_anew_cb (GObject      *source,
                          GAsyncResult *result,
                          gpointer      user_data)
{
  g_autoptr (SgSessionWatch) self = user_data;
  g_autoptr (GDBusConnection) connection = g_dbus_connection_new_for_address_finish (result, NULL);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (connection != NULL)
    take_system_bus (self, connection);
  else
    look_for_bus_later (self);
}

/* g_bus_get() would give the closed one, as long as anything in this process holds it. */
static gboolean
pause_over_cb (gpointer user_data)
{
  SgSessionWatch *self = user_data;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SYSTEM, NULL, NULL);

  self->pause_id = 0;
  if (address != NULL)
    g_dbus_connection_new_for_address (address, G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                       G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION, NULL, self->cancellable,
                                       system_bus_found_anew_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
look_for_bus_later (SgSessionWatch *self)
{
  self->pause_id = g_timeout_add_seconds (self->pause_seconds, pause_over_cb, self);
  self->pause_seconds = MIN (2 * self->pause_seconds, MOST_PAUSE_SECONDS);
}

static void
system_bus_found_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr (SgSessionWatch) self = user_data;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (connection == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  /* Its end is no reason for ours. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  take_system_bus (self, connection);
}

static void
add_saver (SgSessionWatch  *self,
           GDBusConnection *session_bus,
           const char      *name,
           const char      *path)
{
  SgScreenSaver *saver = sg_screen_saver_new (session_bus, name, path);

  g_signal_connect_object (saver, "notify::active", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->savers, saver);
}

static void
session_bus_found_cb (GObject      *source,
                      GAsyncResult *result,
                      gpointer      user_data)
{
  g_autoptr (SgSessionWatch) self = user_data;
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (connection == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;

  add_saver (self, connection, "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver");
  add_saver (self, connection, "org.gnome.ScreenSaver", "/org/gnome/ScreenSaver");
  add_saver (self, connection, "org.cinnamon.ScreenSaver", "/org/cinnamon/ScreenSaver");
  add_saver (self, connection, "org.mate.ScreenSaver", "/org/mate/ScreenSaver");
  add_saver (self, connection, "org.xfce.ScreenSaver", "/org/xfce/ScreenSaver");
}

static void
sg_session_watch_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (property_id == PROP_AWAY)
    g_value_set_boolean (value, SG_SESSION_WATCH (object)->is_away);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
sg_session_watch_dispose (GObject *object)
{
  SgSessionWatch *self = SG_SESSION_WATCH (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->pause_id, g_source_remove);
  g_clear_handle_id (&self->logind_id, g_bus_unwatch_name);
  if (self->changes_id != 0)
    g_dbus_connection_signal_unsubscribe (self->system_bus, self->changes_id);
  self->changes_id = 0;

  G_OBJECT_CLASS (sg_session_watch_parent_class)->dispose (object);
}

static void
sg_session_watch_finalize (GObject *object)
{
  SgSessionWatch *self = SG_SESSION_WATCH (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->system_bus);
  g_clear_pointer (&self->session_path, g_free);
  g_clear_pointer (&self->savers, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_session_watch_parent_class)->finalize (object);
}

static void
sg_session_watch_class_init (SgSessionWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sg_session_watch_get_property;
  object_class->dispose = sg_session_watch_dispose;
  object_class->finalize = sg_session_watch_finalize;

  properties[PROP_AWAY] =
    g_param_spec_boolean ("away", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_session_watch_init (SgSessionWatch *self)
{
  self->cancellable = g_cancellable_new ();
  self->savers = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * sg_session_watch_new:
 *
 * Looks for both buses without waiting; where one is missing nobody is away.
 *
 * Returns: (transfer full): run its dispose to end it while calls are under way
 */
SgSessionWatch *
sg_session_watch_new (void)
{
  SgSessionWatch *self = g_object_new (SG_TYPE_SESSION_WATCH, NULL);

  g_bus_get (G_BUS_TYPE_SYSTEM, self->cancellable, system_bus_found_cb, g_object_ref (self));
  g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, session_bus_found_cb, g_object_ref (self));

  return self;
}

gboolean
sg_session_watch_is_away (SgSessionWatch *self)
{
  g_return_val_if_fail (SG_IS_SESSION_WATCH (self), FALSE);

  return self->is_away;
}
