/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-state-folder.h"

/**
 * sg_state_folder_path:
 *
 * Returns: (transfer full): `$XDG_STATE_HOME/sandglass`, where what we keep lies
 */
char *
sg_state_folder_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "sandglass", NULL);
}
