/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-admin-source.h"
#include "sg-agent.h"
#include "sg-alert-settings.h"
#include "sg-claude-folder.h"
#include "sg-config.h"
#include "sg-language.h"
#include "sg-memory.h"
#include "sg-sample.h"
#include "sg-service-client.h"
#include "sg-settings-store.h"
#include "sg-settings.h"
#include "sg-source-set.h"
#include "sg-state-folder.h"
#include "sg-transcript-source.h"

typedef struct {
  gboolean     demo;
  gboolean     replace;
  gboolean     version;
  gboolean     allow_loopback;
  char        *scenario;
  char        *replay;
  int          speed;
  SgRecording *recording;   /* (owned until it is played) (nullable) */
  char        *endpoint_url;
  gboolean     has_mode;
  SgMode       mode;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->scenario);
  g_free (options->endpoint_url);
  g_free (options->replay);
  g_clear_pointer (&options->recording, sg_recording_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
demo_option (const char *name,
             const char *value,
             gpointer    data,
             GError    **error)
{
  Options *options = data;
  g_auto (GStrv) scenarios = sg_sample_dup_names (TRUE);
  g_autofree char *list = g_strjoinv (", ", scenarios);

  options->demo = TRUE;
  g_free (options->scenario);
  options->scenario = g_strdup (value ? value : "mixed");
  if (g_strv_contains ((const char *const *) scenarios, options->scenario))
    return TRUE;

  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("there is no scenario “%s”; there are %s"), value, list);

  return FALSE;
}

static gboolean
mode_option (const char *name,
             const char *value,
             gpointer    data,
             GError    **error)
{
  Options *options = data;

  options->has_mode = sg_mode_from_nick (value, &options->mode);
  if (!options->has_mode)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _ ("there is no mode “%s”; there are auto, code and console"), value);

  return options->has_mode;
}

static gboolean
parse_options (Options *options,
               int     *argc,
               char  ***argv)
{
  const GOptionEntry entries[] = {
    { "demo", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, demo_option, N_ ("Show sample data"), N_ ("SCENARIO") },
    { "endpoint-url", 0, 0, G_OPTION_ARG_STRING, &options->endpoint_url, N_ ("Where the usage endpoint is"), N_ ("URL") },
    { "mode", 0, 0, G_OPTION_ARG_CALLBACK, mode_option, N_ ("Show a subscription's limits (code), an organization's bills (console), or what is set up (auto)"), N_ ("MODE") },
    { "replay", 0, 0, G_OPTION_ARG_FILENAME, &options->replay, N_ ("Play what “sandglass export --history json” wrote"), N_ ("FILE") },
    { "speed", 0, 0, G_OPTION_ARG_INT, &options->speed, N_ ("So many times as fast as it was; 600 if not said"), N_ ("N") },
    { "allow-loopback-webhook", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->allow_loopback, NULL, NULL },
    { "replace", 0, 0, G_OPTION_ARG_NONE, &options->replace, N_ ("Take the place of a running one"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version, N_ ("Print the version"), NULL },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GOptionGroup) group = g_option_group_new ("sandglass-agent", "", "", options, NULL);
  g_autoptr (GError) error = NULL;

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, g_steal_pointer (&group));
  g_option_context_set_summary (context, _ ("The part of Sandglass that stays: it reads, shows the tray icon and tells alerts."));
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  g_printerr ("sandglass-agent: %s\n", error->message);

  return FALSE;
}

typedef struct {
  GMainLoop *loop;   /* (owned) */
  int        status;
} Life;

