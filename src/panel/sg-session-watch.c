/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-session-watch.h"

/* While Claude Code works the ledger changes all the time: what takes long is done less often. */
#define REST_MILLISECONDS 1000
#define REST_FACTOR 10

struct _SgSessionWatch {
  GObject          parent_instance;

  SgServiceClient *client;              /* (owned) (nullable): %NULL without a session bus */
  SgSessionPage   *page;                /* outlives the watch */
  gint64           asked_at;            /* monotonic microseconds */
  guint            rest_milliseconds;
  guint            rest_id;
};

G_DEFINE_FINAL_TYPE (SgSessionWatch, sg_session_watch, G_TYPE_OBJECT)

static void
sg_session_watch_finalize (GObject *object)
{
  SgSessionWatch *self = SG_SESSION_WATCH (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sg_session_watch_parent_class)->finalize (object);
}

static void
sg_session_watch_class_init (SgSessionWatchClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_session_watch_finalize;
}

static void
sg_session_watch_init (SgSessionWatch *self)
{
  self->rest_milliseconds = REST_MILLISECONDS;
}

static void
load (SgSessionWatch *self)
{
  SgServiceClient *client = self->client;
  SgUsageModel *model = client ? sg_service_client_get_model (client) : NULL;
  SgServiceProfiles *profiles = client ? sg_service_client_get_profiles (client) : NULL;
  g_autoptr (GDateTime) now = client ? sg_service_client_now (client) : g_date_time_new_now_utc ();
  const SgSessionContext context = {
    .now = now,
    .demo_time = client ? sg_service_client_get_demo_time (client) : 0,
    .is_replay = client && sg_service_client_get_recording (client) != NULL,
    .limits = model ? sg_usage_model_get_limits (model) : NULL,
    .profiles = profiles ? sg_service_profiles_get_infos (profiles) : NULL,
    .profile = profiles ? sg_service_profiles_get_chosen_id (profiles) : NULL,
  };

  g_clear_handle_id (&self->rest_id, g_source_remove);
  /* Before the bus answers it may be a demonstration, which shows nobody's own sessions. */
  if (client != NULL && !sg_service_client_has_answered (client))
    return;

  self->asked_at = g_get_monotonic_time ();
  sg_session_page_load (self->page, &context);
}

static gboolean
rested_cb (gpointer user_data)
{
  SgSessionWatch *self = user_data;

  self->rest_id = 0;
  load (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (SgSessionWatch *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self->page)) && self->rest_id == 0)
    self->rest_id = g_timeout_add (self->rest_milliseconds, rested_cb, self);
}

static void
loaded_cb (SgSessionWatch *self)
{
  gint64 milliseconds = (g_get_monotonic_time () - self->asked_at) / 1000;

  self->rest_milliseconds = (guint) CLAMP (milliseconds * REST_FACTOR, REST_MILLISECONDS, 60 * REST_MILLISECONDS);
}

static void
unmapped_cb (SgSessionWatch *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  sg_session_page_close (self->page);
}

static void
profile_chosen_cb (SgSessionWatch *self,
                   const char     *profile)
{
  if (self->client != NULL)
    sg_service_profiles_choose (sg_service_client_get_profiles (self->client), profile);
}

/**
 * sg_session_watch_new:
 * @client: (nullable): %NULL where there is no session bus
 * @page: outlives the watch
 */
SgSessionWatch *
sg_session_watch_new (SgServiceClient *client,
                      SgSessionPage   *page)
{
  SgSessionWatch *self = g_object_new (SG_TYPE_SESSION_WATCH, NULL);

  self->page = page;
  g_signal_connect_object (page, "map", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "unmap", G_CALLBACK (unmapped_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "loaded", G_CALLBACK (loaded_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "profile-chosen", G_CALLBACK (profile_chosen_cb), self, G_CONNECT_SWAPPED);
  if (client == NULL)
    return self;

  self->client = g_object_ref (client);
  g_signal_connect_object (client, "notify::connected", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (client, "notify::profiles", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::limits", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sg_service_client_get_model (client), "notify::costs", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}
