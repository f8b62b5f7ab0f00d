/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-state-folder.h"

#include <sys/stat.h>
#include <unistd.h>

/**
 * sg_state_folder_keep_private:
 * @path: a folder or file of ours; it need not exist
 *
 * Takes away what others may do with it: a backup that was played back may have let them in.
 */
void
sg_state_folder_keep_private (const char *path)
{
  struct stat info;

  if (lstat (path, &info) == 0 && info.st_uid == geteuid () && (info.st_mode & (S_IRWXG | S_IRWXO)) != 0 &&
      (S_ISDIR (info.st_mode) || S_ISREG (info.st_mode)))
    chmod (path, info.st_mode & S_IRWXU);
}

/**
 * sg_state_folder_path:
 *
 * Returns: (transfer full): `$XDG_STATE_HOME/sandglass`, where what we keep lies; nobody else may look into it
 */
char *
sg_state_folder_path (void)
{
  char *path = g_build_filename (g_get_user_state_dir (), "sandglass", NULL);

  sg_state_folder_keep_private (path);

  return path;
}
