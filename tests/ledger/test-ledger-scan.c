/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/stat.h>
#include <unistd.h>

#include "ledger-testing.h"
#include "sg-json.h"

static void
test_append_reads_only_what_is_new (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autofree char *second = answer ("b", "req_b", 1, 20, TIME, "");

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  g_assert_cmpuint (desk_scan (desk), >, 0);
  desk_assert_sums (desk, "1 1 10");
  g_assert_cmpuint (desk_scan (desk), ==, 0);

  desk_write (desk, "p/s.jsonl", "a", second, strlen (second));
  g_assert_cmpuint (desk_scan (desk), ==, strlen (second));
  desk_assert_sums (desk, "2 2 30");
}

static void
test_half_a_line_waits (Desk         *desk,
                        gconstpointer user_data)
{
  g_autofree char *line = answer ("a", "req_a", 1, 10, TIME, "");
  gsize length = strlen (line);

  for (gsize i = 0; i < length; i++) {
    desk_write (desk, "p/s.jsonl", "a", line + i, 1);
    desk_scan (desk);
    desk_assert_sums (desk, i + 2 < length ? "0 0 0" : "1 1 10");
  }
}

/* Nobody may ever end it; what comes after it must not count it twice. */
static void
test_last_line_without_end (Desk         *desk,
                            gconstpointer user_data)
{
  const char *nameless = "{\"type\":\"assistant\",\"timestamp\":\"" TIME "\",\"message\":{\"usage\":{\"input_tokens\":1,\"output_tokens\":10}}}";

  desk_write (desk, "p/s.jsonl", "a", nameless, strlen (nameless));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 10");
  desk_write (desk, "p/s.jsonl", "a", " \r\n", 3);
  desk_scan (desk);
  desk_append_answer (desk, "p/s.jsonl", "b", 20);
  desk_scan (desk);
  desk_assert_sums (desk, "2 2 30");
}

static void
test_truncation (Desk         *desk,
                 gconstpointer user_data)
{
  g_autofree char *path = desk_path (desk, "p/s.jsonl");

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_append_answer (desk, "p/s.jsonl", "b", 20);
  desk_scan (desk);

  g_assert_cmpint (truncate (path, 0), ==, 0);
  desk_append_answer (desk, "p/s.jsonl", "c", 5);
  desk_scan (desk);
  desk_assert_sums (desk, "3 3 35");
}

/* As long as before and longer: only the bytes before the offset tell. */
static void
test_replacement (Desk         *desk,
                  gconstpointer user_data)
{
  g_autofree char *path = desk_path (desk, "p/s.jsonl");

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);

  g_unlink (path);
  desk_append_answer (desk, "p/s.jsonl", "b", 20);
  desk_append_answer (desk, "p/s.jsonl", "c", 30);
  desk_scan (desk);
  desk_assert_sums (desk, "3 3 60");

  desk_write (desk, "p/s.jsonl", "w", "", 0);
  desk_append_answer (desk, "p/s.jsonl", "d", 40);
  desk_append_answer (desk, "p/s.jsonl", "e", 50);
  desk_scan (desk);
  desk_assert_sums (desk, "5 5 150");
}

static void
test_rename_is_not_read_again (Desk         *desk,
                               gconstpointer user_data)
{
  g_autofree char *old = desk_path (desk, "p");
  g_autofree char *new = desk_path (desk, "q");

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);

  g_assert_cmpint (g_rename (old, new), ==, 0);
  g_assert_cmpuint (desk_scan (desk), ==, 0);
  desk_append_answer (desk, "q/s.jsonl", "b", 20);
  desk_scan (desk);
  desk_assert_sums (desk, "2 2 30");
}

static void
test_deletion_forgets_nothing_counted (Desk         *desk,
                                       gconstpointer user_data)
{
  g_autofree char *path = desk_path (desk, "p/s.jsonl");
  g_autoptr (SgLedger) ledger = NULL;
  g_autofree char *n_files = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_unlink (path);
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 10");

  ledger = desk_open (desk);
  n_files = ledger_query (ledger, "SELECT count(*) FROM files");
  g_assert_cmpstr (n_files, ==, "0");
}

