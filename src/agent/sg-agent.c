/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-agent.h"

#include "sg-agent-menu.h"
#include "sg-alert-test.h"
#include "sg-frugal-watch.h"
#include "sg-key-chain.h"
#include "sg-notifier.h"
#include "sg-panel-launcher.h"
#include "sg-presence.h"
#include "sg-service.h"
#include "sg-session-watch.h"
#include "sg-shown.h"
#include "sg-style.h"
#include "sg-tray-item.h"
#include "sg-words.h"
#include "sg-xembed-launcher.h"

#define MENU_PATH SG_BUS_PATH "/menu"

struct _SgAgent {
  GObject             parent_instance;

  GDBusConnection    *connection;   /* (owned) */
  SgMonitor          *monitor;      /* (owned) */
  SgService          *service;      /* (owned) */
  SgPanelLauncher    *panel;        /* (owned) */
  SgNotifier         *notifier;     /* (owned) */
  SgAlertTeller      *teller;       /* (owned) */
  GMenu              *menu;         /* (owned) */
  GSimpleActionGroup *actions;      /* (owned) */
  SgTrayItem         *tray;         /* (owned) */
  SgXembedLauncher   *xembed;       /* (owned) (nullable) */
  SgSessionWatch     *session;      /* (owned) (nullable) */
  SgFrugalWatch      *frugal;       /* (owned) (nullable) */
  char               *libexec_path;
  const char         *stand_in;     /* (nullable): the id of what stands in for every source: `demo` or `replay` */
  SgPresenceSubject   subject;
  SgBadgeForm         form;
  gboolean            hide_personal;
  gboolean            show_email;
  gboolean            save_power_and_data;
  guint               menu_export_id;
  guint               actions_export_id;
};

typedef enum {
  PROP_BADGE = 1,
  PROP_BADGE_STYLE,
  PROP_HIDE_PERSONAL,
  PROP_SHOW_EMAIL,
  PROP_SAVE_POWER_AND_DATA,
} SgAgentProperty;

static GParamSpec *properties[PROP_SAVE_POWER_AND_DATA + 1];

enum { QUIT, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgAgent, sg_agent, G_TYPE_OBJECT)

/* None while there is one profile only */
static void
add_profiles (GPtrArray *lines,
              SgMonitor *monitor,
              GDateTime *now,
              GTimeZone *zone)
{
  GPtrArray *profiles = sg_monitor_get_profiles (monitor);
  g_autoptr (GPtrArray) infos = NULL;

  if (profiles->len < 2)
    return;

  infos = sg_monitor_dup_infos (monitor);
  for (guint i = 0; i < infos->len; i++) {
    const SgProfileInfo *info = g_ptr_array_index (infos, i);
    GPtrArray *limits = sg_usage_model_get_limits (sg_profile_get_model (g_ptr_array_index (profiles, i)));

    g_ptr_array_add (lines, sg_words_profile_line (info->name, sg_limits_find_tightest (limits, now), now, zone));
  }
}

/* Whoever sees the numbers sees, too, that they are not the present ones. */
static GPtrArray *
further_lines (SgAgent   *self,
               GDateTime *now,
               GTimeZone *zone)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  add_profiles (lines, self->monitor, now, zone);
  if (self->stand_in != NULL)
    g_ptr_array_add (lines, g_strdup (sg_words_source_name (self->stand_in)));

  return lines;
}

static void
add_line (GString    *text,
          const char *line,
          const char *title)
{
  if (line != NULL && !g_str_equal (line, title))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* The tooltip's text: a line for every limit that its title does not name, one for the API, and the further ones. */
static char *
describe (SgUsageModel *model,
          const char   *title,
          GPtrArray    *more,
          GDateTime    *now,
          GTimeZone    *zone)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  GString *text = g_string_new (NULL);

  SgShown shown = sg_shown_of (model);
  g_autofree char *console = shown.console
    ? sg_words_console_line (sg_usage_model_get_console (model), sg_usage_model_get_balance (model), now, zone) : NULL;

  if (sg_style_get ().hidden)
    return g_string_free (text, FALSE);

  for (guint i = 0; shown.code && limits != NULL && i < limits->len; i++) {
    g_autofree char *line = sg_words_limit_line (g_ptr_array_index (limits, i), now, zone);

    add_line (text, line, title);
  }
  add_line (text, console, title);
  for (guint i = 0; i < more->len; i++)
    add_line (text, g_ptr_array_index (more, i), title);

  return g_string_free (text, FALSE);
}

