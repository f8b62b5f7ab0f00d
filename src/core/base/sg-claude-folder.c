/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-folder.h"

#include <string.h>

static SgClaudeFolder *
folder_new (const char *config_path,
            const char *global_dir)
{
  SgClaudeFolder *self = g_new0 (SgClaudeFolder, 1);

  self->config_path = g_strdup (config_path);
  self->global_path = g_build_filename (config_path, ".config.json", NULL);
  if (!g_file_test (self->global_path, G_FILE_TEST_EXISTS)) {
    g_free (self->global_path);
    self->global_path = g_build_filename (global_dir, ".claude.json", NULL);
  }
  self->credentials_path = g_build_filename (config_path, ".credentials.json", NULL);
  self->projects_path = g_build_filename (config_path, "projects", NULL);

  return self;
}

void
sg_claude_folder_free (SgClaudeFolder *self)
{
  g_free (self->config_path);
  g_free (self->global_path);
  g_free (self->credentials_path);
  g_free (self->projects_path);
  g_free (self);
}

static void
drop_trailing_slashes (char *path)
{
  gsize length = strlen (path);

  while (length > 1 && path[length - 1] == '/')
    path[--length] = '\0';
}

static char *
expand_path (const char *entry,
             const char *home)
{
  g_autofree char *text = g_strstrip (g_strdup (entry));

  drop_trailing_slashes (text);
  if (g_str_equal (text, "~"))
    return g_strdup (home);
  if (g_str_has_prefix (text, "~/"))
    return g_build_filename (home, text + 2, NULL);

  return g_steal_pointer (&text);
}

static gboolean
is_listed (GPtrArray  *folders,
           const char *path)
{
  g_autofree char *real = realpath (path, NULL);

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    g_autofree char *other = realpath (folder->config_path, NULL);

    if (g_str_equal (folder->config_path, path) || (real && other && g_str_equal (real, other)))
      return TRUE;
  }

  return FALSE;
}

/* People point at the transcripts themselves too: `…/projects` means its parent. */
static void
add_named (GPtrArray  *folders,
           const char *entry,
           const char *home)
{
  g_autofree char *path = expand_path (entry, home);

  if (g_str_has_suffix (path, "/projects")) {
    g_autofree char *nested = g_build_filename (path, "projects", NULL);

    if (!g_file_test (nested, G_FILE_TEST_IS_DIR)) {
      path[strlen (path) - strlen ("projects")] = '\0';
      drop_trailing_slashes (path);
    }
  }

  if (*path != '\0' && !is_listed (folders, path))
    g_ptr_array_add (folders, folder_new (path, path));
}

/**
 * sg_claude_folders_find:
 * @home: the user's home folder
 * @claude_config_dir: (nullable): `CLAUDE_CONFIG_DIR`, one folder or several with commas
 * @xdg_config_home: (nullable): where an old Claude Code kept `claude/`; %NULL is `~/.config`
 *
 * `CLAUDE_CONFIG_DIR` replaces the usual two, as it does for Claude Code. One
 * folder under two names counts once.
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): never empty
 */
GPtrArray *
sg_claude_folders_find (const char *home,
                        const char *claude_config_dir,
                        const char *xdg_config_home)
{
  GPtrArray *folders = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_claude_folder_free);
  g_auto (GStrv) entries = g_strsplit (claude_config_dir ? claude_config_dir : "", ",", -1);
  g_autofree char *usual = g_build_filename (home, ".claude", NULL);
  g_autofree char *old = xdg_config_home && g_path_is_absolute (xdg_config_home)
    ? g_build_filename (xdg_config_home, "claude", NULL)
    : g_build_filename (home, ".config", "claude", NULL);

  for (guint i = 0; entries[i] != NULL; i++) {
    if (*g_strstrip (entries[i]) != '\0')
      add_named (folders, entries[i], home);
  }
  if (folders->len > 0)
    return folders;

  g_ptr_array_add (folders, folder_new (usual, home));
  if (!is_listed (folders, old))
    g_ptr_array_add (folders, folder_new (old, old));

  return folders;
}

/**
 * sg_claude_folders_from_environment:
 *
 * A Flatpak's own `XDG_CONFIG_HOME` is not the user's: the host's is passed beside it.
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): never empty
 */
GPtrArray *
sg_claude_folders_from_environment (void)
{
  gboolean in_flatpak = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);

  return sg_claude_folders_find (g_get_home_dir (), g_getenv ("CLAUDE_CONFIG_DIR"),
                                 g_getenv (in_flatpak ? "HOST_XDG_CONFIG_HOME" : "XDG_CONFIG_HOME"));
}

/**
 * sg_claude_folders_get_main:
 * @folders: (element-type SgClaudeFolder): never empty
 *
 * Returns: (transfer none): the folder somebody is logged in to; where there is none, the one
 *   Claude Code would make
 */
const SgClaudeFolder *
sg_claude_folders_get_main (GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);

    if (g_file_test (folder->global_path, G_FILE_TEST_EXISTS) || g_file_test (folder->credentials_path, G_FILE_TEST_EXISTS))
      return folder;
  }

  return g_ptr_array_index (folders, 0);
}
