/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-pace-maker-db.h"
#include "sg-pace-maker-source.h"
#include "source-testing.h"

#define SCHEMA                                                                                                         \
  "CREATE TABLE IF NOT EXISTS api_cache (id INTEGER PRIMARY KEY CHECK (id = 1), timestamp REAL NOT NULL,"              \
  " five_hour_util REAL, raw_response TEXT);"                                                                          \
  "CREATE TABLE IF NOT EXISTS fallback_state_v2 (id INTEGER PRIMARY KEY CHECK (id = 1), state TEXT);"                  \
  "CREATE TABLE IF NOT EXISTS backoff_state (id INTEGER PRIMARY KEY CHECK (id = 1), consecutive_429s INTEGER,"         \
  " backoff_until REAL);"                                                                                              \
  "CREATE TABLE IF NOT EXISTS global_poll_state (id INTEGER PRIMARY KEY CHECK (id = 1), last_poll_time REAL);"

#define ANSWER(percent)                                                                                                \
  "INSERT OR REPLACE INTO api_cache VALUES (1, 1795260000.25, 1.0,"                                                    \
  " '{\"five_hour\":{\"utilization\":" percent ",\"resets_at\":null},\"seven_day\":null}');"

#define ROLLBACK_MODE "PRAGMA journal_mode = DELETE;"
#define WAL_MODE "PRAGMA journal_mode = WAL;"

typedef struct {
  char     *folder;
  char     *path;
  SgSource *source;
  guint     n_changes;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->folder = g_build_filename (g_get_home_dir (), ".claude-pace-maker", NULL);
  f->path = g_build_filename (f->folder, "usage.db", NULL);
  g_mkdir_with_parents (f->folder, 0700);
  f->source = sg_pace_maker_source_new (f->folder);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_assert_finalize_object (f->source);
  g_free (f->path);
  g_free (f->folder);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  /* A disk that is slow to confirm proves nothing here. */
  g_assert_cmpint (sqlite3_exec (db, "PRAGMA synchronous = OFF", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static int
write_as_child (const char *path,
                const char *sql)
{
  sqlite3 *db = NULL;

  if (sqlite3_open (path, &db) != SQLITE_OK || sqlite3_exec (db, sql, NULL, NULL, NULL) != SQLITE_OK)
    return 1;
  g_print ("ready\n");
  (void) !getchar ();

  /* Killed, not closed: what it has open stays behind. */
  _exit (0);
}

/* Locks belong to a process, so that another one must hold them. */
static GSubprocess *
start_writer (const char *path,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *writer = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                          "/proc/self/exe", "--writer", path, sql, NULL);
  char ready;

  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (writer), &ready, 1, NULL, &error), ==, 1);

  return writer;
}

static void
end_writer (GSubprocess *writer)
{
  g_output_stream_close (g_subprocess_get_stdin_pipe (writer), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (writer, NULL, NULL));
  g_object_unref (writer);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names, sizes and times of all files, in a line. */
static char *
list (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    struct stat info;

    g_assert_cmpint (lstat (path, &info), ==, 0);
    g_ptr_array_add (names, g_strdup_printf ("%s %ld %ld.%ld", name, (long) info.st_size, (long) info.st_mtim.tv_sec,
                                             info.st_mtim.tv_nsec));
  }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return g_strjoinv ("\n", (char **) names->pdata);
}

static SgReading *
read_quietly (Fixture *f,
              GError **error)
{
  g_autoptr (GDateTime) now = noon ();
  g_autofree char *before = list (f->folder);
  g_autofree char *temporary_before = list (g_get_tmp_dir ());
  SgReading *reading = read_and_wait (f->source, now, NULL, error);
  g_autofree char *after = list (f->folder);
  g_autofree char *temporary_after = list (g_get_tmp_dir ());

  g_assert_cmpstr (before, ==, after);
  g_assert_cmpstr (temporary_before, ==, temporary_after);

  return reading;
}