static void
life_clear (Life *life)
{
  g_clear_pointer (&life->loop, g_main_loop_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Life, life_clear)

/* Without the bus nobody would see or hear us; the user unit starts anew what failed. */
static void
name_lost_cb (GDBusConnection *connection,
              const char      *name,
              gpointer         user_data)
{
  Life *life = user_data;

  if (connection != NULL)
    g_message ("Another Sandglass has the name %s", name);
  else
    g_message ("The session bus has ended");
  life->status = connection != NULL ? EXIT_SUCCESS : EXIT_FAILURE;
  g_main_loop_quit (life->loop);
}

static gboolean
signal_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static gboolean
is_taken (GDBusConnection *connection)
{
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                 "NameHasOwner", g_variant_new ("(s)", SG_BUS_NAME), G_VARIANT_TYPE ("(b)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean taken = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &taken);

  return taken;
}

static gboolean
is_set (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0' && !g_str_equal (value, "0") && g_ascii_strcasecmp (value, "false") != 0;
}

static void
moved_aside_cb (SgTranscriptSource *source G_GNUC_UNUSED,
                const char                *path)
{
  g_message ("The ledger was damaged. It is kept as %s, and made anew from the transcripts; all else is only there", path);
}

static SgSourceSet *
choose_sources (Options *options)
{
  g_autoptr (GSettings) settings = sg_settings_store_open ();
  g_autoptr (GPtrArray) folders = sg_settings_store_find_folders (settings);
  g_autofree char *state_folder = sg_state_folder_path ();
  SgSourceSet *sources;

  if (options->demo)
    return sg_source_set_new_demo (options->scenario);
  if (options->recording != NULL)
    return sg_source_set_new_replay (g_steal_pointer (&options->recording));

  sources = sg_source_set_new (folders, state_folder);
  g_signal_connect (sg_source_set_get_transcripts (sources), "ledger-moved-aside", G_CALLBACK (moved_aside_cb), NULL);
  sg_source_set_add_endpoint (sources, options->endpoint_url, is_set ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"));
  sg_source_set_add_rate_limits (sources, options->endpoint_url, is_set ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"));
  sg_source_set_add_status_page (sources, options->endpoint_url, is_set ("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"));
  sg_source_set_add_telemetry (sources, state_folder);

  return sources;
}

static SgMetricSet *
collect_metrics (GObject *knower)
{
  SgMonitor *monitor = SG_MONITOR (knower);
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (monitor));
  g_autoptr (GDateTime) now = sg_clock_now (sg_monitor_get_clock (monitor));
  SgMetricSet *set = sg_metric_set_new (now);

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);

    sg_metric_set_add_profile (set, sg_profile_get_id (profile), sg_profile_get_model (profile));
  }

  return set;
}

/* A demonstration takes nothing in. */
static SgTelemetryServer *
make_telemetry (SgSourceSet *sources,
                SgMonitor   *monitor)
{
  g_autofree char *state_folder = sg_state_folder_path ();
  SgSource *source = sg_source_set_get_telemetry (sources);

  return source ? sg_telemetry_server_new (state_folder, SG_TELEMETRY_SOURCE (source), G_OBJECT (monitor), collect_metrics,
                                           sg_monitor_get_clock (monitor)) : NULL;
}

/* Returns: (element-type SgHistorian): one for each profile */
static GPtrArray *
make_historians (SgMonitor  *monitor,
                 const char *ledger_path)
{
  GPtrArray *profiles = sg_profiles_get_all (sg_monitor_get_profiles (monitor));
  GPtrArray *historians = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < profiles->len; i++) {
    SgProfile *profile = g_ptr_array_index (profiles, i);
    const char *id = sg_profile_get_id (profile);

    /* The ledger leaves the main one's name empty. */
    g_ptr_array_add (historians, sg_historian_new (sg_monitor_get_clock (monitor), sg_profile_get_model (profile),
                                                   g_str_equal (id, SG_CLAUDE_MAIN_PROFILE) ? "" : id, ledger_path));
  }

  return historians;
}

/* Only a recording is played. */
static SgPlayer *
make_player (SgClock     *clock,
             SgSourceSet *sources,
             SgAgent     *agent,
             int          speed)
{
  SgSource *source = sg_source_set_get_replay (sources);
  SgPlayer *player;

  if (source == NULL)
    return NULL;

  player = sg_player_new (clock, SG_REPLAY_SOURCE (source), (guint) speed);
  sg_agent_follow_player (agent, player);
  sg_player_start (player);
  g_print (_ ("The recording plays in the tray icon and the panel until Ctrl+C; “sandglass” then starts the usual again.\n"));

  return player;
}

static gboolean
load_recording (Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (options->replay == NULL)
    return TRUE;
  if (g_file_get_contents (options->replay, &text, &length, &error))
    options->recording = sg_recording_parse (text, length, &error);
  if (options->recording == NULL)
    g_printerr ("sandglass-agent: %s: %s\n", options->replay, error->message);

  return options->recording != NULL;
}

