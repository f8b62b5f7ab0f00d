/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Folders and disks as they should not be: what can be read is counted, what cannot is said. */

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ledger-testing.h"

#define NOBODY 65534

/* Root may do everything; what it makes is then shown to somebody else. */
static void
become_nobody (Desk *desk)
{
  g_autofree char *folder = g_strdup (g_get_home_dir ());

  while (geteuid () == 0 && !g_str_equal (folder, "/")) {
    g_autofree char *parent = g_path_get_dirname (folder);
    struct stat info;

    if (stat (folder, &info) == 0 && (info.st_mode & 0011) != 0011)
      g_assert_cmpint (chmod (folder, info.st_mode | 0011), ==, 0);
    g_free (folder);
    folder = g_steal_pointer (&parent);
  }
  if (geteuid () == 0)
    g_assert_cmpint (seteuid (NOBODY), ==, 0);
}

static void
become_ourselves (void)
{
  g_assert_cmpint (seteuid (getuid ()), ==, 0);
}

static void
test_unreadable (Desk         *desk,
                 gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, desk->prices, NULL);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *folder = desk_path (desk, "locked");
  g_autofree char *readable = desk_path (desk, "p");
  g_autofree char *file = desk_path (desk, "p/locked.jsonl");
  g_autofree char *claude = g_path_get_dirname (desk->projects);
  g_autofree char *sums = NULL;
  g_autofree char *skipped = NULL;

  desk_append_answer (desk, "locked/s.jsonl", "a", 10);
  desk_append_answer (desk, "p/locked.jsonl", "b", 20);
  desk_append_answer (desk, "p/s.jsonl", "c", 40);
  g_assert_cmpint (chmod (claude, 0755) | chmod (desk->projects, 0755), ==, 0);
  g_assert_cmpint (chmod (readable, 0755) | chmod (folder, 0) | chmod (file, 0), ==, 0);

  become_nobody (desk);
  desk_scan_ledger (desk, ledger, &scan);
  become_ourselves ();
  sums = ledger_sums (ledger);
  g_assert_cmpstr (sums, ==, "1 1 40");
  g_assert_cmpuint (scan.tally.n_failed, ==, 1);
  g_assert_cmpstr (scan.tally.failed_path, ==, file);
  skipped = sg_transcript_tree_describe_skipped (scan.tree);
  g_assert_true (g_str_has_prefix (skipped, "2 skipped: 2 unreadable ("));

  g_assert_cmpint (chmod (folder, 0700) | chmod (file, 0600), ==, 0);
  desk_scan_ledger (desk, ledger, &scan);
  g_clear_pointer (&sums, g_free);
  sums = ledger_sums (ledger);
  g_assert_cmpstr (sums, ==, "3 3 70");
}

/* A folder that cannot be looked into is not an empty one. */
static void
test_locked_folder_forgets_nothing (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, desk->prices, NULL);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *folder = desk_path (desk, "p");
  g_autofree char *claude = g_path_get_dirname (desk->projects);

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  g_assert_cmpint (chmod (claude, 0755) | chmod (desk->projects, 0755), ==, 0);
  desk_scan_ledger (desk, ledger, &scan);
  g_assert_cmpint (chmod (folder, 0), ==, 0);
  become_nobody (desk);
  desk_scan_ledger (desk, ledger, &scan);
  become_ourselves ();

  g_assert_cmpint (chmod (folder, 0700), ==, 0);
  desk_scan_ledger (desk, ledger, &scan);
  g_assert_cmpuint (scan.tally.n_bytes, ==, 0);
}

static void
test_sockets_and_circles (Desk         *desk,
                          gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };
  g_autofree char *socket = desk_path (desk, "p/socket.jsonl");
  g_autofree char *one = desk_path (desk, "p/one.jsonl");
  g_autofree char *other = desk_path (desk, "p/other.jsonl");
  g_autofree char *up = desk_path (desk, "p/q/up");
  g_autofree char *device = desk_path (desk, "p/endless.jsonl");
  g_autofree char *sums = NULL;

  desk_append_answer (desk, "p/q/s.jsonl", "a", 10);
  g_assert_cmpint (mknod (socket, S_IFSOCK | 0600, 0), ==, 0);
  g_assert_cmpint (symlink ("other.jsonl", one) | symlink ("one.jsonl", other), ==, 0);
  g_assert_cmpint (symlink ("../..", up) | symlink ("/dev/zero", device), ==, 0);

  desk_scan_ledger (desk, ledger, &scan);
  sums = ledger_sums (ledger);
  g_assert_cmpstr (sums, ==, "1 1 10");
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_NOT_FILE], ==, 1);
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_LINK], ==, 3);
  g_assert_cmpuint (scan.tree->n_skipped[SG_TRANSCRIPT_SKIP_LOOP], ==, 1);
}

static gboolean
take_cb (SgLedgerBatch *batch,
         gpointer       user_data)
{
  sg_ledger_batch_free (batch);

  return TRUE;
}

