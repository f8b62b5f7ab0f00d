/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-panel-app.h"

#include <glib/gi18n-lib.h>

#include "sg-config.h"
#include "sg-frame-timing.h"
#include "sg-look.h"
#include "sg-main-window.h"
#include "sg-panel-window.h"
#include "sg-picture.h"
#include "sg-preferences.h"
#include "sg-programs.h"
#include "sg-service-calls.h"
#include "sg-settings-store.h"
#include "sg-style-settings.h"
#if HAVE_WAYLAND
#include "sg-identity-wayland.h"
#endif

/* How long the process stays ready after its last window was closed. */
#define IDLE_MILLISECONDS (60 * 1000)

struct _SgPanelApp {
  AdwApplication   parent_instance;

  SgServiceClient *client;        /* (owned) (nullable): %NULL without a session bus */
  SgPanelWindow   *panel;         /* (owned) (nullable) */
  SgMainWindow    *main_window;   /* (nullable): owned by GTK while it is shown */
  GtkWindow       *preferences;   /* (nullable): the same */
};

G_DEFINE_FINAL_TYPE (SgPanelApp, sg_panel_app, ADW_TYPE_APPLICATION)

/* A hidden panel does not keep the process. */
static void
panel_visible_cb (SgPanelApp *self)
{
  gboolean visible = gtk_widget_get_visible (GTK_WIDGET (self->panel));

  gtk_window_set_application (GTK_WINDOW (self->panel), visible ? GTK_APPLICATION (self) : NULL);
}

static SgPanelWindow *
ensure_panel (SgPanelApp *self)
{
  if (self->panel != NULL)
    return self->panel;

  self->panel = g_object_ref (sg_panel_window_new (self->client));
  gtk_window_set_application (GTK_WINDOW (self->panel), GTK_APPLICATION (self));
  g_signal_connect_object (self->panel, "notify::visible", G_CALLBACK (panel_visible_cb), self, G_CONNECT_SWAPPED);
  sg_frame_timing_watch (GTK_WINDOW (self->panel));

  return self->panel;
}

static SgPoint
get_hint (GVariant *parameter)
{
  SgPoint hint = { 0 };

  if (parameter != NULL)
    g_variant_get (parameter, "(ii)", &hint.x, &hint.y);

  return hint;
}

static void
toggle_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  sg_panel_window_toggle (ensure_panel (user_data), get_hint (parameter));
}

static void
menu_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SgPanelWindow *panel = ensure_panel (user_data);

  sg_panel_window_show (panel, get_hint (parameter));
  sg_panel_window_open_menu (panel);
}

static void
show_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  sg_panel_window_show (ensure_panel (user_data), (SgPoint) { 0 });
}

static void
show_window (SgPanelApp *self)
{
  if (self->main_window == NULL) {
    self->main_window = sg_main_window_new (GTK_APPLICATION (self), self->client);
    g_object_add_weak_pointer (G_OBJECT (self->main_window), (gpointer *) &self->main_window);
  }

  gtk_window_present (GTK_WINDOW (self->main_window));
}

static void
window_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  show_window (user_data);
}

static void
ensure_preferences (SgPanelApp *self)
{
  if (self->preferences == NULL) {
    self->preferences = sg_preferences_new (self->client);
    gtk_window_set_application (self->preferences, GTK_APPLICATION (self));
    g_object_add_weak_pointer (G_OBJECT (self->preferences), (gpointer *) &self->preferences);
  }
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  SgPanelApp *self = user_data;

  ensure_preferences (self);
  gtk_window_present (self->preferences);
}

static void
keys_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SgPanelApp *self = user_data;

  ensure_preferences (self);
  gtk_window_present (self->preferences);
  sg_preferences_show_keys (self->preferences, g_str_equal (g_action_get_name (G_ACTION (action)), "balance"));
}

static void
refresh_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  sg_service_calls_refresh (sg_service_client_get_agent (SG_PANEL_APP (user_data)->client));
}

static void
snooze_cb (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  SgServiceClient *client = SG_PANEL_APP (user_data)->client;
  SgBusSandglass1 *agent = sg_service_client_get_agent (client);

  if (sg_service_client_is_snoozed (client))
    sg_service_calls_end_snooze (agent);
  else
    sg_service_calls_snooze (agent, "");
}

static void
start_agent_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  g_autoptr (GError) error = NULL;

  if (!sg_programs_start_agent (&error))
    g_warning ("Sandglass could not be started: %s", error->message);
}

