/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-cli-stream.h"
#include "sg-ledger-results.h"
#include "sg-transcript-source.h"
#include "sg-money.h"
#include "source-testing.h"

typedef struct {
  char      *projects;
  char      *other_projects;
  char      *ledger_path;
  GDateTime *now;
  SgSource  *source;
  guint      n_changes;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  const char *const *paths;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  f->projects = g_build_filename (g_get_home_dir (), ".claude", "projects", NULL);
  f->other_projects = g_build_filename (g_get_home_dir (), ".config", "claude", "projects", NULL);
  f->ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  f->now = noon ();
  g_mkdir_with_parents (g_get_home_dir (), 0700);
  paths = (const char *[]) { f->projects, f->other_projects, NULL };
  f->source = sg_transcript_source_new (paths, f->ledger_path, zone);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->source);
  g_free (f->projects);
  g_free (f->other_projects);
  g_free (f->ledger_path);
  g_date_time_unref (f->now);
}

static void
append_answer (const char *projects,
               const char *relative,
               const char *id)
{
  g_autofree char *path = g_build_filename (projects, relative, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  FILE *file;

  g_mkdir_with_parents (folder, 0700);
  file = fopen (path, "a");
  g_assert_nonnull (file);
  fprintf (file, "{\"type\":\"assistant\",\"timestamp\":\"2026-11-21T10:00:00Z\",\"message\":{\"id\":\"%s\","
           "\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}}\n", id);
  fclose (file);
}

#define ONE G_GINT64_CONSTANT (4000000)

static gint64
read_today (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading->costs);
  g_assert_null (reading->limits);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_TRANSCRIPTS);
  g_assert_cmpint (reading->costs->origin, ==, SG_ORIGIN_TRANSCRIPTS);

  return reading->costs->today_pico_usd;
}

/* The first read makes the source watch more folders, and look once more. */
static void
settle (Fixture *f)
{
  guint n_changes;

  do {
    n_changes = f->n_changes;
    read_today (f);
  } while (f->n_changes != n_changes);
}

static void
test_identity (Fixture      *f,
               gconstpointer user_data)
{
  g_assert_cmpstr (sg_source_get_id (f->source), ==, "transcripts");
  g_assert_cmpint (sg_source_get_origin (f->source), ==, SG_ORIGIN_TRANSCRIPTS);
  g_assert_cmpuint (sg_source_get_interval_seconds (f->source), ==, 900);
}

/* As `sandglass ingest` does it, in another process. */
static void
take_in (Fixture    *f,
         const char *text)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (f->ledger_path, prices, &error);
  g_autoptr (SgCliStream) stream = sg_cli_stream_new ();
  guint n_new;

  g_assert_no_error (error);
  sg_cli_stream_push (stream, text, strlen (text));
  sg_cli_stream_finish (stream);
  sg_ledger_results_add (ledger, stream->results, g_date_time_to_unix (f->now) * 1000, &n_new, &error);
  g_assert_no_error (error);
}

static void
test_command_results_are_told (Fixture      *f,
                               gconstpointer user_data)
{
  guint n_changes;

  take_in (f, "{\"type\":\"result\",\"session_id\":\"s\",\"uuid\":\"1\",\"total_cost_usd\":1}");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, SG_PICO_PER_USD);
  settle (f);

  n_changes = f->n_changes;
  take_in (f, "{\"type\":\"result\",\"session_id\":\"t\",\"uuid\":\"2\",\"total_cost_usd\":2}");
  wait_for_count (&f->n_changes, n_changes + 1);
  g_assert_cmpint (read_today (f), ==, 3 * SG_PICO_PER_USD);
}

static void
test_nothing_there (Fixture      *f,
                    gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_null (reading);
  g_assert_error (error, SG_ERROR, SG_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, f->projects));
  g_assert_nonnull (strstr (error->message, f->other_projects));
}

