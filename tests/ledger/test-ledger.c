/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ledger-testing.h"

static void
assert_mode (const char *path,
             mode_t      mode)
{
  struct stat info;

  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, mode);
}

static void
test_is_for_our_eyes_only (Desk         *desk,
                           gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (desk->ledger_path);
  g_autofree char *wal = g_strconcat (desk->ledger_path, "-wal", NULL);
  g_autoptr (SgLedger) ledger = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  assert_mode (folder, 0700);
  assert_mode (desk->ledger_path, 0600);

  ledger = desk_open (desk);
  desk_append_answer (desk, "p/s.jsonl", "b", 10);
  desk_scan (desk);
  assert_mode (wal, 0600);
}

static void
test_is_for_our_eyes_only_again (Desk         *desk,
                                 gconstpointer user_data)
{
  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_assert_cmpint (chmod (desk->ledger_path, 0644), ==, 0);

  desk_scan (desk);
  assert_mode (desk->ledger_path, 0600);
}

static SgError
open_error (const char         *path,
            const SgPriceTable *prices)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (path, prices, &error);

  g_assert_null (ledger);
  g_assert_cmpuint (error->domain, ==, SG_ERROR);
  g_assert_nonnull (strstr (error->message, path));

  return (SgError) error->code;
}

static void
test_damage_is_moved_aside (Desk         *desk,
                            gconstpointer user_data)
{
  g_autofree char *aside = NULL;
  g_autofree char *again = NULL;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_assert_true (g_file_set_contents (desk->ledger_path, "this is no database, though it is long enough for one", -1, NULL));
  g_assert_cmpint (open_error (desk->ledger_path, desk->prices), ==, SG_ERROR_BAD_DATA);

  g_assert_true (sg_ledger_move_aside (desk->ledger_path, sg_ledger_identify (desk->ledger_path), &aside));
  g_assert_true (g_str_has_suffix (aside, "ledger.db.damaged-1"));
  g_assert_true (g_file_test (aside, G_FILE_TEST_EXISTS));
  desk_scan (desk);
  desk_assert_sums (desk, "1 1 10");

  g_assert_true (sg_ledger_move_aside (desk->ledger_path, sg_ledger_identify (desk->ledger_path), &again));
  g_assert_true (g_str_has_suffix (again, "ledger.db.damaged-2"));
}

/* One of several that found it damaged, once all have */
static void
recover_when_told (Desk *desk,
                   int   found_fd,
                   int   go_fd)
{
  guint64 identity = sg_ledger_identify (desk->ledger_path);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (desk->ledger_path, desk->prices, &error);
  g_autofree char *aside = NULL;
  char byte = '.';

  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_cmpint (write (found_fd, &byte, 1), ==, 1);
  g_assert_cmpint (read (go_fd, &byte, 1), ==, 0);
  g_assert_true (sg_ledger_move_aside (desk->ledger_path, identity, &aside));
  desk_scan (desk);
  _exit (aside != NULL ? 1 : 0);
}

static void
test_only_one_moves_it_aside (Desk         *desk,
                              gconstpointer user_data)
{
  const guint n_children = 6;
  g_autofree char *second = g_strconcat (desk->ledger_path, ".damaged-2", NULL);
  int found[2], go[2], status;
  guint n_moved = 0;
  char byte;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  g_assert_true (g_file_set_contents (desk->ledger_path, "this is no database, though it is long enough for one", -1, NULL));
  g_assert_true (pipe (found) == 0 && pipe (go) == 0);
  for (guint i = 0; i < n_children; i++) {
    if (fork () == 0) {
      close (go[1]);
      recover_when_told (desk, found[1], go[0]);
    }
  }
  for (guint i = 0; i < n_children; i++)
    g_assert_cmpint (read (found[0], &byte, 1), ==, 1);
  close (go[1]);

  for (guint i = 0; i < n_children; i++) {
    g_assert_cmpint (wait (&status), >, 0);
    g_assert_true (WIFEXITED (status));
    n_moved += (guint) WEXITSTATUS (status);
  }
  g_assert_cmpuint (n_moved, ==, 1);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  desk_assert_sums (desk, "1 1 10");
  close (found[0]);
  close (found[1]);
  close (go[0]);
}

