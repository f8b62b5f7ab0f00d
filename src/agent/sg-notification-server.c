/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notification-server.h"

#include <string.h>

#include "sg-flatpak.h"

#define NAME "org.freedesktop.Notifications"
#define PATH "/org/freedesktop/Notifications"
#define PROPERTIES "org.freedesktop.DBus.Properties"
#define XFCONF "org.xfce.Xfconf"
#define XFCONF_PATH "/org/xfce/Xfconf"
#define XFCE_CHANNEL "xfce4-notifyd"
#define XFCE_PROPERTY "/do-not-disturb"
#define ANSWER_TIMEOUT_MS 3000

/* The specification's own property (Plasma has it), and dunst's. */
static const struct {
  const char *interface;
  const char *property;
} flags[] = {
  { NAME, "Inhibited" },
  { "org.dunstproject.cmd0", "paused" },
};

/* A switch of one desktop says nothing on another, where it may have been left on. */
static const struct {
  const char *desktop;
  const char *schema;
  const char *key;
  gboolean    quiet_when;
} switches[] = {
  { "GNOME", "org.gnome.desktop.notifications", "show-banners", FALSE },
  { "Budgie", "org.gnome.desktop.notifications", "show-banners", FALSE },
  { "X-Cinnamon", "org.cinnamon.desktop.notifications", "display-notifications", FALSE },
  { "MATE", "org.mate.NotificationDaemon", "do-not-disturb", TRUE },
  { "Pantheon", "io.elementary.notifications", "do-not-disturb", TRUE },
};

/* Bits of what is on: a flag of the server's each, then these. */
enum {
  XFCE_BIT = 1 << 8,
  SWITCH_BIT = 1 << 9,
};

struct _SgNotificationServer {
  GObject          parent_instance;

  GDBusConnection *connection;       /* (owned) */
  GCancellable    *cancellable;      /* (owned) */
  GSettings       *settings;         /* (owned) (nullable): of the desktop */
  guint            switch_index;
  guint            name_id;
  guint            changed_id;
  guint            xfce_id;
  guint            n_asked;          /* answers that are still to come */
  gboolean         is_known;         /* whether it is there */
  gboolean         present;
  guint            quiet_bits;
};

typedef enum {
  PROP_PRESENT = 1,
  PROP_QUIET,
} SgNotificationServerProperty;

static GParamSpec *properties[PROP_QUIET + 1];

G_DEFINE_FINAL_TYPE (SgNotificationServer, sg_notification_server, G_TYPE_OBJECT)

static void
set_quiet (SgNotificationServer *self,
           guint                 bit,
           gboolean              on)
{
  gboolean before = self->quiet_bits != 0;

  self->quiet_bits = on ? self->quiet_bits | bit : self->quiet_bits & ~bit;
  if (before != (self->quiet_bits != 0))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_QUIET]);
}

static void
set_present (SgNotificationServer *self,
             gboolean              present)
{
  self->is_known = TRUE;
  self->present = present;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENT]);
}

typedef struct {
  SgNotificationServer *server;   /* (owned) */
  guint                 bit;
} Question;

static Question *
question_new (SgNotificationServer *server,
              guint                 bit)
{
  Question *question = g_new (Question, 1);

  question->server = g_object_ref (server);
  question->bit = bit;
  server->n_asked++;

  return question;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autofree Question *question = user_data;
  g_autoptr (SgNotificationServer) self = question->server;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  g_autoptr (GVariant) value = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->n_asked--;
  if (reply != NULL)
    g_variant_get (reply, "(v)", &value);
  if (value != NULL && g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    set_quiet (self, question->bit, g_variant_get_boolean (value));
  if (self->n_asked == 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRESENT]);
}

static void
appeared_cb (GDBusConnection *connection,
             const char      *name,
             const char      *owner,
             gpointer         user_data)
{
  SgNotificationServer *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    g_dbus_connection_call (connection, owner, PATH, PROPERTIES, "Get",
                            g_variant_new ("(ss)", flags[i].interface, flags[i].property), G_VARIANT_TYPE ("(v)"),
                            G_DBUS_CALL_FLAGS_NO_AUTO_START, ANSWER_TIMEOUT_MS, self->cancellable, answered_cb,
                            question_new (self, 1u << i));
  set_present (self, TRUE);
}

static void
vanished_cb (GDBusConnection *connection,
             const char      *name,
             gpointer         user_data)
{
  SgNotificationServer *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    set_quiet (self, 1u << i, FALSE);
  set_present (self, FALSE);
}

static void
changed_cb (GDBusConnection *connection,
            const char      *sender,
            const char      *path,
            const char      *interface,
            const char      *signal,
            GVariant        *parameters,
            gpointer         user_data)
{
  SgNotificationServer *self = user_data;
  g_autoptr (GVariant) values = NULL;
  const char *of = NULL;
  gboolean on;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;

  g_variant_get (parameters, "(&s@a{sv}as)", &of, &values, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++) {
    if (g_str_equal (of, flags[i].interface) && g_variant_lookup (values, flags[i].property, "b", &on))
      set_quiet (self, 1u << i, on);
  }
}

