/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notifier.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "sg-config.h"
#include "sg-flatpak.h"
#include "sg-style.h"
#include "sg-words-alert.h"
#include "sg-words.h"

/* A desktop that has just started is slow; nobody waits meanwhile. */
#define PROBE_TIMEOUT_MS 20000

struct _SgNotifier {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  GPtrArray       *shown;         /* (owned) (element-type NotifyNotification): libnotify wants them alive */
  const char      *stand_in;      /* (nullable): the id of what stands in for every source */
  gboolean         complained;
};

enum { SHOW, SNOOZE, TOLD, N_SIGNALS };

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
  signals[TOLD] = g_signal_new ("told", SG_TYPE_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_BOOLEAN);
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

/**
 * sg_notifier_set_stand_in:
 * @source_id: (nullable) (static): what stands in for every source, `demo` or `replay`; every title begins with its name
 */
void
sg_notifier_set_stand_in (SgNotifier *self,
                          const char *source_id)
{
  self->stand_in = source_id;
}

/* One message for all that happened at once. */
typedef struct {
  SgNotifier *notifier;    /* (owned) */
  guint       id;
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

static void
add_snoozed (Message       *self,
             const SgAlert *alert)
{
  Snoozed *snoozed = g_new (Snoozed, 1);

  snoozed->profile_id = g_strdup (alert->profile_id);
  snoozed->limit_id = g_strdup (alert->limit->id);
  g_ptr_array_add (self->snoozed, snoozed);
}

static gboolean
can_be_snoozed (const SgAlertBatch *batch,
                const SgAlert      *alert)
{
  return alert->limit != NULL && alert->kind != SG_ALERT_RESET && !batch->is_summary;
}

static SgAlertManner
manner_of (const SgAlertBatch *batch)
{
  return (batch->is_summary ? SG_ALERT_HELD : SG_ALERT_PLAIN) | (sg_style_get ().hidden ? SG_ALERT_HIDDEN : SG_ALERT_PLAIN);
}

/* Nobody is to take it for the state of an account. */
static char *
title_of (SgNotifier         *self,
          const SgAlertBatch *batch)
{
  g_autofree char *title = sg_words_alerts_title (batch->alerts, manner_of (batch));

  return self->stand_in ? g_strdup_printf (_ ("%s: %s"), sg_words_source_name (self->stand_in), title) : g_steal_pointer (&title);
}

static Message *
message_new (SgNotifier         *notifier,
             const SgAlertBatch *batch,
             GDateTime          *now)
{
  Message *self = g_new0 (Message, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *body = sg_words_alerts_body (batch->alerts, manner_of (batch), now, zone);

  self->notifier = g_object_ref (notifier);
  self->id = batch->id;
  self->snoozed = g_ptr_array_new_with_free_func ((GDestroyNotify) snoozed_free);
  self->summary = title_of (notifier, batch);
  self->body = g_markup_escape_text (body, -1);
  for (guint i = 0; i < batch->alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (batch->alerts, i);

    if (can_be_snoozed (batch, alert))
      add_snoozed (self, alert);
  }

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

static gboolean
show_message (SgNotifier *self,
              Message    *message,
              gboolean    with_actions)
{
  NotifyNotification *notification = notify_notification_new (message->summary, message->body, APP_ID);
  g_autoptr (GError) error = NULL;

  /* What was shown just before we were ended is shown again, and takes its own place. */
  g_object_set (notification, "id", (int) message->id, NULL);

  /* There libnotify speaks to the portal, which knows us by our sandbox and shows buttons where it can. */
  if (!sg_flatpak_is_around ())
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
    return FALSE;
  }
  self->complained = FALSE;
  g_signal_connect_object (notification, "closed", G_CALLBACK (closed_cb), self, 0);
  g_ptr_array_add (self->shown, notification);

  return TRUE;
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
  g_autoptr (SgNotifier) self = g_object_ref (message->notifier);
  guint id = message->id;
  gboolean shown = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (capabilities != NULL)
    shown = show_message (self, g_steal_pointer (&message), has_actions (capabilities));
  else
    complain (self, error);
  g_signal_emit (self, signals[TOLD], 0, id, shown);
}

/**
 * sg_notifier_tell:
 *
 * It becomes one notification, under the batch's id; signal `told` says how it went.
 * libnotify waits for the server, so the server is first asked, without waiting, whether it is awake.
 */
void
sg_notifier_tell (SgNotifier         *self,
                  const SgAlertBatch *batch,
                  GDateTime          *now)
{
  if (!notify_is_initted ())
    notify_init (_ ("Sandglass"));

  if (sg_flatpak_is_around ())
    g_dbus_connection_call (self->connection, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                            "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", "org.freedesktop.portal.Notification", "version"), G_VARIANT_TYPE ("(v)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb,
                            message_new (self, batch, now));
  else
    g_dbus_connection_call (self->connection, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications", "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb,
                            message_new (self, batch, now));
}
