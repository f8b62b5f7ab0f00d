/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli.h"
#include "sg-setup-statusline.h"
#include "sg-setup-telemetry.h"

static int
wrong_call (const char *word)
{
  if (word == NULL)
    g_printerr (_ ("sandglass setup: say what to set up: statusline or telemetry\n"));
  else
    g_printerr (_ ("sandglass setup: it takes telemetry, or statusline, --check, --yes and --undo; not “%s”\n"), word);

  return SG_CLI_WRONG_CALL;
}

/**
 * sg_cli_setup:
 *
 * Has other programs work with Sandglass. It shows what it would change, and changes it only when told to.
 */
int
sg_cli_setup (char **words)
{
  gboolean yes = FALSE, undo = FALSE;

  if (g_strcmp0 (words[0], "telemetry") == 0)
    return words[1] == NULL ? sg_setup_telemetry () : wrong_call (words[1]);
  if (words[0] == NULL || !g_str_equal (words[0], "statusline"))
    return wrong_call (words[0]);

  if (g_strcmp0 (words[1], "--check") == 0)
    return words[2] == NULL ? sg_setup_statusline_check () : wrong_call (words[2]);
  for (guint i = 1; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "--yes"))
      yes = TRUE;
    else if (g_str_equal (words[i], "--undo"))
      undo = TRUE;
    else
      return wrong_call (words[i]);
  }

  return sg_setup_statusline (undo, yes);
}
