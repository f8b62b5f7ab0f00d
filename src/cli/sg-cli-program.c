/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-program.h"

#include <errno.h>
#include <libintl.h>
#include <stdlib.h>
#include <unistd.h>

#include "sg-cli-output.h"
#include "sg-config.h"
#include "sg-language.h"

#define READER "sandglass-reader"

/* Those a command becomes lie in one folder, installed or not. */
static char *
path_beside_us (const char *name)
{
  g_autofree char *own_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own_path ? g_path_get_dirname (own_path) : NULL;
  g_autofree char *path = folder ? g_build_filename (folder, name, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

/**
 * sg_cli_program_path:
 * @name: of one of Sandglass's own programs
 *
 * Returns: (transfer full): where it is; `SANDGLASS_LIBEXECDIR` leads to a build that is not installed
 */
char *
sg_cli_program_path (const char *name)
{
  const char *folder = g_getenv ("SANDGLASS_LIBEXECDIR");

  return g_build_filename (folder ? folder : LIBEXECDIR, name, NULL);
}

void
sg_cli_set_locale (void)
{
  sg_cli_output_set_up ();
  sg_language_set_up ();
  g_set_prgname ("sandglass");
}

/**
 * sg_cli_hand_over:
 * @command: one that needs the network's code or the keyring's
 * @words: what was said after it
 *
 * Becomes the program that has them: to load them takes as long as all else a command does.
 *
 * Returns: the exit code, if that program is not there
 */
int
sg_cli_hand_over (const char *command,
                  char      **words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *path = path_beside_us (READER);

  if (path == NULL)
    path = sg_cli_program_path (READER);
  g_ptr_array_add (argv, (char *) "sandglass");
  g_ptr_array_add (argv, (char *) command);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, words[i]);
  g_ptr_array_add (argv, NULL);

  execv (path, (char **) argv->pdata);
  g_printerr ("%s: %s\n", path, g_strerror (errno));

  return EXIT_FAILURE;
}
