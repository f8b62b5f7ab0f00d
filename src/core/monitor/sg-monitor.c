/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-monitor.h"

#include "sg-alert-rules.h"
#include "sg-estimate.h"
#include "sg-ladder.h"
#include "sg-refresher.h"
#include "sg-time.h"

struct _SgMonitor {
  GObject       parent_instance;

  SgClock      *clock;            /* (owned) */
  SgStateFile  *state;            /* (owned) */
  SgRefresher  *refresher;        /* (owned) */
  SgUsageModel *model;            /* (owned) */
  GHashTable   *readings;         /* (owned): SgSource → its latest SgReading */
  SgAlertLog   *log;              /* (owned) */
  guint         thresholds_percent[2];
  gint64        typed_pico_usd;   /* what the user calls a whole 5-hour limit; 0 for nothing */
  guint         boundary_id;
  GDateTime    *looked_at;        /* (owned): when the clock was last seen to pass a boundary, or none */
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
  g_clear_object (&self->model);
  g_clear_pointer (&self->readings, g_hash_table_unref);
  g_clear_object (&self->log);
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
  self->model = sg_usage_model_new ();
  self->readings = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) sg_reading_unref);
  self->thresholds_percent[0] = (guint) SG_LIMIT_WARNING_PERCENT;
  self->thresholds_percent[1] = (guint) SG_LIMIT_CRITICAL_PERCENT;
}

static void
raise_alerts (SgMonitor *self,
              GDateTime *now)
{
  const SgAccount *account = sg_usage_model_get_account (self->model);
  g_autoptr (GPtrArray) alerts =
    sg_alert_rules_run (sg_usage_model_get_limits (self->model), account ? account->id : NULL,
                        self->thresholds_percent, G_N_ELEMENTS (self->thresholds_percent), self->log, now);
  SgAlert *of_login = sg_alert_rules_run_login (account, self->log, now);

  if (of_login != NULL)
    g_ptr_array_add (alerts, of_login);
  if (alerts->len == 0)
    return;

  /* A disk that refuses must not silence an alert; the doctor shows the state file's problem. */
  sg_alert_log_save (self->log, now, NULL);
  g_signal_emit (self, signals[ALERTS_RAISED], 0, alerts);
}

static gint64
seconds_to_login_notice (const SgAccount *account,
                         GDateTime       *now)
{
  gint64 seconds = account && account->login_ends_at
    ? sg_time_seconds_between (now, account->login_ends_at) - SG_LOGIN_SOON_SECONDS : 0;

  return seconds > 0 ? seconds : G_MAXINT64;
}

/* The moments at which a limit or the login changes its state with nothing new read. */
static gint64
seconds_to_boundary (SgMonitor *self,
                     GDateTime *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);
  gint64 least = seconds_to_login_notice (sg_usage_model_get_account (self->model), now);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    gint64 to_reset = limit->resets_at ? g_date_time_difference (limit->resets_at, now) / G_TIME_SPAN_SECOND : 0;
    gint64 to_stale = SG_LIMIT_STALE_SECONDS - g_date_time_difference (now, limit->as_of) / G_TIME_SPAN_SECOND;

    if (to_reset > 0)
      least = MIN (least, to_reset);
    if (to_stale > 0)
      least = MIN (least, to_stale);
  }

  return least;
}

