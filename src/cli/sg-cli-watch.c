/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Follows the agent on the bus: a line whenever something changes, and no question in between. */

#include <errno.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sg-cli-output.h"
#include "sg-cli-status.h"
#include "sg-cli-subject.h"
#include "sg-cli.h"
#include "sg-whole-write.h"

typedef struct {
  const SgCliStatusOptions *options;
  GMainLoop                *loop;
  SgServiceClient          *client;
  SgUsageModel             *nothing;    /* what is known while no agent runs */
  GTimeZone                *zone;
  char                     *line;       /* (owned) (nullable): the last one */
  GVariant                 *content;    /* (owned) (nullable): the last one, as JSON has it */
  gboolean                  limits_are_good;
  gboolean                  profile_is_good;
  guint                     idle_id;
  int                       exit_code;
} Watch;

static void
leave (Watch *watch,
       int    exit_code)
{
  watch->exit_code = exit_code;
  g_main_loop_quit (watch->loop);
}

static void
print (Watch      *watch,
       const char *line)
{
  g_autofree char *whole = g_strconcat (line, "\n", NULL);
  int why = sg_whole_write (STDOUT_FILENO, whole, strlen (whole));

  if (why != 0)
    leave (watch, why == EPIPE ? EXIT_SUCCESS : sg_cli_output_say (why));
}

static void
print_json_change (Watch           *watch,
                   const SgCliView *view)
{
  g_autoptr (GVariant) content = g_variant_ref_sink (sg_cli_status_to_variant (view));
  g_autofree char *line = NULL;

  if (watch->content != NULL && g_variant_equal (watch->content, content))
    return;

  line = sg_cli_status_to_json (content, view->now, FALSE);
  print (watch, line);
  g_clear_pointer (&watch->content, g_variant_unref);
  watch->content = g_steal_pointer (&content);
}

static void
print_line_change (Watch               *watch,
                   const SgCliView     *view,
                   const SgProfileInfo *profile)
{
  const SgCliStatusOptions *options = watch->options;
  const SgLimit *subject = sg_cli_find_subject (view->model, options->limit, view->now);
  const SgCliFacts facts = { view->model, subject, profile ? profile->name : NULL, view->profiles->len > 1, view->now, watch->zone };
  g_autofree char *line = sg_cli_bar_format (options->bar, options->template, &facts);

  if (g_strcmp0 (line, watch->line) == 0)
    return;

  print (watch, line);
  g_free (watch->line);
  watch->line = g_steal_pointer (&line);
}

/* Once it is known which limits there are: an account may lose one that it had. */
static gboolean
check_limits (Watch        *watch,
              SgUsageModel *model)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  g_autoptr (GError) error = NULL;

  if (watch->limits_are_good)
    return TRUE;

  watch->limits_are_good = limits != NULL && limits->len > 0;
  if (sg_cli_status_options_check_limits (watch->options, limits, &error))
    return TRUE;

  g_printerr ("sandglass watch: %s\n", error->message);
  leave (watch, SG_CLI_WRONG_CALL);

  return FALSE;
}

/* One that was there may go, and come back: until then nothing is known of it. */
static const SgProfileInfo *
find_profile (Watch           *watch,
              const SgCliView *view)
{
  const char *name = watch->options->profile;
  g_autoptr (GError) error = NULL;
  const SgProfileInfo *profile = NULL;

  if (name == NULL || view->client == NULL)
    return sg_cli_find_shown_profile (view->profiles);

  profile = sg_cli_view_find_profile (view, name, &error);
  if (profile == NULL && !watch->profile_is_good) {
    g_printerr ("sandglass watch: %s\n", error->message);
    leave (watch, SG_CLI_WRONG_CALL);
  }
  watch->profile_is_good = TRUE;

  return profile;
}

/* At once: the number of another one is wrong for however short a time. */
static gboolean
turn_to (const SgCliView     *view,
         const SgProfileInfo *profile)
{
  SgServiceProfiles *profiles = sg_service_client_get_profiles (view->client);

  return profile != NULL && (g_strcmp0 (sg_service_profiles_get_chosen_id (profiles), profile->id) == 0 ||
                             sg_service_profiles_choose_sync (profiles, profile->id, NULL));
}

