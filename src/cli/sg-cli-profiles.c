/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people call the profiles, as far as this machine's files tell it: for who reads the ledger without an agent. */

#include "sg-cli-profiles.h"

#include <unistd.h>

#include "sg-claude-folder.h"
#include "sg-claude-json.h"
#include "sg-settings-store.h"
#include "sg-whole-file.h"

/* As Claude Code's own file has it; that file may be missing or broken. */
static char *
dup_account_name (const SgClaudeFolder *folder)
{
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autoptr (SgReading) reading = NULL;
  g_autofree char *text = NULL;
  const SgAccount *account;
  SgFileStamp stamp;
  gsize length = 0;
  int fd = sg_whole_file_open (folder->global_path, SG_CLAUDE_JSON_MAX_BYTES, &stamp, NULL);

  if (fd < 0)
    return NULL;
  text = sg_whole_file_read (fd, folder->global_path, SG_CLAUDE_JSON_MAX_BYTES, &length, NULL);
  close (fd);
  reading = text != NULL ? sg_claude_json_parse (text, length, epoch, NULL) : NULL;
  account = reading != NULL ? reading->account : NULL;

  return account != NULL ? g_strdup (sg_account_get_shown_name (account)) : NULL;
}

static char *
dup_shown_name (const SgClaudeFolder *folder,
                const char           *folder_name,
                GSettings            *settings)
{
  gboolean impersonal = settings != NULL && g_settings_get_boolean (settings, "hide-personal");
  g_autofree char *given = settings ? sg_settings_store_dup_text (settings, "profile-names", folder->profile) : g_strdup ("");
  g_autofree char *account = *given == '\0' && !impersonal ? dup_account_name (folder) : NULL;

  if (*given != '\0')
    return g_steal_pointer (&given);

  return account != NULL ? g_steal_pointer (&account) : g_strdup (folder_name);
}

/**
 * sg_cli_profiles_new:
 * @folders: (element-type SgClaudeFolder): Claude Code's
 * @settings: (nullable): where names of the user's own are
 *
 * Returns: (transfer full) (element-type SgProfileInfo): the profile of each folder with its names, as `status` tells them
 */
GPtrArray *
sg_cli_profiles_new (GPtrArray *folders,
                     GSettings *settings)
{
  GPtrArray *profiles = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_profile_info_free);
  g_auto (GStrv) ids = sg_claude_folders_dup_profiles (folders);

  for (guint i = 0; ids[i] != NULL; i++) {
    const SgClaudeFolder *folder = sg_claude_folders_get_main_of (folders, ids[i]);
    g_autofree char *folder_name = sg_claude_folder_dup_name (folder);
    g_autofree char *name = dup_shown_name (folder, folder_name, settings);
    SgProfileInfo *profile = sg_profile_info_new (ids[i], name);

    profile->folder = g_steal_pointer (&folder_name);
    g_ptr_array_add (profiles, profile);
  }
  sg_profile_infos_tell_apart (profiles);

  return profiles;
}
