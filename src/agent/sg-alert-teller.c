/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-teller.h"

#include "sg-alert-command.h"
#include "sg-alert-poster.h"
#include "sg-alert-test.h"
#include "sg-notification-server.h"
#include "sg-time.h"

/* What happens within this time becomes one notification. */
#define GATHER_MS 200
#define RETRY_SECONDS 30
#define MOST_RETRY_SECONDS 3600

struct _SgAlertTeller {
  GObject               parent_instance;

  SgAlertOutbox        *outbox;          /* (owned) */
  SgNotifier           *notifier;        /* (owned) */
  SgNotificationServer *server;          /* (owned) */
  SgClock              *clock;           /* (owned) */
  SgWebhook            *webhook;         /* (owned) (nullable) */
  SgAlertPoster        *poster;          /* (owned) (nullable) */
  GCancellable         *cancellable;     /* (owned) */
  GHashTable           *shown_now;       /* (owned): set of ids of batches on their way to the desktop */
  SgQuietHours          quiet_hours;
  gboolean              minds_desktop;
  char                 *command;         /* (nullable) */
  SgWebhookForm         form;
  guint                 gather_ms;
  guint                 gather_id;
  guint                 quiet_id;
  guint                 retry_seconds;
  guint                 retry_id;
  guint                 n_failures;      /* times in a row that the desktop did not answer */
};

G_DEFINE_FINAL_TYPE (SgAlertTeller, sg_alert_teller, G_TYPE_OBJECT)

static void
sg_alert_teller_dispose (GObject *object)
{
  SgAlertTeller *self = SG_ALERT_TELLER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->gather_id, g_source_remove);
  g_clear_handle_id (&self->quiet_id, g_source_remove);
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->poster != NULL)
    g_object_run_dispose (G_OBJECT (self->poster));
  if (self->server != NULL)
    g_object_run_dispose (G_OBJECT (self->server));

  G_OBJECT_CLASS (sg_alert_teller_parent_class)->dispose (object);
}

static void
sg_alert_teller_finalize (GObject *object)
{
  SgAlertTeller *self = SG_ALERT_TELLER (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->notifier);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);
  g_clear_object (&self->webhook);
  g_clear_object (&self->poster);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->shown_now, g_hash_table_unref);
  g_clear_pointer (&self->command, g_free);

  G_OBJECT_CLASS (sg_alert_teller_parent_class)->finalize (object);
}

static void
sg_alert_teller_class_init (SgAlertTellerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_alert_teller_dispose;
  object_class->finalize = sg_alert_teller_finalize;
}

static void
sg_alert_teller_init (SgAlertTeller *self)
{
  self->cancellable = g_cancellable_new ();
  self->shown_now = g_hash_table_new (NULL, NULL);
  self->minds_desktop = TRUE;
  self->gather_ms = GATHER_MS;
  self->retry_seconds = RETRY_SECONDS;
}

static gboolean
quiet_ended_cb (gpointer user_data)
{
  SgAlertTeller *self = user_data;

  self->quiet_id = 0;
  sg_alert_teller_look (self);

  return G_SOURCE_REMOVE;
}

static gboolean
is_quiet (SgAlertTeller *self,
          GDateTime     *now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) end = sg_quiet_hours_find_end (&self->quiet_hours, now, zone);

  g_clear_handle_id (&self->quiet_id, g_source_remove);
  if (end != NULL)
    self->quiet_id = g_timeout_add_seconds ((guint) sg_time_seconds_between (now, end) + 1, quiet_ended_cb, self);

  return end != NULL || (self->minds_desktop && sg_notification_server_is_quiet (self->server));
}

static void
commanded_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *why = NULL;

  if (sg_alert_command_run_finish (result, &error) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  why = sg_alert_command_problem_words (error);
  g_message ("The command for an alert: %s", why);
}

