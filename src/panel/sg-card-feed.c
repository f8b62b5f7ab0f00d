/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-card-feed.h"

struct _SgCardFeed {
  GObject          parent_instance;

  SgServiceClient *client;     /* (owned) (nullable): %NULL without a session bus */
  SgUsageModel    *model;      /* (owned) */
  SgCard          *card;       /* outlives the feed */
  guint            tick_id;
  gboolean         is_watching;
};

G_DEFINE_FINAL_TYPE (SgCardFeed, sg_card_feed, G_TYPE_OBJECT)

/* While it is on screen, what changes by the minute is worth asking for. */
static void
watch (SgCardFeed *self,
       gboolean    watching)
{
  if (self->client == NULL || self->is_watching == watching)
    return;

  self->is_watching = watching;
  if (watching)
    sg_service_client_watch (self->client);
  else
    sg_service_client_unwatch (self->client);
}

static void
sg_card_feed_finalize (GObject *object)
{
  SgCardFeed *self = SG_CARD_FEED (object);

  watch (self, FALSE);
  g_clear_object (&self->client);
  g_clear_object (&self->model);
  g_clear_handle_id (&self->tick_id, g_source_remove);

  G_OBJECT_CLASS (sg_card_feed_parent_class)->finalize (object);
}

static void
sg_card_feed_class_init (SgCardFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_card_feed_finalize;
}

static void
sg_card_feed_init (SgCardFeed *self)
{
}

static GDateTime *
get_now (SgCardFeed *self)
{
  return self->client ? sg_service_client_now (self->client) : g_date_time_new_now_utc ();
}

/**
 * sg_card_feed_wait_milliseconds:
 *
 * Returns: how long until the minute of @now is over, and words about time change. Pure.
 */
guint
sg_card_feed_wait_milliseconds (GDateTime *now)
{
  return 60 * 1000 - g_date_time_get_second (now) * 1000 - g_date_time_get_microsecond (now) / 1000;
}

static gboolean
is_connected (SgCardFeed *self)
{
  /* Until the bus answers, the skeleton stands: "not running" would be a guess. */
  return self->client != NULL &&
         (!sg_service_client_has_answered (self->client) || sg_service_client_is_connected (self->client));
}

/**
 * sg_card_feed_update:
 *
 * Shows what is known now, also on a card that is not on screen yet.
 */
void
sg_card_feed_update (SgCardFeed *self)
{
  SgServiceProfiles *profiles;
  g_autoptr (GDateTime) now = get_now (self);

  g_return_if_fail (SG_IS_CARD_FEED (self));

  profiles = self->client ? sg_service_client_get_profiles (self->client) : NULL;
  if (profiles != NULL)
    sg_card_show_profiles (self->card, sg_service_profiles_get_infos (profiles), sg_service_profiles_get_chosen_id (profiles));
  sg_card_show (self->card, self->model, is_connected (self), now);
}

static void
changed (SgCardFeed *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->card)))
    sg_card_feed_update (self);
}

static void
profile_chosen (SgCardFeed *self,
                const char *profile_id)
{
  if (self->client != NULL)
    sg_service_profiles_choose (sg_service_client_get_profiles (self->client), profile_id);
}

static void start_minute (SgCardFeed *self);

static gboolean
minute_over_cb (gpointer user_data)
{
  SgCardFeed *self = user_data;

  self->tick_id = 0;
  sg_card_feed_update (self);
  start_minute (self);

  return G_SOURCE_REMOVE;
}

static void
start_minute (SgCardFeed *self)
{
  g_autoptr (GDateTime) now = get_now (self);

  self->tick_id = g_timeout_add (sg_card_feed_wait_milliseconds (now), minute_over_cb, self);
}

static void
mapped_cb (SgCardFeed *self)
{
  sg_card_feed_update (self);
  watch (self, TRUE);
  if (self->tick_id == 0)
    start_minute (self);
}

static void
unmapped_cb (SgCardFeed *self)
{
  watch (self, FALSE);
  g_clear_handle_id (&self->tick_id, g_source_remove);
}

/**
 * sg_card_feed_new:
 * @client: (nullable): %NULL where there is no session bus
 *
 * Returns: (transfer full): the feed of @card, which must outlive it
 */
SgCardFeed *
sg_card_feed_new (SgServiceClient *client,
                  SgCard          *card)
{
  SgCardFeed *self = g_object_new (SG_TYPE_CARD_FEED, NULL);

  self->card = card;
  self->client = client ? g_object_ref (client) : NULL;
  self->model = client ? g_object_ref (sg_service_client_get_model (client)) : sg_usage_model_new ();

  if (client != NULL) {
    g_signal_connect_object (client, "notify::connected", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (client, "notify::profiles", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  }
  g_signal_connect_object (card, "profile-chosen", G_CALLBACK (profile_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "notify", G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "map", G_CALLBACK (mapped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (card, "unmap", G_CALLBACK (unmapped_cb), self, G_CONNECT_SWAPPED);
  sg_history_brief_follow (sg_card_get_brief (card), client);
  sg_card_feed_update (self);

  return self;
}
