/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/stat.h>
#include <unistd.h>

#include "sg-claude-cache-source.h"
#include "source-testing.h"

#define CACHE(percent) "{\"projects\":{},\"cachedUsageUtilization\":{\"fetchedAtMs\":1795260000000,\"accountUuid\":\"u-1\"," \
  "\"utilization\":{\"five_hour\":{\"utilization\":" percent ",\"resets_at\":null}}}," \
  "\"oauthAccount\":{\"accountUuid\":\"u-1\",\"displayName\":\"A\"}}"

typedef struct {
  char     *folder;
  char     *path;
  SgSource *source;
  guint     n_changes;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->folder = g_build_filename (g_get_home_dir (), "claude", NULL);
  g_mkdir_with_parents (f->folder, 0700);
  f->path = g_build_filename (f->folder, ".claude.json", NULL);
  f->source = sg_claude_cache_source_new (f->path);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->source);
  g_free (f->path);
  g_free (f->folder);
}

static double
read_percent (Fixture *f)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (f->source, now, NULL, &error);
  const SgLimit *limit;

  g_assert_no_error (error);
  limit = sg_limits_find (reading->limits, "session");
  g_assert_nonnull (limit);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_CLAUDE_CACHE);
  g_assert_cmpint (g_date_time_to_unix (limit->as_of), ==, 1795260000);
  g_assert_cmpstr (reading->account->name, ==, "A");

  return limit->used_percent;
}

static void
assert_error (Fixture *f,
              SgError  code)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, f->path));
}

static void
test_read (Fixture      *f,
           gconstpointer user_data)
{
  write_file (f->path, CACHE ("37"));

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_cmpstr (sg_source_get_id (f->source), ==, "claude-cache");
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), f->path));
}

static void
test_replacing_the_file_is_noticed_once (Fixture      *f,
                                         gconstpointer user_data)
{
  write_file (f->path, CACHE ("37"));
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpfloat (read_percent (f), ==, 37.0);

  write_file (f->path, CACHE ("38"));
  write_file (f->path, CACHE ("39"));
  wait_for_count (&f->n_changes, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  g_assert_cmpuint (f->n_changes, ==, 2);
  g_assert_cmpfloat (read_percent (f), ==, 39.0);
}

static void
test_missing_folder_is_waited_for (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "not", "yet", ".claude.json", NULL);
  SgSource *source = sg_claude_cache_source_new (path);
  guint n_changes = 0;

  g_signal_connect_swapped (source, "changed", G_CALLBACK (count_cb), &n_changes);
  write_file (path, CACHE ("37"));
  wait_for_count (&n_changes, 1);

  g_assert_finalize_object (source);
}

static void
test_folder_behind_a_link_is_watched (Fixture      *f,
                                      gconstpointer user_data)
{
  g_autofree char *link = g_build_filename (g_get_home_dir (), "link", NULL);
  g_autofree char *path = g_build_filename (link, ".claude.json", NULL);
  SgSource *source;
  guint n_changes = 0;

  g_assert_cmpint (symlink (f->folder, link), ==, 0);
  source = sg_claude_cache_source_new (path);
  g_signal_connect_swapped (source, "changed", G_CALLBACK (count_cb), &n_changes);
  write_file (f->path, CACHE ("37"));
  wait_for_count (&n_changes, 1);

  g_assert_finalize_object (source);
}

static void
read_and_remove_folder (Fixture *f)
{
  write_file (f->path, CACHE ("37"));
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_unlink (f->path);
  g_rmdir (f->folder);
}

static void
test_folder_removed_and_made_again (Fixture      *f,
                                    gconstpointer user_data)
{
  read_and_remove_folder (f);
  wait_for_count (&f->n_changes, 2);
  assert_error (f, SG_ERROR_NOT_FOUND);

  write_file (f->path, CACHE ("38"));
  wait_for_count (&f->n_changes, 3);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpfloat (read_percent (f), ==, 38.0);
}

/* All before anyone hears of it. */
static void
test_folder_made_again_at_once (Fixture      *f,
                                gconstpointer user_data)
{
  read_and_remove_folder (f);
  write_file (f->path, CACHE ("38"));
  wait_for_count (&f->n_changes, 2);
  for (guint seen = 2; read_percent (f) < 40.0; seen = f->n_changes) {
    write_file (f->path, CACHE ("40"));
    wait_for_count (&f->n_changes, seen + 1);
  }
}

static void
test_missing_file (Fixture      *f,
                   gconstpointer user_data)
{
  assert_error (f, SG_ERROR_NOT_FOUND);
}

static void
test_half_written_file_comes_back (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autofree char *half = g_strndup (CACHE ("37"), strlen (CACHE ("37")) / 2);

  write_file (f->path, half);
  assert_error (f, SG_ERROR_DAMAGED);
  write_file (f->path, CACHE ("37"));
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
}

static void
test_fifo_does_not_block (Fixture      *f,
                          gconstpointer user_data)
{
  g_assert_cmpint (mkfifo (f->path, 0600), ==, 0);
  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_folder_in_its_place (Fixture      *f,
                          gconstpointer user_data)
{
  g_assert_cmpint (g_mkdir (f->path, 0700), ==, 0);
  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_loop_of_links (Fixture      *f,
                    gconstpointer user_data)
{
  g_assert_cmpint (symlink (f->path, f->path), ==, 0);
  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_unreadable_file (Fixture      *f,
                      gconstpointer user_data)
{
  write_file (f->path, CACHE ("37"));
  g_chmod (f->path, 0);
  if (g_access (f->path, R_OK) == 0)
    g_test_skip ("root reads everything");
  else
    assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_huge_file (Fixture      *f,
                gconstpointer user_data)
{
  write_file (f->path, "{");
  g_assert_cmpint (truncate (f->path, 65 * 1024 * 1024), ==, 0);
  assert_error (f, SG_ERROR_TOO_LARGE);
}

static void
test_many_megabytes_of_projects (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autoptr (GString) text = g_string_new ("{\"projects\":{\"/\":{}");

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, ",\"/home/a/%u\":{\"history\":[{\"display\":\"%0500u {[\\\"\"}],\"n\":[1,2]}", i, i);
  g_string_append (text, "},");
  g_string_append (text, CACHE ("37") + 1);
  write_file (f->path, text->str);

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
}

static void
test_cancelled (Fixture      *f,
                gconstpointer user_data)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_file (f->path, CACHE ("37"));
  g_cancellable_cancel (cancellable);
  g_assert_null (read_and_wait (f->source, now, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/claude-cache-source/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("read", test_read);
  ADD ("replacing-the-file-is-noticed-once", test_replacing_the_file_is_noticed_once);
  ADD ("missing-folder-is-waited-for", test_missing_folder_is_waited_for);
  ADD ("folder-behind-a-link-is-watched", test_folder_behind_a_link_is_watched);
  ADD ("folder-removed-and-made-again", test_folder_removed_and_made_again);
  ADD ("folder-made-again-at-once", test_folder_made_again_at_once);
  ADD ("missing-file", test_missing_file);
  ADD ("half-written-file-comes-back", test_half_written_file_comes_back);
  ADD ("fifo-does-not-block", test_fifo_does_not_block);
  ADD ("folder-in-its-place", test_folder_in_its_place);
  ADD ("loop-of-links", test_loop_of_links);
  ADD ("unreadable-file", test_unreadable_file);
  ADD ("huge-file", test_huge_file);
  ADD ("many-megabytes-of-projects", test_many_megabytes_of_projects);
  ADD ("cancelled", test_cancelled);
#undef ADD

  return g_test_run ();
}