static void
xfce_changed_cb (GDBusConnection *connection,
                 const char      *sender,
                 const char      *path,
                 const char      *interface,
                 const char      *signal,
                 GVariant        *parameters,
                 gpointer         user_data)
{
  g_autoptr (GVariant) value = NULL;
  const char *channel = NULL, *property = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;

  g_variant_get (parameters, "(&s&sv)", &channel, &property, &value);
  if (g_str_equal (channel, XFCE_CHANNEL) && g_str_equal (property, XFCE_PROPERTY) &&
      g_variant_is_of_type (value, G_VARIANT_TYPE_BOOLEAN))
    set_quiet (user_data, XFCE_BIT, g_variant_get_boolean (value));
}

static void
watch_xfce (SgNotificationServer *self)
{
  self->xfce_id = g_dbus_connection_signal_subscribe (self->connection, XFCONF, XFCONF, "PropertyChanged", XFCONF_PATH, NULL,
                                                      G_DBUS_SIGNAL_FLAGS_NONE, xfce_changed_cb, self, NULL);
  g_dbus_connection_call (self->connection, XFCONF, XFCONF_PATH, XFCONF, "GetProperty",
                          g_variant_new ("(ss)", XFCE_CHANNEL, XFCE_PROPERTY), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, ANSWER_TIMEOUT_MS, self->cancellable, answered_cb, question_new (self, XFCE_BIT));
}

static void
switch_changed_cb (SgNotificationServer *self)
{
  gboolean value = g_settings_get_boolean (self->settings, switches[self->switch_index].key);

  set_quiet (self, SWITCH_BIT, value == switches[self->switch_index].quiet_when);
}

static void
watch_switch (SgNotificationServer *self,
              guint                 i)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, switches[i].schema, TRUE) : NULL;
  g_autofree char *signal = g_strconcat ("changed::", switches[i].key, NULL);

  if (schema == NULL || !g_settings_schema_has_key (schema, switches[i].key))
    return;

  self->settings = g_settings_new_full (schema, NULL, NULL);
  self->switch_index = i;
  g_signal_connect_object (self->settings, signal, G_CALLBACK (switch_changed_cb), self, G_CONNECT_SWAPPED);
  switch_changed_cb (self);
}

static void
watch_desktop (SgNotificationServer *self)
{
  const char *names = g_getenv ("XDG_CURRENT_DESKTOP");
  g_auto (GStrv) desktops = g_strsplit (names ? names : "", ":", -1);

  if (g_strv_contains ((const char *const *) desktops, "XFCE"))
    watch_xfce (self);
  for (guint i = 0; i < G_N_ELEMENTS (switches) && self->settings == NULL; i++) {
    if (g_strv_contains ((const char *const *) desktops, switches[i].desktop))
      watch_switch (self, i);
  }
}

static void
sg_notification_server_get_property (GObject    *object,
                                     guint       property_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  SgNotificationServer *self = SG_NOTIFICATION_SERVER (object);

  switch ((SgNotificationServerProperty) property_id) {
  case PROP_PRESENT:
    g_value_set_boolean (value, self->present);
    break;
  case PROP_QUIET:
    g_value_set_boolean (value, self->quiet_bits != 0);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
unsubscribe (SgNotificationServer *self,
             guint                *id)
{
  if (*id != 0)
    g_dbus_connection_signal_unsubscribe (self->connection, *id);
  *id = 0;
}

static void
sg_notification_server_dispose (GObject *object)
{
  SgNotificationServer *self = SG_NOTIFICATION_SERVER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->name_id, g_bus_unwatch_name);
  unsubscribe (self, &self->changed_id);
  unsubscribe (self, &self->xfce_id);

  G_OBJECT_CLASS (sg_notification_server_parent_class)->dispose (object);
}

static void
sg_notification_server_finalize (GObject *object)
{
  SgNotificationServer *self = SG_NOTIFICATION_SERVER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (sg_notification_server_parent_class)->finalize (object);
}

static void
sg_notification_server_class_init (SgNotificationServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags read_only = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sg_notification_server_get_property;
  object_class->dispose = sg_notification_server_dispose;
  object_class->finalize = sg_notification_server_finalize;

  properties[PROP_PRESENT] = g_param_spec_boolean ("present", NULL, NULL, FALSE, read_only);
  properties[PROP_QUIET] = g_param_spec_boolean ("quiet", NULL, NULL, FALSE, read_only);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_notification_server_init (SgNotificationServer *self)
{
  self->cancellable = g_cancellable_new ();
}

SgNotificationServer *
sg_notification_server_new (GDBusConnection *connection)
{
  SgNotificationServer *self = g_object_new (SG_TYPE_NOTIFICATION_SERVER, NULL);

  self->connection = g_object_ref (connection);
  if (sg_flatpak_is_around ()) {
    self->is_known = self->present = TRUE;
    return self;
  }

  self->changed_id = g_dbus_connection_signal_subscribe (connection, NAME, PROPERTIES, "PropertiesChanged", PATH, NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE, changed_cb, self, NULL);
  self->name_id = g_bus_watch_name_on_connection (connection, NAME, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb, vanished_cb,
                                                  self, NULL);
  watch_desktop (self);

  return self;
}

gboolean
sg_notification_server_is_present (SgNotificationServer *self)
{
  return self->present;
}

gboolean
sg_notification_server_is_quiet (SgNotificationServer *self)
{
  return self->quiet_bits != 0;
}

/**
 * sg_notification_server_is_settled:
 *
 * Returns: whether it is known by now; `notify::present` tells when it comes to be
 */
gboolean
sg_notification_server_is_settled (SgNotificationServer *self)
{
  return self->is_known && self->n_asked == 0;
}