static void
test_one_request_in_many_files (Desk         *desk,
                                gconstpointer user_data)
{
  g_autofree char *partial = answer ("a", "req_a", 1, 2, "2026-11-21T10:00:00Z", "\"sessionId\":\"s\",");
  g_autofree char *final = answer ("a", "req_a", 1, 41, "2026-11-21T10:16:00Z", "\"sessionId\":\"s\",");
  g_autofree char *fork = answer ("a", "req_a", 1, 41, "2026-11-21T10:16:00Z", "\"sessionId\":\"t\",\"requestSessionId\":\"s\",");
  g_autofree char *aside = answer ("a", "req_side", 1000, 41, "2026-11-21T10:16:00Z", "\"isSidechain\":true,");
  g_autoptr (SgLedger) ledger = NULL;
  g_autofree char *place = NULL;

  desk_write (desk, "p/t.jsonl", "a", fork, strlen (fork));
  desk_write (desk, "p/s/subagents/aside.jsonl", "a", aside, strlen (aside));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 41");

  desk_write (desk, "p/s.jsonl", "a", partial, strlen (partial));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 41");
  desk_write (desk, "p/s.jsonl", "a", final, strlen (final));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 41");

  ledger = desk_open (desk);
  place = ledger_query (ledger, "SELECT session, time_ms FROM requests JOIN places ON place = id");
  g_assert_cmpstr (place, ==, "s 1795256160000");
}

static void
test_replay_counted_first_gives_way (Desk         *desk,
                                     gconstpointer user_data)
{
  g_autofree char *aside = answer ("a", "req_side", 1000, 41, TIME, "\"isSidechain\":true,");
  g_autofree char *another = answer ("a", "req_other", 2000, 41, TIME, "\"isSidechain\":true,");

  desk_write (desk, "p/s/subagents/aside.jsonl", "a", aside, strlen (aside));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1000 41");
  desk_write (desk, "p/s/subagents/another.jsonl", "a", another, strlen (another));
  desk_scan (desk);
  desk_assert_sums (desk, "2 3000 82");
  desk_append_answer (desk, "p/s.jsonl", "a", 41);
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 41");
}

static void
make_odd_files (Desk *desk)
{
  g_autofree char *fifo = desk_path (desk, "p/fifo.jsonl");
  g_autofree char *device = desk_path (desk, "p/device.jsonl");
  g_autofree char *dangling = desk_path (desk, "p/dangling.jsonl");
  g_autofree char *loop = desk_path (desk, "p/loop");
  g_autofree char *folder = desk_path (desk, "p/folder.jsonl");
  g_autofree char *elsewhere = g_build_filename (g_get_home_dir (), "elsewhere", NULL);
  g_autofree char *link = desk_path (desk, "linked");
  g_autofree char *twice = desk_path (desk, "linked-twice");
  g_autofree char *line = answer ("linked", "req_linked", 1, 100, TIME, "");
  g_autofree char *file = g_build_filename (elsewhere, "s.jsonl", NULL);

  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", device), ==, 0);
  g_assert_cmpint (symlink ("nowhere", dangling), ==, 0);
  g_assert_cmpint (symlink (".", loop), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (elsewhere, 0700), ==, 0);
  g_assert_cmpint (symlink (elsewhere, link), ==, 0);
  g_assert_cmpint (symlink (elsewhere, twice), ==, 0);
  g_assert_true (g_file_set_contents (file, line, -1, NULL));
}

static void
test_odd_files (Desk         *desk,
                gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *sums = NULL;
  g_autofree char *skipped = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_append_answer (desk, "p/notes.txt", "b", 20);
  desk_append_answer (desk, "p/.jsonl", "c", 40);
  desk_append_answer (desk, ".hidden/.s.jsonl", "d", 80);
  make_odd_files (desk);

  desk_scan_ledger (desk, ledger, &scan);
  sums = ledger_sums (ledger);
  g_assert_cmpstr (sums, ==, "3 3 190");
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_NOT_FILE], ==, 1);
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_LINK], ==, 2);
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_LOOP], ==, 2);
  skipped = sg_transcript_tree_describe_skipped (scan.tree);
  g_assert_true (g_str_has_prefix (skipped, "5 skipped: 1 no ordinary file ("));
}

/* Enough for two threads to walk. */
static void
test_odd_files_among_many (Desk         *desk,
                           gconstpointer user_data)
{
  for (guint i = 0; i < 40; i++) {
    g_autofree char *folder = g_strdup_printf ("many-%u", i);
    g_autofree char *path = desk_path (desk, folder);

    g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
  }

  test_odd_files (desk, user_data);
}

static void
test_unreadable_file (Desk         *desk,
                      gconstpointer user_data)
{
  g_autofree char *path = desk_path (desk, "p/locked.jsonl");
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };

  if (geteuid () == 0) {
    g_test_skip ("root may read everything");
    return;
  }
  desk_append_answer (desk, "p/locked.jsonl", "a", 10);
  desk_append_answer (desk, "p/s.jsonl", "b", 20);
  g_assert_cmpint (chmod (path, 0), ==, 0);
  desk_scan_ledger (desk, ledger, &scan);
  g_assert_cmpuint (scan.tally.n_failed, ==, 1);
  g_assert_cmpstr (scan.tally.failed_path, ==, path);
}

