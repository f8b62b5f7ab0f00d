/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-agent.h"

#include "sg-alert-test.h"
#include "sg-frugal-watch.h"
#include "sg-key-chain.h"
#include "sg-notifier.h"
#include "sg-panel-launcher.h"
#include "sg-service.h"
#include "sg-session-watch.h"
#include "sg-tray-presenter.h"

struct _SgAgent {
  GObject          parent_instance;

  GDBusConnection *connection;    /* (owned) */
  SgMonitor       *monitor;       /* (owned) */
  SgService       *service;       /* (owned) */
  SgPanelLauncher *panel;         /* (owned) */
  SgNotifier      *notifier;      /* (owned) */
  SgAlertTeller   *teller;        /* (owned) */
  SgTrayPresenter *tray;          /* (owned) */
  SgSessionWatch  *session;       /* (owned) (nullable) */
  SgFrugalWatch   *frugal;        /* (owned) (nullable) */
  char            *libexec_path;
  gboolean         hide_personal;
  gboolean         show_email;
  gboolean         save_power_and_data;
};

typedef enum {
  PROP_HIDE_PERSONAL = 1,
  PROP_SHOW_EMAIL,
  PROP_SAVE_POWER_AND_DATA,
} SgAgentProperty;

static GParamSpec *properties[PROP_SAVE_POWER_AND_DATA + 1];

enum { QUIT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgAgent, sg_agent, G_TYPE_OBJECT)

/* Nobody who hides the name means to show the address. */
static void
update_account_parts (SgAgent *self)
{
  SgAccountParts parts = self->hide_personal ? 0 : SG_ACCOUNT_NAMES | (self->show_email ? SG_ACCOUNT_EMAIL : 0);

  sg_service_show_account (self->service, parts);
}

static void
update_frugal (SgAgent *self)
{
  sg_monitor_set_frugal (self->monitor, self->save_power_and_data && self->frugal != NULL &&
                         sg_frugal_watch_is_frugal (self->frugal));
}

