/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-alert-settings.h"

#include "sg-settings-store.h"

struct _SgAlertSettings {
  GObject        parent_instance;

  GSettings     *settings;   /* (owned) (nullable): %NULL where the schema is not installed, or older than we are */
  SgAlertPolicy *policy;     /* the monitor's, which outlives us */
  SgAlertTeller *teller;     /* (owned) */
  gboolean       desktop_only;
};

G_DEFINE_FINAL_TYPE (SgAlertSettings, sg_alert_settings, G_TYPE_OBJECT)

static const struct {
  const char *key;
  SgAlertKind kind;
} kinds[] = {
  { "alert-thresholds", SG_ALERT_THRESHOLD },
  { "alert-reached", SG_ALERT_REACHED },
  { "alert-reset", SG_ALERT_RESET },
  { "alert-run-out", SG_ALERT_RUN_OUT },
  { "alert-login", SG_ALERT_LOGIN },
  { "alert-budget", SG_ALERT_BUDGET },
  { "alert-anomaly", SG_ALERT_ANOMALY },
};

static void
sg_alert_settings_finalize (GObject *object)
{
  SgAlertSettings *self = SG_ALERT_SETTINGS (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->teller);

  G_OBJECT_CLASS (sg_alert_settings_parent_class)->finalize (object);
}

static void
sg_alert_settings_class_init (SgAlertSettingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_alert_settings_finalize;
}

static void
sg_alert_settings_init (SgAlertSettings *self)
{
}

static void
policy_changed (SgAlertSettings *self)
{
  g_autoptr (GVariant) own = g_settings_get_value (self->settings, "limit-thresholds");

  sg_alert_policy_set_thresholds (self->policy, g_settings_get_uint (self->settings, "warning-percent"),
                                  g_settings_get_uint (self->settings, "critical-percent"));
  sg_alert_policy_set_own (self->policy, own);
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    sg_alert_policy_set_kind (self->policy, kinds[i].kind, g_settings_get_boolean (self->settings, kinds[i].key));
}

static void
quiet_changed (SgAlertSettings *self)
{
  g_autofree char *days = g_settings_get_string (self->settings, "quiet-days");
  SgQuietHours hours;

  sg_quiet_hours_init (&hours, g_settings_get_boolean (self->settings, "quiet-hours"),
                       g_settings_get_uint (self->settings, "quiet-from"), g_settings_get_uint (self->settings, "quiet-until"),
                       days);
  sg_alert_teller_set_quiet_hours (self->teller, &hours);
  sg_alert_teller_set_minds_desktop (self->teller, g_settings_get_boolean (self->settings, "mind-do-not-disturb"));
}

static void
ways_changed (SgAlertSettings *self)
{
  g_autofree char *command = g_settings_get_string (self->settings, "alert-command");
  g_autofree char *form = g_settings_get_string (self->settings, "webhook");

  if (!self->desktop_only)
    sg_alert_teller_set_ways (self->teller, command, form);
}

static void
follow (SgAlertSettings *self,
        const char      *key,
        GCallback        changed)
{
  g_autofree char *signal = g_strconcat ("changed::", key, NULL);

  g_signal_connect_object (self->settings, signal, changed, self, G_CONNECT_SWAPPED);
}

static void
follow_all (SgAlertSettings *self)
{
  static const char *const of_policy[] = { "warning-percent", "critical-percent", "limit-thresholds" };
  static const char *const of_quiet[] = { "quiet-hours", "quiet-from", "quiet-until", "quiet-days", "mind-do-not-disturb" };
  static const char *const of_ways[] = { "alert-command", "webhook" };

  for (gsize i = 0; i < G_N_ELEMENTS (of_policy); i++)
    follow (self, of_policy[i], G_CALLBACK (policy_changed));
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    follow (self, kinds[i].key, G_CALLBACK (policy_changed));
  for (gsize i = 0; i < G_N_ELEMENTS (of_quiet); i++)
    follow (self, of_quiet[i], G_CALLBACK (quiet_changed));
  for (gsize i = 0; i < G_N_ELEMENTS (of_ways); i++)
    follow (self, of_ways[i], G_CALLBACK (ways_changed));
}

/* One that is installed may be older than we are. */
static GSettings *
open_settings (void)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (settings == NULL)
    return NULL;
  g_object_get (settings, "settings-schema", &schema, NULL);

  return g_settings_schema_has_key (schema, "limit-thresholds") ? g_steal_pointer (&settings) : NULL;
}

/**
 * sg_alert_settings_new:
 * @policy: lives longer than this
 * @desktop_only: a demonstration runs no command and posts nothing
 *
 * Returns: (transfer full): holds both to the settings as long as it lives
 */
SgAlertSettings *
sg_alert_settings_new (SgAlertPolicy *policy,
                       SgAlertTeller *teller,
                       gboolean       desktop_only)
{
  SgAlertSettings *self = g_object_new (SG_TYPE_ALERT_SETTINGS, NULL);

  self->policy = policy;
  self->desktop_only = desktop_only;
  self->teller = g_object_ref (teller);
  self->settings = open_settings ();
  if (self->settings == NULL)
    return self;

  follow_all (self);
  policy_changed (self);
  quiet_changed (self);
  ways_changed (self);

  return self;
}
