/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-folder-watch.h"
#include "source-testing.h"

typedef struct {
  char          *root;
  SgFolderWatch *watch;
  guint          n_changes;
} Fixture;

static void
start (Fixture *f)
{
  const char *const roots[] = { f->root, NULL };

  f->watch = sg_folder_watch_new (roots, ".jsonl");
  g_signal_connect_swapped (f->watch, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->root = g_build_filename (g_get_home_dir (), "claude", "projects", NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->watch);
  g_free (f->root);
}

static char *
in_root (Fixture    *f,
         const char *relative)
{
  return g_build_filename (f->root, relative, NULL);
}

static void
touch (Fixture    *f,
       const char *relative)
{
  g_autofree char *path = in_root (f, relative);

  write_file (path, "x");
}

static void
wait_for_change (Fixture *f)
{
  wait_for_count (&f->n_changes, 1);
  f->n_changes = 0;
}

/* %NULL stands for all of them. */
static void
assert_changed (Fixture    *f,
                const char *relative)
{
  g_autoptr (GPtrArray) changed = sg_folder_watch_take_changed (f->watch);
  g_autofree char *path = relative ? in_root (f, relative) : NULL;

  if (relative == NULL) {
    g_assert_null (changed);
    return;
  }
  g_assert_cmpuint (changed->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (changed, 0), ==, path);
}

static void
test_only_names_that_matter (Fixture      *f,
                             gconstpointer user_data)
{
  g_mkdir_with_parents (f->root, 0700);
  start (f);
  touch (f, "notes.txt");
  touch (f, "s.jsonl");
  wait_for_change (f);
  assert_changed (f, "s.jsonl");
}

static void
test_many_writes_are_one_change (Fixture      *f,
                                 gconstpointer user_data)
{
  g_mkdir_with_parents (f->root, 0700);
  start (f);
  for (guint i = 0; i < 50; i++)
    touch (f, "s.jsonl");
  wait_for_change (f);
  assert_changed (f, "s.jsonl");
  g_assert_cmpuint (f->n_changes, ==, 0);
}

/* Writes that never stop must not keep the news back. */
static void
test_is_not_starved (Fixture      *f,
                     gconstpointer user_data)
{
  g_mkdir_with_parents (f->root, 0700);
  start (f);
  while (f->n_changes < 2) {
    touch (f, "s.jsonl");
    g_main_context_iteration (NULL, FALSE);
  }
}

static void
test_new_folder_with_files_in_it (Fixture      *f,
                                  gconstpointer user_data)
{
  g_mkdir_with_parents (f->root, 0700);
  start (f);
  touch (f, "p/s/subagents/a.jsonl");
  wait_for_change (f);
  assert_changed (f, "p/s/subagents/a.jsonl");

  touch (f, "p/s/subagents/b.jsonl");
  wait_for_change (f);
  assert_changed (f, "p/s/subagents/b.jsonl");
}

static void
test_folders_that_were_there (Fixture      *f,
                              gconstpointer user_data)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_free);

  touch (f, "p/s.jsonl");
  start (f);
  g_ptr_array_add (folders, g_strdup (f->root));
  g_ptr_array_add (folders, in_root (f, "p"));
  g_ptr_array_add (folders, in_root (f, "gone"));
  g_assert_true (sg_folder_watch_add_folders (f->watch, folders));
  g_assert_false (sg_folder_watch_add_folders (f->watch, folders));
  g_assert_null (sg_folder_watch_get_problem (f->watch));

  touch (f, "p/s.jsonl");
  wait_for_change (f);
  assert_changed (f, "p/s.jsonl");
}

static void
test_root_comes_goes_and_comes (Fixture      *f,
                                gconstpointer user_data)
{
  g_autofree char *aside = g_build_filename (g_get_home_dir (), "aside", NULL);
  g_autofree char *parent = g_path_get_dirname (f->root);

  g_mkdir_with_parents (g_get_home_dir (), 0700);
  start (f);
  touch (f, "s.jsonl");
  wait_for_change (f);
  assert_changed (f, NULL);

  g_assert_cmpint (g_rename (f->root, aside), ==, 0);
  wait_for_change (f);
  assert_changed (f, NULL);

  touch (f, "t.jsonl");
  wait_for_change (f);
  assert_changed (f, NULL);
  touch (f, "t.jsonl");
  wait_for_change (f);
  assert_changed (f, "t.jsonl");
}

static void
test_more_than_it_counts (Fixture      *f,
                          gconstpointer user_data)
{
  g_mkdir_with_parents (f->root, 0700);
  start (f);
  for (guint i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("%u.jsonl", i);

    touch (f, name);
  }
  wait_for_change (f);
  assert_changed (f, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define TEST(path, function) g_test_add ("/folder-watch/" path, Fixture, NULL, set_up, function, tear_down)
  TEST ("only-names-that-matter", test_only_names_that_matter);
  TEST ("many-writes-are-one-change", test_many_writes_are_one_change);
  TEST ("is-not-starved", test_is_not_starved);
  TEST ("new-folder-with-files-in-it", test_new_folder_with_files_in_it);
  TEST ("folders-that-were-there", test_folders_that_were_there);
  TEST ("root-comes-goes-and-comes", test_root_comes_goes_and_comes);
  TEST ("more-than-it-counts", test_more_than_it_counts);

  return g_test_run ();
}
