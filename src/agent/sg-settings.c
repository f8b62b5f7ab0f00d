/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings.h"

#include <gio/gio.h>

#include "sg-bill-settings.h"
#include "sg-config.h"
#include "sg-money.h"
#include "sg-profile-settings.h"
#include "sg-style-settings.h"

struct _SgSettings {
  GObject      parent_instance;

  GSettings   *settings; /* (owned) (nullable): %NULL where the schema is not installed */
  SgAgent     *agent;      /* (owned) */
  SgMonitor   *monitor;    /* (owned) */
  SgSource    *admin;      /* (owned) (nullable) */
  GPtrArray   *endpoints;  /* (owned) (nullable) (element-type SgSource) */
  guint        refresh_seconds;
  SgStateFile *state;      /* (owned) */
  SgSourceSet *sources;    /* outlives this */
  GPtrArray   *historians; /* (owned) (nullable) (element-type SgHistorian) */
};

G_DEFINE_FINAL_TYPE (SgSettings, sg_settings, G_TYPE_OBJECT)

static void
sg_settings_finalize (GObject *object)
{
  SgSettings *self = SG_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->agent);
  g_clear_object (&self->monitor);
  g_clear_object (&self->admin);
  g_clear_pointer (&self->endpoints, g_ptr_array_unref);
  g_clear_object (&self->state);
  g_clear_pointer (&self->historians, g_ptr_array_unref);

  G_OBJECT_CLASS (sg_settings_parent_class)->finalize (object);
}

static void
sg_settings_class_init (SgSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_settings_finalize;
}

static void
sg_settings_init (SgSettings *self)
{
}

static void
style_changed (SgSettings *self)
{
  if (sg_style_settings_apply (self->settings))
    sg_agent_style_changed (self->agent);
}

static void
badge_changed (SgSettings *self)
{
  g_autofree char *subject = g_settings_get_string (self->settings, "badge");
  g_autofree char *form = g_settings_get_string (self->settings, "badge-style");

  sg_tray_presenter_set_badge (sg_agent_get_tray (self->agent), subject, form);
}

static void
mode_changed (SgSettings *self)
{
  sg_bill_settings_apply_mode (self->settings, self->monitor);
}

static void
balance_changed (SgSettings *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (self->monitor));

  sg_bill_settings_apply_balance (self->settings, SG_ADMIN_SOURCE (self->admin), self->state, now);
}

static void
budgets_changed (SgSettings *self)
{
  sg_bill_settings_apply_budgets (self->settings, self->monitor);
}

static void
gap_threshold_changed (SgSettings *self)
{
  sg_bill_settings_apply_threshold (self->settings, SG_ADMIN_SOURCE (self->admin));
}

