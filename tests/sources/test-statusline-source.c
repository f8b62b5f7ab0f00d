/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "sg-claude-folder.h"
#include "sg-statusline-source.h"
#include "sg-time.h"
#include "source-testing.h"

#define DAY (24 * 60 * 60)

typedef struct {
  char      *folder;
  GDateTime *now;
  SgSource  *source;
  guint      n_changes;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->folder = g_build_filename (g_get_user_state_dir (), "sandglass", "statusline", NULL);
  f->now = noon ();
  f->source = sg_statusline_source_new (f->folder);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->source);
  g_date_time_unref (f->now);
  g_free (f->folder);
}

static char *
path_of (Fixture    *f,
         const char *name)
{
  return g_build_filename (f->folder, name, NULL);
}

/* As sandglass-statusline would have left it @age_seconds ago. */
static void
write_capture (Fixture    *f,
               const char *name,
               gint64      age_seconds,
               const char *limits)
{
  g_autofree char *path = path_of (f, name);
  gint64 seconds = g_date_time_to_unix (f->now) - age_seconds;
  struct utimbuf times = { seconds, seconds };
  g_autofree char *text = g_strdup_printf ("{\"as_of_ms\":%" G_GINT64_FORMAT "000,\"session_id\":\"s\",\"rate_limits\":{%s}}\n",
                                           seconds, limits);

  write_file (path, text);
  g_assert_cmpint (utime (path, &times), ==, 0);
}

#define FIVE(percent) "\"five_hour\":{\"used_percentage\":" percent ",\"resets_at\":1795269000}"
#define SEVEN(percent) "\"seven_day\":{\"used_percentage\":" percent ",\"resets_at\":1795510800}"

static SgReading *
read_now (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgReading *reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_STATUSLINE);
  g_assert_false (reading->complete);

  return reading;
}

static void
assert_limit (Fixture    *f,
              SgReading  *reading,
              const char *id,
              double      percent,
              gint64      age_seconds)
{
  const SgLimit *limit = sg_limits_find (reading->limits, id);

  g_assert_nonnull (limit);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_STATUSLINE);
  g_assert_cmpfloat (limit->used_percent, ==, percent);
  g_assert_cmpint (sg_time_seconds_between (limit->as_of, f->now), ==, age_seconds);
}

static void
assert_error (Fixture *f,
              SgError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, f->folder));
}

static void
test_newest_session_counts (Fixture      *f,
                            gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  write_capture (f, "aaaa.json", 300, FIVE ("30") "," SEVEN ("50"));
  write_capture (f, "bbbb.json", 20, FIVE ("37.4") "," SEVEN ("52"));
  write_capture (f, "cccc.json", 4000, FIVE ("99") "," SEVEN ("99"));

  reading = read_now (f);
  assert_limit (f, reading, "session", 37.4, 20);
  assert_limit (f, reading, "weekly", 52.0, 20);
  g_assert_cmpint (sg_time_seconds_between (reading->as_of, f->now), ==, 20);
  g_assert_cmpstr (sg_source_get_id (f->source), ==, "statusline");
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), f->folder));
}

static void
test_each_window_has_its_own_age (Fixture      *f,
                                  gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  write_capture (f, "aaaa.json", 300, FIVE ("30") "," SEVEN ("50"));
  write_capture (f, "bbbb.json", 20, FIVE ("37"));

  reading = read_now (f);
  assert_limit (f, reading, "session", 37.0, 20);
  assert_limit (f, reading, "weekly", 50.0, 300);
}

static void
test_one_window_is_enough (Fixture      *f,
                           gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  write_capture (f, "aaaa.json", 300, SEVEN ("50"));

  reading = read_now (f);
  assert_limit (f, reading, "weekly", 50.0, 300);
  g_assert_null (sg_limits_find (reading->limits, "session"));
}

static void
test_nothing_captured (Fixture      *f,
                       gconstpointer user_data)
{
  assert_error (f, SG_ERROR_NOT_FOUND);
  g_mkdir_with_parents (f->folder, 0700);
  assert_error (f, SG_ERROR_NOT_FOUND);
}