/* It is noted as done when it runs, not when it ends: what takes its time must not be run again after a crash. */
static void
run_command (SgAlertTeller      *self,
             const SgAlertBatch *batch,
             GDateTime          *now)
{
  sg_alert_outbox_note_begun (self->outbox, batch->id);
  for (guint i = 0; i < batch->alerts->len; i++)
    sg_alert_command_run_async (self->command, g_ptr_array_index (batch->alerts, i), batch->id, now, self->cancellable,
                                commanded_cb, NULL);
  sg_alert_outbox_note_done (self->outbox, batch->id, SG_ALERT_WAY_COMMAND);
}

static void
show (SgAlertTeller      *self,
      const SgAlertBatch *batch,
      GDateTime          *now)
{
  if (!g_hash_table_add (self->shown_now, GUINT_TO_POINTER (batch->id)))
    return;

  sg_alert_outbox_note_begun (self->outbox, batch->id);
  sg_notifier_tell (self->notifier, batch, now);
}

static void
tell_batch (SgAlertTeller      *self,
            const SgAlertBatch *batch,
            gboolean            quiet,
            GDateTime          *now)
{
  if (!quiet && (batch->due & SG_ALERT_WAY_DESKTOP) != 0)
    show (self, batch, now);
  /* This may be the end of @batch. */
  if ((batch->due & SG_ALERT_WAY_COMMAND) != 0 && self->command != NULL)
    run_command (self, batch, now);
}

static void
tell_all (SgAlertTeller *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  gboolean quiet = is_quiet (self, now);
  GPtrArray *batches = sg_alert_outbox_get_batches (self->outbox);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (guint));

  if (quiet)
    sg_alert_outbox_hold (self->outbox);
  else
    sg_alert_outbox_release (self->outbox);
  for (guint i = 0; i < batches->len; i++)
    g_array_append_val (ids, ((const SgAlertBatch *) g_ptr_array_index (batches, i))->id);
  for (guint i = 0; i < ids->len; i++)
    tell_batch (self, sg_alert_outbox_find (self->outbox, g_array_index (ids, guint, i)), quiet, now);
  if (self->poster != NULL)
    sg_alert_poster_look (self->poster);
}

static gboolean
gathered_cb (gpointer user_data)
{
  SgAlertTeller *self = user_data;

  self->gather_id = 0;
  /* Whether the desktop wants quiet is known in a moment. */
  if (sg_notification_server_is_settled (self->server))
    tell_all (self);

  return G_SOURCE_REMOVE;
}

/**
 * sg_alert_teller_set_gather_ms:
 * @gather_ms: for how long what happens becomes one notification
 */
void
sg_alert_teller_set_gather_ms (SgAlertTeller *self,
                               guint          gather_ms)
{
  self->gather_ms = gather_ms;
}

/**
 * sg_alert_teller_set_retry_seconds:
 * @seconds: after which a notification server that did not answer is told again, at first; 30
 */
void
sg_alert_teller_set_retry_seconds (SgAlertTeller *self,
                                   guint          seconds)
{
  self->retry_seconds = seconds;
}

/**
 * sg_alert_teller_look:
 *
 * Something may be told now that was not before.
 */
void
sg_alert_teller_look (SgAlertTeller *self)
{
  if (self->gather_id == 0)
    self->gather_id = g_timeout_add (self->gather_ms, gathered_cb, self);
}

static gboolean
retry_cb (gpointer user_data)
{
  SgAlertTeller *self = user_data;

  self->retry_id = 0;
  sg_alert_teller_look (self);

  return G_SOURCE_REMOVE;
}

/* A server that is not there says when it comes; one that is stuck says nothing. */
static void
retry_later (SgAlertTeller *self)
{
  guint seconds = self->retry_seconds << MIN (self->n_failures, 7);

  if (self->retry_id != 0 || !sg_notification_server_is_present (self->server))
    return;

  self->n_failures++;
  self->retry_id = g_timeout_add_seconds (MIN (seconds, MOST_RETRY_SECONDS), retry_cb, self);
}

static void
take_arrival (SgAlertTeller *self,
              guint          id)
{
  sg_alert_outbox_note_done (self->outbox, id, SG_ALERT_WAY_DESKTOP);
  self->n_failures = 0;
  if (self->retry_id == 0)
    return;

  g_clear_handle_id (&self->retry_id, g_source_remove);
  sg_alert_teller_look (self);
}

