/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-agent-program.h"

#include "sg-config.h"

#define AGENT "sandglass-agent"

static char *
take_if_program (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    return path;

  g_free (path);

  return NULL;
}

/**
 * sg_agent_program_find:
 * @own_path: (nullable): where this program is
 *
 * Returns: (transfer full): the agent beside this program, as installed or as
 *   built, else the one in @installed_dir
 */
char *
sg_agent_program_find (const char *own_path,
                       const char *installed_dir)
{
  return sg_agent_program_find_other (own_path, "agent", AGENT, installed_dir);
}

/**
 * sg_agent_program_find_other:
 * @room: the folder it is built in
 *
 * Returns: (transfer full): the same, of another of our programs
 */
char *
sg_agent_program_find_other (const char *own_path,
                             const char *room,
                             const char *name,
                             const char *installed_dir)
{
  g_autofree char *own_dir = own_path ? g_path_get_dirname (own_path) : NULL;
  char *path = NULL;

  if (own_dir != NULL)
    path = take_if_program (g_build_filename (own_dir, name, NULL));
  if (own_dir != NULL && path == NULL)
    path = take_if_program (g_build_filename (own_dir, "..", room, name, NULL));

  return path ? path : g_build_filename (installed_dir, name, NULL);
}

/**
 * sg_agent_program_start:
 *
 * Starts the agent on its own; it shows up on the bus when it is ready.
 */
gboolean
sg_agent_program_start (GError **error)
{
  g_autofree char *own_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *program = sg_agent_program_find (own_path, LIBEXECDIR);
  char *argv[] = { program, NULL };

  return g_spawn_async (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, error);
}
