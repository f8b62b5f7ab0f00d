/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "sg-words.h"

/* Every folder of sources, file by file. */
static void
add_sources (GPtrArray  *paths,
             const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      add_sources (paths, path);
    else if (g_str_has_suffix (name, ".c") || g_str_has_suffix (name, ".h") || g_str_has_suffix (name, ".ui"))
      g_ptr_array_add (paths, g_steal_pointer (&path));
  }
}

static gboolean
has_words (const char *path)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return g_regex_match_simple ("\\b(_|N_|C_|NC_|Q_|g_dngettext|g_dpgettext2|ngettext) ?\\(|translatable=\"(yes|true)\"",
                               text, 0, 0);
}

static void
test_potfiles_lists_every_file_with_words (void)
{
  g_autofree char *root = g_path_get_dirname (g_test_get_dir (G_TEST_DIST));
  g_autofree char *src = g_build_filename (root, "src", NULL);
  g_autofree char *potfiles = g_build_filename (root, "po", "POTFILES", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) listed = NULL;

  g_assert_true (g_file_get_contents (potfiles, &text, NULL, NULL));
  listed = g_strsplit (text, "\n", -1);
  add_sources (paths, src);

  for (guint i = 0; i < paths->len; i++) {
    const char *path = g_ptr_array_index (paths, i);
    const char *relative = path + strlen (root) + 1;

    if (has_words (path) && !g_strv_contains ((const char *const *) listed, relative)) {
      g_test_message ("po/POTFILES lacks %s", relative);
      g_test_fail ();
    }
  }

  for (guint i = 0; listed[i] != NULL && *listed[i] != '\0'; i++) {
    g_autofree char *path = g_build_filename (root, listed[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS)) {
      g_test_message ("po/POTFILES lists %s, which is not there", listed[i]);
      g_test_fail ();
    }
  }
}

static void
test_german_reads_naturally (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 24, 12, 36, 0);
  g_autoptr (GDateTime) resets_at = g_date_time_new_utc (2026, 11, 24, 14, 50, 0);
  g_autoptr (GDateTime) earlier = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (SgLimit) limit = sg_limit_new ("session", SG_LIMIT_SESSION, NULL, 100.0, resets_at, SG_ORIGIN_ENDPOINT, now);
  g_autofree char *line = sg_words_limit_line (limit, now, zone);
  g_autofree char *spoken = sg_words_limit_spoken (limit, now);
  g_autofree char *warning = sg_words_limit_warning (limit, now, zone);
  g_autofree char *updated = sg_words_updated (earlier, SG_ORIGIN_CLAUDE_CACHE, now);

  if (g_str_has_prefix (line, "5-hour")) {
    g_test_skip ("this C library translates nothing in the C.UTF-8 locale");
    return;
  }

  g_assert_cmpstr (line, ==, "5-Stunden-Limit: 100 % genutzt, Zurücksetzung um 14:50");
  g_assert_cmpstr (spoken, ==, "5-Stunden-Limit, 100 Prozent genutzt, Zurücksetzung in 2 Stunden 14 Minuten, über Plan");
  g_assert_cmpstr (warning, ==, "Limit erreicht, Zurücksetzung um 14:50");
  g_assert_cmpstr (updated, ==, "Aktualisiert vor 3 Tagen · aus dem Cache von Claude Code");
  for (int code = SG_ERROR_BAD_DATA; code <= SG_ERROR_DISK; code++)
    g_assert_null (strstr (sg_words_error (code), "The "));
}

/* The catalogues as the build makes them: po/de/LC_MESSAGES/sandglass.mo. */
static void
speak_german (void)
{
  g_autofree char *build = g_path_get_dirname (g_test_get_dir (G_TEST_BUILT));
  g_autofree char *catalogues = g_build_filename (build, "po", NULL);

  g_setenv ("LANGUAGE", "de", TRUE);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  speak_german ();

  g_test_add_func ("/translation/potfiles-lists-every-file-with-words", test_potfiles_lists_every_file_with_words);
  g_test_add_func ("/translation/german-reads-naturally", test_german_reads_naturally);

  return g_test_run ();
}
