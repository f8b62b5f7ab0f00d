/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-settings.h"

#include <gio/gio.h>

#include "sg-config.h"

struct _SgSettings {
  GObject    parent_instance;

  GSettings *settings;   /* (owned) (nullable): %NULL where the schema is not installed */
  SgMonitor *monitor;    /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgSettings, sg_settings, G_TYPE_OBJECT)

static void
sg_settings_finalize (GObject *object)
{
  SgSettings *self = SG_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->monitor);

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
thresholds_changed (SgSettings *self)
{
  sg_monitor_set_thresholds (self->monitor, g_settings_get_uint (self->settings, "warning-percent"),
                             g_settings_get_uint (self->settings, "critical-percent"));
}

/* g_settings_new() ends the process where the schema is missing, as in a build that was never installed. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = source ? g_settings_schema_source_lookup (source, APP_ID, TRUE) : NULL;

  return schema ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * sg_settings_new:
 * @endpoint: (nullable): the source that `ask-anthropic` switches
 * @rate_limits: (nullable): the source that `api-rate-limits` switches
 *
 * Returns: (transfer full): holds the settings to @monitor and @endpoint as long as it lives
 */
SgSettings *
sg_settings_new (SgAgent   *agent,
                 SgMonitor *monitor,
                 SgSource  *endpoint,
                 SgSource  *rate_limits)
{
  SgSettings *self = g_object_new (SG_TYPE_SETTINGS, NULL);

  self->monitor = g_object_ref (monitor);
  self->settings = open_settings ();
  if (self->settings == NULL) {
    g_message ("The settings schema %s is not installed; the defaults hold", APP_ID);
    return self;
  }

  g_settings_bind (self->settings, "badge", agent, "badge", G_SETTINGS_BIND_GET);
  if (endpoint != NULL)
    g_settings_bind (self->settings, "ask-anthropic", endpoint, "enabled", G_SETTINGS_BIND_GET);
  if (rate_limits != NULL)
    g_settings_bind (self->settings, "api-rate-limits", rate_limits, "enabled", G_SETTINGS_BIND_GET);
  g_signal_connect_object (self->settings, "changed::warning-percent", G_CALLBACK (thresholds_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::critical-percent", G_CALLBACK (thresholds_changed), self, G_CONNECT_SWAPPED);
  thresholds_changed (self);

  return self;
}