static double
read_percent (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_quietly (f, &error);
  const SgLimit *limit;

  g_assert_no_error (error);
  g_assert_true (reading->complete);
  limit = sg_limits_find (reading->limits, "session");
  g_assert_nonnull (limit);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_PACE_MAKER);
  g_assert_cmpint (g_date_time_to_unix (limit->as_of), ==, 1795260000);

  return limit->used_percent;
}

static void
assert_nothing_said (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_quietly (f, &error);

  g_assert_no_error (error);
  g_assert_null (reading->limits);
  g_assert_false (reading->complete);
}

static void
assert_error (Fixture *f,
              SgError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_quietly (f, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, f->folder));
}

static void
test_the_servers_answer (Fixture      *f,
                         gconstpointer mode)
{
  g_autofree char *sql = g_strconcat (mode, SCHEMA ANSWER ("37"), NULL);

  execute (f->path, sql);

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_cmpstr (sg_source_get_id (f->source), ==, "pace-maker");
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), f->path));
}

static void
test_beside_a_writer (Fixture      *f,
                      gconstpointer unused)
{
  GSubprocess *writer;

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  writer = start_writer (f->path, ANSWER ("38"));

  g_assert_cmpfloat (read_percent (f), ==, 38.0);
  g_assert_cmpfloat (read_percent (f), ==, 38.0);
  end_writer (writer);
}

static void
test_beside_a_writer_in_a_transaction (Fixture      *f,
                                       gconstpointer unused)
{
  GSubprocess *writer;

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  writer = start_writer (f->path, "BEGIN IMMEDIATE;" ANSWER ("38"));

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  end_writer (writer);
}

static void
test_after_a_writer_was_killed (Fixture      *f,
                                gconstpointer unused)
{
  g_autofree char *shm_path = g_strconcat (f->path, "-shm", NULL);

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  end_writer (start_writer (f->path, ANSWER ("38")));
  g_assert_true (g_file_test (shm_path, G_FILE_TEST_EXISTS));
  g_assert_cmpfloat (read_percent (f), ==, 38.0);

  /* As on a read-only mount, where no reader can make it: from a copy. */
  g_unlink (shm_path);
  g_assert_cmpfloat (read_percent (f), ==, 38.0);
}

static void
test_an_empty_log (Fixture      *f,
                   gconstpointer unused)
{
  g_autofree char *wal_path = g_strconcat (f->path, "-wal", NULL);

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  write_file (wal_path, "");

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
}

static void
test_locked (Fixture      *f,
             gconstpointer unused)
{
  GSubprocess *writer;

  execute (f->path, ROLLBACK_MODE SCHEMA ANSWER ("37"));
  writer = start_writer (f->path, "BEGIN EXCLUSIVE");
  assert_error (f, SG_ERROR_BUSY);
  end_writer (writer);

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
}

static void
test_other_versions (Fixture      *f,
                     gconstpointer sql)
{
  execute (f->path, sql);

  assert_nothing_said (f);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "no answer"));
}

static void
test_a_bad_answer (Fixture      *f,
                   gconstpointer unused)
{
  g_autoptr (GDateTime) now = noon ();

  execute (f->path, SCHEMA "INSERT INTO api_cache VALUES (1, 1795260000, 1, '{\"five_');"
           "INSERT INTO backoff_state VALUES (1, 3, 1795263600);");

  assert_error (f, SG_ERROR_BAD_DATA);
  g_assert_cmpint (g_date_time_to_unix (sg_source_get_not_before (f->source)), ==, 1795263600);
}

static void
test_its_own_reckoning_is_not_used (Fixture      *f,
                                    gconstpointer unused)
{
  execute (f->path, WAL_MODE SCHEMA ANSWER ("37") "INSERT INTO fallback_state_v2 VALUES (1, 'fallback');");
  assert_nothing_said (f);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "fallback"));

  execute (f->path, "UPDATE fallback_state_v2 SET state = 'normal'");
  g_assert_cmpfloat (read_percent (f), ==, 37.0);

  /* What the server said before is still what it said then. */
  execute (f->path, "UPDATE fallback_state_v2 SET state = 'fallback';" ANSWER ("99"));
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "fallback"));
}

