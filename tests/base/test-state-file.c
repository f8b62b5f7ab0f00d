/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gstdio.h>

#include "sg-error.h"
#include "sg-state-file.h"

static char *
state_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "sandglass", "state", NULL);
}

static void
write_text (const char *path,
            const char *text,
            gssize      length)
{
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, length, NULL));
}

static void
save (SgStateFile *file)
{
  g_autoptr (GError) error = NULL;

  sg_state_file_save (file, &error);
  g_assert_no_error (error);
  g_assert_null (sg_state_file_get_problem (file));
}

static void
test_outlives_a_restart (void)
{
  static const char *const told[] = { "session;70", "weekly:Fable=90\n[x]", "", "naïve \\s", NULL };
  g_autofree char *path = state_path ();
  SgStateFile *file = sg_state_file_new (path);
  g_auto (GStrv) strings = NULL;

  g_assert_null (sg_state_file_get_problem (file));
  sg_state_file_set_strings (file, "alerts", "told", told);
  sg_state_file_set_int (file, "back-off", "until", G_MININT64);
  save (file);
  g_assert_finalize_object (file);

  file = sg_state_file_new (path);
  strings = sg_state_file_get_strings (file, "alerts", "told");
  g_assert_true (g_strv_equal ((const char *const *) strings, told));
  g_assert_cmpint (sg_state_file_get_int (file, "back-off", "until", 5), ==, G_MININT64);
  g_assert_finalize_object (file);
}

static void
test_empty_list_stays_empty (void)
{
  static const char *const none[] = { NULL };
  g_autofree char *path = state_path ();
  SgStateFile *file = sg_state_file_new (path);
  g_auto (GStrv) strings = NULL;

  sg_state_file_set_strings (file, "alerts", "told", none);
  save (file);
  g_assert_finalize_object (file);

  file = sg_state_file_new (path);
  strings = sg_state_file_get_strings (file, "alerts", "told");
  g_assert_cmpuint (g_strv_length (strings), ==, 0);
  g_assert_finalize_object (file);
}

static void
test_nothing_saved_is_the_fallback (void)
{
  g_autofree char *path = state_path ();
  SgStateFile *file = sg_state_file_new (path);
  g_auto (GStrv) strings = sg_state_file_get_strings (file, "no", "such");

  g_assert_cmpuint (g_strv_length (strings), ==, 0);
  g_assert_cmpint (sg_state_file_get_int (file, "no", "such", 5), ==, 5);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_finalize_object (file);
}

static void
test_only_the_owner_may_read (void)
{
  g_autofree char *path = state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  SgStateFile *file;
  GStatBuf status;

  write_text (path, "", 0);
  g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  file = sg_state_file_new (path);
  sg_state_file_set_int (file, "a", "b", 1);
  save (file);

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_finalize_object (file);
}

static void
test_damaged_is_moved_aside (void)
{
  static const char damaged[] = "told=a;b\n[alerts\n\xff\0";
  g_autofree char *path = state_path ();
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *kept = NULL;
  g_auto (GStrv) strings = NULL;
  SgStateFile *file;

  write_text (path, damaged, sizeof damaged);
  file = sg_state_file_new (path);
  strings = sg_state_file_get_strings (file, "alerts", "told");

  g_assert_nonnull (sg_state_file_get_problem (file));
  g_assert_cmpuint (g_strv_length (strings), ==, 0);
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, damaged);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));

  sg_state_file_set_int (file, "a", "b", 1);
  save (file);
  g_assert_finalize_object (file);
}

static void
test_a_bad_value_is_not_there (void)
{
  static const char text[] = "[a]\nlist=\xff\xfe;b\nint=12x\n";
  g_autofree char *path = state_path ();
  g_auto (GStrv) strings = NULL;
  SgStateFile *file;

  write_text (path, text, sizeof text - 1);
  file = sg_state_file_new (path);
  strings = sg_state_file_get_strings (file, "a", "list");

  g_assert_cmpuint (g_strv_length (strings), ==, 0);
  g_assert_cmpint (sg_state_file_get_int (file, "a", "int", 5), ==, 5);
  g_assert_finalize_object (file);
}

static void
assert_save_fails (SgStateFile *file)
{
  g_autoptr (GError) error = NULL;

  sg_state_file_set_int (file, "a", "b", 1);
  g_assert_false (sg_state_file_save (file, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_DISK);
  g_assert_nonnull (sg_state_file_get_problem (file));
  g_assert_cmpint (sg_state_file_get_int (file, "a", "b", 0), ==, 1);
}

static void
test_unwritable_folder_is_reported (void)
{
  g_autofree char *path = state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  SgStateFile *file = sg_state_file_new (path);

  write_text (folder, "a file where the folder should be", -1);
  assert_save_fails (file);

  g_assert_cmpint (g_unlink (folder), ==, 0);
  save (file);
  g_assert_finalize_object (file);
}

static void
test_read_only_folder_is_reported (void)
{
  g_autofree char *path = state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  SgStateFile *file = sg_state_file_new (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  if (g_access (folder, W_OK) == 0)
    g_test_skip ("this user may write everywhere");
  else
    assert_save_fails (file);

  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
  g_assert_finalize_object (file);
}

static void
test_a_folder_in_its_place_is_moved_aside (void)
{
  g_autofree char *path = state_path ();
  SgStateFile *file;

  g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  file = sg_state_file_new (path);

  g_assert_nonnull (sg_state_file_get_problem (file));
  save (file);
  g_assert_finalize_object (file);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/state-file/outlives-a-restart", test_outlives_a_restart);
  g_test_add_func ("/state-file/empty-list-stays-empty", test_empty_list_stays_empty);
  g_test_add_func ("/state-file/nothing-saved-is-the-fallback", test_nothing_saved_is_the_fallback);
  g_test_add_func ("/state-file/only-the-owner-may-read", test_only_the_owner_may_read);
  g_test_add_func ("/state-file/damaged-is-moved-aside", test_damaged_is_moved_aside);
  g_test_add_func ("/state-file/a-bad-value-is-not-there", test_a_bad_value_is_not_there);
  g_test_add_func ("/state-file/unwritable-folder-is-reported", test_unwritable_folder_is_reported);
  g_test_add_func ("/state-file/read-only-folder-is-reported", test_read_only_folder_is_reported);
  g_test_add_func ("/state-file/a-folder-in-its-place-is-moved-aside", test_a_folder_in_its_place_is_moved_aside);

  return g_test_run ();
}