static void
test_reads_all_folders (Fixture      *f,
                        gconstpointer user_data)
{
  append_answer (f->projects, "p/s.jsonl", "a");
  append_answer (f->other_projects, "p/s.jsonl", "a");
  append_answer (f->other_projects, "p/s.jsonl", "b");
  g_assert_cmpint (read_today (f), ==, 2 * ONE);
  g_assert_true (g_str_has_prefix (sg_source_get_detail (f->source), "2 files, "));
  g_assert_true (g_str_has_suffix (sg_source_get_detail (f->source), " bytes, 2 requests"));
}

static void
test_detail_says_when_the_folder_is_gone (Fixture      *f,
                                          gconstpointer user_data)
{
  g_autofree char *elsewhere = g_build_filename (g_get_home_dir (), "elsewhere", NULL);

  append_answer (f->projects, "p/s.jsonl", "a");
  settle (f);
  g_assert_true (g_str_has_prefix (sg_source_get_detail (f->source), "1 file, "));
  g_assert_true (g_str_has_suffix (sg_source_get_detail (f->source), " bytes, 1 request"));

  f->n_changes = 0;
  g_assert_cmpint (g_rename (f->projects, elsewhere), ==, 0);
  wait_for_count (&f->n_changes, 1);
  settle (f);
  g_assert_cmpint (read_today (f), ==, ONE);
  g_assert_true (g_str_has_prefix (sg_source_get_detail (f->source), "no transcripts are there now; looked for "));
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), f->projects));
  g_assert_true (g_str_has_suffix (sg_source_get_detail (f->source), "; kept from before: 1 request"));

  f->n_changes = 0;
  g_assert_cmpint (g_rename (elsewhere, f->projects), ==, 0);
  wait_for_count (&f->n_changes, 1);
  settle (f);
  g_assert_true (g_str_has_prefix (sg_source_get_detail (f->source), "1 file, "));
}

static void
test_detail_names_what_was_left (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (f->projects, "p", "s.jsonl", NULL);
  g_autofree char *link = g_build_filename (f->projects, "p", "link.jsonl", NULL);

  write_file (path, "{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tokens\":1\n");
  g_assert_cmpint (symlink ("s.jsonl", link), ==, 0);
  g_assert_cmpint (read_today (f), ==, 0);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "; 1 skipped: 1 a link ("));
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "; lines left out: 1 not whole JSON"));
}

static void
test_append_is_seen (Fixture      *f,
                     gconstpointer user_data)
{
  append_answer (f->projects, "p/s.jsonl", "a");
  settle (f);
  f->n_changes = 0;

  append_answer (f->projects, "p/s.jsonl", "b");
  append_answer (f->projects, "p/s.jsonl", "c");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, 3 * ONE);
  g_assert_cmpuint (f->n_changes, ==, 1);
}

static void
test_new_folders_are_watched (Fixture      *f,
                              gconstpointer user_data)
{
  append_answer (f->projects, "p/s.jsonl", "a");
  settle (f);
  f->n_changes = 0;

  append_answer (f->projects, "q/s/subagents/x.jsonl", "b");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, 2 * ONE);

  f->n_changes = 0;
  append_answer (f->projects, "q/s/subagents/x.jsonl", "c");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, 3 * ONE);
}

static void
test_projects_appear_later (Fixture      *f,
                            gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  append_answer (f->projects, "p/s.jsonl", "a");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, ONE);
}

static void
test_renamed_folder_is_followed (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autofree char *old = g_build_filename (f->projects, "p", NULL);
  g_autofree char *new = g_build_filename (f->projects, "q", NULL);

  append_answer (f->projects, "p/s.jsonl", "a");
  settle (f);
  f->n_changes = 0;

  g_assert_cmpint (g_rename (old, new), ==, 0);
  wait_for_count (&f->n_changes, 1);
  settle (f);
  f->n_changes = 0;
  append_answer (f->projects, "q/s.jsonl", "b");
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpint (read_today (f), ==, 2 * ONE);
}