/* Whoever has it open may still write to it: that it is moved must wait. */
static void
test_what_is_open_is_guarded (Desk         *desk,
                              gconstpointer user_data)
{
  SgLedger *ledger = desk_open (desk), *second = desk_open (desk);
  g_autofree char *path = g_strconcat (desk->ledger_path, ".lock", NULL);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);

  assert_mode (path, 0600);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  sg_ledger_close (ledger);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  sg_ledger_close (second);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  close (fd);
}

static void
test_damaged_pages_are_noticed (Desk         *desk,
                                gconstpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedger) ledger = NULL;
  g_auto (SgLedgerScan) scan = { 0 };
  const char *const paths[] = { desk->projects, NULL };
  g_autofree char *text = NULL;
  gsize length;

  for (guint i = 0; i < 500; i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);

    desk_append_answer (desk, "p/s.jsonl", id, 10);
  }
  desk_scan (desk);
  g_assert_true (g_file_get_contents (desk->ledger_path, &text, &length, NULL));
  memset (text + 4096, 0xa5, length - 4096);
  g_assert_true (g_file_set_contents (desk->ledger_path, text, (gssize) length, NULL));

  ledger = sg_ledger_open (desk->ledger_path, desk->prices, &error);
  if (ledger != NULL) {
    scan.projects_paths = paths;
    g_assert_false (sg_ledger_scan (ledger, &scan, NULL, &error));
    scan.projects_paths = NULL;
  }
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
}

static void
test_foreign_database (Desk         *desk,
                       gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (desk->ledger_path);
  sqlite3 *db;

  g_mkdir_with_parents (folder, 0700);
  g_assert_cmpint (sqlite3_open (desk->ledger_path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, "CREATE TABLE theirs (x)", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);

  g_assert_cmpint (open_error (desk->ledger_path, desk->prices), ==, SG_ERROR_BAD_DATA);
}

static void
test_newer_version_is_left_alone (Desk         *desk,
                                  gconstpointer user_data)
{
  SgLedger *ledger = desk_open (desk);

  g_assert_true (sg_ledger_db_exec (ledger->db, "PRAGMA user_version = 99", NULL));
  sg_ledger_close (ledger);

  g_assert_cmpint (open_error (desk->ledger_path, desk->prices), ==, SG_ERROR_DISK);
}

static void
test_no_place_to_write (Desk         *desk,
                        gconstpointer user_data)
{
  g_assert_cmpint (open_error ("/dev/null/sandglass/ledger.db", desk->prices), ==, SG_ERROR_DISK);
  g_assert_cmpint (open_error ("/proc/ledger.db", desk->prices), ==, SG_ERROR_DISK);
}

/* In a process of its own: the limit cannot be taken back. */
static void
scan_on_full_disk (Desk *desk)
{
  const struct rlimit limit = { 128 * 1024, 128 * 1024 };
  const char *const paths[] = { desk->projects, NULL };
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { .projects_paths = paths, .n_threads = 1 };
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
  _exit (!sg_ledger_scan (ledger, &scan, NULL, &error) && g_error_matches (error, SG_ERROR, SG_ERROR_DISK) ? 0 : 1);
}

static void
test_full_disk_keeps_what_was (Desk         *desk,
                               gconstpointer user_data)
{
  int status;
  pid_t child;

  desk_append_answer (desk, "p/s.jsonl", "a", 10);
  desk_scan (desk);
  for (guint i = 0; i < 5000; i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);

    desk_append_answer (desk, "p/s.jsonl", id, 10);
  }

  child = fork ();
  if (child == 0)
    scan_on_full_disk (desk);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);

  desk_assert_sums (desk, "1 1 10");
  desk_scan (desk);
  desk_assert_sums (desk, "5001 5001 50010");
}

