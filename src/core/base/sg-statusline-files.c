/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the statusline program, the command that sets it up and the source that reads it meet. */

#include "sg-statusline-files.h"

/**
 * sg_statusline_files_spool_folder:
 * @state_folder: Sandglass's own, usually `$XDG_STATE_HOME/sandglass`
 *
 * Returns: (transfer full): where each session's newest capture lies, as `SESSION.json`
 */
char *
sg_statusline_files_spool_folder (const char *state_folder)
{
  return g_build_filename (state_folder, "statusline", NULL);
}

/**
 * sg_statusline_files_command_path:
 *
 * Returns: (transfer full): the file with the command that was Claude Code's `statusLine` before ours
 */
char *
sg_statusline_files_command_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "sandglass", "statusline-command", NULL);
}
