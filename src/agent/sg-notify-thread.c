/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notify-thread.h"

#include <glib/gi18n.h>
#include <libnotify/notify.h>

#include "sg-config.h"
#include "sg-flatpak.h"

struct _SgNotifyThread {
  GAsyncQueue  *notes;       /* (owned) (element-type SgNote): to the thread */
  GAsyncQueue  *events;      /* (owned) (element-type Event): to the main loop */
  GMainContext *context;     /* (owned): where the thread waits for notes and for what people do */
  GPtrArray    *shown;       /* (owned) (element-type NotifyNotification): the thread's; libnotify wants them alive */
  GHashTable   *sent;        /* (owned): serial → id of a note that has no answer yet; the connection's thread's */
  SgNoteFunc    func;        /* (nullable): the main loop's */
  gpointer      user_data;
};

typedef struct {
  guint       id;
  SgNoteEvent event;
  char       *text;
} Event;

void
sg_note_free (SgNote *self)
{
  g_free (self->summary);
  g_free (self->body);
  g_free (self);
}

static void
event_free (Event *self)
{
  g_free (self->text);
  g_free (self);
}

static gboolean
event_cb (gpointer user_data)
{
  SgNotifyThread *self = user_data;
  Event *event = g_async_queue_pop (self->events);

  if (self->func != NULL)
    self->func (event->id, event->event, event->text, self->user_data);
  event_free (event);

  return G_SOURCE_REMOVE;
}

static void
say (SgNotifyThread *self,
     guint           id,
     SgNoteEvent     kind,
     const char     *text)
{
  Event *event = g_new (Event, 1);

  event->id = id;
  event->event = kind;
  event->text = g_strdup (text);
  g_async_queue_push (self->events, event);
  g_idle_add_full (G_PRIORITY_DEFAULT, event_cb, self, NULL);
}

/* libnotify gives up on an answer after 25 seconds. A server that was stuck for longer gives it all the same. */
static GDBusMessage *
message_cb (GDBusConnection *connection,
            GDBusMessage    *message,
            gboolean         incoming,
            gpointer         user_data)
{
  SgNotifyThread *self = user_data;
  gpointer serial = GUINT_TO_POINTER (incoming ? g_dbus_message_get_reply_serial (message) : g_dbus_message_get_serial (message));
  gpointer id;
  guint32 replaces;

  if (!incoming && g_strcmp0 (g_dbus_message_get_interface (message), "org.freedesktop.Notifications") == 0 &&
      g_strcmp0 (g_dbus_message_get_member (message), "Notify") == 0) {
    g_variant_get_child (g_dbus_message_get_body (message), 1, "u", &replaces);
    g_hash_table_insert (self->sent, serial, GUINT_TO_POINTER (replaces));
  } else if (incoming && g_hash_table_steal_extended (self->sent, serial, NULL, &id) &&
             g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_RETURN) {
    say (self, GPOINTER_TO_UINT (id), SG_NOTE_ANSWERED, NULL);
  }

  return message;
}

static guint
id_of (NotifyNotification *notification)
{
  const SgNote *note = g_object_get_data (G_OBJECT (notification), "sg-note");

  return note->id;
}

static void
pressed_cb (NotifyNotification *notification,
            char               *action,
            gpointer            user_data)
{
  say (user_data, id_of (notification), SG_NOTE_PRESSED, notify_notification_get_activation_token (notification));
}

static void
snoozed_cb (NotifyNotification *notification,
            char               *action,
            gpointer            user_data)
{
  say (user_data, id_of (notification), SG_NOTE_SNOOZED, NULL);
}

static void
closed_cb (NotifyNotification *notification,
           gpointer            user_data)
{
  SgNotifyThread *self = user_data;

  say (self, id_of (notification), SG_NOTE_CLOSED, NULL);
  g_ptr_array_remove_fast (self->shown, notification);
}

static void
add_buttons (SgNotifyThread     *self,
             NotifyNotification *notification,
             const SgNote       *note)
{
  notify_notification_add_action (notification, "default", _ ("Show"), pressed_cb, self, NULL);
  notify_notification_add_action (notification, "show", _ ("Show"), pressed_cb, self, NULL);
  if (note->can_be_snoozed)
    notify_notification_add_action (notification, "snooze", _ ("Snooze until reset"), snoozed_cb, self, NULL);
}

static NotifyNotification *
notification_new (SgNotifyThread *self,
                  SgNote         *note)
{
  NotifyNotification *notification = notify_notification_new (note->summary, note->body, APP_ID);

  /* What was shown just before we were ended is shown again, and takes its own place. */
  g_object_set (notification, "id", (int) note->id, NULL);
  /* There libnotify speaks to the portal, which knows us by our sandbox and shows buttons where it can. */
  if (!sg_flatpak_is_around ())
    notify_notification_set_hint (notification, "desktop-entry", g_variant_new_string (APP_ID));
  if (note->has_buttons)
    add_buttons (self, notification, note);
  g_signal_connect (notification, "closed", G_CALLBACK (closed_cb), self);
  g_object_set_data_full (G_OBJECT (notification), "sg-note", note, (GDestroyNotify) sg_note_free);

  return notification;
}

static void
show (SgNotifyThread *self,
      SgNote         *note)
{
  NotifyNotification *notification = notification_new (self, note);
  g_autoptr (GError) error = NULL;

  if (notify_notification_show (notification, &error)) {
    g_ptr_array_add (self->shown, notification);
    say (self, note->id, SG_NOTE_SHOWN, NULL);
  } else {
    say (self, note->id, SG_NOTE_FAILED, error->message);
    g_object_unref (notification);
  }
}

static gpointer
run (gpointer user_data)
{
  SgNotifyThread *self = user_data;

  g_main_context_push_thread_default (self->context);
  notify_init (_ ("Sandglass"));
  while (TRUE) {
    SgNote *note = g_async_queue_try_pop (self->notes);

    if (note != NULL)
      show (self, note);
    else
      g_main_context_iteration (self->context, TRUE);
  }

  return NULL;
}

/**
 * sg_notify_thread_new:
 * @connection: the shared one to the session bus, which is libnotify's
 * @func: called in the main loop
 *
 * Returns: (transfer none): one a process is enough; what libnotify hears goes to the first
 */
SgNotifyThread *
sg_notify_thread_new (GDBusConnection *connection,
                      SgNoteFunc       func,
                      gpointer         user_data)
{
  SgNotifyThread *self = g_new0 (SgNotifyThread, 1);

  self->notes = g_async_queue_new ();
  self->events = g_async_queue_new ();
  self->context = g_main_context_new ();
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  self->sent = g_hash_table_new (NULL, NULL);
  self->func = func;
  self->user_data = user_data;
  g_dbus_connection_add_filter (connection, message_cb, self, NULL);
  g_thread_unref (g_thread_new ("notify", run, self));

  return self;
}

/**
 * sg_notify_thread_show:
 * @note: (transfer full):
 *
 * It is told by %SG_NOTE_SHOWN or %SG_NOTE_FAILED how it went.
 */
void
sg_notify_thread_show (SgNotifyThread *self,
                       SgNote         *note)
{
  g_async_queue_push (self->notes, note);
  g_main_context_wakeup (self->context);
}

/**
 * sg_notify_thread_forget:
 *
 * Nobody is told any more; what is still to be shown is shown.
 */
void
sg_notify_thread_forget (SgNotifyThread *self)
{
  self->func = NULL;
}