#define DECISIONS                                                                                                      \
  "CREATE TABLE pacing_decisions (id INTEGER PRIMARY KEY AUTOINCREMENT, timestamp INTEGER NOT NULL,"                   \
  " should_throttle BOOLEAN NOT NULL, delay_seconds INTEGER NOT NULL, session_id TEXT, created_at INTEGER);"

static SgPacing *
read_pacing (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = read_quietly (f, &error);

  g_assert_no_error (error);
  g_assert_nonnull (reading->pacing);

  return sg_pacing_copy (reading->pacing);
}

static void
test_what_it_does (Fixture      *f,
                   gconstpointer mode)
{
  g_autofree char *sql = g_strconcat (mode, SCHEMA DECISIONS
                                      "INSERT INTO pacing_decisions VALUES (1, 1795262000, 0, 0, 'a', 0);"
                                      "INSERT INTO pacing_decisions VALUES (2, 1795262340, 1, 45, 'b', 0);"
                                      "INSERT INTO pacing_decisions VALUES (3, 1795262100, 0, 0, 'a', 0);"
                                      "INSERT INTO api_cache VALUES (1, 1795262340, 1.0,"
                                      " '{\"five_hour\":{\"utilization\":60,\"resets_at\":\"2026-11-21T14:29:00Z\"}}');", NULL);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GDateTime) later = g_date_time_add_seconds (now, 285);
  g_autoptr (SgPacing) pacing = NULL;

  execute (f->path, sql);
  pacing = read_pacing (f);

  g_assert_true (pacing->enabled);
  g_assert_cmpuint (pacing->delay_seconds, ==, 45);
  g_assert_cmpint (g_date_time_to_unix (pacing->decided_at), ==, 1795262340);
  g_assert_cmpint (g_date_time_to_unix (pacing->as_of), ==, 1795262340);
  g_assert_cmpint (sg_pacing_get_state (pacing, now), ==, SG_PACING_THROTTLING);
  g_assert_cmpint (sg_pacing_get_state (pacing, later), ==, SG_PACING_IDLE);
  g_assert_cmpstr (pacing->binding_limit, ==, "session");
  g_assert_cmpfloat (pacing->target_percent, ==, 50.0);
  g_assert_cmpint (pacing->strategy, ==, SG_PACING_GRADUAL);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "a delay of 45 s"));
}

static void
test_its_settings (Fixture      *f,
                   gconstpointer unused)
{
  g_autofree char *path = g_build_filename (f->folder, "config.json", NULL);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (SgPacing) pacing = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GVariant) variant = NULL;

  write_file (path, "{\"enabled\":false,\"tempo_mode\":\"off\",\"langfuse_secret_key\":\"sk-lf-secret\"}");
  execute (f->path, SCHEMA DECISIONS "INSERT INTO pacing_decisions VALUES (1, 1795262340, 1, 45, 'b', 0);");
  pacing = read_pacing (f);
  variant = g_variant_ref_sink (sg_pacing_to_variant (pacing));
  text = g_variant_print (variant, FALSE);
  g_unlink (path);

  g_assert_cmpint (sg_pacing_get_state (pacing, now), ==, SG_PACING_OFF);
  g_assert_cmpstr (pacing->tempo, ==, "off");
  g_assert_null (pacing->binding_limit);
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (sg_source_get_detail (f->source), "secret"));
}

static void
test_odd_decisions (Fixture      *f,
                    gconstpointer decision)
{
  g_autofree char *sql = g_strconcat (SCHEMA DECISIONS "INSERT INTO pacing_decisions VALUES (1, ", decision, ", 'b', 0);", NULL);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (SgPacing) pacing = NULL;

  execute (f->path, sql);
  pacing = read_pacing (f);

  g_assert_cmpint (sg_pacing_get_state (pacing, now), !=, SG_PACING_THROTTLING);
  g_assert_cmpuint (pacing->delay_seconds, <=, 24 * 60 * 60);
  g_assert_cmpint (g_date_time_compare (pacing->as_of, now), <=, 0);
}