static void
test_changed_paths_only (Desk         *desk,
                         gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *path = desk_path (desk, "p/s.jsonl");
  g_autofree char *gone = desk_path (desk, "p/gone.jsonl");
  g_autoptr (GPtrArray) changed = g_ptr_array_new ();
  g_autofree char *sums = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_append_answer (desk, "p/t.jsonl", "b", 20);
  g_ptr_array_add (changed, path);
  g_ptr_array_add (changed, gone);
  g_ptr_array_add (changed, (gpointer) "/etc/x.jsonl");
  scan.changed_paths = changed;

  desk_scan_ledger (desk, ledger, &scan);
  desk_append_answer (desk, "p/s.jsonl", "c", 40);
  desk_scan_ledger (desk, ledger, &scan);
  sums = ledger_sums (ledger);
  g_assert_cmpstr (sums, ==, "2 2 50");
}

#define N_FILES 3

typedef struct {
  char    *name;
  GString *text;
  gsize    written;
} Growing;

static void
make_growing (Growing *files,
              GRand   *rand)
{
  for (guint i = 0; i < N_FILES; i++) {
    files[i].name = g_strdup_printf ("p/%u.jsonl", i);
    files[i].text = g_string_new (NULL);
    files[i].written = 0;
  }
  for (guint i = 0; i < 300; i++) {
    g_autofree char *id = g_strdup_printf ("m%d", g_rand_int_range (rand, 0, 60));
    g_autofree char *request_id = g_strdup_printf ("r%d", g_rand_int_range (rand, 0, 2));
    g_autofree char *line = answer (id, request_id, 1, (guint) g_rand_int_range (rand, 1, 50), TIME,
                                    g_rand_boolean (rand) ? "" : "\"sessionId\":\"x\",\"requestSessionId\":\"y\",");

    g_string_append (files[g_rand_int_range (rand, 0, N_FILES)].text, line);
  }
}

/* Returns: whether there is more to come */
static gboolean
grow (Desk    *desk,
      Growing *file,
      GRand   *rand)
{
  gsize n = MIN ((gsize) g_rand_int_range (rand, 0, 2000), file->text->len - file->written);

  desk_write (desk, file->name, "a", file->text->str + file->written, n);
  file->written += n;

  return file->written < file->text->len;
}

/* Cut anywhere, into several files in turn: it must come to what one look at the end sees. */
static void
test_any_growth_comes_to_the_same (Desk         *desk,
                                   gconstpointer user_data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (SgLedger) fresh = sg_ledger_open (SG_LEDGER_IN_MEMORY, desk->prices, NULL);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *grown = NULL;
  g_autofree char *at_once = NULL;
  Growing files[N_FILES];
  gboolean more = TRUE;

  make_growing (files, rand);
  while (more) {
    more = FALSE;
    for (guint i = 0; i < N_FILES; i++)
      more |= grow (desk, &files[i], rand);
    desk_scan (desk);
  }

  desk_scan_ledger (desk, fresh, &scan);
  grown = ledger_sums (ledger);
  at_once = ledger_sums (fresh);
  g_assert_cmpstr (grown, ==, at_once);

  for (guint i = 0; i < N_FILES; i++) {
    g_free (files[i].name);
    g_string_free (files[i].text, TRUE);
  }
}

static void
append_model_sums (GString    *text,
                   const char *model,
                   JsonObject *sums)
{
  const char *members[] = {
    "messages", "sidechain_messages", "input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_creation_1h",
    "cache_read_input_tokens",
  };

  g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", model);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, json_object_get_int_member (sums, members[i]));
}

static char *
expected_sums (JsonObject *by_model)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GList) models = g_list_sort (json_object_get_members (by_model), (GCompareFunc) strcmp);

  for (GList *item = models; item != NULL; item = item->next)
    append_model_sums (text, item->data, json_object_get_object_member (by_model, item->data));

  return g_string_free (text, FALSE);
}

static void
assert_sample (Desk       *desk,
               const char *name,
               JsonObject *expected)
{
  g_autofree char *projects = g_test_build_filename (G_TEST_DIST, "data", "samples", name, "projects", NULL);
  const char *const paths[] = { projects, NULL };
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, desk->prices, NULL);
  g_auto (SgLedgerScan) scan = { .projects_paths = paths, .n_threads = 1 };
  g_autoptr (GError) error = NULL;
  g_autofree char *sums = NULL;
  g_autofree char *wanted = expected_sums (json_object_get_object_member (expected, "by_model"));

  g_test_message ("%s", name);
  sg_ledger_scan (ledger, &scan, NULL, &error);
  g_assert_no_error (error);
  sums = ledger_query (ledger, "SELECT name, count(*), sum((flags >> 1) & 1), sum(input), sum(output), sum(write_5m + write_1h),"
                       " sum(write_1h), sum(cache_read) FROM requests JOIN models ON model = id GROUP BY 1 ORDER BY 1");
  g_assert_cmpstr (sums, ==, wanted);
  g_assert_cmpint (scan.tally.n_requests, ==, json_object_get_int_member (expected, "assistant_lines_with_usage"));
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++)
    g_assert_cmpuint (scan.tally.n_unreadable[i], ==, 0);
}