static void
test_old_files_are_ours_to_remove (Fixture      *f,
                                   gconstpointer user_data)
{
  g_autofree char *old = path_of (f, "old.json");
  g_autofree char *unfinished = path_of (f, "old.json.123.tmp");
  g_autofree char *strange = path_of (f, "notes.txt");

  write_capture (f, "old.json", 8 * DAY + 60, FIVE ("30"));
  write_capture (f, "old.json.123.tmp", 8 * DAY + 60, FIVE ("30"));
  write_capture (f, "notes.txt", 8 * DAY + 60, FIVE ("30"));

  assert_error (f, SG_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (strange, G_FILE_TEST_EXISTS));
}

static void
test_a_touched_old_capture_is_still_old (Fixture      *f,
                                         gconstpointer user_data)
{
  g_autofree char *path = path_of (f, "old.json");

  write_capture (f, "old.json", 8 * DAY + 60, FIVE ("30"));
  g_assert_cmpint (utime (path, NULL), ==, 0);

  assert_error (f, SG_ERROR_NOT_FOUND);
}

static void
test_a_clock_far_ahead_hides_nothing (Fixture      *f,
                                      gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  write_capture (f, "ahead.json", -DAY, FIVE ("99") "," SEVEN ("99"));
  write_capture (f, "right.json", 20, FIVE ("37") "," SEVEN ("52"));

  reading = read_now (f);
  assert_limit (f, reading, "session", 37.0, 20);
  assert_limit (f, reading, "weekly", 52.0, 20);
}