/* The panel goes when it loses the focus, and would take with it what is its own. */
static void
present_beside_active (SgPanelApp *self,
                       GtkWindow  *window)
{
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));

  gtk_window_set_application (window, GTK_APPLICATION (self));
  if (parent != NULL && ADW_IS_APPLICATION_WINDOW (parent))
    gtk_window_set_transient_for (window, parent);
  gtk_window_present (window);
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (SG_PANEL_RESOURCES "/sg-shortcuts.ui");

  present_beside_active (user_data, GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts")));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkWidget *about = adw_about_window_new ();

  g_object_set (about,
                "application-name", _ ("Sandglass"),
                "application-icon", APP_ID,
                "version", VERSION,
                "developer-name", _ ("The Sandglass authors"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _ ("How much of your Claude allowance is left. Not made or endorsed by Anthropic."),
                NULL);
  present_beside_active (user_data, GTK_WINDOW (about));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SgPanelApp *self = user_data;

  if (self->client != NULL) {
    sg_service_calls_quit (sg_service_client_get_agent (self->client));
    g_dbus_connection_flush_sync (g_application_get_dbus_connection (G_APPLICATION (self)), NULL, NULL);
  }
  g_application_quit (G_APPLICATION (self));
}

static const GActionEntry actions[] = {
  { "toggle", toggle_cb, "(ii)", NULL, NULL },
  { "menu", menu_cb, "(ii)", NULL, NULL },
  { "show", show_cb, NULL, NULL, NULL },
  { "window", window_cb, NULL, NULL, NULL },
  { "preferences", preferences_cb, NULL, NULL, NULL },
  { "keys", keys_cb, NULL, NULL, NULL },
  { "balance", keys_cb, NULL, NULL, NULL },
  { "refresh", refresh_cb, NULL, NULL, NULL },
  { "snooze", snooze_cb, NULL, "false", NULL },
  { "start-agent", start_agent_cb, NULL, NULL, NULL },
  { "shortcuts", shortcuts_cb, NULL, NULL, NULL },
  { "about", about_cb, NULL, NULL, NULL },
  { "quit", quit_cb, NULL, NULL, NULL },
};

/* What only an agent can do is not offered without one. */
static void
connected_cb (SgPanelApp *self)
{
  gboolean connected = self->client != NULL && sg_service_client_is_connected (self->client);
  const char *const names[] = { "refresh", "snooze" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), names[i])),
                                 connected);
}

static void
snoozed_cb (SgPanelApp *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "snooze");

  /* The agent may answer before the actions are there. */
  if (action != NULL)
    g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (sg_service_client_is_snoozed (self->client)));
}

/* Without an agent there is no icon to be ready for. */
static void
leave_with_agent (SgPanelApp *self)
{
  if (!sg_service_client_is_connected (self->client) && gtk_application_get_windows (GTK_APPLICATION (self)) == NULL)
    g_application_quit (G_APPLICATION (self));
}

/* The agent sees the settings, and tells everybody; until it has, and where there is none, they count as they were at the start. */
static void
follow_settings (SgPanelApp *self)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GAction) action = settings ? g_settings_create_action (settings, "presentation") : NULL;

  sg_style_settings_apply (settings);
  if (action != NULL)
    g_action_map_add_action (G_ACTION_MAP (self), action);
}

static void
add_accels (GtkApplication *app)
{
  const char *const refresh[] = { "<Control>r", "F5", NULL };
  const char *const preferences[] = { "<Control>comma", NULL };
  const char *const shortcuts[] = { "<Control>question", NULL };
  const char *const quit[] = { "<Control>q", NULL };

  gtk_application_set_accels_for_action (app, "app.refresh", refresh);
  gtk_application_set_accels_for_action (app, "app.preferences", preferences);
  gtk_application_set_accels_for_action (app, "app.shortcuts", shortcuts);
  gtk_application_set_accels_for_action (app, "app.quit", quit);
}

static void
sg_panel_app_window_added (GtkApplication *app,
                           GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (sg_panel_app_parent_class)->window_added (app, window);

#if HAVE_WAYLAND
  sg_identity_wayland_give (window);
#endif
}