static void
write_sessions (Desk *desk,
                guint n_files,
                guint n_answers)
{
  for (guint i = 0; i < n_files; i++) {
    g_autofree char *name = g_strdup_printf ("p/%u.jsonl", i);

    for (guint j = 0; j < n_answers; j++) {
      g_autofree char *id = g_strdup_printf ("m%u-%u", i, j);

      desk_append_answer (desk, name, id, 10);
    }
  }
}

static pid_t
start_scan (Desk *desk)
{
  pid_t child = fork ();

  if (child == 0) {
    desk_scan (desk);
    _exit (0);
  }

  return child;
}

static void
test_killed_at_any_point (Desk         *desk,
                          gconstpointer user_data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  guint n_points = g_test_thorough () ? 6000 : 40;

  write_sessions (desk, 20, 50);
  for (guint i = 0; i < n_points; i++) {
    g_autofree char *id = g_strdup_printf ("late-%u", i);
    pid_t child;
    int status;

    desk_append_answer (desk, "p/0.jsonl", id, 10);
    child = start_scan (desk);
    g_usleep ((gulong) g_rand_int_range (rand, 0, 12000));
    kill (child, SIGKILL);
    g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  }
  desk_scan (desk);
  {
    g_autofree char *expected = g_strdup_printf ("%u %u %u", 1000 + n_points, 1000 + n_points, 10 * (1000 + n_points));

    desk_assert_sums (desk, expected);
  }
}

/* A ledger of version 1 that has some weight: what is under way when it is killed is its migration. */
static void
write_old_ledger (const char *path)
{
  write_version_1 (path, "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 2098)"
                   " INSERT INTO requests SELECT i, i, 1795262400000 + i, 7, 1, 0, 1, 6, 0, 0, 0, 0, NULL FROM n;"
                   "UPDATE meta SET value = 2000; PRAGMA wal_checkpoint (TRUNCATE)");
}

static void
open_and_be_killed (Desk  *desk,
                    gulong after_us)
{
  pid_t child = fork ();
  int status;

  if (child == 0) {
    sg_ledger_close (desk_open (desk));
    _exit (0);
  }
  g_usleep (after_us);
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
}

static void
test_killed_in_a_migration (Desk         *desk,
                            gconstpointer user_data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autofree char *old = g_build_filename (g_get_user_state_dir (), "old", "ledger.db", NULL);
  g_autofree char *wal = g_strconcat (desk->ledger_path, "-wal", NULL);
  g_autofree char *shm = g_strconcat (desk->ledger_path, "-shm", NULL);
  g_autofree char *folder = g_path_get_dirname (desk->ledger_path);
  g_autofree char *bytes = NULL;
  gsize length;

  write_old_ledger (old);
  g_assert_true (g_file_get_contents (old, &bytes, &length, NULL));
  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < (g_test_thorough () ? 4000 : 40); i++) {
    g_autoptr (SgLedger) ledger = NULL;
    g_autofree char *sums = NULL;

    g_unlink (wal);
    g_unlink (shm);
    g_assert_true (g_file_set_contents_full (desk->ledger_path, bytes, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    open_and_be_killed (desk, (gulong) g_rand_int_range (rand, 0, 6000));
    ledger = desk_open (desk);
    sums = ledger_query (ledger, "SELECT count(*) || ' ' || sum(output) FROM requests");
    g_assert_cmpstr (sums, ==, "2000 12000");
    g_assert_cmpint (g_access (desk->ledger_path, R_OK), ==, 0);
  }
}

static void
test_two_processes_at_once (Desk         *desk,
                            gconstpointer user_data)
{
  pid_t children[4];

  write_sessions (desk, 40, 50);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = start_scan (desk);
  for (gsize i = 0; i < G_N_ELEMENTS (children); i++) {
    int status;

    g_assert_cmpint (waitpid (children[i], &status, 0), ==, children[i]);
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  }
  desk_assert_sums (desk, "2000 2000 20000");
}

static SgCostSummary *
summarize (Desk       *desk,
           const char *now_text,
           const char *zone_name)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (now_text, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GError) error = NULL;
  SgCostSummary *summary = sg_ledger_summarize (ledger, now, zone, &error);

  g_assert_no_error (error);

  return summary;
}

