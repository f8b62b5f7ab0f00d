/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-poster.h"

#include "sg-backoff.h"
#include "sg-error.h"
#include "sg-retry-after.h"
#include "sg-time.h"

#define RETRY_SECONDS 30
#define MOST_POSTS 2
/* A keyring that is locked may stay so until somebody comes. */
#define MOST_POSTS_WITHOUT_ADDRESS 20

struct _SgAlertPoster {
  GObject        parent_instance;

  SgAlertOutbox *outbox;          /* (owned) */
  SgWebhook     *webhook;         /* (owned) */
  SgClock       *clock;           /* (owned) */
  GCancellable  *cancellable;     /* (owned) */
  SgWebhookForm  form;
  guint          retry_seconds;
  guint          posted_id;       /* of the batch that is under way, or 0 */
  guint          timer_id;
  guint          n_failures;      /* batches in a row that did not get through */
  GDateTime     *next_at;         /* (owned) (nullable): no sooner */
};

G_DEFINE_FINAL_TYPE (SgAlertPoster, sg_alert_poster, G_TYPE_OBJECT)

static void
sg_alert_poster_dispose (GObject *object)
{
  SgAlertPoster *self = SG_ALERT_POSTER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer_id, g_source_remove);

  G_OBJECT_CLASS (sg_alert_poster_parent_class)->dispose (object);
}

static void
sg_alert_poster_finalize (GObject *object)
{
  SgAlertPoster *self = SG_ALERT_POSTER (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->webhook);
  g_clear_object (&self->clock);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->next_at, g_date_time_unref);

  G_OBJECT_CLASS (sg_alert_poster_parent_class)->finalize (object);
}

static void
sg_alert_poster_class_init (SgAlertPosterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_alert_poster_dispose;
  object_class->finalize = sg_alert_poster_finalize;
}

static void
sg_alert_poster_init (SgAlertPoster *self)
{
  self->cancellable = g_cancellable_new ();
  self->retry_seconds = RETRY_SECONDS;
}

SgAlertPoster *
sg_alert_poster_new (SgAlertOutbox *outbox,
                     SgWebhook     *webhook,
                     SgClock       *clock)
{
  SgAlertPoster *self = g_object_new (SG_TYPE_ALERT_POSTER, NULL);

  self->outbox = g_object_ref (outbox);
  self->webhook = g_object_ref (webhook);
  self->clock = g_object_ref (clock);

  return self;
}

void
sg_alert_poster_set_form (SgAlertPoster *self,
                          SgWebhookForm  form)
{
  self->form = form;
  sg_alert_poster_look (self);
}

/**
 * sg_alert_poster_set_retry_seconds:
 * @seconds: between a post that failed and the next; 30 at first
 */
void
sg_alert_poster_set_retry_seconds (SgAlertPoster *self,
                                   guint          seconds)
{
  self->retry_seconds = seconds;
}

static void
wait_seconds (SgAlertPoster *self,
              gint64         seconds)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  g_clear_pointer (&self->next_at, g_date_time_unref);
  self->next_at = g_date_time_add_seconds (now, (double) seconds);
}

static gint64
seconds_asked_for (SgAlertPoster *self,
                   const char    *retry_after)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GDateTime) until = retry_after ? sg_retry_after_parse (retry_after, now) : NULL;

  return until ? MIN (sg_time_seconds_between (now, until), SG_BACKOFF_MOST_SECONDS) : 0;
}

static void
give_up (SgAlertPoster *self,
         guint          id,
         const GError  *error)
{
  g_autofree char *why = sg_webhook_problem_words (error);

  /* Not in the network's words, which may name the server. */
  g_message ("An alert did not get to the webhook: %s", why);
  sg_alert_outbox_note_done (self->outbox, id, SG_ALERT_WAY_WEBHOOK);
  wait_seconds (self, sg_backoff_delay_seconds (++self->n_failures, 0.0));
}

static void
take_failure (SgAlertPoster *self,
              guint          id,
              const GError  *error,
              const char    *retry_after)
{
  const SgAlertBatch *batch = sg_alert_outbox_find (self->outbox, id);
  gboolean locked = g_error_matches (error, SG_ERROR, SG_ERROR_STORE_LOCKED);

  if (batch == NULL)
    return;

  if (!sg_webhook_is_worth_a_retry (error) || batch->n_posts >= (locked ? MOST_POSTS_WITHOUT_ADDRESS : MOST_POSTS))
    give_up (self, id, error);
  else
    wait_seconds (self, locked ? SG_BACKOFF_FIRST_SECONDS : MAX (self->retry_seconds, seconds_asked_for (self, retry_after)));
}

static void
posted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgAlertPoster) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *retry_after = NULL;
  guint id = self->posted_id;
  gboolean taken = sg_webhook_post_finish (SG_WEBHOOK (source), result, &retry_after, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  self->posted_id = 0;
  if (taken) {
    self->n_failures = 0;
    sg_alert_outbox_note_done (self->outbox, id, SG_ALERT_WAY_WEBHOOK);
  } else {
    take_failure (self, id, error, retry_after);
  }
  sg_alert_poster_look (self);
}

static const SgAlertBatch *
find_next (SgAlertPoster *self)
{
  GPtrArray *batches = sg_alert_outbox_get_batches (self->outbox);

  for (guint i = 0; i < batches->len; i++) {
    const SgAlertBatch *batch = g_ptr_array_index (batches, i);

    if ((batch->due & SG_ALERT_WAY_WEBHOOK) != 0)
      return batch;
  }

  return NULL;
}

static void
post (SgAlertPoster      *self,
      const SgAlertBatch *batch)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autofree char *json = sg_webhook_text (self->form, batch->alerts, batch->id, now);

  self->posted_id = batch->id;
  sg_alert_outbox_note_begun (self->outbox, batch->id);
  sg_alert_outbox_note_post (self->outbox, batch->id);
  sg_webhook_post_async (self->webhook, json, self->cancellable, posted_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  SgAlertPoster *self = user_data;

  self->timer_id = 0;
  sg_alert_poster_look (self);

  return G_SOURCE_REMOVE;
}

/**
 * sg_alert_poster_look:
 *
 * Posts the next one, if there is one and nothing speaks against it.
 */
void
sg_alert_poster_look (SgAlertPoster *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  const SgAlertBatch *next = self->posted_id == 0 && self->form != SG_WEBHOOK_OFF ? find_next (self) : NULL;
  gint64 seconds = self->next_at ? sg_time_seconds_between (now, self->next_at) : 0;

  if (next == NULL)
    return;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  /* A clock that was set back does not silence it for longer than was meant. */
  if (seconds > 0 && seconds <= SG_BACKOFF_MOST_SECONDS)
    self->timer_id = g_timeout_add_seconds ((guint) seconds, timer_cb, self);
  else
    post (self, next);
}
