/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-notifier.h"

#include <glib/gi18n.h>

#include "sg-flatpak.h"
#include "sg-notify-thread.h"
#include "sg-style.h"
#include "sg-words-alert.h"
#include "sg-words.h"

/* A desktop that has just started is slow; nobody waits meanwhile. */
#define PROBE_TIMEOUT_MS 20000

struct _SgNotifier {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  GCancellable    *cancellable;   /* (owned) */
  SgNotifyThread  *thread;        /* (nullable): from the first notification on */
  GHashTable      *messages;      /* (owned): id → (owned) Message */
  const char      *stand_in;      /* (nullable): the id of what stands in for every source */
  gboolean         complained;
};

enum { SHOW, SNOOZE, TOLD, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgNotifier, sg_notifier, G_TYPE_OBJECT)

typedef struct {
  char *profile_id;   /* (nullable) */
  char *limit_id;
} Snoozed;

typedef struct {
  GPtrArray *snoozed;       /* (owned) (element-type Snoozed): what its button would silence */
  gboolean   is_given_up;   /* the server did not answer in time; it may yet */
} Message;

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
  g_ptr_array_unref (self->snoozed);
  g_free (self);
}

static void
sg_notifier_dispose (GObject *object)
{
  SgNotifier *self = SG_NOTIFIER (object);

  g_cancellable_cancel (self->cancellable);
  if (self->thread != NULL)
    sg_notify_thread_forget (self->thread);

  G_OBJECT_CLASS (sg_notifier_parent_class)->dispose (object);
}

static void
sg_notifier_finalize (GObject *object)
{
  SgNotifier *self = SG_NOTIFIER (object);

  g_clear_object (&self->connection);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->messages, g_hash_table_unref);

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
  self->messages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) message_free);
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
find (SgNotifier *self,
      guint       id)
{
  return g_hash_table_lookup (self->messages, GUINT_TO_POINTER (id));
}

/* One for all that happened at once. */
static SgNote *
note_new (SgNotifier         *self,
          const SgAlertBatch *batch,
          GDateTime          *now)
{
  SgNote *note = g_new0 (SgNote, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *body = sg_words_alerts_body (batch->alerts, manner_of (batch), now, zone);

  note->id = batch->id;
  note->summary = title_of (self, batch);
  note->body = g_markup_escape_text (body, -1);

  return note;
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

static Message *
message_new (const SgAlertBatch *batch)
{
  Message *self = g_new0 (Message, 1);

  self->snoozed = g_ptr_array_new_with_free_func ((GDestroyNotify) snoozed_free);
  for (guint i = 0; i < batch->alerts->len; i++) {
    const SgAlert *alert = g_ptr_array_index (batch->alerts, i);

    if (can_be_snoozed (batch, alert))
      add_snoozed (self, alert);
  }

  return self;
}

/* One that is told again may have its answer yet. */
static Message *
ensure_message (SgNotifier         *self,
                const SgAlertBatch *batch)
{
  Message *message = find (self, batch->id);

  if (message == NULL) {
    message = message_new (batch);
    g_hash_table_insert (self->messages, GUINT_TO_POINTER (batch->id), message);
  }

  return message;
}

static void
snooze (SgNotifier *self,
        guint       id)
{
  Message *message = find (self, id);

  for (guint i = 0; message != NULL && i < message->snoozed->len; i++) {
    const Snoozed *snoozed = g_ptr_array_index (message->snoozed, i);

    g_signal_emit (self, signals[SNOOZE], 0, snoozed->profile_id, snoozed->limit_id);
  }
}

static void
take_success (SgNotifier *self,
              guint       id)
{
  self->complained = FALSE;
  g_signal_emit (self, signals[TOLD], 0, id, TRUE);
}

static void
take_failure (SgNotifier *self,
              guint       id,
              const char *why)
{
  Message *message = find (self, id);

  if (!self->complained)
    g_warning ("No notification could be shown: %s", why);
  self->complained = TRUE;
  if (message != NULL)
    message->is_given_up = TRUE;
  g_signal_emit (self, signals[TOLD], 0, id, FALSE);
}

static void
take_answer (SgNotifier *self,
             guint       id)
{
  const Message *message = find (self, id);

  if (message == NULL || !message->is_given_up)
    return;

  g_hash_table_remove (self->messages, GUINT_TO_POINTER (id));
  take_success (self, id);
}

static void
note_cb (guint       id,
         SgNoteEvent event,
         const char *text,
         gpointer    user_data)
{
  SgNotifier *self = user_data;

  switch (event) {
  case SG_NOTE_SHOWN:
    take_success (self, id);
    break;
  case SG_NOTE_FAILED:
    take_failure (self, id, text);
    break;
  case SG_NOTE_ANSWERED:
    take_answer (self, id);
    break;
  case SG_NOTE_PRESSED:
    g_signal_emit (self, signals[SHOW], 0, text);
    break;
  case SG_NOTE_SNOOZED:
    snooze (self, id);
    break;
  case SG_NOTE_CLOSED:
    g_hash_table_remove (self->messages, GUINT_TO_POINTER (id));
    break;
  }
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

typedef struct {
  SgNotifier *notifier;   /* (owned) */
  SgNote     *note;       /* (owned) */
} Probe;

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Probe *probe = user_data;
  g_autoptr (SgNotifier) self = probe->notifier;
  g_autoptr (SgNote) note = probe->note;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) capabilities = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  Message *message = find (self, note->id);

  /* Or what was sent before has arrived meanwhile. */
  if (g_cancellable_is_cancelled (self->cancellable) || message == NULL)
    return;

  if (capabilities == NULL) {
    take_failure (self, note->id, error->message);
    return;
  }

  message->is_given_up = FALSE;
  note->has_buttons = has_actions (capabilities);
  if (self->thread == NULL)
    self->thread = sg_notify_thread_new (self->connection, note_cb, self);
  sg_notify_thread_show (self->thread, g_steal_pointer (&note));
}

/**
 * sg_notifier_tell:
 *
 * It becomes one notification, under the batch's id; signal `told` says how it went.
 * The server is first asked whether it is awake: one that is not would find all at once what it was told meanwhile.
 */
void
sg_notifier_tell (SgNotifier         *self,
                  const SgAlertBatch *batch,
                  GDateTime          *now)
{
  const Message *message = ensure_message (self, batch);
  Probe *probe = g_new (Probe, 1);

  probe->notifier = g_object_ref (self);
  probe->note = note_new (self, batch, now);
  probe->note->can_be_snoozed = message->snoozed->len > 0;

  if (sg_flatpak_is_around ())
    g_dbus_connection_call (self->connection, "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop",
                            "org.freedesktop.DBus.Properties", "Get",
                            g_variant_new ("(ss)", "org.freedesktop.portal.Notification", "version"), G_VARIANT_TYPE ("(v)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb, probe);
  else
    g_dbus_connection_call (self->connection, "org.freedesktop.Notifications", "/org/freedesktop/Notifications",
                            "org.freedesktop.Notifications", "GetCapabilities", NULL, G_VARIANT_TYPE ("(as)"),
                            G_DBUS_CALL_FLAGS_NONE, PROBE_TIMEOUT_MS, self->cancellable, probed_cb, probe);
}
