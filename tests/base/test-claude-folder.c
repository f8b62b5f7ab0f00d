/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "sg-claude-folder.h"

/* Every test has a home of its own: GLib's isolated dirs give one. */
static char *
at_home (const char *path)
{
  return g_build_filename (g_get_home_dir (), path, NULL);
}

static void
make_dir (const char *path)
{
  g_autofree char *full = at_home (path);

  g_assert_cmpint (g_mkdir_with_parents (full, 0700), ==, 0);
}

static void
make_file (const char *path)
{
  g_autofree char *full = at_home (path);

  g_assert_true (g_file_set_contents (full, "{}", -1, NULL));
}

static void
make_link (const char *target,
           const char *path)
{
  g_autofree char *full_target = at_home (target);
  g_autofree char *full = at_home (path);

  g_assert_cmpint (symlink (full_target, full), ==, 0);
}

static void
assert_folders (GPtrArray         *folders,
                const char *const *paths)
{
  g_assert_cmpuint (folders->len, ==, g_strv_length ((GStrv) paths));

  for (guint i = 0; i < folders->len; i++) {
    const SgClaudeFolder *folder = g_ptr_array_index (folders, i);
    g_autofree char *expected = at_home (paths[i]);

    g_assert_cmpstr (folder->config_path, ==, expected);
  }
}

#define assert_paths(folders, ...) assert_folders ((folders), (const char *const[]) { __VA_ARGS__, NULL })

static void
test_usual_folders (void)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_find (g_get_home_dir (), NULL, NULL);
  const SgClaudeFolder *usual = g_ptr_array_index (folders, 0);
  g_autofree char *global = at_home (".claude.json");
  g_autofree char *credentials = at_home (".claude/.credentials.json");
  g_autofree char *projects = at_home (".claude/projects");

  assert_paths (folders, ".claude", ".config/claude");
  g_assert_cmpstr (usual->global_path, ==, global);
  g_assert_cmpstr (usual->credentials_path, ==, credentials);
  g_assert_cmpstr (usual->projects_path, ==, projects);
}

static void
test_xdg_config_home (void)
{
  g_autofree char *config = at_home ("elsewhere");
  g_autoptr (GPtrArray) moved = sg_claude_folders_find (g_get_home_dir (), "", config);
  g_autoptr (GPtrArray) relative = sg_claude_folders_find (g_get_home_dir (), NULL, "elsewhere");

  assert_paths (moved, ".claude", "elsewhere/claude");
  assert_paths (relative, ".claude", ".config/claude");
}

static void
test_environment_replaces_usual (void)
{
  g_autofree char *b = at_home ("b");
  g_autofree char *setting = g_strdup_printf (" ~/a/ ,, %s// ,~/b,\t", b);
  g_autoptr (GPtrArray) folders = sg_claude_folders_find (g_get_home_dir (), setting, NULL);
  const SgClaudeFolder *first = g_ptr_array_index (folders, 0);
  g_autofree char *global = at_home ("a/.claude.json");

  assert_paths (folders, "a", "b");
  g_assert_cmpstr (first->global_path, ==, global);
}

static void
test_empty_setting_is_none (void)
{
  static const char *const settings[] = { "", " ", ",", " , ,", "\n" };

  for (gsize i = 0; i < G_N_ELEMENTS (settings); i++) {
    g_autoptr (GPtrArray) folders = sg_claude_folders_find (g_get_home_dir (), settings[i], NULL);

    assert_paths (folders, ".claude", ".config/claude");
  }
}

static void
test_home_itself (void)
{
  g_autoptr (GPtrArray) folders = sg_claude_folders_find (g_get_home_dir (), "~", NULL);

  g_assert_cmpuint (folders->len, ==, 1);
  g_assert_cmpstr (((SgClaudeFolder *) g_ptr_array_index (folders, 0))->config_path, ==, g_get_home_dir ());
}