static void
test_real_output (Desk         *desk,
                  gconstpointer user_data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "samples", "expected.json", NULL);
  g_autofree char *text = NULL;
  gsize length;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GList) names = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = sg_json_parse_object (text, length, NULL);
  names = json_object_get_members (json_node_get_object (node));
  g_assert_cmpuint (g_list_length (names), ==, 10);
  for (GList *item = names; item != NULL; item = item->next)
    assert_sample (desk, item->data, json_object_get_object_member (json_node_get_object (node), item->data));
}

/* Older versions copy the lines as they are: they name the session that made them. */
static void
test_a_copy_is_of_the_session_it_names (Desk         *desk,
                                        gconstpointer user_data)
{
  g_autofree char *line = answer ("a", "req_a", 1, 10, TIME, "\"sessionId\":\"z\",");
  g_autofree char *nameless = answer ("b", "req_b", 1, 10, TIME, "");
  g_autofree char *places = NULL;

  desk_write (desk, "p/a.jsonl", "a", line, strlen (line));
  desk_write (desk, "p/a.jsonl", "a", nameless, strlen (nameless));
  desk_write (desk, "p/z.jsonl", "a", line, strlen (line));
  desk_write (desk, "p/z.jsonl", "a", nameless, strlen (nameless));
  desk_scan (desk);
  {
    g_autoptr (SgLedger) ledger = desk_open (desk);

    places = ledger_query (ledger, "SELECT ifnull (file_session, session) FROM requests JOIN places ON place = id ORDER BY 1");
  }
  g_assert_cmpstr (places, ==, "a\nz");
}

static void
test_a_limit_that_was_met_is_kept (Desk         *desk,
                                   gconstpointer user_data)
{
  const char *line = "{\"type\":\"assistant\",\"timestamp\":\"" TIME "\",\"message\":{\"model\":\"<synthetic>\",\"content\":"
                     "\"Claude AI usage limit reached|1795262400\",\"usage\":{\"input_tokens\":0,\"output_tokens\":0}},\"isApiErrorMessage\":true}\n";
  g_autofree char *notices = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_write (desk, "p/s.jsonl", "a", line, strlen (line));
  desk_scan (desk);
  desk_write (desk, "p/s.jsonl", "a", line, strlen (line));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 10");
  {
    g_autoptr (SgLedger) ledger = desk_open (desk);

    notices = ledger_query (ledger, "SELECT time_ms, file_session IS NULL, session, resets_ms FROM notices JOIN places ON place = id");
  }
  g_assert_cmpstr (notices, ==, "1795255200000 1 s 1795262400000");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-scan/append-reads-only-what-is-new", test_append_reads_only_what_is_new);
  desk_test ("/ledger-scan/half-a-line-waits", test_half_a_line_waits);
  desk_test ("/ledger-scan/last-line-without-end", test_last_line_without_end);
  desk_test ("/ledger-scan/truncation", test_truncation);
  desk_test ("/ledger-scan/replacement", test_replacement);
  desk_test ("/ledger-scan/rename-is-not-read-again", test_rename_is_not_read_again);
  desk_test ("/ledger-scan/deletion-forgets-nothing-counted", test_deletion_forgets_nothing_counted);
  desk_test ("/ledger-scan/one-request-in-many-files", test_one_request_in_many_files);
  desk_test ("/ledger-scan/replay-counted-first-gives-way", test_replay_counted_first_gives_way);
  desk_test ("/ledger-scan/odd-files", test_odd_files);
  desk_test ("/ledger-scan/odd-files-among-many", test_odd_files_among_many);
  desk_test ("/ledger-scan/unreadable-file", test_unreadable_file);
  desk_test ("/ledger-scan/changed-paths-only", test_changed_paths_only);
  desk_test ("/ledger-scan/any-growth-comes-to-the-same", test_any_growth_comes_to_the_same);
  desk_test ("/ledger-scan/a-copy-is-of-the-session-it-names", test_a_copy_is_of_the_session_it_names);
  desk_test ("/ledger-scan/a-limit-that-was-met-is-kept", test_a_limit_that_was_met_is_kept);
  desk_test ("/ledger-scan/real-output", test_real_output);

  return g_test_run ();
}
