/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-cache-source.h"
#include "source-testing.h"

typedef struct {
  char     *path;
  SgSource *source;
  guint     n_changes;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->path = g_build_filename (g_get_home_dir (), ".claude.json", NULL);
  write_file (f->path, "{\"oauthAccount\":{\"accountUuid\":\"a\"}}");
  f->source = sg_claude_cache_source_new (f->path);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->source);
  g_free (f->path);
}

static void
read_it (Fixture *f)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (f->source, now, NULL, &error);

  g_assert_no_error (error);
}

static void
test_many_changes_are_told_once_until_the_next_read (Fixture      *f,
                                                     gconstpointer user_data)
{
  for (guint i = 0; i < 3; i++)
    sg_file_source_changed (SG_FILE_SOURCE (f->source));
  g_assert_cmpuint (f->n_changes, ==, 1);

  read_it (f);
  sg_file_source_changed (SG_FILE_SOURCE (f->source));
  sg_file_source_changed (SG_FILE_SOURCE (f->source));
  g_assert_cmpuint (f->n_changes, ==, 2);
}

static void
test_a_change_during_the_read_is_told (Fixture      *f,
                                       gconstpointer user_data)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = NULL;

  sg_source_read_async (f->source, now, NULL, keep_result_cb, &result);
  sg_file_source_changed (SG_FILE_SOURCE (f->source));
  g_assert_cmpuint (f->n_changes, ==, 1);
  wait_for_result (&result);
  reading = sg_source_read_finish (f->source, result, &error);
  g_assert_no_error (error);
}

static void
test_a_cancelled_read_says_so (Fixture      *f,
                               gconstpointer user_data)
{
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sg_source_read_async (f->source, now, cancellable, keep_result_cb, &result);
  g_cancellable_cancel (cancellable);
  wait_for_result (&result);
  g_assert_null (sg_source_read_finish (f->source, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/file-source/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("many-changes-are-told-once-until-the-next-read", test_many_changes_are_told_once_until_the_next_read);
  ADD ("a-change-during-the-read-is-told", test_a_change_during_the_read_is_told);
  ADD ("a-cancelled-read-says-so", test_a_cancelled_read_says_so);
#undef ADD

  return g_test_run ();
}