static void
print_change (Watch     *watch,
              SgCliView *view)
{
  const SgProfileInfo *profile = find_profile (watch, view);

  if (watch->exit_code != EXIT_SUCCESS)
    return;
  if (watch->options->profile != NULL && view->client != NULL && !turn_to (view, profile))
    view->model = watch->nothing;
  if (!check_limits (watch, view->model))
    return;
  if (watch->options->json)
    print_json_change (watch, view);
  else
    print_line_change (watch, view, profile);
}

/* Many properties change at once; that is one change. */
static gboolean
print_change_cb (gpointer user_data)
{
  Watch *watch = user_data;
  gboolean runs = sg_service_client_is_connected (watch->client);
  g_autoptr (GDateTime) now = sg_service_client_now (watch->client);
  g_autoptr (GPtrArray) profiles = runs ? sg_cli_dup_profiles (watch->client) : g_ptr_array_new ();
  SgCliView view = {
    .client = runs ? watch->client : NULL,
    .model = runs ? sg_service_client_get_model (watch->client) : watch->nothing,
    .profiles = profiles,
    .now = now,
  };

  print_change (watch, &view);
  /* Not before: to turn to a profile changes the model, which is this change. */
  watch->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
changed (Watch *watch)
{
  if (watch->idle_id == 0)
    watch->idle_id = g_idle_add (print_change_cb, watch);
}

/* The bar that read us has gone. */
static gboolean
reader_gone_cb (int          fd,
                GIOCondition condition,
                gpointer     user_data)
{
  leave (user_data, EXIT_SUCCESS);

  return G_SOURCE_REMOVE;
}

static gboolean
signalled_cb (gpointer user_data)
{
  leave (user_data, EXIT_SUCCESS);

  return G_SOURCE_CONTINUE;
}

static void
bus_closed_cb (GDBusConnection *connection,
               gboolean         remote_peer_vanished,
               GError          *error,
               gpointer         user_data)
{
  leave (user_data, EXIT_FAILURE);
}

static void
follow (Watch           *watch,
        GDBusConnection *connection)
{
  g_signal_connect (connection, "closed", G_CALLBACK (bus_closed_cb), watch);
  g_signal_connect_swapped (watch->client, "notify::connected", G_CALLBACK (changed), watch);
  g_signal_connect_swapped (watch->client, "notify::profiles", G_CALLBACK (changed), watch);
  g_signal_connect_swapped (sg_service_client_get_model (watch->client), "notify", G_CALLBACK (changed), watch);
  g_unix_fd_add (STDOUT_FILENO, G_IO_ERR | G_IO_HUP, reader_gone_cb, watch);
  g_unix_signal_add (SIGINT, signalled_cb, watch);
  g_unix_signal_add (SIGTERM, signalled_cb, watch);
  changed (watch);
  g_main_loop_run (watch->loop);
}

static int
watch_bus (const SgCliStatusOptions *options,
           GDBusConnection          *connection)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (SgServiceClient) client = sg_service_client_new (connection);
  g_autoptr (SgUsageModel) nothing = sg_usage_model_new ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GError) error = NULL;
  Watch watch = { options, loop, client, nothing, zone };

  /* One that does not answer now may do so later. */
  if (sg_service_client_connect (client, &error) || sg_cli_say_agent_hangs (error)) {
    follow (&watch, connection);
  } else {
    g_printerr ("sandglass watch: %s\n", error->message);
    watch.exit_code = EXIT_FAILURE;
  }
  g_free (watch.line);
  g_clear_pointer (&watch.content, g_variant_unref);

  return watch.exit_code;
}

/**
 * sg_cli_watch:
 *
 * Until its reader goes, or the bus.
 */
int
sg_cli_watch (char **words)
{
  g_auto (SgCliStatusOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = NULL;

  if (!sg_cli_status_options_parse (&options, "watch", words, &error)) {
    g_printerr ("sandglass watch: %s\n", error->message);
    return SG_CLI_WRONG_CALL;
  }

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (connection == NULL) {
    g_printerr (_ ("sandglass watch: there is no session bus to follow: %s\n"), error->message);
    return EXIT_FAILURE;
  }
  g_dbus_connection_set_exit_on_close (connection, FALSE);

  return watch_bus (&options, connection);
}
