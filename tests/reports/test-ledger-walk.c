/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "report-testing.h"
#include "sg-ledger-private.h"

#define OPUS "claude-opus-5"

static SgLedgerWalk *
walk_all (Shelf *shelf)
{
  g_autoptr (GError) error = NULL;
  SgLedgerWalk *walk = sg_ledger_walk_new (shelf->ledger, G_MININT64, G_MAXINT64, &error);

  g_assert_no_error (error);

  return walk;
}

/* Moments as texts; @next is @first's own when there is no other. */
static void
assert_span (const SgLedgerQuarter *quarter,
             const char            *first,
             const char            *next,
             const char            *last)
{
  g_assert_cmpint (quarter->span.first_ms, ==, ms_of (first));
  g_assert_cmpint (quarter->span.next_ms, ==, g_str_equal (first, next) ? G_MAXINT64 : ms_of (next));
  g_assert_cmpint (quarter->span.last_ms, ==, ms_of (last));
}

/* Times as far apart as a time stamp can say need no more memory than any others. */
static void
test_far_times_are_walked (void)
{
  static const Asked asked[] = {
    { "-p/a.jsonl", "1970-01-01T00:00:00.000Z", OPUS, 1, 2, 0 },
    { "-p/a.jsonl", "9998-12-31T23:59:59.999Z", OPUS, 1, 2, 0 },
  };
  g_autoptr (SgLedgerWalk) walk = NULL;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  walk = walk_all (&shelf);
  g_assert_cmpuint (walk->quarters->len, ==, 2);
  g_assert_cmpint (g_array_index (walk->quarters, SgLedgerQuarter, 0).span.first_ms, ==, 0);
  g_assert_cmpint (g_array_index (walk->quarters, SgLedgerQuarter, 1).span.last_ms, ==, ms_of (asked[1].time));
  shelf_close (&shelf);
}

static void
test_a_walk_ends_where_it_is_told (void)
{
  static const Asked asked[] = {
    { "-p/a.jsonl", "2026-11-20T23:59:59.999Z", OPUS, 1, 2, 0 },
    { "-p/a.jsonl", "2026-11-21T00:00:00.000Z", OPUS, 4, 8, 0 },
    { "-p/a.jsonl", "2026-11-21T23:59:59.999Z", OPUS, 16, 32, 0 },
    { "-p/a.jsonl", "2026-11-22T00:00:00.000Z", OPUS, 64, 128, 0 },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedgerWalk) walk = NULL;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  walk = sg_ledger_walk_new (shelf.ledger, ms_of (asked[1].time), ms_of (asked[3].time), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (walk->quarters->len, ==, 2);
  assert_span (&g_array_index (walk->quarters, SgLedgerQuarter, 0), asked[1].time, asked[1].time, asked[1].time);
  assert_span (&g_array_index (walk->quarters, SgLedgerQuarter, 1), asked[2].time, asked[2].time, asked[2].time);
  shelf_close (&shelf);
}

static void
tell (Shelf      *shelf,
      const char *id,
      const char *time,
      guint32     output)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GError) error = NULL;
  const SgRequest request = {
    .message_id = slice (id),
    .request_id = slice (id),
    .model = slice (OPUS),
    .time_ms = ms_of (time),
    .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
    .usage = { .output = output },
  };

  sg_ledger_batch_start_file (batch, "-p/a.jsonl");
  sg_ledger_batch_add_request (batch, &request, request.message_id);
  sg_ledger_write (shelf->ledger, batch, &error);
  g_assert_no_error (error);
}

/* A request grows while it is answered: its last moment counts, and those before it are as if they had not been. */
static void
test_what_is_taken_back_leaves_no_moment (void)
{
  static const struct {
    const char *id;
    const char *time;
    guint32     output;
    const char *first;
    const char *next;
    const char *last;
  } steps[] = {
    { "a", "2026-11-21T10:00:01.000Z", 1, "2026-11-21T10:00:01.000Z", "2026-11-21T10:00:01.000Z", "2026-11-21T10:00:01.000Z" },
    { "b", "2026-11-21T10:00:03.000Z", 1, "2026-11-21T10:00:01.000Z", "2026-11-21T10:00:03.000Z", "2026-11-21T10:00:03.000Z" },
    { "a", "2026-11-21T10:00:02.000Z", 5, "2026-11-21T10:00:02.000Z", "2026-11-21T10:00:03.000Z", "2026-11-21T10:00:03.000Z" },
    { "c", "2026-11-21T10:00:03.000Z", 1, "2026-11-21T10:00:02.000Z", "2026-11-21T10:00:03.000Z", "2026-11-21T10:00:03.000Z" },
    { "b", "2026-11-21T10:00:01.500Z", 5, "2026-11-21T10:00:01.500Z", "2026-11-21T10:00:02.000Z", "2026-11-21T10:00:03.000Z" },
    { "c", "2026-11-21T10:14:59.999Z", 5, "2026-11-21T10:00:01.500Z", "2026-11-21T10:00:02.000Z", "2026-11-21T10:14:59.999Z" },
    { "c", "2026-11-21T10:15:00.000Z", 9, "2026-11-21T10:00:01.500Z", "2026-11-21T10:00:02.000Z", "2026-11-21T10:00:02.000Z" },
    { "d", "2026-11-21T10:00:00.000Z", 0, "2026-11-21T10:00:01.500Z", "2026-11-21T10:00:02.000Z", "2026-11-21T10:00:02.000Z" },
  };
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    g_autoptr (SgLedgerWalk) walk = NULL;

    tell (&shelf, steps[i].id, steps[i].time, steps[i].output);
    walk = walk_all (&shelf);
    assert_span (&g_array_index (walk->quarters, SgLedgerQuarter, 0), steps[i].first, steps[i].next, steps[i].last);
  }
  shelf_close (&shelf);
}