/* Between the walk and the reading a file may become something else. */
static void
test_file_turns_into_a_fifo (Desk         *desk,
                             gconstpointer user_data)
{
  g_autofree char *path = desk_path (desk, "p/s.jsonl");
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  g_autoptr (GArray) jobs = g_array_new (FALSE, TRUE, sizeof (SgTranscriptJob));
  g_auto (SgTranscriptTally) tally = { 0 };
  SgTranscriptJob job = { NULL };

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  g_assert_true (sg_transcript_tree_walk (tree, desk->projects));
  job.file = g_ptr_array_index (tree->files, 0);
  g_array_append_val (jobs, job);
  g_assert_cmpint (unlink (path), ==, 0);
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);

  g_assert_true (sg_transcript_scan (jobs, 1, NULL, take_cb, NULL, &tally));
  g_assert_cmpuint (tally.n_failed, ==, 1);
}

static void
assert_scan_fails (Desk     *desk,
                   SgLedger *ledger,
                   SgError   code)
{
  const char *const paths[] = { desk->projects, NULL };
  g_auto (SgLedgerScan) scan = { .projects_paths = paths, .n_threads = 2 };
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_ledger_scan (ledger, &scan, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
}

static void
test_full_database (Desk         *desk,
                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_assert_true (sg_ledger_db_exec (ledger->db, "PRAGMA max_page_count = 12", NULL));
  for (guint i = 0; i < 5000; i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);

    desk_append_answer (desk, "p/s.jsonl", id, 10);
  }

  assert_scan_fails (desk, ledger, SG_ERROR_DISK);
  desk_assert_sums (desk, "1 1 10");
  g_assert_true (sg_ledger_db_exec (ledger->db, "PRAGMA max_page_count = 100000", NULL));
  desk_scan (desk);
  desk_assert_sums (desk, "5001 5001 50010");
}

static void
test_read_only (Desk         *desk,
                gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (desk->ledger_path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = NULL;
  gboolean file_too = GPOINTER_TO_INT (user_data);

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_assert_cmpint (chmod (desk->ledger_path, file_too ? 0444 : 0666) | chmod (folder, 0555), ==, 0);
  become_nobody (desk);
  ledger = sg_ledger_open (desk->ledger_path, desk->prices, &error);
  become_ourselves ();
  g_assert_null (ledger);
  g_assert_error (error, SG_ERROR, SG_ERROR_DISK);
  g_assert_nonnull (strstr (error->message, desk->ledger_path));

  g_assert_cmpint (chmod (folder, 0700) | chmod (desk->ledger_path, 0600), ==, 0);
  desk_assert_sums (desk, "1 1 10");
}

static void
test_read_only_folder (Desk         *desk,
                       gconstpointer user_data)
{
  test_read_only (desk, GINT_TO_POINTER (FALSE));
}

static void
test_read_only_file (Desk         *desk,
                     gconstpointer user_data)
{
  test_read_only (desk, GINT_TO_POINTER (TRUE));
}

/* Cut short anywhere, or with a page of noise. */
static void
test_any_damage_is_told_as_such (Desk         *desk,
                                 gconstpointer user_data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree char *text = NULL;
  gsize length;

  for (guint i = 0; i < 800; i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);

    desk_append_answer (desk, "p/s.jsonl", id, 10);
  }
  desk_scan (desk);
  g_assert_true (g_file_get_contents (desk->ledger_path, &text, &length, NULL));

  for (guint round = 0; round < 60; round++) {
    g_autofree char *damaged = g_memdup2 (text, length);
    gsize at = (gsize) g_rand_int_range (rand, 0, (gint32) length);
    g_autoptr (GError) error = NULL;
    g_autoptr (SgLedger) ledger = NULL;
    g_auto (SgLedgerScan) scan = { .n_threads = 1 };
    const char *const paths[] = { desk->projects, NULL };

    for (gsize i = at; i < MIN (length, at + 4096); i++)
      damaged[i] = (char) g_rand_int (rand);
    g_assert_true (g_file_set_contents (desk->ledger_path, damaged, round % 2 ? (gssize) at : (gssize) length, NULL));
    scan.projects_paths = paths;
    ledger = sg_ledger_open (desk->ledger_path, desk->prices, &error);
    if (ledger != NULL)
      sg_ledger_scan (ledger, &scan, NULL, &error);
    if (error != NULL)
      g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    scan.projects_paths = NULL;
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-hostile/unreadable", test_unreadable);
  desk_test ("/ledger-hostile/locked-folder-forgets-nothing", test_locked_folder_forgets_nothing);
  desk_test ("/ledger-hostile/sockets-and-circles", test_sockets_and_circles);
  desk_test ("/ledger-hostile/file-turns-into-a-fifo", test_file_turns_into_a_fifo);
  desk_test ("/ledger-hostile/full-database", test_full_database);
  desk_test ("/ledger-hostile/read-only-folder", test_read_only_folder);
  desk_test ("/ledger-hostile/read-only-file", test_read_only_file);
  desk_test ("/ledger-hostile/any-damage-is-told-as-such", test_any_damage_is_told_as_such);

  return g_test_run ();
}
