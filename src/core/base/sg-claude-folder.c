/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-folder.h"

#include <string.h>
#include <sys/stat.h>

#include "sg-flatpak.h"

#define MAX_CREDENTIALS_BYTES (256 * 1024)

static SgClaudeFolder *
folder_new (const char *config_path,
            const char *global_dir,
            const char *profile)
{
  SgClaudeFolder *self = g_new0 (SgClaudeFolder, 1);

  self->profile = g_strdup (profile);
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

/**
 * sg_claude_folder_dup_name:
 *
 * Returns: (transfer full): what to call it in short: `~/.claude-work` is `work`, `~/.claude` is `claude`
 */
char *
sg_claude_folder_dup_name (const SgClaudeFolder *self)
{
  g_autofree char *base = g_path_get_basename (self->config_path);
  const char *name = *base == '.' ? base + 1 : base;
  gboolean says_more = g_str_has_prefix (name, "claude-") && name[strlen ("claude-")] != '\0';

  return g_strdup (says_more ? name + strlen ("claude-") : name);
}

void
sg_claude_folder_free (SgClaudeFolder *self)
{
  g_free (self->profile);
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
read_login (const SgClaudeFolder *folder,
            char                **text,
            gsize                *length)
{
  struct stat info;

  return stat (folder->credentials_path, &info) == 0 && S_ISREG (info.st_mode) && info.st_size > 0 &&
         info.st_size <= MAX_CREDENTIALS_BYTES && g_file_get_contents (folder->credentials_path, text, length, NULL);
}

static const SgClaudeFolder *
find_listed (GPtrArray  *folders,
             const char *path)
{
  g_autofree char *real = realpath (path, NULL);

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    g_autofree char *other = realpath (folder->config_path, NULL);

    if (g_str_equal (folder->config_path, path) || (real && other && g_str_equal (real, other)))
      return folder;
  }

  return NULL;
}

/* One login in two folders, by a link or a copy, must not be asked for twice. */
static gboolean
have_same_login (const SgClaudeFolder *a,
                 const SgClaudeFolder *b)
{
  char *texts[2] = { NULL, NULL };
  gsize lengths[2] = { 0, 0 };
  gboolean same = read_login (a, &texts[0], &lengths[0]) && read_login (b, &texts[1], &lengths[1]) &&
                  lengths[0] == lengths[1] && memcmp (texts[0], texts[1], lengths[0]) == 0;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    if (texts[i] != NULL)
      explicit_bzero (texts[i], lengths[i]);
    g_free (texts[i]);
  }

  return same;
}

static void
add_folder (GPtrArray  *folders,
            const char *path)
{
  g_autofree char *profile = folders->len == 0 ? g_strdup (SG_CLAUDE_MAIN_PROFILE) : sg_claude_folder_profile_of (path);
  SgClaudeFolder *folder = folder_new (path, path, profile);

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *other = g_ptr_array_index (folders, i);

    if (!have_same_login (folder, other))
      continue;
    g_free (folder->profile);
    folder->profile = g_strdup (other->profile);
    break;
  }

  g_ptr_array_add (folders, folder);
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

  if (*path != '\0' && find_listed (folders, path) == NULL)
    add_folder (folders, path);
}

/**
 * sg_claude_folder_profile_of:
 *
 * Returns: (transfer full): what a further folder's profile is known by, for example `claude_work_1f3a90c2`: from
 *   its path alone, in letters that an object path on the bus may have
 */
char *
sg_claude_folder_profile_of (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_ascii_strdown (base + strspn (base, "."), -1);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  g_strcanon (name, "abcdefghijklmnopqrstuvwxyz0123456789", '_');

  return g_strdup_printf ("%.40s_%.8s", name, sum);
}

/**
 * sg_claude_folders_find:
 * @home: the user's home folder
 * @claude_config_dir: (nullable): `CLAUDE_CONFIG_DIR`, one folder or several with commas
 * @xdg_config_home: (nullable): where an old Claude Code kept `claude/`; %NULL is `~/.config`
 *
 * `CLAUDE_CONFIG_DIR` replaces the usual two, as it does for Claude Code. One
 * folder under two names counts once. The usual two are one profile, an old place
 * and a new one; of several in `CLAUDE_CONFIG_DIR` each is one.
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

  g_ptr_array_add (folders, folder_new (usual, home, SG_CLAUDE_MAIN_PROFILE));
  if (find_listed (folders, old) == NULL)
    g_ptr_array_add (folders, folder_new (old, old, SG_CLAUDE_MAIN_PROFILE));

  return folders;
}

static gboolean
looks_like_one (const char *path)
{
  static const char *const marks[] = { ".credentials.json", ".claude.json", "projects" };

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *mark = g_build_filename (path, marks[i], NULL);

    if (g_file_test (mark, G_FILE_TEST_EXISTS))
      return g_file_test (path, G_FILE_TEST_IS_DIR);
  }

  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Beside the usual folder: `~/.claude-work` of people with two logins; not Pace Maker's own. */
static void
add_siblings (GPtrArray  *folders,
              const char *home)
{
  g_autoptr (GDir) dir = g_dir_open (home, 0, NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    if (g_str_has_prefix (name, ".claude-") && !g_str_equal (name, ".claude-pace-maker"))
      g_ptr_array_add (paths, g_build_filename (home, name, NULL));
  }
  g_ptr_array_sort (paths, compare_names);

  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);

    if (looks_like_one (path) && find_listed (folders, path) == NULL)
      add_folder (folders, path);
  }
}