/* As version 1 wrote it: the sums of two requests in one quarter of an hour, without their moments */
static void
write_version_1 (const char *path,
                 gint64      digest)
{
  g_autofree char *schema = NULL;
  g_autofree char *schema_path = g_test_build_filename (G_TEST_DIST, "data", "ledger-1.sql", NULL);
  g_autofree char *stamp = g_strdup_printf ("INSERT INTO meta VALUES ('prices', %" G_GINT64_FORMAT ")", digest);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_file_get_contents (schema_path, &schema, NULL, &error);
  g_assert_no_error (error);
  g_mkdir_with_parents (folder, 0700);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, schema, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, stamp, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_an_old_ledger_gets_its_moments (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "old", "ledger.db", NULL);
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (SgLedgerWalk) walk = NULL;
  const SgLedgerQuarter *quarter;
  Shelf shelf;

  write_version_1 (path, (gint64) sg_price_table_get_digest (prices));
  shelf_open (&shelf, path);
  walk = walk_all (&shelf);
  g_assert_cmpuint (walk->quarters->len, ==, 2);

  quarter = &g_array_index (walk->quarters, SgLedgerQuarter, 0);
  assert_span (quarter, "2026-11-21T10:00:01.250Z", "2026-11-21T10:14:59.999Z", "2026-11-21T10:14:59.999Z");
  g_assert_cmpint (quarter->n_requests, ==, 3);
  g_assert_cmpint (quarter->input, ==, 111);
  g_assert_cmpint (quarter->pico_usd, ==, 111 * 5000000 + 12 * 25000000);
  quarter = &g_array_index (walk->quarters, SgLedgerQuarter, 1);
  assert_span (quarter, "2026-11-21T12:00:00.000Z", "2026-11-21T12:00:00.000Z", "2026-11-21T12:00:00.000Z");
  g_assert_cmpint (quarter->pico_usd, ==, 500000000000);

  tell (&shelf, "new", "2026-11-21T10:00:00.000Z", 1);
  g_clear_pointer (&walk, sg_ledger_walk_free);
  walk = walk_all (&shelf);
  assert_span (&g_array_index (walk->quarters, SgLedgerQuarter, 0), "2026-11-21T10:00:00.000Z", "2026-11-21T10:00:01.250Z",
               "2026-11-21T10:14:59.999Z");
  shelf_close (&shelf);
}

/* The sums that are made anew are those that were there, though no transcript is. */
static void
test_rebuild_keeps_what_was_counted (void)
{
  static const Asked asked[] = {
    { "-p/a.jsonl", "2026-11-20T23:59:59.999Z", OPUS, 1, 2, 0 },
    { "-p/a.jsonl", "2026-11-21T00:00:00.000Z", OPUS, 4, 8, 0 },
  };
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "ledger.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgLedgerWalk) walk = NULL;
  SgLedgerTotals totals;
  Shelf shelf;

  shelf_open (&shelf, path);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  g_assert_true (sg_ledger_db_exec (shelf.ledger->db, "UPDATE quarters SET input = 99; UPDATE meta SET value = 7 WHERE key = 'requests'", NULL));
  sg_ledger_prepare_rebuild (shelf.ledger, &error);
  g_assert_no_error (error);
  shelf_close (&shelf);

  shelf_open (&shelf, path);
  walk = walk_all (&shelf);
  g_assert_cmpuint (walk->quarters->len, ==, 2);
  g_assert_cmpint (g_array_index (walk->quarters, SgLedgerQuarter, 0).input, ==, 1);
  g_assert_cmpint (g_array_index (walk->quarters, SgLedgerQuarter, 1).input, ==, 4);
  g_assert_true (sg_ledger_get_totals (shelf.ledger, &totals, NULL));
  g_assert_cmpint (totals.n_requests, ==, 2);
  shelf_close (&shelf);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ledger-walk/what-is-taken-back-leaves-no-moment", test_what_is_taken_back_leaves_no_moment);
  g_test_add_func ("/ledger-walk/an-old-ledger-gets-its-moments", test_an_old_ledger_gets_its_moments);
  g_test_add_func ("/ledger-walk/far-times-are-walked", test_far_times_are_walked);
  g_test_add_func ("/ledger-walk/a-walk-ends-where-it-is-told", test_a_walk_ends_where_it_is_told);
  g_test_add_func ("/ledger-walk/rebuild-keeps-what-was-counted", test_rebuild_keeps_what_was_counted);

  return g_test_run ();
}