static gboolean
is_snoozed (SgAgent *self)
{
  g_auto (GStrv) ids = sg_monitor_dup_snoozed (self->monitor, NULL);

  return *ids != NULL;
}

static void
update_presence (SgAgent *self)
{
  GAction *snooze = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "snooze");
  SgUsageModel *model = sg_monitor_get_model (self->monitor);
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (self->monitor));
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GPtrArray) more = further_lines (self, now, zone);
  g_autofree char *title = sg_presence_title (model, self->subject, now, zone);
  g_autofree char *description = describe (model, title, more, now, zone);
  SgBadge badge;

  sg_badge_of_model (model, self->subject, self->form, now, &badge);
  sg_tray_item_set_badge (self->tray, &badge);
  sg_tray_item_set_words (self->tray, title, description);
  sg_agent_menu_update (self->menu, model, more, now, zone);
  g_simple_action_set_state (G_SIMPLE_ACTION (snooze), g_variant_new_boolean (is_snoozed (self)));
}

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
  case PROP_BADGE:
    self->subject = sg_presence_subject_from_nick (g_value_get_string (value));
    update_presence (self);
    break;
  case PROP_BADGE_STYLE:
    self->form = sg_presence_form_from_nick (g_value_get_string (value));
    update_presence (self);
    break;
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

  if (self->menu_export_id != 0)
    g_dbus_connection_unexport_menu_model (self->connection, self->menu_export_id);
  if (self->actions_export_id != 0)
    g_dbus_connection_unexport_action_group (self->connection, self->actions_export_id);
  self->menu_export_id = self->actions_export_id = 0;
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
  g_clear_object (&self->xembed);
  g_clear_object (&self->tray);
  g_clear_object (&self->actions);
  g_clear_object (&self->menu);
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

  /* Which limit the icon shows: `session` or `tightest` */
  properties[PROP_BADGE] =
    g_param_spec_string ("badge", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /* What the icon looks like: `number`, `bars` or `symbolic` */
  properties[PROP_BADGE_STYLE] =
    g_param_spec_string ("badge-style", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
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
tray_clicked (SgAgent    *self,
              int         x,
              int         y,
              const char *activation_token)
{
  sg_panel_launcher_activate (self->panel, "toggle", g_variant_new ("(ii)", x, y), activation_token);
}

static void
tray_wants_menu (SgAgent    *self,
                 int         x,
                 int         y,
                 const char *activation_token)
{
  sg_panel_launcher_activate (self->panel, "menu", g_variant_new ("(ii)", x, y), activation_token);
}

static void
show_page (SgAgent    *self,
           const char *page,
           const char *activation_token)
{
  const char *action = g_str_equal (page, "window") || g_str_equal (page, "preferences") ? page : "show";

  if (g_str_equal (page, "toggle")) {
    tray_clicked (self, 0, 0, activation_token);
    return;
  }

  sg_panel_launcher_activate (self->panel, action, NULL, activation_token);
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
  sg_monitor_snooze (self->monitor, profile_id, limit_id);
}

static void
ask_to_quit (SgAgent *self)
{
  sg_panel_launcher_end (self->panel);
  g_signal_emit (self, signals[QUIT], 0);
}

static void
page_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SgAgent *self = user_data;
  g_autofree char *token = sg_tray_item_take_activation_token (self->tray);

  show_page (self, g_action_get_name (G_ACTION (action)), token);
}

static void
refresh_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SgAgent *self = user_data;

  sg_monitor_refresh (self->monitor);
}