static int
run (GDBusConnection *connection,
     Options         *options)
{
  g_auto (Life) life = { g_main_loop_new (NULL, FALSE), EXIT_SUCCESS };
  gboolean is_real = !options->demo && options->recording == NULL;
  g_autoptr (GDateTime) start = options->recording ? sg_recording_dup_start (options->recording) : g_date_time_new_now_utc ();
  g_autoptr (SgClock) clock = is_real ? sg_clock_new () : sg_clock_new_at (start);
  g_autoptr (SgSourceSet) sources = choose_sources (options);
  g_autofree char *recording_path = options->replay ? g_canonicalize_filename (options->replay, NULL) : NULL;
  g_autoptr (SgKeyChain) admin_keys = sg_key_chain_new (SG_SECRET_ADMIN, g_getenv ("ANTHROPIC_ADMIN_API_KEY"),
                                                        sg_source_set_get_credentials_path (sources));
  g_autoptr (SgStateFile) state = sg_source_set_open_state (sources);
  g_autoptr (SgMonitor) monitor = sg_monitor_new (clock, state);
  const char *libexec_path = g_getenv ("SANDGLASS_LIBEXECDIR") ? g_getenv ("SANDGLASS_LIBEXECDIR") : LIBEXECDIR;
  g_autoptr (SgAgent) agent = NULL;
  g_autoptr (SgTelemetryServer) telemetry = NULL;
  g_autoptr (GPtrArray) historians = NULL;
  g_autoptr (SgSettings) settings = NULL;
  g_autoptr (SgPlayer) player = NULL;
  g_autoptr (SgAlertSettings) alert_settings = NULL;
  g_autoptr (GError) error = NULL;
  guint name_id;

  if (sg_state_file_get_problem (state) != NULL)
    g_message ("%s", sg_state_file_get_problem (state));
  if (is_real)
    sg_source_set_add_admin (sources, SG_KEY_FINDER (admin_keys), options->endpoint_url);
  sg_source_set_add_to (sources, monitor);
  agent = sg_agent_new (connection, monitor, libexec_path, is_real ? 0 : g_date_time_to_unix (start), recording_path);
  if (sg_source_set_get_rate_limits (sources) != NULL)
    sg_agent_serve_rate_limits (agent, SG_RATE_LIMITS_SOURCE (sg_source_set_get_rate_limits (sources)));
  if (sg_source_set_get_status_page (sources) != NULL)
    sg_agent_serve_status_page (agent, SG_STATUS_PAGE_SOURCE (sg_source_set_get_status_page (sources)));
  sg_agent_serve_keys (agent, admin_keys);
  sg_agent_serve_webhook (agent, options->allow_loopback);
  alert_settings = sg_alert_settings_new (sg_monitor_get_alert_policy (monitor), sg_agent_get_teller (agent), !is_real);
  settings = sg_settings_new (agent, monitor, sources, state);
  telemetry = make_telemetry (sources, monitor);
  if (telemetry != NULL)
    sg_settings_bind_telemetry (settings, telemetry);
  historians = make_historians (monitor, sg_source_set_get_ledger_path (sources));
  sg_settings_follow_work_week (settings, historians);
  if (options->has_mode)
    sg_profiles_set_mode (sg_monitor_get_profiles (monitor), options->mode);
  if (sg_source_set_get_admin (sources) != NULL)
    sg_admin_source_recall (SG_ADMIN_SOURCE (sg_source_set_get_admin (sources)), start);
  if (!sg_agent_start (agent, &error)) {
    g_printerr ("sandglass-agent: %s\n", error->message);
    return EXIT_FAILURE;
  }
  player = make_player (clock, sources, agent, options->speed);
  name_id = g_bus_own_name_on_connection (connection, SG_BUS_NAME,
                                          G_BUS_NAME_OWNER_FLAGS_DO_NOT_QUEUE | G_BUS_NAME_OWNER_FLAGS_ALLOW_REPLACEMENT |
                                          (options->replace ? G_BUS_NAME_OWNER_FLAGS_REPLACE : 0),
                                          NULL, name_lost_cb, &life, NULL);
  g_signal_connect_swapped (agent, "quit", G_CALLBACK (g_main_loop_quit), life.loop);
  g_unix_signal_add (SIGTERM, signal_cb, life.loop);
  g_unix_signal_add (SIGINT, signal_cb, life.loop);

  g_main_loop_run (life.loop);

  g_bus_unown_name (name_id);
  g_dbus_connection_flush_sync (connection, NULL, NULL);

  return life.status;
}

int
main (int   argc,
      char *argv[])
{
  g_auto (Options) options = { .speed = SG_PLAYER_USUAL_SPEED };
  g_autoptr (GDBusConnection) connection = NULL;

  sg_memory_stay_small ();
  sg_memory_keep_out_of_dumps ();
  sg_language_set_up ();
  g_set_prgname ("sandglass-agent");

  if (!parse_options (&options, &argc, &argv))
    return 2;
  if (options.version) {
    g_print ("sandglass-agent %s\n", VERSION);
    return EXIT_SUCCESS;
  }

  if (options.speed < 1 || options.speed > SG_PLAYER_MOST_SPEED) {
    g_printerr (_ ("sandglass-agent: --speed takes a number from 1 to %d\n"), SG_PLAYER_MOST_SPEED);
    return 2;
  }
  if (!load_recording (&options))
    return EXIT_FAILURE;

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  if (connection == NULL) {
    g_printerr (_ ("Sandglass needs a session bus and found none; “sandglass status” works without one.\n"));
    return EXIT_FAILURE;
  }
  /* That it ended is told, not taken for a signal of the session's. */
  g_dbus_connection_set_exit_on_close (connection, FALSE);
  if (!options.replace && is_taken (connection)) {
    g_printerr (_ ("Sandglass is running already.\n"));
    return EXIT_SUCCESS;
  }

  return run (connection, &options);
}
