/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notifier.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "sg-alert.h"
#include "sg-config.h"
#include "sg-words.h"

#define PROBE_TIMEOUT_MS 3000

struct _SgNotifier {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  GPtrArray       *shown;         /* (owned) (element-type NotifyNotification): libnotify wants them alive */
  gboolean         complained;
};

enum { SHOW, SNOOZE, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgNotifier, sg_notifier, G_TYPE_OBJECT)

static void
sg_notifier_dispose (GObject *object)
{
  SgNotifier *self = SG_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  g_ptr_array_set_size (self->shown, 0);

  G_OBJECT_CLASS (sg_notifier_parent_class)->dispose (object);
}

static void
sg_notifier_finalize (GObject *object)
{
  SgNotifier *self = SG_NOTIFIER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_notifier_parent_class)->finalize (object);
}

static void
sg_notifier_class_init (SgNotifierClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_notifier_dispose;
  object_class->finalize = sg_notifier_finalize;

  signals[SHOW] = g_signal_new ("show", SG_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SNOOZE] = g_signal_new ("snooze", SG_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sg_notifier_init (SgNotifier *self)
{
  self->cancellable = g_cancellable_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
}

SgNotifier *
sg_notifier_new (GDBusConnection *connection)
{
  SgNotifier *self = g_object_new (SG_TYPE_NOTIFIER, NULL);

  self->connection = g_object_ref (connection);

  return self;
}

/* One message for all that happened at once. */
typedef struct {
  SgNotifier *notifier;    /* (owned) */
  char       *summary;
  char       *body;
  GPtrArray  *snoozed;   /* (owned) (element-type Snoozed): what "snooze" would silence */
} Message;

typedef struct {
  char *profile_id;   /* (nullable) */
  char *limit_id;
} Snoozed;

static void
snoozed_free (Snoozed *self)
{
  g_free (self->profile_id);
  g_free (self->limit_id);
  g_free (self);
}

static void
message_free (Message *self)
{
  g_clear_object (&self->notifier);
  g_free (self->summary);
  g_free (self->body);
  g_clear_pointer (&self->snoozed, g_ptr_array_unref);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Message, message_free)

static char *
summary_of (const SgAlert *alert){
  g_autofree char *name = alert->limit ? sg_words_limit_name (alert->limit) : NULL;

  if (alert->kind == SG_ALERT_ANOMALY)
    return g_strdup (_ ("Unusual spending"));
  if (alert->kind == SG_ALERT_LOGIN)
    return g_strdup (_ ("Claude Code's login ends soon"));
  if (alert->kind == SG_ALERT_RESET)
    /* Translators: %s is a limit, such as "5-hour limit" */
    return g_strdup_printf (_ ("%s: reset"), name);
  if (alert->limit->used_percent >= 100.0)
    return g_strdup_printf (_ ("%s: reached"), name);

  /* Translators: a limit, then a threshold in percent */
  return g_strdup_printf (_ ("%s: over %u %%"), name, alert->threshold_percent);
}

static char *
login_line_of (const SgAlert *alert,
               GDateTime     *now,
               GTimeZone     *zone)
{
  g_autofree char *when = sg_words_clock_time (alert->login_ends_at, now, zone);

  /* Translators: %s is a time, “Tue 09:00” */
  return g_strdup_printf (_ ("It ends %s. Run claude and log in again."), when);
}

static char *
line_of (const SgAlert *alert,
         GDateTime     *now,
         GTimeZone     *zone)
{
  switch (alert->kind) {
  case SG_ALERT_ANOMALY:
    return sg_words_anomaly (alert->anomaly, now, zone);
  case SG_ALERT_LOGIN:
    return login_line_of (alert, now, zone);
  case SG_ALERT_RESET:
    return g_strdup (_ ("A new window has started; the first new number comes with the next use."));
  case SG_ALERT_THRESHOLD:
  default:
    return sg_words_limit_line (alert->limit, now, zone);
  }
}

static void
add_snoozed (Message       *self,
             const SgAlert *alert)
{
  Snoozed *snoozed = g_new (Snoozed, 1);

  snoozed->profile_id = g_strdup (alert->profile_id);
  snoozed->limit_id = g_strdup (alert->limit->id);
  g_ptr_array_add (self->snoozed, snoozed);
}

/* All that is told at once is of one profile. */
static char *
with_profile (char          *summary,
              const SgAlert *alert)
{
  g_autofree char *plain = summary;

  /* Translators: a profile's name, then what happened to its limit */
  return alert->profile_name ? g_strdup_printf (_ ("%s: %s"), alert->profile_name, plain) : g_steal_pointer (&plain);
}

static Message *
message_new (SgNotifier *notifier,
             GPtrArray  *alerts,
             GDateTime  *now)
{
  Message *self = g_new0 (Message, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GString) body = g_string_new (NULL);

  self->notifier = g_object_ref (notifier);
  self->snoozed = g_ptr_array_new_with_free_func ((GDestroyNotify) snoozed_free);
  self->summary = alerts->len == 1
    ? summary_of (g_ptr_array_index (alerts, 0))
    : g_strdup_printf (ngettext ("%u thing needs a look", "%u things need a look", alerts->len), alerts->len);

  self->summary = with_profile (self->summary, g_ptr_array_index (alerts, 0));

  for (guint i = 0; i < alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (alerts, i);
    g_autofree char *line = line_of (alert, now, zone);
    g_autofree char *escaped = g_markup_escape_text (line, -1);

    g_string_append_printf (body, "%s%s", i > 0 ? "\n" : "", escaped);
    if (alert->kind == SG_ALERT_THRESHOLD)
      add_snoozed (self, alert);
  }
  self->body = g_string_free (g_steal_pointer (&body), FALSE);

  return self;
}

static void
closed_cb (NotifyNotification *notification,
           gpointer            user_data)
{
  SgNotifier *self = user_data;

  g_ptr_array_remove_fast (self->shown, notification);
}

static void
show_cb (NotifyNotification *notification,
         char               *action,
         gpointer            user_data)
{
  Message *message = user_data;

  g_signal_emit (message->notifier, signals[SHOW], 0, notify_notification_get_activation_token (notification));
}

static void
snooze_cb (NotifyNotification *notification,
           char               *action,
           gpointer            user_data)
{
  Message *message = user_data;

  for (guint i = 0; i < message->snoozed->len; i++) {
    const Snoozed *snoozed = g_ptr_array_index (message->snoozed, i);

    g_signal_emit (message->notifier, signals[SNOOZE], 0, snoozed->profile_id, snoozed->limit_id);
  }
}

static void
complain (SgNotifier   *self,
          const GError *error)
{
  if (!self->complained)
    g_warning ("No notification could be shown: %s", error->message);
  self->complained = TRUE;
}

/* There libnotify speaks to the portal, which knows us by our sandbox and shows buttons where it can. */
static gboolean
in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
show_message (SgNotifier *self,
              Message    *message,
              gboolean    with_actions)
{
  NotifyNotification *notification = notify_notification_new (message->summary, message->body, APP_ID);
  g_autoptr (GError) error = NULL;

  if (!in_sandbox ())
    notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (APP_ID));
  /* The message lives as long as the notification, which its buttons refer to. */
  g_object_set_data_full (G_OBJECT (notification), "sg-message", message, (GDestroyNotify) message_free);
  if (with_actions) {
    notify_notification_add_action (notification, "default", _ ("Show"), show_cb, message, NULL);
    notify_notification_add_action (notification, "show", _ ("Show"), show_cb, message, NULL);
    if (message->snoozed->len > 0)
      notify_notification_add_action (notification, "snooze", _ ("Snooze until reset"), snooze_cb, message, NULL);
  }

  if (!notify_notification_show (notification, &error)) {
    complain (self, error);
    g_object_unref (notification);
    return;
  }
  g_signal_connect_object (notification, "closed", G_CALLBACK (closed_cb), self, 0);
  g_ptr_array_add (self->shown, notification);
}

static gboolean
has_actions (GVariant *capabilities)
{
  g_autofree const char **names = NULL;

  if (!g_variant_is_of_type (capabilities, G_VARIANT_TYPE ("(as)")))
    return TRUE;

  g_variant_get (capabilities, "(^a&s)", &names);

  return g_strv_contains (names, "actions");
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Message) message = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) capabilities = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  SgNotifier *self = message->notifier;

  if (capabilities != NULL)
    show_message (self, g_steal_pointer (&message), has_actions (capabilities));
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    complain (self, error);
}

/**
 * sg_notifier_tell:
 * @alerts: (element-type SgAlert): what happened at once; it becomes one notification
 *
 * libnotify waits for the server, so the server is first asked, without waiting, whether it is awake.
 */
void
sg_notifier_tell (SgNotifier *self,
                  GPtrArray  *alerts,
                  GDateTime  *now)
{
  if (!notify_is_initted ())
    notify_init (_ ("Sandglass"));

  if (in_sandbox ())
    g_dbus_connection_call (self->connection, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                            "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", "org.freedesktop.portal.Notification", "version"), G_VARIANT_TYPE ("(v)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb,
                            message_new (self, alerts, now));
  else
    g_dbus_connection_call (self->connection, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications", "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb,
                            message_new (self, alerts, now));
}
