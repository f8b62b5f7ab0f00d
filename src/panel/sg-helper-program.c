/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-helper-program.h"

#include "sg-config.h"

/**
 * sg_helper_program_find:
 * @name: one of the command's programs: `sandglass-cli`, `sandglass-reader`
 *
 * Returns: (transfer full): its path: beside this program when installed, a folder further in a build
 */
char *
sg_helper_program_find (const char *name)
{
  g_autofree char *own_path = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *own_dir = own_path ? g_path_get_dirname (own_path) : g_strdup (".");
  g_autofree char *beside = g_build_filename (own_dir, name, NULL);
  g_autofree char *built = g_build_filename (own_dir, "..", "cli", name, NULL);

  if (g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);

  return g_file_test (built, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&built) : g_build_filename (LIBEXECDIR, name, NULL);
}