static void
test_pacing_in_fallback (Fixture      *f,
                         gconstpointer unused)
{
  g_autoptr (SgPacing) pacing = NULL;

  execute (f->path, SCHEMA DECISIONS ANSWER ("37") "INSERT INTO fallback_state_v2 VALUES (1, 'fallback');");
  pacing = read_pacing (f);

  g_assert_true (pacing->in_fallback);
  g_assert_null (pacing->binding_limit);
  g_assert_null (pacing->decided_at);
}

/* Noon is 1795262400. */
static const struct {
  const char *values[2];   /* of backoff_until and last_poll_time */
  gint64      not_before;
} penalties[] = {
  { { "NULL", "NULL" }, 0 },
  { { "1795263000.5", "NULL" }, 1795263000 },
  { { "NULL", "1795262370" }, 1795262430 },
  { { "1795263000", "1795262370" }, 1795263000 },
  { { "1795262400", "1795262390" }, 1795262450 },
  { { "0", "0" }, 0 },
  { { "-1", "1795262401" }, 0 },
  { { "'soon'", "x'00'" }, 0 },
  { { "1e300", "9e999" }, 0 },
};

static void
test_when_the_server_may_be_asked (Fixture      *f,
                                   gconstpointer unused)
{
  execute (f->path, WAL_MODE SCHEMA);

  for (gsize i = 0; i < G_N_ELEMENTS (penalties); i++) {
    g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO backoff_state VALUES (1, 1, %s);"
                                            "INSERT OR REPLACE INTO global_poll_state VALUES (1, %s);",
                                            penalties[i].values[0], penalties[i].values[1]);
    GDateTime *not_before;

    execute (f->path, sql);
    assert_nothing_said (f);
    not_before = sg_source_get_not_before (f->source);
    g_assert_cmpint (not_before ? g_date_time_to_unix (not_before) : 0, ==, penalties[i].not_before);
  }
}

static void
test_a_database_elsewhere (Fixture      *f,
                           gconstpointer path_in_config)
{
  g_autofree char *config_path = g_build_filename (f->folder, "config.json", NULL);
  g_autofree char *config = g_strdup_printf ("{\"langfuse_secret_key\": \"sk-lf-SECRET\", \"db_path\": \"%s\"}",
                                             (const char *) path_in_config);
  g_autofree char *other = g_build_filename (g_get_home_dir (), "else where", "100%?.db", NULL);
  g_autofree char *folder = g_path_get_dirname (other);

  write_file (config_path, config);
  g_mkdir_with_parents (folder, 0700);
  execute (other, WAL_MODE SCHEMA ANSWER ("37"));

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "100%?.db"));
  g_assert_null (strstr (sg_source_get_detail (f->source), "SECRET"));

  execute (other, ANSWER ("38"));
  wait_for_count (&f->n_changes, 1);
  g_assert_cmpfloat (read_percent (f), ==, 38.0);
}

static void
test_bad_settings_move_nothing (Fixture      *f,
                                gconstpointer config)
{
  g_autofree char *config_path = g_build_filename (f->folder, "config.json", NULL);

  write_file (config_path, config);
  execute (f->path, SCHEMA ANSWER ("37"));

  g_assert_cmpfloat (read_percent (f), ==, 37.0);
}