static void
write_request (Desk       *desk,
               const char *session,
               const char *time,
               const char *model,
               guint       input)
{
  static guint n_written;
  g_autofree char *name = g_strdup_printf ("p/%s.jsonl", session);
  g_autofree char *line =
    g_strdup_printf ("{\"type\":\"assistant\",\"timestamp\":\"%s\",\"message\":{\"id\":\"m%u\",\"model\":\"%s\","
                     "\"usage\":{\"input_tokens\":%u,\"output_tokens\":0}}}\n", time, n_written++, model, input);

  desk_write (desk, name, "a", line, strlen (line));
}

static void
test_summary (Desk         *desk,
              gconstpointer user_data)
{
  g_autoptr (SgCostSummary) summary = NULL;
  const char *names[] = { "Opus 5.5", "Haiku 4.5", "house-model", "?" };

  write_request (desk, "s", "2026-10-31T23:59:59.999Z", "claude-opus-5", 100000);
  write_request (desk, "s", "2026-11-01T00:00:00Z", "claude-opus-5", 1000);
  write_request (desk, "s", "2026-11-20T23:59:59.999Z", "claude-opus-5-5", 1000);
  write_request (desk, "s", "2026-11-21T00:00:00Z", "claude-haiku-4-5-20251001", 1000);
  write_request (desk, "s", "2026-11-21T10:00:00Z", "us.anthropic.claude-opus-5-5", 1000);
  write_request (desk, "t", "2026-11-21T11:00:00Z", "claude-opus-5-5", 1000);
  write_request (desk, "t/subagents/agent", "2026-11-21T11:00:01Z", "house-model", 500);
  write_request (desk, "t", "2026-11-21T11:00:01Z", "", 1);
  write_request (desk, "t", "2026-11-22T00:00:00Z", "claude-opus-5", 100000);
  desk_scan (desk);

  summary = summarize (desk, "2026-11-21T12:00:00Z", "UTC");
  g_assert_cmpint (summary->today_pico_usd, ==, 2 * 4000000000 + 1000000000);
  g_assert_cmpint (summary->month_pico_usd, ==, 2 * 4000000000 + 1000000000 + 4000000000 + 5000000000 + 500000000000);
  g_assert_cmpuint (summary->n_sessions_today, ==, 2);
  g_assert_cmpuint (summary->n_unpriced_today, ==, 2);
  g_assert_cmpuint (summary->n_unpriced_month, ==, 2);
  g_assert_cmpuint (summary->models_today->len, ==, G_N_ELEMENTS (names));
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    const SgModelCost *cost = g_ptr_array_index (summary->models_today, i);

    g_assert_cmpstr (cost->model, ==, names[i]);
    g_assert_cmpint (cost->priced, ==, i < 2);
  }
  g_assert_cmpint (((SgModelCost *) summary->models_today->pdata[0])->cost_pico_usd, ==, 8000000000);
  g_assert_cmpuint (((SgModelCost *) summary->models_today->pdata[0])->tokens, ==, 2000);
}

