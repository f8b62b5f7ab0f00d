/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-program.h"

#include "sg-config.h"

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