static void
snooze_action (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SgAgent *self = user_data;

  if (is_snoozed (self))
    sg_monitor_end_snooze (self->monitor, NULL);
  else
    snooze (self, NULL, "");
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  ask_to_quit (user_data);
}

static const GActionEntry action_entries[] = {
  { "show", page_action },
  { "window", page_action },
  { "preferences", page_action },
  { "refresh", refresh_action },
  { "snooze", snooze_action, NULL, "false" },
  { "quit", quit_action },
};

static void
connect_presenters (SgAgent *self)
{
  SgUsageModel *model = sg_monitor_get_model (self->monitor);

  g_signal_connect_object (self->monitor, "profiles-changed", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::console", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::balance", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::mode", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "time-passed", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->monitor, "time-passed", G_CALLBACK (sg_alert_teller_look), self->teller, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "test-alert", G_CALLBACK (test_alert), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "show", G_CALLBACK (notification_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notifier, "snooze", G_CALLBACK (snooze), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "show-panel", G_CALLBACK (show_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->service, "quit", G_CALLBACK (ask_to_quit), self, G_CONNECT_SWAPPED);
  /* “on Tue at 09:00” becomes “at 09:00” when Tuesday has come. */
  g_signal_connect_object (self->tray, "menu-opening", G_CALLBACK (update_presence), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "activate", G_CALLBACK (tray_clicked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tray, "context-menu", G_CALLBACK (tray_wants_menu), self, G_CONNECT_SWAPPED);
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

  self->connection = g_object_ref (connection);
  self->monitor = g_object_ref (monitor);
  self->libexec_path = g_strdup (libexec_path);
  self->service = sg_service_new (monitor, demo_time);
  if (recording_path != NULL)
    sg_service_set_recording (self->service, recording_path);
  self->stand_in = recording_path ? "replay" : demo_time != 0 ? "demo" : NULL;
  self->panel = sg_panel_launcher_new (connection, panel);
  self->notifier = sg_notifier_new (connection);
  sg_notifier_set_stand_in (self->notifier, self->stand_in);
  self->teller = sg_alert_teller_new (connection, sg_monitor_get_outbox (monitor), self->notifier, sg_monitor_get_clock (monitor));
  self->menu = sg_agent_menu_new ();
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), action_entries, G_N_ELEMENTS (action_entries), self);
  self->tray = sg_tray_item_new (connection, G_MENU_MODEL (self->menu), G_ACTION_GROUP (self->actions));
  connect_presenters (self);

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

  update_presence (self);
  sg_service_style_changed (self->service);
}

/**
 * sg_agent_add_action:
 *
 * For the menu of the tray icon.
 */
void
sg_agent_add_action (SgAgent *self,
                     GAction *action)
{
  g_return_if_fail (SG_IS_AGENT (self));

  g_action_map_add_action (G_ACTION_MAP (self->actions), action);
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
  SgProfile *main_profile = g_ptr_array_index (sg_monitor_get_profiles (self->monitor), 0);

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

  update_presence (self);

  if (!sg_service_export (self->service, self->connection, error))
    return FALSE;
  self->menu_export_id = g_dbus_connection_export_menu_model (self->connection, MENU_PATH, G_MENU_MODEL (self->menu), error);
  if (self->menu_export_id == 0)
    return FALSE;
  self->actions_export_id =
    g_dbus_connection_export_action_group (self->connection, MENU_PATH, G_ACTION_GROUP (self->actions), error);
  if (self->actions_export_id == 0 || !sg_tray_item_export (self->tray, error))
    return FALSE;

  self->xembed = sg_xembed_launcher_new (self->tray, xembed);
  self->session = sg_session_watch_new ();
  g_signal_connect_object (self->session, "notify::away", G_CALLBACK (away_changed), self, G_CONNECT_SWAPPED);
  self->frugal = sg_frugal_watch_new ();
  g_signal_connect_object (self->frugal, "notify::frugal", G_CALLBACK (update_frugal), self, G_CONNECT_SWAPPED);
  sg_monitor_start (self->monitor);

  return TRUE;
}