static void
test_projects_means_its_parent (void)
{
  g_autoptr (GPtrArray) folders = NULL;

  make_dir ("a/projects");
  make_dir ("projects/projects");
  folders = sg_claude_folders_find (g_get_home_dir (), "~/a/projects,~/b//projects/,~/projects,~/a", NULL);

  assert_paths (folders, "a", "b", "projects");
}

static void
test_links_count_once (void)
{
  g_autoptr (GPtrArray) usual = NULL;
  g_autoptr (GPtrArray) named = NULL;

  make_dir (".claude");
  make_dir (".config");
  make_link (".claude", ".config/claude");
  make_link (".claude", "work");
  make_link ("loop", "loop");
  usual = sg_claude_folders_find (g_get_home_dir (), NULL, NULL);
  named = sg_claude_folders_find (g_get_home_dir (), "~/work,~/.claude,~/loop,~/loop", NULL);

  assert_paths (usual, ".claude");
  assert_paths (named, "work", "loop");
}

static void
test_legacy_global_file_wins (void)
{
  g_autoptr (GPtrArray) folders = NULL;
  g_autofree char *legacy = at_home (".claude/.config.json");

  make_dir (".claude");
  make_file (".claude.json");
  make_file (".claude/.config.json");
  folders = sg_claude_folders_find (g_get_home_dir (), NULL, NULL);

  g_assert_cmpstr (((SgClaudeFolder *) g_ptr_array_index (folders, 0))->global_path, ==, legacy);
}

static GPtrArray *
find_with_further (const char        *claude_config_dir,
                   const char *const *further)
{
  GPtrArray *folders = sg_claude_folders_find (g_get_home_dir (), claude_config_dir, NULL);

  sg_claude_folders_add_further (folders, g_get_home_dir (), claude_config_dir, further);

  return folders;
}

static void
assert_profiles (GPtrArray  *folders,
                 const char *expected)
{
  g_auto (GStrv) profiles = sg_claude_folders_dup_profiles (folders);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; profiles[i] != NULL; i++) {
    char *end = g_str_equal (profiles[i], SG_CLAUDE_MAIN_PROFILE) ? NULL : strrchr (profiles[i], '_');

    /* What follows is a hash of the path. */
    if (end != NULL)
      *end = '\0';
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "", profiles[i]);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_folders_beside_the_usual_one_are_profiles (void)
{
  g_autoptr (GPtrArray) folders = NULL;

  make_dir (".claude");
  make_file (".claude.json");
  make_dir (".claude-b/projects");
  make_dir (".claude-a");
  make_file (".claude-a/.credentials.json");
  make_dir (".claude-pace-maker/projects");
  make_dir (".claude-nothing-in-it");
  make_file (".claude-file");
  make_link (".claude", ".claude-link");
  folders = find_with_further (NULL, NULL);

  assert_paths (folders, ".claude", ".config/claude", ".claude-a", ".claude-b");
  assert_profiles (folders, "main claude_a claude_b");
}

static void
test_named_folders_are_profiles (void)
{
  static const char *const further[] = { "~/clients/Größe & Co/", "~/.claude", "", "~/.claude-a", NULL };
  g_autoptr (GPtrArray) folders = NULL;

  make_dir (".claude-a/projects");
  folders = find_with_further (NULL, further);

  assert_paths (folders, ".claude", ".config/claude", "clients/Größe & Co", ".claude-a");
  assert_profiles (folders, "main gr____e___co claude_a");
}

static void
test_environment_names_every_profile (void)
{
  g_autoptr (GPtrArray) folders = NULL;

  make_dir (".claude-a/projects");
  folders = find_with_further ("~/x,~/y", NULL);

  assert_paths (folders, "x", "y");
  assert_profiles (folders, "main y");
}