static gboolean
has_reset_since (GPtrArray *limits,
                 GDateTime *since,
                 GDateTime *now)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (limit->resets_at != NULL && g_date_time_compare (limit->resets_at, since) > 0 &&
        g_date_time_compare (limit->resets_at, now) <= 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean boundary_cb (gpointer user_data);

static void
set_boundary_timer (SgMonitor *self,
                    GDateTime *now)
{
  gint64 seconds = seconds_to_boundary (self, now);

  g_clear_handle_id (&self->boundary_id, g_source_remove);
  if (seconds < G_MAXINT / 1000)
    self->boundary_id = g_timeout_add_seconds (seconds + 1, boundary_cb, self);
}

static void
look_at_clock (SgMonitor *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  gboolean has_reset = has_reset_since (sg_usage_model_get_limits (self->model), self->looked_at, now);

  g_date_time_unref (self->looked_at);
  self->looked_at = g_date_time_ref (now);
  raise_alerts (self, now);
  set_boundary_timer (self, now);
  g_signal_emit (self, signals[TIME_PASSED], 0);
  if (has_reset)
    sg_refresher_note_reset (self->refresher);
}

static gboolean
boundary_cb (gpointer user_data)
{
  SgMonitor *self = user_data;

  self->boundary_id = 0;
  look_at_clock (self);

  return G_SOURCE_REMOVE;
}

/* What a whole 5-hour limit comes to at list prices: as the user says, else as official numbers have taught. */
static gint64
learn_session_limit (SgMonitor       *self,
                     const SgReading *picked)
{
  gint64 before = sg_state_file_get_int (self->state, "estimate", "session-pico-usd", 0);
  gint64 learned = sg_estimate_learn (sg_limits_find (picked->limits, "session"), picked->costs, before);

  /* A few percent are not worth a write to the disk. */
  if (ABS (learned - before) > before / 20) {
    sg_state_file_set_int (self->state, "estimate", "session-pico-usd", learned);
    sg_state_file_save (self->state, NULL);
  }

  return self->typed_pico_usd > 0 ? self->typed_pico_usd : before > 0 ? before : learned;
}

static void
pick_and_apply (SgMonitor *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GPtrArray) readings = g_ptr_array_new ();
  g_autoptr (SgReading) picked = NULL;
  GHashTableIter iter;
  gpointer reading;

  g_hash_table_iter_init (&iter, self->readings);
  while (g_hash_table_iter_next (&iter, NULL, &reading))
    g_ptr_array_add (readings, reading);

  picked = sg_ladder_pick (readings, now);
  sg_estimate_fill (picked, learn_session_limit (self, picked), now);
  sg_usage_model_apply (self->model, picked);
  raise_alerts (self, now);
  set_boundary_timer (self, now);
}

static void
answered_cb (SgMonitor *self,
             SgSource  *source,
             SgReading *reading)
{
  g_hash_table_replace (self->readings, g_object_ref (source), sg_reading_ref (reading));
  pick_and_apply (self);
}

static void
retracted_cb (SgMonitor *self,
              SgSource  *source)
{
  if (g_hash_table_remove (self->readings, source))
    pick_and_apply (self);
}

static void
refresher_changed_cb (SgMonitor *self)
{
  g_autoptr (GPtrArray) statuses = sg_refresher_dup_statuses (self->refresher);

  sg_usage_model_apply_sources (self->model, statuses);
  sg_usage_model_set_refreshing (self->model, sg_refresher_is_busy (self->refresher));

  /* Nobody knew anything: that, too, ends the loading state. */
  if (!sg_usage_model_is_loaded (self->model) && sg_refresher_has_asked_all (self->refresher))
    pick_and_apply (self);
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
  self->log = sg_alert_log_new (state);
  self->looked_at = sg_clock_now (clock);
  self->refresher = sg_refresher_new (clock, state);
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
  g_signal_connect_object (source, "retracted", G_CALLBACK (retracted_cb), self, G_CONNECT_SWAPPED);
}

/**
 * sg_monitor_set_thresholds:
 * @warning_percent: 0 for none
 * @critical_percent: 0 for none
 */
void
sg_monitor_set_thresholds (SgMonitor *self,
                           guint      warning_percent,
                           guint      critical_percent)
{
  self->thresholds_percent[0] = warning_percent;
  self->thresholds_percent[1] = critical_percent;
}

/**
 * sg_monitor_set_session_limit:
 * @pico_usd: what a whole 5-hour limit comes to at list prices, for the estimate
 *   where there is no official number; 0 to go by what those have taught
 */
void
sg_monitor_set_session_limit (SgMonitor *self,
                              gint64     pico_usd)
{
  if (self->typed_pico_usd == pico_usd)
    return;

  self->typed_pico_usd = pico_usd;
  if (sg_usage_model_is_loaded (self->model))
    pick_and_apply (self);
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

void
sg_monitor_refresh (SgMonitor *self)
{
  sg_refresher_refresh (self->refresher);
}

/**
 * sg_monitor_snooze:
 * @limit_id: "" for every limit
 *
 * No alert of that limit until it resets.
 */
void
sg_monitor_snooze (SgMonitor  *self,
                   const char *limit_id)
{
  GPtrArray *limits = sg_usage_model_get_limits (self->model);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (*limit_id == '\0' || g_str_equal (limit->id, limit_id))
      sg_alert_log_snooze (self->log, limit, now);
  }

  if (!sg_alert_log_save (self->log, now, &error))
    g_warning ("The snooze holds until Sandglass ends: %s", error->message);
}

SgUsageModel *
sg_monitor_get_model (SgMonitor *self)
{
  return self->model;
}

SgClock *
sg_monitor_get_clock (SgMonitor *self)
{
  return self->clock;
}
