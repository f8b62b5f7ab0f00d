/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-loader.h"

#include "sg-history-feed.h"

/* A status line tells the same limits at every message. */
#define LEAST_SECONDS_BETWEEN 60

struct _SgHistoryLoader {
  GObject          parent_instance;

  SgServiceClient *client;      /* (owned) (nullable): %NULL without a session bus */
  SgHistorySpan    span;
  char            *profile;     /* (nullable): whose past was fetched last */
  guint            n_limits;    /* that were known then */
  gint64           loaded_us;   /* monotonic */
  GCancellable    *loading;     /* (owned) (nullable) */
};

enum {
  LOADED,
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgHistoryLoader, sg_history_loader, G_TYPE_OBJECT)

static GPtrArray *
get_limits (SgHistoryLoader *self){
  return self->client ? sg_usage_model_get_limits (sg_service_client_get_model (self->client)) : NULL;
}

static void
say_loaded (SgHistoryLoader *self,
            SgHistory       *history)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (SgHistoryView) view = sg_history_view_new (history, get_limits (self), zone);

  g_signal_emit (self, signals[LOADED], 0, view);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SgHistoryLoader) self = user_data;
  g_autoptr (GError) error = NULL;
  SgHistory *history = sg_history_feed_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->loading);
  if (history != NULL)
    say_loaded (self, history);
  else
    g_signal_emit (self, signals[FAILED], 0, error);
}

static void
sg_history_loader_dispose (GObject *object)
{
  SgHistoryLoader *self = SG_HISTORY_LOADER (object);

  sg_history_loader_stop (self);
  g_clear_object (&self->client);
  g_clear_pointer (&self->profile, g_free);

  G_OBJECT_CLASS (sg_history_loader_parent_class)->dispose (object);
}

static void
sg_history_loader_class_init (SgHistoryLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sg_history_loader_dispose;

  signals[LOADED] = g_signal_new ("loaded", SG_TYPE_HISTORY_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FAILED] = g_signal_new ("failed", SG_TYPE_HISTORY_LOADER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
sg_history_loader_init (SgHistoryLoader *self)
{
}

/**
 * sg_history_loader_new:
 * @client: (nullable): %NULL where there is no session bus
 */
SgHistoryLoader *
sg_history_loader_new (SgServiceClient *client)
{
  SgHistoryLoader *self = g_object_new (SG_TYPE_HISTORY_LOADER, NULL);

  self->client = client ? g_object_ref (client) : NULL;

  return self;
}

/**
 * sg_history_loader_load:
 *
 * Fetches @span; what was asked for before does not come any more.
 */
void
sg_history_loader_load (SgHistoryLoader *self,
                        SgHistorySpan    span)
{
  SgHistoryQuestion *question = sg_history_question_new_for_client (span, self->client);

  g_return_if_fail (SG_IS_HISTORY_LOADER (self));

  sg_history_loader_stop (self);
  self->span = span;
  g_free (self->profile);
  self->profile = g_strdup (question->profile);
  self->n_limits = question->limits->len;
  self->loading = g_cancellable_new ();
  self->loaded_us = g_get_monotonic_time ();
  sg_history_feed_load_async (question, self->loading, loaded_cb, g_object_ref (self));
}

/**
 * sg_history_loader_load_again:
 * @wanted: whether a fresher one is of use now
 *
 * Fetches the same span, unless that was just done; of another profile, or with other limits, in any case.
 */
void
sg_history_loader_load_again (SgHistoryLoader *self,
                              gboolean         wanted)
{
  gboolean fresh = self->loading != NULL || g_get_monotonic_time () - self->loaded_us < LEAST_SECONDS_BETWEEN * G_USEC_PER_SEC;
  GPtrArray *limits = get_limits (self);

  g_return_if_fail (SG_IS_HISTORY_LOADER (self));

  /* The first time has a moment of its own. */
  if (self->profile == NULL)
    return;

  if ((wanted && !fresh) || (limits != NULL && limits->len != self->n_limits) ||
      g_strcmp0 (self->profile, sg_history_feed_find_profile (self->client)) != 0)
    sg_history_loader_load (self, self->span);
}

void
sg_history_loader_stop (SgHistoryLoader *self)
{
  g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
}

/**
 * sg_history_loader_is_demo:
 *
 * Returns: whether the past is a made-up one
 */
gboolean
sg_history_loader_is_demo (SgHistoryLoader *self)
{
  return self->client != NULL && sg_service_client_get_demo_time (self->client) != 0;
}