static void
test_not_installed (void)
{
  g_autofree char *folder = g_build_filename (g_get_home_dir (), ".claude-pace-maker", NULL);
  SgSource *source = sg_pace_maker_source_new (folder);
  g_autoptr (GDateTime) now = noon ();
  g_autoptr (GError) error = NULL;
  guint n_changes = 0;

  g_signal_connect_swapped (source, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_null (read_and_wait (source, now, NULL, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));

  g_mkdir_with_parents (folder, 0700);
  wait_for_count (&n_changes, 1);
  g_assert_finalize_object (source);
}

static void
test_no_database_yet (Fixture      *f,
                      gconstpointer unused)
{
  assert_error (f, SG_ERROR_NOT_FOUND);
  write_file (f->path, "");
  assert_error (f, SG_ERROR_NOT_FOUND);
}

static void
test_a_log_without_its_database (Fixture      *f,
                                 gconstpointer unused)
{
  g_autofree char *wal_path = g_strconcat (f->path, "-wal", NULL);

  write_file (f->path, "");
  write_file (wal_path, "somebody's news");
  assert_error (f, SG_ERROR_NOT_FOUND);
}

static void
test_a_fifo_in_its_place (Fixture      *f,
                          gconstpointer suffix)
{
  g_autofree char *path = g_strconcat (f->path, suffix, NULL);

  if (*(const char *) suffix)
    execute (f->path, SCHEMA ANSWER ("37"));
  g_assert_cmpint (mkfifo (path, 0600), ==, 0);

  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_no_database_at_all (Fixture      *f,
                         gconstpointer unused)
{
  write_file (f->path, "This file has nothing of a database, and is longer than a header.");
  assert_error (f, SG_ERROR_BAD_DATA);
}

static void
test_damage_anywhere (Fixture      *f,
                      gconstpointer unused)
{
  g_autoptr (GDateTime) now = noon ();
  g_autofree char *good = NULL;
  gsize length;

  execute (f->path, SCHEMA ANSWER ("37"));
  g_assert_true (g_file_get_contents (f->path, &good, &length, NULL));

  for (guint i = 0; i < 300; i++) {
    g_autofree char *bad = g_memdup2 (good, length);
    g_autoptr (SgReading) reading = NULL;
    g_autoptr (GError) error = NULL;

    for (guint j = 0; j < 8; j++)
      bad[g_test_rand_int_range (j < 4 ? 0 : 20, j < 4 ? 100 : (int) length)] = (char) g_test_rand_int ();
    memcpy (bad, good, 16);
    g_assert_true (g_file_set_contents_full (f->path, bad, (gssize) (i % 3 ? length : length / 2),
                                             G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    reading = read_and_wait (f->source, now, NULL, &error);
    g_assert_true ((reading != NULL) != (error != NULL && error->domain == SG_ERROR));
  }
}

static void
test_a_schema_that_never_ends (Fixture      *f,
                               gconstpointer unused)
{
  execute (f->path, "CREATE VIEW api_cache AS WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n)"
           " SELECT 1 AS id, max(i) AS timestamp, '{}' AS raw_response FROM n;");
  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_an_answer_of_many_megabytes (Fixture      *f,
                                  gconstpointer unused)
{
  execute (f->path, SCHEMA "INSERT INTO api_cache VALUES (1, 1795260000, 1, hex(zeroblob(5000000)));");
  assert_error (f, SG_ERROR_UNREADABLE);
}

static void
test_a_huge_database (Fixture      *f,
                      gconstpointer unused)
{
  g_autofree char *shm_path = g_strconcat (f->path, "-shm", NULL);

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  end_writer (start_writer (f->path, ANSWER ("38")));
  g_assert_cmpint (truncate (f->path, G_GINT64_CONSTANT (1) << 36), ==, 0);
  g_assert_cmpfloat (read_percent (f), ==, 38.0);

  g_unlink (shm_path);
  assert_error (f, SG_ERROR_TOO_LARGE);
  g_unlink (f->path);
}

static void
test_news_in_the_log_are_told_once (Fixture      *f,
                                    gconstpointer unused)
{
  GSubprocess *writer;

  execute (f->path, WAL_MODE SCHEMA ANSWER ("37"));
  wait_for_count (&f->n_changes, 1);

  /* From a read on, the first change is told, be it a late word of the first writer. */
  f->n_changes = 0;
  g_assert_cmpfloat (read_percent (f), ==, 37.0);
  writer = start_writer (f->path, ANSWER ("38") ANSWER ("39") ANSWER ("40"));
  wait_for_count (&f->n_changes, 1);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f->n_changes, ==, 1);
  g_assert_cmpfloat (read_percent (f), ==, 40.0);
  end_writer (writer);
}

#define ADD(name, data, function) g_test_add ("/pace-maker/" name, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  char temporary[] = "/tmp/sandglass-test-XXXXXX";
  int status;

  if (argc == 4 && g_str_equal (argv[1], "--writer"))
    return write_as_child (argv[2], argv[3]);

  /* One of our own, to see that nothing stays there. */
  g_assert_nonnull (g_mkdtemp (temporary));
  g_setenv ("TMPDIR", temporary, TRUE);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/pace-maker/not-installed", test_not_installed);
  ADD ("the-servers-answer", ROLLBACK_MODE, test_the_servers_answer);
  ADD ("the-servers-answer-wal", WAL_MODE, test_the_servers_answer);
  ADD ("beside-a-writer", NULL, test_beside_a_writer);
  ADD ("beside-a-writer-in-a-transaction", NULL, test_beside_a_writer_in_a_transaction);
  ADD ("after-a-writer-was-killed", NULL, test_after_a_writer_was_killed);
  ADD ("an-empty-log", NULL, test_an_empty_log);
  ADD ("locked", NULL, test_locked);
  ADD ("other-versions/no-tables", "CREATE TABLE pacing_decisions (id INTEGER)", test_other_versions);
  ADD ("other-versions/no-rows", SCHEMA, test_other_versions);
  ADD ("other-versions/no-column", "CREATE TABLE api_cache (id INTEGER, timestamp REAL)", test_other_versions);
  ADD ("other-versions/no-response", SCHEMA "INSERT INTO api_cache VALUES (1, 1795260000, 1, NULL);", test_other_versions);
  ADD ("other-versions/no-time", SCHEMA "INSERT INTO api_cache VALUES (1, 'now', 1, '{\"five_hour\":null}');",
       test_other_versions);
  ADD ("a-bad-answer", NULL, test_a_bad_answer);
  ADD ("its-own-reckoning-is-not-used", NULL, test_its_own_reckoning_is_not_used);
  ADD ("what-it-does/rollback", ROLLBACK_MODE, test_what_it_does);
  ADD ("what-it-does/wal", WAL_MODE, test_what_it_does);
  ADD ("its-settings", NULL, test_its_settings);
  ADD ("odd-decisions/no-delay", "1795262340, 1, 0", test_odd_decisions);
  ADD ("odd-decisions/negative", "1795262340, 1, -5", test_odd_decisions);
  ADD ("odd-decisions/never", "0, 1, 45", test_odd_decisions);
  ADD ("odd-decisions/text", "'soon', 'x', 'y'", test_odd_decisions);
  ADD ("odd-decisions/long-ago", "1, 1, 9999999999", test_odd_decisions);
  ADD ("pacing-in-fallback", NULL, test_pacing_in_fallback);
  ADD ("when-the-server-may-be-asked", NULL, test_when_the_server_may_be_asked);
  ADD ("a-database-elsewhere/of-home", "~/else where/100%?.db", test_a_database_elsewhere);
  ADD ("a-database-elsewhere/relative", "../else where/100%?.db", test_a_database_elsewhere);
  ADD ("bad-settings-move-nothing/no-text", "{\"db_path\": 7}", test_bad_settings_move_nothing);
  ADD ("bad-settings-move-nothing/empty", "{\"db_path\": \"\"}", test_bad_settings_move_nothing);
  ADD ("bad-settings-move-nothing/half", "{\"db_path\": \"/x", test_bad_settings_move_nothing);
  ADD ("no-database-yet", NULL, test_no_database_yet);
  ADD ("a-log-without-its-database", NULL, test_a_log_without_its_database);
  ADD ("a-fifo-in-its-place/database", "", test_a_fifo_in_its_place);
  ADD ("a-fifo-in-its-place/log", "-wal", test_a_fifo_in_its_place);
  ADD ("a-fifo-in-its-place/index", "-shm", test_a_fifo_in_its_place);
  ADD ("a-fifo-in-its-place/journal", "-journal", test_a_fifo_in_its_place);
  ADD ("no-database-at-all", NULL, test_no_database_at_all);
  ADD ("damage-anywhere", NULL, test_damage_anywhere);
  ADD ("a-schema-that-never-ends", NULL, test_a_schema_that_never_ends);
  ADD ("an-answer-of-many-megabytes", NULL, test_an_answer_of_many_megabytes);
  ADD ("a-huge-database", NULL, test_a_huge_database);
  ADD ("news-in-the-log-are-told-once", NULL, test_news_in_the_log_are_told_once);

  status = g_test_run ();
  g_rmdir (temporary);

  return status;
}