static void
sg_panel_app_startup (GApplication *app)
{
  SgPanelApp *self = SG_PANEL_APP (app);
  GDBusConnection *connection = g_application_get_dbus_connection (app);

  /* First, so that the bus answers while GTK starts. */
  if (connection != NULL) {
    self->client = sg_service_client_new (connection);
    g_signal_connect_object (self->client, "notify::connected", G_CALLBACK (connected_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->client, "notify::snoozed", G_CALLBACK (snoozed_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->client, "notify::connected", G_CALLBACK (leave_with_agent), self, G_CONNECT_SWAPPED);
  }

  G_APPLICATION_CLASS (sg_panel_app_parent_class)->startup (app);
  sg_look_follow (adw_application_get_style_manager (ADW_APPLICATION (app)));

  g_action_map_add_action_entries (G_ACTION_MAP (app), actions, G_N_ELEMENTS (actions), app);
  follow_settings (self);
  add_accels (GTK_APPLICATION (app));
  connected_cb (self);
}

static void
sg_panel_app_activate (GApplication *app)
{
  sg_panel_window_show (ensure_panel (SG_PANEL_APP (app)), (SgPoint) { 0 });
}

/* Both 0 where nothing was said. */
static GVariant *
get_at (GVariantDict *options)
{
  const char *text = NULL;
  int x = 0, y = 0;

  if (g_variant_dict_lookup (options, "at", "&s", &text) && sscanf (text, "%d,%d", &x, &y) != 2)
    x = y = 0;

  return g_variant_new ("(ii)", x, y);
}

static int
sg_panel_app_command_line (GApplication            *app,
                           GApplicationCommandLine *command_line)
{
  static const char *const pages[] = { "show", "window", "preferences" };
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  GActionGroup *group = G_ACTION_GROUP (app);

  if (g_variant_dict_contains (options, "toggle") || g_variant_dict_contains (options, "menu")) {
    g_action_group_activate_action (group, g_variant_dict_contains (options, "menu") ? "menu" : "toggle",
                                    get_at (options));
    return 0;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    if (g_variant_dict_contains (options, pages[i])) {
      g_action_group_activate_action (group, pages[i], NULL);
      return 0;
    }
  }

  g_application_activate (app);

  return 0;
}

static int
sg_panel_app_handle_local_options (GApplication *app,
                                   GVariantDict *options)
{
  const char *path;

  if (g_variant_dict_lookup (options, "render", "^&ay", &path))
    return sg_picture_draw (path, options);

  return -1;
}

static void
sg_panel_app_shutdown (GApplication *app)
{
  SgPanelApp *self = SG_PANEL_APP (app);

  if (self->panel != NULL)
    gtk_window_destroy (GTK_WINDOW (self->panel));
  g_clear_object (&self->panel);

  G_APPLICATION_CLASS (sg_panel_app_parent_class)->shutdown (app);
}

static void
sg_panel_app_finalize (GObject *object)
{
  SgPanelApp *self = SG_PANEL_APP (object);

  g_clear_weak_pointer (&self->main_window);
  g_clear_weak_pointer (&self->preferences);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sg_panel_app_parent_class)->finalize (object);
}

static void
sg_panel_app_class_init (SgPanelAppClass *klass)
{
  GApplicationClass *app_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_panel_app_finalize;
  GTK_APPLICATION_CLASS (klass)->window_added = sg_panel_app_window_added;
  app_class->startup = sg_panel_app_startup;
  app_class->activate = sg_panel_app_activate;
  app_class->command_line = sg_panel_app_command_line;
  app_class->handle_local_options = sg_panel_app_handle_local_options;
  app_class->shutdown = sg_panel_app_shutdown;
}

static void
sg_panel_app_init (SgPanelApp *self)
{
  const GOptionEntry options[] = {
    { "toggle", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Show the panel, or close it"), NULL },
    { "menu", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Show the panel with its menu"), NULL },
    { "at", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("With either: where the click was"), _ ("X,Y") },
    { "show", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Show the panel"), NULL },
    { "window", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Show the full window"), NULL },
    { "preferences", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Show the preferences"), NULL },
    { "render", 0, 0, G_OPTION_ARG_FILENAME, NULL, _ ("Draw the panel into a PNG file"), _ ("FILE") },
    { "state", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("Draw this made-up state"), _ ("NAME") },
    { "page", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("Draw this page of the full window: history, sessions or projects"), _ ("NAME") },
    { "span", 0, 0, G_OPTION_ARG_STRING, NULL, _ ("Draw the history of this time: 24h, 7d, 30d or 12m"), _ ("SPAN") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Draw it dark"), NULL },
    { "large", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Draw it with texts of twice the size"), NULL },
    { "mirrored", 0, 0, G_OPTION_ARG_NONE, NULL, _ ("Draw it from right to left"), NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SgPanelApp *
sg_panel_app_new (void)
{
  return g_object_new (SG_TYPE_PANEL_APP,
                       "application-id", APP_ID ".Panel",
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE,
                       "inactivity-timeout", IDLE_MILLISECONDS,
                       NULL);
}
