/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-monitor.h"

#include "sg-alert.h"
#include "sg-refresher.h"

struct _SgMonitor {
  GObject        parent_instance;

  SgClock       *clock;           /* (owned) */
  SgStateFile   *state;           /* (owned) */
  SgRefresher   *refresher;       /* (owned) */
  SgAlertPolicy *policy;          /* (owned) */
  SgAlertOutbox *outbox;          /* (owned) */
  SgProfiles    *profiles;        /* (owned) */
  guint          boundary_id;
  GDateTime     *looked_at;       /* (owned): when the clock was last seen to pass a boundary, or none */
};

enum { ALERTS_RAISED, TIME_PASSED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgMonitor, sg_monitor, G_TYPE_OBJECT)

static void
sg_monitor_dispose (GObject *object)
{
  SgMonitor *self = SG_MONITOR (object);

  g_clear_handle_id (&self->boundary_id, g_source_remove);
  if (self->refresher != NULL)
    g_object_run_dispose (G_OBJECT (self->refresher));

  G_OBJECT_CLASS (sg_monitor_parent_class)->dispose (object);
}

static void
sg_monitor_finalize (GObject *object)
{
  SgMonitor *self = SG_MONITOR (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->state);
  g_clear_object (&self->refresher);
  g_clear_pointer (&self->policy, sg_alert_policy_free);
  g_clear_object (&self->outbox);
  g_clear_object (&self->profiles);
  g_clear_pointer (&self->looked_at, g_date_time_unref);

  G_OBJECT_CLASS (sg_monitor_parent_class)->finalize (object);
}

static void
sg_monitor_class_init (SgMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_monitor_dispose;
  object_class->finalize = sg_monitor_finalize;

  signals[ALERTS_RAISED] = g_signal_new ("alerts-raised", SG_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[TIME_PASSED] = g_signal_new ("time-passed", SG_TYPE_MONITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 0);
}

static void
sg_monitor_init (SgMonitor *self)
{
  self->policy = sg_alert_policy_new ();
}

static void
name_profile (SgMonitor *self,
              SgProfile *profile,
              SgAlert   *alert)
{
  alert->profile_id = g_strdup (sg_profile_get_id (profile));
  if (sg_profiles_get_all (self->profiles)->len < 2)
    return;

  alert->profile_name = sg_profiles_dup_name (self->profiles, profile);
  alert->profile_folder = g_strdup (sg_profile_get_folder_name (profile));
}

/* That it is told and that it has to be go to the disk in one step; a disk that refuses must not silence it. */
static void
raise_alerts (SgMonitor *self,
              SgProfile *profile,
              GDateTime *now)
{
  g_autoptr (GPtrArray) alerts = sg_profile_run_alert_rules (profile, self->policy, now);

  for (guint i = 0; i < alerts->len; i++)
    name_profile (self, profile, g_ptr_array_index (alerts, i));
  if (alerts->len == 0)
    return;

  sg_alert_outbox_add (self->outbox, alerts, now);
  sg_state_file_save (self->state, NULL);
  g_signal_emit (self, signals[ALERTS_RAISED], 0, alerts);
  sg_alert_outbox_announce (self->outbox);
}

static gboolean boundary_cb (gpointer user_data);

static void
set_boundary_timer (SgMonitor *self,
                    GDateTime *now)
{
  GPtrArray *profiles = sg_profiles_get_all (self->profiles);
  gint64 seconds = G_MAXINT64;

  for (guint i = 0; i < profiles->len; i++)
    seconds = MIN (seconds, sg_profile_get_seconds_to_boundary (g_ptr_array_index (profiles, i), now));

  g_clear_handle_id (&self->boundary_id, g_source_remove);
  if (seconds < G_MAXINT / 1000)
    self->boundary_id = g_timeout_add_seconds (seconds + 1, boundary_cb, self);
}

static void
look_at_clock (SgMonitor *self)
{
  GPtrArray *profiles = sg_profiles_get_all (self->profiles);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GDateTime) before = self->looked_at;

  self->looked_at = g_date_time_ref (now);
  for (guint i = 0; i < profiles->len; i++)
    raise_alerts (self, g_ptr_array_index (profiles, i), now);
  set_boundary_timer (self, now);
  g_signal_emit (self, signals[TIME_PASSED], 0);

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);

    if (sg_profile_has_reset_since (profile, before, now))
      sg_refresher_note_reset (self->refresher, sg_profile_get_id (profile));
  }
}

static gboolean
boundary_cb (gpointer user_data)
{
  SgMonitor *self = user_data;

  self->boundary_id = 0;
  look_at_clock (self);

  return G_SOURCE_REMOVE;
}

static void
look_at_profile (SgMonitor *self,
                 SgProfile *profile)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  raise_alerts (self, profile, now);
  set_boundary_timer (self, now);
}

static void
pick (SgMonitor *self,
      SgProfile *profile,
      GDateTime *now)
{
  sg_profile_pick (profile, now);
  look_at_profile (self, profile);
}

