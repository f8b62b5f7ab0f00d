/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-cli-program.h"
#include "sg-cli.h"

/**
 * sg_cli_replay:
 *
 * Becomes an agent that plays a recorded history; it takes the place of the one that runs.
 */
int
sg_cli_replay (char **words)
{
  g_autofree char *program = sg_cli_program_path ("sandglass-agent");
  g_autofree char *file = NULL;
  g_autofree char *speed = NULL;
  guint n_words = g_strv_length (words);

  if (n_words == 0 || *words[0] == '-' || (n_words != 1 && (n_words != 3 || !g_str_equal (words[1], "--speed")))) {
    g_printerr (_ ("Usage: sandglass replay FILE [--speed N]\n"));
    return SG_CLI_WRONG_CALL;
  }

  file = g_strconcat ("--replay=", words[0], NULL);
  speed = n_words == 3 ? g_strconcat ("--speed=", words[2], NULL) : NULL;
  execl (program, program, "--replace", file, speed, NULL);
  g_printerr ("%s: %s\n", program, g_strerror (errno));

  return EXIT_FAILURE;
}
