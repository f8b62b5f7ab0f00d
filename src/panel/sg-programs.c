/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the panel's sister programs are. */

#include "sg-programs.h"

#include "sg-config.h"

static char *
take_if_program (char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    return path;

  g_free (path);

  return NULL;
}

/**
 * sg_programs_find_near:
 * @own_path: (nullable): where this program is
 *
 * Returns: (transfer full): the one beside this program, as installed or as built, else the one in @installed_dir
 */
char *
sg_programs_find_near (const char *own_path,
                       const char *name,
                       const char *installed_dir)
{
  const char *room = g_str_equal (name, SG_PROGRAM_AGENT) ? "agent" : "cli";
  g_autofree char *own_dir = own_path ? g_path_get_dirname (own_path) : NULL;
  char *path = NULL;

  if (own_dir != NULL)
    path = take_if_program (g_build_filename (own_dir, name, NULL));
  if (own_dir != NULL && path == NULL)
    path = take_if_program (g_build_filename (own_dir, "..", room, name, NULL));

  return path ? path : g_build_filename (installed_dir, name, NULL);
}

/**
 * sg_programs_find:
 *
 * Returns: (transfer full): its path; `SANDGLASS_LIBEXECDIR` leads to a build that is not installed
 */
char *
sg_programs_find (const char *name)
{
  const char *folder = g_getenv ("SANDGLASS_LIBEXECDIR");
  g_autofree char *own_path = g_file_read_link ("/proc/self/exe", NULL);

  return folder ? g_build_filename (folder, name, NULL) : sg_programs_find_near (own_path, name, LIBEXECDIR);
}

/**
 * sg_programs_start_agent:
 *
 * Starts the agent on its own; it shows up on the bus when it is ready.
 */
gboolean
sg_programs_start_agent (GError **error)
{
  g_autofree char *program = sg_programs_find (SG_PROGRAM_AGENT);
  char *argv[] = { program, NULL };

  return g_spawn_async (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, error);
}