static void
test_days_are_local (Desk         *desk,
                     gconstpointer user_data)
{
  const struct {
    const char *zone;
    const char *now;
    const char *first;
    const char *last;
    const char *before;
    const char *after;
  } cases[] = {
    { "Asia/Kathmandu", "2026-11-21T00:00:00Z", "2026-11-20T18:15:00Z", "2026-11-21T18:14:59.999Z", "2026-11-20T18:14:59.999Z", "2026-11-21T18:15:00Z" },
    { "America/New_York", "2026-11-01T12:00:00Z", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z", "2026-11-01T03:59:59Z", "2026-11-02T05:00:00Z" },
    { "Pacific/Auckland", "2026-09-26T20:00:00Z", "2026-09-26T12:00:00Z", "2026-09-27T10:59:59Z", "2026-09-26T11:59:59Z", "2026-09-27T11:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgCostSummary) summary = NULL;

    if (!g_file_test ("/usr/share/zoneinfo/Asia/Kathmandu", G_FILE_TEST_EXISTS)) {
      g_test_skip ("no time zones here");
      return;
    }
    write_request (desk, "s", cases[i].before, "claude-opus-5", 100);
    write_request (desk, "s", cases[i].first, "claude-opus-5", 1);
    write_request (desk, "s", cases[i].last, "claude-opus-5", 10);
    write_request (desk, "s", cases[i].after, "claude-opus-5", 100);
    desk_scan (desk);
    summary = summarize (desk, cases[i].now, cases[i].zone);
    g_assert_cmpint (summary->today_pico_usd, ==, 11 * 5000000);
  }
}

static void
test_other_prices_count_anew (Desk         *desk,
                              gconstpointer user_data)
{
  const char *text = "{\"models\":{\"house-model\":{\"input\":1,\"output\":1,\"cache_write_5m\":1,\"cache_write_1h\":1,\"cache_read\":1}}}";
  g_autoptr (SgCostSummary) before = NULL;
  g_autoptr (SgCostSummary) after = NULL;

  write_request (desk, "s", TIME, "house-model", 3);
  desk_scan (desk);
  before = summarize (desk, TIME, "UTC");
  g_assert_cmpuint (before->n_unpriced_today, ==, 1);

  g_assert_true (sg_price_table_merge (desk->prices, text, strlen (text), NULL));
  after = summarize (desk, TIME, "UTC");
  g_assert_cmpuint (after->n_unpriced_today, ==, 0);
  g_assert_cmpint (after->today_pico_usd, ==, 3000000);
}

static void
test_stated_cost_of_an_unknown_model (Desk         *desk,
                                      gconstpointer user_data)
{
  const char *lines =
    "{\"costUSD\":0.5,\"type\":\"assistant\",\"timestamp\":\"" TIME "\",\"message\":{\"id\":\"a\",\"model\":\"x\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n"
    "{\"costUSD\":0.5,\"type\":\"assistant\",\"timestamp\":\"" TIME "\",\"message\":{\"id\":\"b\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":1,\"output_tokens\":0}}}\n";
  g_autoptr (SgCostSummary) summary = NULL;

  desk_write (desk, "p/s.jsonl", "a", lines, strlen (lines));
  desk_scan (desk);
  summary = summarize (desk, TIME, "UTC");
  g_assert_cmpint (summary->today_pico_usd, ==, 500000000000 + 5000000);
  g_assert_cmpuint (summary->n_unpriced_today, ==, 0);
}

static gint64
spend_of (Desk              *desk,
          const char *const *profiles,
          guint              index)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (TIME, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgCostSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  sg_ledger_look_at_profile (ledger, profiles, index);
  summary = sg_ledger_summarize (ledger, now, zone, &error);
  g_assert_no_error (error);

  return summary->today_pico_usd;
}

static const char *const three_profiles[] = { "main", "work_1", "home_2", NULL };

static void
test_the_first_version_is_the_main_profiles (Desk         *desk,
                                             gconstpointer user_data)
{
  const gint64 pico_usd = 4000000 + 6 * 20000000;

  write_version_1 (desk->ledger_path, NULL);

  g_assert_cmpint (spend_of (desk, NULL, 0), ==, pico_usd);
  g_assert_cmpint (spend_of (desk, three_profiles, 0), ==, pico_usd);
  g_assert_cmpint (spend_of (desk, three_profiles, 1), ==, 0);
}

static void
scan_two_folders (Desk *desk)
{
  g_autofree char *other = g_build_filename (g_get_home_dir (), "other", "projects", NULL);
  const char *const paths[] = { desk->projects, other, NULL };
  const char *const profiles[] = { "main", "work_1", NULL };
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GError) error = NULL;
  g_auto (SgLedgerScan) scan = { .projects_paths = paths, .profiles = profiles, .n_threads = 2 };

  sg_ledger_scan (ledger, &scan, NULL, &error);
  g_assert_no_error (error);
}

static void
test_each_profile_has_its_own_sums (Desk         *desk,
                                    gconstpointer user_data)
{
  const gint64 token = G_GINT64_CONSTANT (4000000);
  g_autofree char *both = answer ("both", "req_both", 100, 0, TIME, "");

  /* The same request in both folders, say of a copied session, is counted once. */
  desk_write (desk, "p/s.jsonl", "a", both, strlen (both));
  desk_write (desk, "../../other/projects/p/s.jsonl", "a", both, strlen (both));
  write_request (desk, "s", TIME, "claude-opus-5-5", 10);
  write_request (desk, "../../../other/projects/p/s", TIME, "claude-opus-5-5", 1);
  scan_two_folders (desk);
  scan_two_folders (desk);

  g_assert_cmpint (spend_of (desk, NULL, 0), ==, 111 * token);
  g_assert_cmpint (spend_of (desk, three_profiles, 0), ==, 110 * token);
  g_assert_cmpint (spend_of (desk, three_profiles, 1), ==, 1 * token);
  g_assert_cmpint (spend_of (desk, three_profiles, 2), ==, 0);
}

static void
assert_extras (Desk   *desk,
               guint   index,
               guint64 block_tokens,
               guint64 month_tokens,
               guint   n_telemetry)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GDateTime) now = g_date_time_new_from_iso8601 (TIME, NULL);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgCostSummary) summary = NULL;
  g_autoptr (GError) error = NULL;
  guint64 tokens = 0;

  sg_ledger_look_at_profile (ledger, three_profiles, index);
  summary = sg_ledger_summarize (ledger, now, zone, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < summary->models_month->len; i++)
    tokens += ((SgModelCost *) g_ptr_array_index (summary->models_month, i))->tokens;
  g_assert_cmpuint (summary->block_tokens, ==, block_tokens);
  g_assert_cmpuint (tokens, ==, month_tokens);
  g_assert_cmpuint (summary->n_telemetry_today, ==, n_telemetry);
}

