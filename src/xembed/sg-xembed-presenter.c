/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-xembed-presenter.h"

#include "sg-presence.h"
#include "sg-service-calls.h"
#include "sg-settings-store.h"
#include "sg-time.h"

struct _SgXembedPresenter {
  GObject          parent_instance;

  SgServiceClient *client;      /* (owned) */
  SgXembedIcon    *icon;        /* (owned) */
  GSettings       *settings;    /* (owned) (nullable): %NULL where the schema is not installed */
  GTimeZone       *zone;        /* (owned) */
  guint            change_id;
};

G_DEFINE_FINAL_TYPE (SgXembedPresenter, sg_xembed_presenter, G_TYPE_OBJECT)

static SgPresenceSubject
get_subject (SgXembedPresenter *self)
{
  g_autofree char *nick = self->settings ? g_settings_get_string (self->settings, "badge") : NULL;

  return sg_presence_subject_from_nick (nick);
}

static SgBadgeForm
get_form (SgXembedPresenter *self)
{
  g_autofree char *nick = self->settings ? g_settings_get_string (self->settings, "badge-style") : NULL;

  return sg_presence_form_from_nick (nick);
}

static void show (SgXembedPresenter *self);

static gboolean
change_cb (gpointer user_data)
{
  SgXembedPresenter *self = user_data;

  self->change_id = 0;
  show (self);

  return G_SOURCE_REMOVE;
}

/* A number grows old and a window ends without anybody saying so. */
static void
wait_for_change (SgXembedPresenter *self,
                 GDateTime         *now)
{
  g_autoptr (GDateTime) change_at = sg_presence_changes_at (sg_service_client_get_model (self->client), now);

  g_clear_handle_id (&self->change_id, g_source_remove);
  if (change_at != NULL)
    self->change_id = g_timeout_add_seconds ((guint) sg_time_seconds_between (now, change_at) + 1, change_cb, self);
}

static void
show (SgXembedPresenter *self)
{
  SgUsageModel *model = sg_service_client_get_model (self->client);
  g_autoptr (GDateTime) now = sg_service_client_now (self->client);
  SgPresenceSubject subject = get_subject (self);
  g_autofree char *title = sg_presence_title (model, subject, now, self->zone);
  SgBadge badge;

  sg_badge_of_model (model, subject, get_form (self), now, &badge);
  sg_xembed_icon_set_badge (self->icon, &badge);
  sg_xembed_icon_set_title (self->icon, title);
  wait_for_change (self, now);
}

static void
clicked_cb (SgXembedPresenter *self)
{
  sg_service_calls_show_panel (sg_service_client_get_agent (self->client), "toggle", NULL);
}

static void
sg_xembed_presenter_dispose (GObject *object)
{
  g_clear_handle_id (&SG_XEMBED_PRESENTER (object)->change_id, g_source_remove);

  G_OBJECT_CLASS (sg_xembed_presenter_parent_class)->dispose (object);
}

static void
sg_xembed_presenter_finalize (GObject *object)
{
  SgXembedPresenter *self = SG_XEMBED_PRESENTER (object);

  g_clear_object (&self->client);
  g_clear_object (&self->icon);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->zone, g_time_zone_unref);

  G_OBJECT_CLASS (sg_xembed_presenter_parent_class)->finalize (object);
}

static void
sg_xembed_presenter_class_init (SgXembedPresenterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_xembed_presenter_dispose;
  object_class->finalize = sg_xembed_presenter_finalize;
}

static void
sg_xembed_presenter_init (SgXembedPresenter *self)
{
  self->settings = sg_settings_store_open ();
  self->zone = g_time_zone_new_local ();
}

/**
 * sg_xembed_presenter_new:
 *
 * Returns: (transfer full): what ties @icon to the agent for as long as it lives
 */
SgXembedPresenter *
sg_xembed_presenter_new (SgServiceClient *client,
                         SgXembedIcon    *icon)
{
  SgXembedPresenter *self = g_object_new (SG_TYPE_XEMBED_PRESENTER, NULL);
  SgUsageModel *model = sg_service_client_get_model (client);

  self->client = g_object_ref (client);
  self->icon = g_object_ref (icon);
  g_signal_connect_object (icon, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::loaded", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::console", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::balance", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::mode", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::limits", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  if (self->settings != NULL) {
    g_signal_connect_object (self->settings, "changed::badge", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->settings, "changed::badge-style", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  }
  show (self);

  return self;
}