static void
test_history_outlives_the_files (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (f->projects, "p", "s.jsonl", NULL);
  g_autofree char *aside = g_build_filename (g_get_home_dir (), "moved", NULL);

  append_answer (f->projects, "p/s.jsonl", "a");
  g_assert_cmpint (read_today (f), ==, ONE);
  g_assert_cmpint (g_rename (f->projects, aside), ==, 0);
  g_assert_cmpint (read_today (f), ==, ONE);
}

static void
test_no_place_for_a_ledger (void)
{
  g_autofree char *projects = g_build_filename (g_get_home_dir (), "projects", NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  const char *const paths[] = { projects, NULL };
  Fixture f = { .now = noon () };

  append_answer (projects, "p/s.jsonl", "a");
  f.source = sg_transcript_source_new (paths, "/dev/null/ledger.db", zone);
  g_assert_cmpint (read_today (&f), ==, ONE);
  g_assert_nonnull (strstr (sg_source_get_detail (f.source), "; nothing is kept in /dev/null/ledger.db: "));

  g_assert_finalize_object (f.source);
  g_date_time_unref (f.now);
}

static void
test_damaged_ledger (Fixture      *f,
                     gconstpointer user_data)
{
  g_autofree char *aside = g_strconcat (f->ledger_path, ".damaged-1", NULL);

  append_answer (f->projects, "p/s.jsonl", "a");
  write_file (f->ledger_path, "nothing an SQLite file would begin with, and long enough");
  g_assert_cmpint (read_today (f), ==, ONE);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "the ledger was damaged"));
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), aside));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));

  g_assert_cmpint (read_today (f), ==, ONE);
  g_assert_null (strstr (sg_source_get_detail (f->source), "damaged"));
}

static void
test_users_prices (Fixture      *f,
                   gconstpointer user_data)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "sandglass", "prices.json", NULL);

  append_answer (f->projects, "p/s.jsonl", "a");
  sg_transcript_source_set_prices_path (SG_TRANSCRIPT_SOURCE (f->source), path);
  g_assert_cmpint (read_today (f), ==, ONE);

  write_file (path, "{\"models\":{\"claude-opus-5-5\":{\"input\":1,\"output\":1,\"cache_write_5m\":1,\"cache_write_1h\":1,\"cache_read\":1}}}");
  g_assert_cmpint (read_today (f), ==, 1000000);

  write_file (path, "{\"models\":{\"claude-opus-5-5\":7}}");
  g_assert_cmpint (read_today (f), ==, ONE);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), path));
}

static void
test_cancelled (Fixture      *f,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  append_answer (f->projects, "p/s.jsonl", "a");
  g_cancellable_cancel (cancellable);
  g_assert_null (read_and_wait (f->source, f->now, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (read_today (f), ==, ONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define TEST(path, function) g_test_add ("/transcript-source/" path, Fixture, NULL, set_up, function, tear_down)
  TEST ("identity", test_identity);
  TEST ("nothing-there", test_nothing_there);
  TEST ("command-results-are-told", test_command_results_are_told);
  TEST ("reads-all-folders", test_reads_all_folders);
  TEST ("detail-says-when-the-folder-is-gone", test_detail_says_when_the_folder_is_gone);
  TEST ("detail-names-what-was-left", test_detail_names_what_was_left);
  TEST ("append-is-seen", test_append_is_seen);
  TEST ("new-folders-are-watched", test_new_folders_are_watched);
  TEST ("projects-appear-later", test_projects_appear_later);
  TEST ("renamed-folder-is-followed", test_renamed_folder_is_followed);
  TEST ("history-outlives-the-files", test_history_outlives_the_files);
  g_test_add_func ("/transcript-source/no-place-for-a-ledger", test_no_place_for_a_ledger);
  TEST ("damaged-ledger", test_damaged_ledger);
  TEST ("users-prices", test_users_prices);
  TEST ("cancelled", test_cancelled);

  return g_test_run ();
}