static void
assert_around (const char *claude_config_dir,
               const char *profiles,
               const char *chosen)
{
  g_autofree char *meant = NULL;
  g_autoptr (GPtrArray) folders = sg_claude_folders_find_around (g_get_home_dir (), claude_config_dir, NULL, NULL, &meant);
  char *end = meant ? strrchr (meant, '_') : NULL;

  if (end != NULL)
    *end = '\0';
  assert_profiles (folders, profiles);
  g_assert_cmpstr (meant, ==, chosen);
}

static void
test_a_shell_of_one_login_means_that (void)
{
  make_dir (".claude-a/projects");
  /* Nobody uses the usual one: it is the main one, as for Claude Code. */
  assert_around ("~/.claude-a", "main", NULL);

  make_dir (".claude/projects");
  assert_around (NULL, "main claude_a", NULL);
  assert_around ("", "main claude_a", NULL);
  assert_around ("~/.claude-a", "main claude_a", "claude_a");
  assert_around ("~/.claude", "main claude_a", "main");
  assert_around ("~/elsewhere", "main", NULL);
  assert_around ("~/.claude,~/.claude-a", "main claude_a", NULL);
}

static void
test_one_login_is_one_profile (void)
{
  g_autoptr (GPtrArray) folders = NULL;
  g_autofree char *other = at_home (".claude-c/.credentials.json");

  make_dir (".claude");
  make_dir (".claude-a");
  make_dir (".claude-b");
  make_dir (".claude-c");
  make_file (".claude/.credentials.json");
  make_file (".claude-a/.credentials.json");
  make_link (".claude/.credentials.json", ".claude-b/.credentials.json");
  g_assert_true (g_file_set_contents (other, "[]", -1, NULL));
  folders = find_with_further (NULL, NULL);

  assert_paths (folders, ".claude", ".config/claude", ".claude-a", ".claude-b", ".claude-c");
  assert_profiles (folders, "main claude_c");
}

static void
test_the_main_folder_of_a_profile_is_logged_in (void)
{
  g_autoptr (GPtrArray) folders = NULL;
  g_autofree char *old = at_home (".config/claude");
  g_autofree char *beside = at_home (".claude-a");
  g_auto (GStrv) profiles = NULL;

  make_dir (".config/claude");
  make_file (".config/claude/.credentials.json");
  make_dir (".claude-a/projects");
  folders = find_with_further (NULL, NULL);
  profiles = sg_claude_folders_dup_profiles (folders);

  g_assert_cmpstr (sg_claude_folders_get_main (folders)->config_path, ==, old);
  g_assert_cmpstr (sg_claude_folders_get_main_of (folders, profiles[1])->config_path, ==, beside);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/claude-folder/usual-folders", test_usual_folders);
  g_test_add_func ("/claude-folder/xdg-config-home", test_xdg_config_home);
  g_test_add_func ("/claude-folder/environment-replaces-usual", test_environment_replaces_usual);
  g_test_add_func ("/claude-folder/empty-setting-is-none", test_empty_setting_is_none);
  g_test_add_func ("/claude-folder/home-itself", test_home_itself);
  g_test_add_func ("/claude-folder/projects-means-its-parent", test_projects_means_its_parent);
  g_test_add_func ("/claude-folder/links-count-once", test_links_count_once);
  g_test_add_func ("/claude-folder/legacy-global-file-wins", test_legacy_global_file_wins);
  g_test_add_func ("/claude-folder/folders-beside-the-usual-one-are-profiles", test_folders_beside_the_usual_one_are_profiles);
  g_test_add_func ("/claude-folder/named-folders-are-profiles", test_named_folders_are_profiles);
  g_test_add_func ("/claude-folder/environment-names-every-profile", test_environment_names_every_profile);
  g_test_add_func ("/claude-folder/a-shell-of-one-login-means-that", test_a_shell_of_one_login_means_that);
  g_test_add_func ("/claude-folder/one-login-is-one-profile", test_one_login_is_one_profile);
  g_test_add_func ("/claude-folder/the-main-folder-of-a-profile-is-logged-in", test_the_main_folder_of_a_profile_is_logged_in);

  return g_test_run ();
}