static void
sg_agent_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  SgAgent *self = SG_AGENT (object);

  switch ((SgAgentProperty) property_id) {
  case PROP_HIDE_PERSONAL:
    self->hide_personal = g_value_get_boolean (value);
    update_account_parts (self);
    break;
  case PROP_SHOW_EMAIL:
    self->show_email = g_value_get_boolean (value);
    update_account_parts (self);
    break;
  case PROP_SAVE_POWER_AND_DATA:
    self->save_power_and_data = g_value_get_boolean (value);
    update_frugal (self);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_agent_dispose (GObject *object)
{
  SgAgent *self = SG_AGENT (object);

  if (self->session != NULL)
    g_object_run_dispose (G_OBJECT (self->session));
  if (self->frugal != NULL)
    g_object_run_dispose (G_OBJECT (self->frugal));
  if (self->teller != NULL)
    g_object_run_dispose (G_OBJECT (self->teller));

  G_OBJECT_CLASS (sg_agent_parent_class)->dispose (object);
}

static void
sg_agent_finalize (GObject *object)
{
  SgAgent *self = SG_AGENT (object);

  g_clear_object (&self->frugal);
  g_clear_object (&self->session);
  g_clear_object (&self->tray);
  g_clear_object (&self->teller);
  g_clear_object (&self->notifier);
  g_clear_object (&self->panel);
  g_clear_object (&self->service);
  g_clear_object (&self->monitor);
  g_clear_object (&self->connection);
  g_clear_pointer (&self->libexec_path, g_free);

  G_OBJECT_CLASS (sg_agent_parent_class)->finalize (object);
}

static void
sg_agent_class_init (SgAgentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_agent_set_property;
  object_class->dispose = sg_agent_dispose;
  object_class->finalize = sg_agent_finalize;

  properties[PROP_HIDE_PERSONAL] =
    g_param_spec_boolean ("hide-personal", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_EMAIL] =
    g_param_spec_boolean ("show-email", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SAVE_POWER_AND_DATA] =
    g_param_spec_boolean ("save-power-and-data", NULL, NULL, TRUE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[QUIT] = g_signal_new ("quit", SG_TYPE_AGENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_agent_init (SgAgent *self)
{
  self->save_power_and_data = TRUE;
}

static void
show_page (SgAgent    *self,
           const char *page,
           const char *activation_token)
{
  const char *action = g_str_equal (page, "panel") ? "show" : page;
  GVariant *at = g_str_equal (page, "toggle") ? g_variant_new ("(ii)", 0, 0) : NULL;

  sg_panel_launcher_activate (self->panel, action, at, activation_token);
}

static void
notification_clicked (SgAgent    *self,
                      const char *activation_token)
{
  show_page (self, "panel", activation_token);
}

static void
tested_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GDBusMethodInvocation) invocation = user_data;
  g_autofree char *problem = sg_alert_test_finish (result);

  g_dbus_method_invocation_return_value (g_steal_pointer (&invocation), g_variant_new ("(s)", problem ? problem : ""));
}

static void
test_alert (SgAgent               *self,
            const char            *way,
            GDBusMethodInvocation *invocation)
{
  sg_alert_teller_test (self->teller, way, tested_cb, g_object_ref (invocation));
}

static void
away_changed (SgAgent *self)
{
  sg_monitor_set_away (self->monitor, sg_session_watch_is_away (self->session));
}

static void
snooze (SgAgent    *self,
        const char *profile_id,
        const char *limit_id)
{
  sg_profiles_snooze (sg_monitor_get_profiles (self->monitor), profile_id, limit_id);
}

static void
ask_to_quit (SgAgent *self)
{
  sg_panel_launcher_end (self->panel);
  g_signal_emit (self, signals[QUIT], 0);
}

static void
connect_all (SgAgent *self)
{
  g_signal_connect_object (self->monitor, "time-passed", G_CALLBACK (sg_alert_teller_look), self->teller, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "test-alert", G_CALLBACK (test_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show", G_CALLBACK (notification_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "snooze", G_CALLBACK (snooze), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "show-panel", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "quit", G_CALLBACK (ask_to_quit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "quit", G_CALLBACK (ask_to_quit), self, G_CONNECT_SWAPPED);
}

/**
 * sg_agent_new:
 * @libexec_path: the folder of `sandglass-panel` and `sandglass-xembed`
 * @demo_time: Unix seconds at which a demonstration stands still, or a recording starts, or 0
 * @recording_path: (nullable): the file that is played
 */
SgAgent *
sg_agent_new (GDBusConnection *connection,
              SgMonitor       *monitor,
              const char      *libexec_path,
              gint64           demo_time,
              const char      *recording_path)
{
  SgAgent *self = g_object_new (SG_TYPE_AGENT, NULL);
  g_autofree char *panel = g_build_filename (libexec_path, "sandglass-panel", NULL);
  const char *stand_in = recording_path ? "replay" : demo_time != 0 ? "demo" : NULL;

  self->connection = g_object_ref (connection);
  self->monitor = g_object_ref (monitor);
  self->libexec_path = g_strdup (libexec_path);
  self->service = sg_service_new (monitor, demo_time);
  if (recording_path != NULL)
    sg_service_set_recording (self->service, recording_path);
  self->panel = sg_panel_launcher_new (connection, panel);
  self->notifier = sg_notifier_new (connection);
  sg_notifier_set_stand_in (self->notifier, stand_in);
  self->teller = sg_alert_teller_new (connection, sg_monitor_get_outbox (monitor), self->notifier, sg_monitor_get_clock (monitor));
  self->tray = sg_tray_presenter_new (connection, monitor, self->panel, stand_in);
  connect_all (self);

  return self;
}

static void
player_moved (SgAgent *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (self->monitor));

  sg_service_set_demo_time (self->service, g_date_time_to_unix (now));
}

/**
 * sg_agent_follow_player:
 *
 * Tells everybody what time @player has arrived at.
 */
void
sg_agent_follow_player (SgAgent  *self,
                        SgPlayer *player)
{
  g_signal_connect_object (player, "moved", G_CALLBACK (player_moved), self, G_CONNECT_SWAPPED);
}

/**
 * sg_agent_style_changed:
 *
 * Says every number anew, here and on the bus, as #SgStyle has it now.
 */
void
sg_agent_style_changed (SgAgent *self)
{
  g_return_if_fail (SG_IS_AGENT (self));

  sg_tray_presenter_update (self->tray);
  sg_service_style_changed (self->service);
}

static void
hand_over_session_key (SgKeyChain *chain,
                       SgService  *service)
{
  const char *nick = sg_secret_kind_to_nick (sg_key_chain_get_kind (chain));

  sg_key_chain_set_session_key (chain, sg_service_get_session_key (service, nick));
}

/**
 * sg_agent_serve_keys:
 *
 * Has @chain know a key that somebody hands over for as long as this process lives, and a keyring that comes.
 */
void
sg_agent_serve_keys (SgAgent    *self,
                     SgKeyChain *chain)
{
  g_signal_connect_object (self->service, "session-keys-changed", G_CALLBACK (hand_over_session_key), chain, G_CONNECT_SWAPPED);
  sg_key_chain_watch_keyring (chain, self->connection);
}

/**
 * sg_agent_serve_webhook:
 * @allow_loopback: for tests
 *
 * Has alerts be posted where the keyring says, if the settings say so.
 */
void
sg_agent_serve_webhook (SgAgent *self,
                        gboolean allow_loopback)
{
  g_autoptr (SgKeyChain) address = sg_key_chain_new (SG_SECRET_WEBHOOK, NULL, NULL);

  sg_agent_serve_keys (self, address);
  sg_alert_teller_set_webhook_address (self->teller, SG_KEY_FINDER (address), allow_loopback);
}

/**
 * sg_agent_get_tray:
 *
 * Returns: (transfer none): the icon
 */
SgTrayPresenter *
sg_agent_get_tray (SgAgent *self)
{
  return self->tray;
}

/**
 * sg_agent_get_teller:
 *
 * Returns: (transfer none): who tells alerts
 */
SgAlertTeller *
sg_agent_get_teller (SgAgent *self)
{
  return self->teller;
}

/**
 * sg_agent_serve_rate_limits:
 *
 * Tells @source where the API key is, and whether somebody looks.
 */
void
sg_agent_serve_rate_limits (SgAgent            *self,
                            SgRateLimitsSource *source)
{
  g_autoptr (SgKeyChain) keys = sg_key_chain_new (SG_SECRET_API, NULL, NULL);

  sg_agent_serve_keys (self, keys);
  sg_rate_limits_source_set_key_finder (source, SG_KEY_FINDER (keys));
  g_object_bind_property (sg_service_get_watchers (self->service), "watched", source, "watched", G_BINDING_SYNC_CREATE);
}

static void
tell_status_page (SgStatusPageSource *source,
                  GParamSpec         *pspec,
                  SgUsageModel       *model)
{
  sg_status_page_source_note (source, sg_usage_model_get_sources (model));
}

/**
 * sg_agent_serve_status_page:
 *
 * Tells @source when a server fails, and when it answers again.
 */
void
sg_agent_serve_status_page (SgAgent            *self,
                            SgStatusPageSource *source)
{
  SgProfile *main_profile = sg_profiles_find (sg_monitor_get_profiles (self->monitor), NULL);

  g_signal_connect_object (sg_profile_get_model (main_profile), "notify::sources", G_CALLBACK (tell_status_page), source,
                           G_CONNECT_SWAPPED);
}

/**
 * sg_agent_start:
 *
 * Shows the icon first and reads after, so that the icon never waits for a disk.
 *
 * Returns: %FALSE with @error set when the bus refuses one of our objects
 */
gboolean
sg_agent_start (SgAgent *self,
                GError **error)
{
  g_autofree char *xembed = g_build_filename (self->libexec_path, "sandglass-xembed", NULL);

  sg_tray_presenter_update (self->tray);

  if (!sg_service_export (self->service, self->connection, error) || !sg_tray_presenter_export (self->tray, xembed, error))
    return FALSE;

  self->session = sg_session_watch_new ();
  g_signal_connect_object (self->session, "notify::away", G_CALLBACK (away_changed), self, G_CONNECT_SWAPPED);
  self->frugal = sg_frugal_watch_new ();
  g_signal_connect_object (self->frugal, "notify::frugal", G_CALLBACK (update_frugal), self, G_CONNECT_SWAPPED);
  sg_monitor_start (self->monitor);

  return TRUE;
}