/**
 * sg_claude_folders_add_further:
 * @folders: (element-type SgClaudeFolder): what sg_claude_folders_find() gave
 * @claude_config_dir: (nullable): as there; who sets it has said which folders there are
 * @further: (nullable): folders the user named; they need not exist
 *
 * Adds the profiles beside the main one. A folder with the very login of another
 * is of the same profile.
 */
void
sg_claude_folders_add_further (GPtrArray         *folders,
                               const char        *home,
                               const char        *claude_config_dir,
                               const char *const *further)
{
  for (guint i = 0; further != NULL && further[i] != NULL; i++)
    add_named (folders, further[i], home);
  if (claude_config_dir == NULL || *claude_config_dir == '\0')
    add_siblings (folders, home);
}

/**
 * sg_claude_folders_find_around:
 * @further: (nullable): as for sg_claude_folders_add_further()
 * @chosen: (out) (transfer full) (nullable): the profile it is about, unless somebody names another
 *
 * For a command in the shell of one login of several, where `CLAUDE_CONFIG_DIR` is the folder of one that is found
 * without it: that tells which is meant, and does not make it the main one.
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): never empty
 */
GPtrArray *
sg_claude_folders_find_around (const char        *home,
                               const char        *claude_config_dir,
                               const char        *xdg_config_home,
                               const char *const *further,
                               char             **chosen)
{
  g_autoptr (GPtrArray) usual = sg_claude_folders_find (home, NULL, xdg_config_home);
  g_autoptr (GPtrArray) said = sg_claude_folders_find (home, claude_config_dir, xdg_config_home);
  const SgClaudeFolder *first = g_ptr_array_index (said, 0);
  const SgClaudeFolder *meant = NULL;

  sg_claude_folders_add_further (usual, home, NULL, further);
  if (claude_config_dir != NULL && said->len == 1 &&
      looks_like_one (((SgClaudeFolder *) g_ptr_array_index (usual, 0))->config_path))
    meant = find_listed (usual, first->config_path);
  *chosen = meant ? g_strdup (meant->profile) : NULL;
  if (meant != NULL)
    return g_steal_pointer (&usual);

  sg_claude_folders_add_further (said, home, claude_config_dir, further);

  return g_steal_pointer (&said);
}

/* A Flatpak's own `XDG_CONFIG_HOME` is not the user's: the host's is passed beside it. */
static const char *
get_host_config_home (void)
{
  return g_getenv (sg_flatpak_is_around () ? "HOST_XDG_CONFIG_HOME" : "XDG_CONFIG_HOME");
}

/**
 * sg_claude_folders_from_environment:
 * @further: (nullable): folders the user named, the setting `profiles`
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): never empty
 */
GPtrArray *
sg_claude_folders_from_environment (const char *const *further)
{
  const char *config_dir = g_getenv ("CLAUDE_CONFIG_DIR");
  GPtrArray *folders = sg_claude_folders_find (g_get_home_dir (), config_dir, get_host_config_home ());

  sg_claude_folders_add_further (folders, g_get_home_dir (), config_dir, further);

  return folders;
}

/**
 * sg_claude_folders_around_environment:
 * @further: (nullable):
 * @chosen: (out) (transfer full) (nullable):
 *
 * Returns: (transfer full) (element-type SgClaudeFolder): sg_claude_folders_find_around() where this process is
 */
GPtrArray *
sg_claude_folders_around_environment (const char *const *further,
                                      char             **chosen)
{
  return sg_claude_folders_find_around (g_get_home_dir (), g_getenv ("CLAUDE_CONFIG_DIR"), get_host_config_home (), further, chosen);
}

/**
 * sg_claude_folders_dup_profiles:
 *
 * Returns: (transfer full): the profiles there are, %SG_CLAUDE_MAIN_PROFILE first
 */
GStrv
sg_claude_folders_dup_profiles (GPtrArray *folders)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    gboolean is_new = TRUE;

    for (guint j = 0; j < i && is_new; j++)
      is_new = !g_str_equal (((const SgClaudeFolder *) g_ptr_array_index (folders, j))->profile, folder->profile);
    if (is_new)
      g_strv_builder_add (builder, folder->profile);
  }

  return g_strv_builder_end (builder);
}

/**
 * sg_claude_folders_get_main_of:
 * @profile: one of sg_claude_folders_dup_profiles()
 *
 * Returns: (transfer none): the folder of the profile somebody is logged in to; where there is
 *   none, the one Claude Code would make
 */
const SgClaudeFolder *
sg_claude_folders_get_main_of (GPtrArray  *folders,
                               const char *profile)
{
  const SgClaudeFolder *first = NULL;

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);

    if (!g_str_equal (folder->profile, profile))
      continue;
    if (g_file_test (folder->global_path, G_FILE_TEST_EXISTS) || g_file_test (folder->credentials_path, G_FILE_TEST_EXISTS))
      return folder;
    if (first == NULL)
      first = folder;
  }

  return first;
}

/**
 * sg_claude_folders_get_main:
 * @folders: (element-type SgClaudeFolder): never empty
 *
 * Returns: (transfer none): sg_claude_folders_get_main_of() the main profile
 */
const SgClaudeFolder *
sg_claude_folders_get_main (GPtrArray *folders)
{
  return sg_claude_folders_get_main_of (folders, SG_CLAUDE_MAIN_PROFILE);
}
