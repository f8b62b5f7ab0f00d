/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-cli-program.h"
#include "sg-cli.h"

/**
 * sg_cli_statusline:
 *
 * Becomes the small program that does it: this one takes several times as long to load.
 */
int
sg_cli_statusline (char **words)
{
  g_autofree char *program = sg_cli_program_path ("sandglass-statusline");

  if (words[0] != NULL) {
    g_printerr (_ ("sandglass statusline: it takes no “%s”\n"), words[0]);
    return SG_CLI_WRONG_CALL;
  }
  if (isatty (STDIN_FILENO)) {
    g_printerr (_ ("Claude Code runs this for its status line; “sandglass setup statusline” tells it to.\n"));
    return SG_CLI_WRONG_CALL;
  }

  execl (program, program, NULL);
  g_printerr ("%s: %s\n", program, g_strerror (errno));

  return EXIT_FAILURE;
}
