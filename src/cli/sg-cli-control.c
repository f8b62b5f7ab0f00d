/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-cli-program.h"
#include "sg-cli-view.h"
#include "sg-cli.h"
#include "sg-service-calls.h"

/* The agent shows itself on the bus within a fraction of this, or not at all. */
#define START_SECONDS 10

/* A process group of its own, so that Ctrl-C in this terminal does not end the agent. */
static void
leave_terminal (gpointer user_data)
{
  setsid ();
}

static gboolean
spawn_agent (GError **error)
{
  g_autofree char *program = sg_cli_program_path ("sandglass-agent");
  char *argv[] = { program, NULL };
  /* Whoever reads what we say must not wait for the agent to end. */
  GSpawnFlags flags = G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;

  return g_spawn_async (NULL, argv, NULL, flags, leave_terminal, NULL, NULL, error);
}

static gboolean
timed_out_cb (gpointer user_data)
{
  gboolean *timed_out = user_data;

  *timed_out = TRUE;

  return G_SOURCE_REMOVE;
}

static SgServiceClient *
start_agent (GError **error)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, error);
  g_autoptr (SgServiceClient) client = NULL;
  gboolean timed_out = FALSE;
  guint timer_id;

  if (connection == NULL)
    return NULL;
  client = sg_service_client_new (connection);
  if (!sg_service_client_connect (client, error) || !spawn_agent (error))
    return NULL;

  timer_id = g_timeout_add_seconds (START_SECONDS, timed_out_cb, &timed_out);
  while (!sg_service_client_is_connected (client) && !timed_out)
    g_main_context_iteration (NULL, TRUE);
  if (!timed_out) {
    g_source_remove (timer_id);
    return g_steal_pointer (&client);
  }
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("it did not come up"));

  return NULL;
}

static void
flush (void)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  if (connection != NULL)
    g_dbus_connection_flush_sync (connection, NULL, NULL);
}

static int
takes_no_words (char      **words,
                const char *name)
{
  if (words[0] == NULL)
    return EXIT_SUCCESS;

  g_printerr (_ ("sandglass %s: it takes no “%s”\n"), name, words[0]);

  return SG_CLI_WRONG_CALL;
}

static int
not_running (const GError *error)
{
  if (!sg_cli_say_agent_hangs (error))
    g_printerr (_ ("Sandglass is not running; “sandglass” starts it\n"));

  return EXIT_FAILURE;
}

static int
start_and_show (const char *page)
{
  g_autoptr (GError) no_bus = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgServiceClient) client = NULL;

  if (!sg_cli_has_display ()) {
    g_printerr (_ ("There is no desktop here to show anything on; “sandglass status” prints the numbers.\n"));
    return EXIT_FAILURE;
  }

  client = sg_cli_find_agent (&no_bus);
  if (sg_cli_say_agent_hangs (no_bus))
    return EXIT_FAILURE;
  if (no_bus != NULL) {
    g_printerr (_ ("Sandglass needs a session bus and found none; “sandglass status” works without one.\n"));
    return EXIT_FAILURE;
  }
  if (client == NULL)
    client = start_agent (&error);
  if (client == NULL) {
    g_printerr (_ ("Sandglass could not be started: %s\n"), error->message);
    return EXIT_FAILURE;
  }

  sg_service_calls_show_panel (sg_service_client_get_agent (client), page, g_getenv ("XDG_ACTIVATION_TOKEN"));
  flush ();

  return EXIT_SUCCESS;
}

/**
 * sg_cli_start:
 *
 * Starts the agent where none runs and opens the full window, which every desktop can show.
 */
int
sg_cli_start (char **words)
{
  return start_and_show ("window");
}

int
sg_cli_show (char **words)
{
  int code = takes_no_words (words, "show");

  return code != EXIT_SUCCESS ? code : start_and_show ("panel");
}

int
sg_cli_refresh (char **words)
{
  int code = takes_no_words (words, "refresh");
  g_autoptr (GError) error = NULL;
  g_autoptr (SgServiceClient) client = code == EXIT_SUCCESS ? sg_cli_find_agent (&error) : NULL;

  if (code != EXIT_SUCCESS)
    return code;
  if (client == NULL)
    return not_running (error);

  sg_service_calls_refresh (sg_service_client_get_agent (client));
  flush ();

  return EXIT_SUCCESS;
}

int
sg_cli_quit (char **words)
{
  int code = takes_no_words (words, "quit");
  g_autoptr (GError) error = NULL;
  g_autoptr (SgServiceClient) client = code == EXIT_SUCCESS ? sg_cli_find_agent (&error) : NULL;

  if (code != EXIT_SUCCESS)
    return code;
  if (client == NULL)
    return not_running (error);

  sg_service_calls_quit (sg_service_client_get_agent (client));
  flush ();

  return EXIT_SUCCESS;
}