static void
test_strange_files_are_passed_over (Fixture      *f,
                                    gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;
  g_autofree char *fifo = path_of (f, "fifo.json");
  g_autofree char *subfolder = path_of (f, "folder.json");
  g_autofree char *link = path_of (f, "link.json");
  g_autofree char *half = path_of (f, "half.json");
  g_autofree char *empty = path_of (f, "empty.json");
  g_autofree char *huge = path_of (f, "huge.json");

  write_capture (f, "right.json", 20, FIVE ("37") "," SEVEN ("52"));
  write_file (half, "{\"as_of_ms\":17952");
  write_file (empty, "");
  write_file (huge, "{");
  g_assert_cmpint (truncate (huge, 1024 * 1024 * 1024), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (g_mkdir (subfolder, 0700), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", link), ==, 0);

  reading = read_now (f);
  assert_limit (f, reading, "session", 37.0, 20);
}

static void
test_a_file_in_place_of_the_folder (Fixture      *f,
                                    gconstpointer user_data)
{
  write_file (f->folder, "");
  assert_error (f, SG_ERROR_DISK);
}

static void
test_changes_are_told_once_until_read (Fixture      *f,
                                       gconstpointer user_data)
{
  g_autoptr (SgReading) first = NULL;
  g_autoptr (SgReading) second = NULL;

  write_capture (f, "aaaa.json", 300, FIVE ("30") "," SEVEN ("50"));
  wait_for_count (&f->n_changes, 1);
  first = read_now (f);
  assert_limit (f, first, "session", 30.0, 300);

  write_capture (f, "aaaa.json", 200, FIVE ("31") "," SEVEN ("50"));
  write_capture (f, "bbbb.json", 100, FIVE ("32") "," SEVEN ("50"));
  wait_for_count (&f->n_changes, 2);
  second = read_now (f);
  assert_limit (f, second, "session", 32.0, 100);
}

/* Read at once whenever it is told, as the agent does, while ten sessions write and write. */
static void
test_a_flood_is_told_now_and_then (Fixture      *f,
                                   gconstpointer user_data)
{
  gint64 start = g_get_monotonic_time ();
  guint n_reads = 0;
  g_autoptr (SgReading) last = NULL;
  guint most;

  for (int i = 200; i > 1; i--) {
    g_autofree char *name = g_strdup_printf ("session-%d.json", i % 10);
    g_autofree char *limits = g_strdup_printf (FIVE ("%d") "," SEVEN ("50"), i % 100);

    write_capture (f, name, i, limits);
    g_main_context_iteration (NULL, FALSE);
    if (f->n_changes > n_reads) {
      g_autoptr (SgReading) reading = read_now (f);

      n_reads = f->n_changes;
    }
  }
  write_capture (f, "session-1.json", 1, FIVE ("1") "," SEVEN ("50"));
  wait_for_count (&f->n_changes, n_reads + 1);
  last = read_now (f);
  assert_limit (f, last, "session", 1.0, 1);

  most = (guint) ((g_get_monotonic_time () - start) / 200000) + 2;
  g_assert_cmpuint (f->n_changes, <=, most);
}

static void
test_cancelled (Fixture      *f,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_capture (f, "aaaa.json", 300, FIVE ("30"));
  g_cancellable_cancel (cancellable);
  g_assert_null (read_and_wait (f->source, f->now, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
write_capture_of (Fixture    *f,
                  const char *name,
                  const char *folder,
                  gint64      age_seconds,
                  const char *limits)
{
  g_autofree char *path = path_of (f, name);
  gint64 seconds = g_date_time_to_unix (f->now) - age_seconds;
  struct utimbuf times = { seconds, seconds };
  g_autofree char *text = g_strdup_printf ("{\"as_of_ms\":%" G_GINT64_FORMAT "000,\"folder\":\"%s\",\"rate_limits\":{%s}}\n",
                                           seconds, folder, limits);

  write_file (path, text);
  g_assert_cmpint (utime (path, &times), ==, 0);
}

static void
test_each_profile_has_its_captures (Fixture      *f,
                                    gconstpointer user_data)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
  g_autoptr (SgReading) reading = NULL;
  SgReading *other;

  g_hash_table_insert (owners, (gpointer) "claude_56", (gpointer) SG_CLAUDE_MAIN_PROFILE);
  g_hash_table_insert (owners, (gpointer) "claude_work_12", (gpointer) "work");
  g_hash_table_insert (owners, (gpointer) "elsewhere_34", (gpointer) "work");
  sg_statusline_source_set_owners (SG_STATUSLINE_SOURCE (f->source), owners);
  write_capture_of (f, "a.json", "claude_work_12", 10, FIVE ("70"));
  write_capture_of (f, "b.json", "elsewhere_34", 20, FIVE ("60") "," SEVEN ("50"));
  write_capture_of (f, "c.json", "claude_56", 30, FIVE ("40"));
  write_capture (f, "d.json", 40, FIVE ("30") "," SEVEN ("20"));
  write_capture_of (f, "e.json", "a_stranger_78", 5, FIVE ("99") "," SEVEN ("99"));

  reading = read_now (f);
  g_assert_null (reading->profile);
  assert_limit (f, reading, "session", 40.0, 30);
  assert_limit (f, reading, "weekly", 20.0, 40);
  g_assert_cmpuint (reading->others->len, ==, 1);
  other = g_ptr_array_index (reading->others, 0);
  g_assert_cmpstr (other->profile, ==, "work");
  assert_limit (f, other, "session", 70.0, 10);
  assert_limit (f, other, "weekly", 50.0, 20);
}

static void
test_a_strangers_captures_are_nobodys (Fixture      *f,
                                       gconstpointer user_data)
{
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_hash_table_insert (owners, (gpointer) "claude_56", (gpointer) SG_CLAUDE_MAIN_PROFILE);
  sg_statusline_source_set_owners (SG_STATUSLINE_SOURCE (f->source), owners);
  write_capture_of (f, "a.json", "a_stranger_78", 5, FIVE ("99") "," SEVEN ("99"));

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "profiles"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/statusline-source/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("newest-session-counts", test_newest_session_counts);
  ADD ("each-window-has-its-own-age", test_each_window_has_its_own_age);
  ADD ("one-window-is-enough", test_one_window_is_enough);
  ADD ("nothing-captured", test_nothing_captured);
  ADD ("old-files-are-ours-to-remove", test_old_files_are_ours_to_remove);
  ADD ("a-touched-old-capture-is-still-old", test_a_touched_old_capture_is_still_old);
  ADD ("a-clock-far-ahead-hides-nothing", test_a_clock_far_ahead_hides_nothing);
  ADD ("strange-files-are-passed-over", test_strange_files_are_passed_over);
  ADD ("a-file-in-place-of-the-folder", test_a_file_in_place_of_the_folder);
  ADD ("changes-are-told-once-until-read", test_changes_are_told_once_until_read);
  ADD ("a-flood-is-told-now-and-then", test_a_flood_is_told_now_and_then);
  ADD ("cancelled", test_cancelled);
  ADD ("each-profile-has-its-captures", test_each_profile_has_its_captures);
  ADD ("a-strangers-captures-are-nobodys", test_a_strangers_captures_are_nobodys);
#undef ADD

  return g_test_run ();
}
