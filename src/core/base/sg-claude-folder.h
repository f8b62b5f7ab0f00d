/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Of the folder that Claude Code uses when nobody says otherwise. */
#define SG_CLAUDE_MAIN_PROFILE "main"

/**
 * SgClaudeFolder:
 * @profile: the id of the profile it belongs to: one login, with limits and costs of its own
 * @config_path: the folder itself, for example `~/.claude`
 * @global_path: where its `.claude.json` would be
 * @credentials_path: where its `.credentials.json` would be
 * @projects_path: where its transcripts would be
 *
 * One folder of Claude Code's. Nothing promises that any of it exists, and only `sandglass setup` writes there.
 */
typedef struct {
  char *profile;
  char *config_path;
  char *global_path;
  char *credentials_path;
  char *projects_path;
} SgClaudeFolder;

GPtrArray *sg_claude_folders_find (const char *home,
                                   const char *claude_config_dir,
                                   const char *xdg_config_home) G_GNUC_WARN_UNUSED_RESULT;
void       sg_claude_folders_add_further (GPtrArray         *folders,
                                          const char        *home,
                                          const char        *claude_config_dir,
                                          const char *const *further);
GPtrArray *sg_claude_folders_find_around (const char        *home,
                                          const char        *claude_config_dir,
                                          const char        *xdg_config_home,
                                          const char *const *further,
                                          char             **chosen) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray            *sg_claude_folders_around_environment (const char *const *further,
                                                            char             **chosen) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray            *sg_claude_folders_from_environment (const char *const *further) G_GNUC_WARN_UNUSED_RESULT;
GStrv                 sg_claude_folders_dup_profiles (GPtrArray *folders) G_GNUC_WARN_UNUSED_RESULT;
const SgClaudeFolder *sg_claude_folders_get_main_of (GPtrArray  *folders,
                                                     const char *profile);
const SgClaudeFolder *sg_claude_folders_get_main (GPtrArray *folders);
char                 *sg_claude_folder_profile_of (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char                 *sg_claude_folder_dup_name (const SgClaudeFolder *self) G_GNUC_WARN_UNUSED_RESULT;
void                  sg_claude_folder_free (SgClaudeFolder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgClaudeFolder, sg_claude_folder_free)

G_END_DECLS
