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

/* Two threads with half of the requests each say what one says of all. */
static void
test_halves_find_the_same_spans (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "ledger.db", NULL);
  g_autofree Asked *asked = g_new0 (Asked, 400);
  g_autoptr (GPtrArray) times = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SgLedgerWalk) one = NULL, two = NULL;
  g_autoptr (GArray) spans_of_one = NULL, spans_of_two = NULL;
  Shelf in_memory, in_file;

  for (int i = 0; i < 400; i++) {
    g_ptr_array_add (times, g_strdup_printf ("2026-11-%02dT%02d:%02d:07.%03dZ", 1 + i % 9, i * 7 % 24, i % 50, i));
    asked[i] = (Asked) { i % 3 > 0 ? "-p/a.jsonl" : "-q/b.jsonl", g_ptr_array_index (times, (guint) i), OPUS, 1, (guint) i, 0 };
  }
  shelf_open (&in_memory, SG_LEDGER_IN_MEMORY);
  shelf_open (&in_file, path);
  shelf_fill (&in_memory, asked, 400);
  shelf_fill (&in_file, asked, 400);
  one = walk_all (&in_memory);
  two = walk_all (&in_file);

  spans_of_one = sg_ledger_walk_find_quarter_spans (one, in_memory.ledger, NULL, NULL);
  spans_of_two = sg_ledger_walk_find_quarter_spans (two, in_file.ledger, NULL, NULL);
  g_assert_cmpmem (spans_of_one->data, spans_of_one->len * sizeof (SgLedgerSpan), spans_of_two->data,
                   spans_of_two->len * sizeof (SgLedgerSpan));
  g_clear_pointer (&spans_of_one, g_array_unref);
  g_clear_pointer (&spans_of_two, g_array_unref);

  spans_of_one = sg_ledger_walk_find_place_spans (one, in_memory.ledger, NULL);
  spans_of_two = sg_ledger_walk_find_place_spans (two, in_file.ledger, NULL);
  g_assert_cmpmem (spans_of_one->data, spans_of_one->len * sizeof (SgLedgerSpan), spans_of_two->data,
                   spans_of_two->len * sizeof (SgLedgerSpan));
  g_assert_cmpuint (spans_of_one->len, ==, 2);
  shelf_close (&in_memory);
  shelf_close (&in_file);
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
  g_autoptr (GArray) spans = NULL;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  walk = walk_all (&shelf);
  spans = sg_ledger_walk_find_quarter_spans (walk, shelf.ledger, NULL, NULL);
  g_assert_cmpuint (spans->len, ==, 2);
  g_assert_cmpint (g_array_index (spans, SgLedgerSpan, 0).first_ms, ==, 0);
  g_assert_cmpint (g_array_index (spans, SgLedgerSpan, 1).last_ms, ==, ms_of (asked[1].time));
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
  g_autoptr (GArray) spans = NULL;
  const SgLedgerSpan *span;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  walk = sg_ledger_walk_new (shelf.ledger, ms_of (asked[1].time), ms_of (asked[3].time), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (walk->quarters->len, ==, 2);
  spans = sg_ledger_walk_find_place_spans (walk, shelf.ledger, &error);
  g_assert_no_error (error);
  span = &g_array_index (spans, SgLedgerSpan, 0);
  g_assert_cmpint (span->first_ms, ==, ms_of (asked[1].time));
  g_assert_cmpint (span->next_ms, ==, ms_of (asked[2].time));
  g_assert_cmpint (span->last_ms, ==, ms_of (asked[2].time));
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

  g_test_add_func ("/ledger-walk/halves-find-the-same-spans", test_halves_find_the_same_spans);
  g_test_add_func ("/ledger-walk/far-times-are-walked", test_far_times_are_walked);
  g_test_add_func ("/ledger-walk/a-walk-ends-where-it-is-told", test_a_walk_ends_where_it_is_told);
  g_test_add_func ("/ledger-walk/rebuild-keeps-what-was-counted", test_rebuild_keeps_what_was_counted);

  return g_test_run ();
}