static void
tell_of (Desk       *desk,
         const char *request_id,
         const char *session)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GArray) requests = g_array_new (FALSE, TRUE, sizeof (SgRequest));
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (TIME, NULL);
  g_autoptr (GError) error = NULL;
  SgRequest request = {
    .request_id = { request_id, strlen (request_id) },
    .session = { session, strlen (session) },
    .model = { "claude-opus-5-5", strlen ("claude-opus-5-5") },
    .time_ms = g_date_time_to_unix (time) * 1000,
    .stated_pico_usd = 7,
    .usage = { .input = 5 },
  };

  g_array_append_val (requests, request);
  sg_ledger_write_telemetry (ledger, requests, NULL, &error);
  g_assert_no_error (error);
}

static void
test_each_profile_has_its_own_block_and_telemetry (Desk         *desk,
                                                   gconstpointer user_data)
{
  write_request (desk, "mine", TIME, "claude-opus-5-5", 10);
  write_request (desk, "../../../other/projects/p/theirs", TIME, "claude-opus-5-5", 1);
  scan_two_folders (desk);
  assert_extras (desk, 0, 10, 10, 0);
  assert_extras (desk, 1, 1, 1, 0);
  assert_extras (desk, 2, 0, 0, 0);

  /* A request is its session's; of a session that no transcript names it is the main profile's. */
  tell_of (desk, "req_side", "theirs");
  tell_of (desk, "req_lost", "unheard-of");
  assert_extras (desk, 0, 15, 15, 1);
  assert_extras (desk, 1, 6, 6, 1);
}

static void
test_a_week_begins_on_monday (Desk         *desk,
                              gconstpointer user_data)
{
  g_autoptr (SgCostSummary) summary = NULL;
  g_autoptr (GDateTime) monday = g_date_time_new_from_iso8601 ("2026-11-23T00:00:00Z", NULL);

  write_request (desk, "s", "2026-11-15T23:59:59.999Z", "claude-opus-5-5", 1000);
  write_request (desk, "s", "2026-11-16T00:00:00Z", "claude-opus-5-5", 10);
  write_request (desk, "s", "2026-11-22T23:59:59.999Z", "claude-opus-5-5", 1);
  write_request (desk, "s", "2026-11-23T00:00:00Z", "claude-opus-5-5", 1000);
  desk_scan (desk);

  summary = summarize (desk, "2026-11-21T12:00:00Z", "UTC");
  g_assert_cmpint (summary->week_pico_usd, ==, 11 * G_GINT64_CONSTANT (4000000));
  g_assert_true (g_date_time_equal (summary->week_ends_at, monday));
}

