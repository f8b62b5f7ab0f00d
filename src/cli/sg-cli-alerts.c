/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli-view.h"
#include "sg-cli-wait.h"
#include "sg-cli.h"
#include "sg-service-calls.h"

static int
test (const char *way)
{
  g_autoptr (GError) no_agent = NULL;
  g_autoptr (SgServiceClient) agent = sg_cli_find_agent (&no_agent);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = NULL;

  if (agent == NULL) {
    if (!sg_cli_say_agent_hangs (no_agent))
      g_printerr (_ ("Sandglass is not running; “sandglass” starts it\n"));
    return EXIT_FAILURE;
  }

  sg_service_calls_test_alert_async (sg_service_client_get_agent (agent), way, NULL, sg_cli_keep_result_cb, &result);
  sg_cli_wait_for (&result);
  problem = sg_service_calls_test_alert_finish (result, &error);
  if (problem == NULL)
    g_printerr ("%s\n", error->message);
  else if (*problem != '\0')
    g_printerr ("%s\n", problem);
  if (problem == NULL || *problem != '\0')
    return EXIT_FAILURE;

  g_print (_ ("The test alert was sent.\n"));

  return EXIT_SUCCESS;
}

/**
 * sg_cli_alerts:
 *
 * Has a running Sandglass send a test alert; how it went is the exit code.
 */
int
sg_cli_alerts (char **words)
{
  static const char *const ways[] = { "desktop", "command", "webhook", NULL };
  const char *way = words[0] && words[1] ? words[1] : "desktop";

  if (g_strcmp0 (words[0], "test") != 0 || (words[1] != NULL && words[2] != NULL) || !g_strv_contains (ways, way)) {
    g_printerr (_ ("sandglass alerts: it takes test, then desktop, command or webhook\n"));
    return SG_CLI_WRONG_CALL;
  }

  return test (way);
}