static void
take (SgMonitor *self,
      SgSource  *source,
      SgReading *reading,
      GDateTime *now)
{
  const char *id = reading->profile ? reading->profile : sg_source_get_profile (source);
  SgProfile *profile = sg_profiles_find (self->profiles, id);

  if (profile == NULL)
    return;

  sg_profile_hear (profile, source, reading);
  pick (self, profile, now);
}

static void
answered_cb (SgMonitor *self,
             SgSource  *source,
             SgReading *reading)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  take (self, source, reading, now);
  for (guint i = 0; reading->others != NULL && i < reading->others->len; i++)
    take (self, source, g_ptr_array_index (reading->others, i), now);
}

static void
said_cb (SgMonitor *self,
         SgReading *reading,
         SgSource  *source)
{
  SgProfile *profile = sg_profiles_find (self->profiles, sg_source_get_profile (source));
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  sg_profile_hear (profile, source, reading);
  /* While nobody has answered, something typed in does not end the loading. */
  if (sg_usage_model_is_loaded (sg_profile_get_model (profile)))
    pick (self, profile, now);
}

static void
retracted_cb (SgMonitor *self,
              SgSource  *source)
{
  GPtrArray *profiles = sg_profiles_get_all (self->profiles);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);

    if (sg_profile_forget (profile, source))
      pick (self, profile, now);
  }
}

static void
refresher_changed_cb (SgMonitor *self)
{
  GPtrArray *profiles = sg_profiles_get_all (self->profiles);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);
    SgUsageModel *model = sg_profile_get_model (profile);
    g_autoptr (GPtrArray) statuses = sg_refresher_dup_statuses (self->refresher, sg_profile_get_id (profile));

    sg_usage_model_apply_sources (model, statuses);
    sg_usage_model_set_refreshing (model, sg_refresher_is_busy (self->refresher));

    /* Nobody knew anything: that, too, ends the loading state. */
    if (!sg_usage_model_is_loaded (model) && sg_refresher_has_asked_all (self->refresher, sg_profile_get_id (profile)))
      pick (self, profile, now);
  }
}

/**
 * sg_monitor_new:
 * @state: where alerts told and penalties outlive a restart
 */
SgMonitor *
sg_monitor_new (SgClock     *clock,
                SgStateFile *state)
{
  SgMonitor *self = g_object_new (SG_TYPE_MONITOR, NULL);

  self->clock = g_object_ref (clock);
  self->state = g_object_ref (state);
  self->profiles = sg_profiles_new (clock, state);
  self->looked_at = sg_clock_now (clock);
  self->outbox = sg_alert_outbox_new (state, self->looked_at);
  self->refresher = sg_refresher_new (clock, state);
  g_signal_connect_object (self->profiles, "model-changed", G_CALLBACK (look_at_profile), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refresher, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refresher, "clock-jumped", G_CALLBACK (look_at_clock), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refresher, "changed", G_CALLBACK (refresher_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sg_monitor_add_source (SgMonitor *self,
                       SgSource  *source)
{
  sg_refresher_add (self->refresher, source);
  g_signal_connect_object (source, "said", G_CALLBACK (said_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "retracted", G_CALLBACK (retracted_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sg_monitor_get_alert_policy:
 *
 * Returns: (transfer none): what people want to be told of; what is changed in it holds from the next number on
 */
SgAlertPolicy *
sg_monitor_get_alert_policy (SgMonitor *self)
{
  return self->policy;
}

/**
 * sg_monitor_get_outbox:
 *
 * Returns: (transfer none): what has still to be told
 */
SgAlertOutbox *
sg_monitor_get_outbox (SgMonitor *self)
{
  return self->outbox;
}

/**
 * sg_monitor_start:
 *
 * Asks every source for the first time.
 */
void
sg_monitor_start (SgMonitor *self)
{
  sg_refresher_run (self->refresher);
}

/**
 * sg_monitor_set_away:
 *
 * Nobody looks, or somebody does again; see sg_refresher_set_away().
 */
void
sg_monitor_set_away (SgMonitor *self,
                     gboolean   away)
{
  sg_refresher_set_away (self->refresher, away);
}

/**
 * sg_monitor_set_frugal:
 *
 * Power or data are to be saved, or not any more; see sg_refresher_set_frugal().
 */
void
sg_monitor_set_frugal (SgMonitor *self,
                       gboolean   frugal)
{
  sg_refresher_set_frugal (self->refresher, frugal);
}

void
sg_monitor_refresh (SgMonitor *self)
{
  sg_refresher_refresh (self->refresher);
}

SgProfiles *
sg_monitor_get_profiles (SgMonitor *self)
{
  return self->profiles;
}

/**
 * sg_monitor_get_model:
 *
 * Returns: (transfer none): what is known of the profile shown
 */
SgUsageModel *
sg_monitor_get_model (SgMonitor *self)
{
  return sg_profile_get_model (sg_profiles_get_shown (self->profiles));
}

SgClock *
sg_monitor_get_clock (SgMonitor *self)
{
  return self->clock;
}