typedef struct {
  const char *now;
  const char *ends_at;   /* NULL for no block */
  guint64     tokens;
} BlockCase;

static void
test_the_block_under_way (Desk         *desk,
                          gconstpointer user_data)
{
  static const BlockCase cases[] = {
    { "2026-11-20T21:00:00Z", NULL, 0 },
    { "2026-11-21T06:20:00Z", "2026-11-21T11:00:00Z", 100 },
    { "2026-11-21T10:55:00Z", "2026-11-21T11:00:00Z", 1100 },
    { "2026-11-21T11:00:00Z", NULL, 0 },
    { "2026-11-21T11:45:00Z", "2026-11-21T16:00:00Z", 10000 },
    { "2026-11-25T11:45:00Z", NULL, 0 },
  };

  write_request (desk, "s", "2026-11-20T15:10:00Z", "claude-opus-5", 7);
  write_request (desk, "s", "2026-11-21T06:17:00Z", "claude-opus-5", 100);
  write_request (desk, "t", "2026-11-21T10:50:00Z", "house-model", 1000);
  write_request (desk, "s", "2026-11-21T11:40:00Z", "claude-opus-5", 10000);
  desk_scan (desk);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SgCostSummary) summary = summarize (desk, cases[i].now, "UTC");
    g_autofree char *ends_at = summary->block_ends_at ? g_date_time_format_iso8601 (summary->block_ends_at) : NULL;

    g_assert_cmpstr (ends_at, ==, cases[i].ends_at);
    g_assert_cmpuint (summary->block_tokens, ==, cases[i].tokens);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger/is-for-our-eyes-only", test_is_for_our_eyes_only);
  desk_test ("/ledger/is-for-our-eyes-only-again", test_is_for_our_eyes_only_again);
  desk_test ("/ledger/damage-is-moved-aside", test_damage_is_moved_aside);
  desk_test ("/ledger/only-one-moves-it-aside", test_only_one_moves_it_aside);
  desk_test ("/ledger/what-is-open-is-guarded", test_what_is_open_is_guarded);
  desk_test ("/ledger/damaged-pages-are-noticed", test_damaged_pages_are_noticed);
  desk_test ("/ledger/foreign-database", test_foreign_database);
  desk_test ("/ledger/newer-version-is-left-alone", test_newer_version_is_left_alone);
  desk_test ("/ledger/no-place-to-write", test_no_place_to_write);
  desk_test ("/ledger/full-disk-keeps-what-was", test_full_disk_keeps_what_was);
  desk_test ("/ledger/killed-at-any-point", test_killed_at_any_point);
  desk_test ("/ledger/killed-in-a-migration", test_killed_in_a_migration);
  desk_test ("/ledger/two-processes-at-once", test_two_processes_at_once);
  desk_test ("/ledger/summary", test_summary);
  desk_test ("/ledger/the-block-under-way", test_the_block_under_way);
  desk_test ("/ledger/days-are-local", test_days_are_local);
  desk_test ("/ledger/other-prices-count-anew", test_other_prices_count_anew);
  desk_test ("/ledger/stated-cost-of-an-unknown-model", test_stated_cost_of_an_unknown_model);
  desk_test ("/ledger/the-first-version-is-the-main-profiles", test_the_first_version_is_the_main_profiles);
  desk_test ("/ledger/each-profile-has-its-own-sums", test_each_profile_has_its_own_sums);
  desk_test ("/ledger/each-profile-has-its-own-block-and-telemetry", test_each_profile_has_its_own_block_and_telemetry);
  desk_test ("/ledger/a-week-begins-on-monday", test_a_week_begins_on_monday);

  return g_test_run ();
}