static void
told_cb (SgAlertTeller *self,
         guint          id,
         gboolean       shown)
{
  gboolean was_expected = g_hash_table_remove (self->shown_now, GUINT_TO_POINTER (id));

  /* A test is in no outbox; an answer that comes late is no longer expected. */
  if (!was_expected && sg_alert_outbox_find (self->outbox, id) == NULL)
    return;

  if (shown)
    take_arrival (self, id);
  else
    retry_later (self);
}

/**
 * sg_alert_teller_new:
 *
 * Returns: (transfer full): one that tells the desktop alone, at any time the desktop wants to hear
 */
SgAlertTeller *
sg_alert_teller_new (GDBusConnection *connection,
                     SgAlertOutbox   *outbox,
                     SgNotifier      *notifier,
                     SgClock         *clock)
{
  SgAlertTeller *self = g_object_new (SG_TYPE_ALERT_TELLER, NULL);

  self->outbox = g_object_ref (outbox);
  self->notifier = g_object_ref (notifier);
  self->clock = g_object_ref (clock);
  self->server = sg_notification_server_new (connection);
  g_signal_connect_object (outbox, "changed", G_CALLBACK (sg_alert_teller_look), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (notifier, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "notify", G_CALLBACK (sg_alert_teller_look), self, G_CONNECT_SWAPPED);
  sg_alert_teller_look (self);

  return self;
}

void
sg_alert_teller_set_quiet_hours (SgAlertTeller      *self,
                                 const SgQuietHours *quiet_hours)
{
  self->quiet_hours = *quiet_hours;
  sg_alert_teller_look (self);
}

/**
 * sg_alert_teller_set_minds_desktop:
 * @minds_desktop: whether the desktop's do-not-disturb holds alerts back
 */
void
sg_alert_teller_set_minds_desktop (SgAlertTeller *self,
                                   gboolean       minds_desktop)
{
  self->minds_desktop = minds_desktop;
  sg_alert_teller_look (self);
}

/**
 * sg_alert_teller_set_webhook_address:
 * @address: finds %SG_SECRET_WEBHOOK
 * @allow_loopback: for tests
 */
void
sg_alert_teller_set_webhook_address (SgAlertTeller *self,
                                     SgKeyFinder   *address,
                                     gboolean       allow_loopback)
{
  self->webhook = sg_webhook_new (address, allow_loopback);
  self->poster = sg_alert_poster_new (self->outbox, self->webhook, self->clock);
  g_signal_connect_object (address, "changed", G_CALLBACK (sg_alert_teller_look), self, G_CONNECT_SWAPPED);
}

/**
 * sg_alert_teller_set_ways:
 * @command: words, as for a shell; "" for none
 * @webhook: see sg_webhook_form_from_nick()
 *
 * By which ways alerts go beside the desktop.
 */
void
sg_alert_teller_set_ways (SgAlertTeller *self,
                          const char    *command,
                          const char    *webhook)
{
  guint ways = SG_ALERT_WAY_DESKTOP;

  g_free (self->command);
  self->command = *command != '\0' ? g_strdup (command) : NULL;
  self->form = self->poster ? sg_webhook_form_from_nick (webhook) : SG_WEBHOOK_OFF;
  if (self->command != NULL)
    ways |= SG_ALERT_WAY_COMMAND;
  if (self->form != SG_WEBHOOK_OFF)
    ways |= SG_ALERT_WAY_WEBHOOK;
  sg_alert_outbox_set_ways (self->outbox, ways);
  if (self->poster != NULL)
    sg_alert_poster_set_form (self->poster, self->form);
  sg_alert_teller_look (self);
}

/**
 * sg_alert_teller_test:
 * @callback: calls sg_alert_test_finish()
 *
 * See sg_alert_test_async().
 */
void
sg_alert_teller_test (SgAlertTeller      *self,
                      const char         *way,
                      GAsyncReadyCallback callback,
                      gpointer            user_data)
{
  const SgAlertTestWays ways = { self->notifier, self->command, self->webhook, self->form, self->cancellable };
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  sg_alert_test_async (way, &ways, now, callback, user_data);
}