static void
follow_budgets (SgSettings *self)
{
  g_signal_connect_object (self->settings, "changed::budget-day-usd", G_CALLBACK (budgets_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::budget-month-usd", G_CALLBACK (budgets_changed), self, G_CONNECT_SWAPPED);
  budgets_changed (self);
  if (self->admin == NULL)
    return;

  g_signal_connect_object (self->settings, "changed::reconcile-threshold-usd", G_CALLBACK (gap_threshold_changed), self,
                           G_CONNECT_SWAPPED);
  gap_threshold_changed (self);
}

static void
session_limit_changed (SgSettings *self)
{
  double usd = g_settings_get_double (self->settings, "five-hour-limit-usd");

  sg_profiles_set_session_limit (sg_monitor_get_profiles (self->monitor), (gint64) (usd * (double) SG_PICO_PER_USD));
}

static void
profiles_changed (SgSettings *self)
{
  sg_profile_settings_apply (self->settings, self->monitor);
}

static void
follow (SgSettings        *self,
        const char *const *keys,
        GCallback          changed)
{
  for (guint i = 0; keys[i] != NULL; i++) {
    g_autofree char *signal = g_strconcat ("changed::", keys[i], NULL);

    g_signal_connect_object (self->settings, signal, changed, self, G_CONNECT_SWAPPED);
  }
}

static void
follow_style (SgSettings *self)
{
  static const char *const of_badge[] = { "badge", "badge-style", NULL };
  g_autoptr (GAction) presentation = g_settings_create_action (self->settings, "presentation");

  follow (self, of_badge, G_CALLBACK (badge_changed));
  badge_changed (self);
  sg_tray_presenter_add_action (sg_agent_get_tray (self->agent), presentation);
  follow (self, sg_style_settings_keys, G_CALLBACK (style_changed));
  style_changed (self);
}

/* One that is to be asked more often does not first wait as long as before. */
static void
refresh_changed (SgSettings *self)
{
  guint before = self->refresh_seconds;

  self->refresh_seconds = g_settings_get_uint (self->settings, "refresh-seconds");
  for (guint i = 0; i < self->endpoints->len; i++) {
    SgSource *endpoint = g_ptr_array_index (self->endpoints, i);

    sg_source_set_interval_seconds (endpoint, self->refresh_seconds);
    if (self->refresh_seconds < before)
      sg_source_changed (endpoint);
  }
}

static void
sources_off_changed (SgSettings *self)
{
  g_auto (GStrv) ids = g_settings_get_strv (self->settings, "sources-off");

  sg_source_set_switch_off (self->sources, (const char *const *) ids);
}

static void
follow_refresh (SgSettings *self)
{
  g_signal_connect_object (self->settings, "changed::sources-off", G_CALLBACK (sources_off_changed), self, G_CONNECT_SWAPPED);
  sources_off_changed (self);
  g_settings_bind (self->settings, "save-power-and-data", self->agent, "save-power-and-data", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->settings, "changed::refresh-seconds", G_CALLBACK (refresh_changed), self, G_CONNECT_SWAPPED);
  refresh_changed (self);
}

static void
bind_enabled (SgSettings *self,
              const char *key,
              SgSource   *source)
{
  if (source != NULL)
    g_settings_bind (self->settings, key, source, "enabled", G_SETTINGS_BIND_GET);
}

static void
follow_balance (SgSettings *self)
{
  g_signal_connect_object (self->settings, "changed::api-balance", G_CALLBACK (balance_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::api-balance-time", G_CALLBACK (balance_changed), self, G_CONNECT_SWAPPED);
  balance_changed (self);
}

/**
 * sg_settings_new:
 * @sources: whose members some settings switch; lives longer
 * @state: of the run before
 *
 * Returns: (transfer full): holds the settings to all of these as long as it lives
 */
SgSettings *
sg_settings_new (SgAgent     *agent,
                 SgMonitor   *monitor,
                 SgSourceSet *sources,
                 SgStateFile *state)
{
  static const char *const session_limit[] = { "five-hour-limit-usd", NULL };
  static const char *const of_profiles[] = { "profile-names", "weekly-budgets", "pinned-profile", "hide-personal", NULL };
  SgSettings *self = g_object_new (SG_TYPE_SETTINGS, NULL);
  GPtrArray *endpoints = sg_source_set_get_endpoints (sources);

  self->agent = g_object_ref (agent);
  self->monitor = g_object_ref (monitor);
  self->sources = sources;
  self->state = g_object_ref (state);
  g_set_object (&self->admin, sg_source_set_get_admin (sources));
  self->settings = sg_settings_store_open ();
  if (self->settings == NULL) {
    g_message ("The settings schema %s is not installed; the defaults hold", APP_ID);
    return self;
  }

  follow_style (self);
  g_settings_bind (self->settings, "hide-personal", agent, "hide-personal", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "show-email", agent, "show-email", G_SETTINGS_BIND_GET);
  for (guint i = 0; i < endpoints->len; i++)
    bind_enabled (self, "ask-anthropic", g_ptr_array_index (endpoints, i));
  self->endpoints = g_ptr_array_ref (endpoints);
  follow_refresh (self);
  bind_enabled (self, "ask-status-page", sg_source_set_get_status_page (sources));
  bind_enabled (self, "api-rate-limits", sg_source_set_get_rate_limits (sources));
  bind_enabled (self, "ask-admin-api", self->admin);
  if (self->admin != NULL)
    follow_balance (self);
  follow (self, of_profiles, G_CALLBACK (profiles_changed));
  follow (self, session_limit, G_CALLBACK (session_limit_changed));
  profiles_changed (self);
  follow_budgets (self);
  session_limit_changed (self);
  g_signal_connect_object (self->settings, "changed::mode", G_CALLBACK (mode_changed), self, G_CONNECT_SWAPPED);
  mode_changed (self);

  return self;
}

/**
 * sg_settings_bind_telemetry:
 *
 * Has @server listen as the settings say; where there are none, it does not.
 */
void
sg_settings_bind_telemetry (SgSettings        *self,
                            SgTelemetryServer *server)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (self->settings == NULL)
    return;
  /* One that is installed may be older than we are. */
  g_object_get (self->settings, "settings-schema", &schema, NULL);
  if (!g_settings_schema_has_key (schema, "telemetry-receiver"))
    return;

  g_settings_bind (self->settings, "telemetry-port", server, "port", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "prometheus-endpoint", server, "prometheus", G_SETTINGS_BIND_GET);
  g_settings_bind (self->settings, "telemetry-receiver", server, "receiver", G_SETTINGS_BIND_GET);
}

static void
work_week_changed (SgSettings *self)
{
  g_autofree char *days = g_settings_get_string (self->settings, "working-days");
  g_autofree char *hours = g_settings_get_string (self->settings, "working-hours");

  for (guint i = 0; i < self->historians->len; i++)
    sg_historian_set_work_week (g_ptr_array_index (self->historians, i), days, hours);
}

/**
 * sg_settings_follow_work_week:
 *
 * @historians: (element-type SgHistorian):
 *
 * Holds these to the working days and hours.
 */
void
sg_settings_follow_work_week (SgSettings *self,
                              GPtrArray  *historians)
{
  if (self->settings == NULL)
    return;

  self->historians = g_ptr_array_ref (historians);
  g_signal_connect_object (self->settings, "changed::working-days", G_CALLBACK (work_week_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::working-hours", G_CALLBACK (work_week_changed), self, G_CONNECT_SWAPPED);
  work_week_changed (self);
}
