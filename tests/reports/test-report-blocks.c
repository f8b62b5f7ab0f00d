/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "report-testing.h"
#include "sg-report-blocks.h"
#include "sg-report-calendar.h"

#define OPUS "claude-opus-5"
#define FILE_A "-p/a.jsonl"
#define FILE_B "-q/b.jsonl"

static char *
format_ms (gint64 time_ms)
{
  g_autoptr (GDateTime) time = sg_time_from_unix_ms (time_ms);
  g_autofree char *text = g_date_time_format (time, "%d %H:%M:%S");

  return g_strdup_printf ("%s.%03d", text, (int) (time_ms % 1000));
}

/* `start-last n tokens` of each block, `gap start-end` of each gap */
static char *
describe (GPtrArray *blocks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++) {
    const SgReportBlock *block = g_ptr_array_index (blocks, i);
    g_autofree char *start = format_ms (block->start_ms);
    g_autofree char *end = format_ms (block->is_gap ? block->end_ms : block->last_ms);

    g_string_append_printf (text, "%s%s%s - %s", i > 0 ? "; " : "", block->is_gap ? "gap " : "", start, end);
    if (!block->is_gap)
      g_string_append_printf (text, " %" G_GINT64_FORMAT "x %" G_GINT64_FORMAT, block->sums.n_requests,
                              sg_report_sums_get_total (&block->sums));
  }

  return g_string_free (text, FALSE);
}

static SgReportBlockQuery
everything (GTimeZone *zone)
{
  return (SgReportBlockQuery) { .zone = zone, .since = G_MININT64, .until = G_MAXINT64 };
}

static char *
describe_asked (const Asked              *asked,
                gsize                     n_asked,
                const SgReportBlockQuery *query,
                const char               *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  Shelf shelf;

  shelf_open (&shelf, path);
  shelf_fill (&shelf, asked, n_asked);
  blocks = sg_report_blocks_new (shelf.ledger, query, &error);
  g_assert_no_error (error);
  shelf_close (&shelf);

  return describe (blocks);
}

static const struct {
  const char *name;
  Asked       asked[6];
  const char *blocks;
} cuts[] = {
  { "start-is-the-full-hour",
    { { FILE_A, "2026-11-21T10:59:59.999Z", OPUS, 1, 1, 0 } },
    "21 10:00:00.000 - 21 10:59:59.999 1x 2" },
  { "the-end-itself-belongs",
    { { FILE_A, "2026-11-21T10:00:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T15:00:00.000Z", OPUS, 2, 2, 0 } },
    "21 10:00:00.000 - 21 15:00:00.000 2x 6" },
  { "a-millisecond-later-is-the-next",
    { { FILE_A, "2026-11-21T10:00:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T15:00:00.001Z", OPUS, 2, 2, 0 } },
    "21 10:00:00.000 - 21 10:00:00.000 1x 2; gap 21 15:00:00.000 - 21 15:00:00.001; 21 15:00:00.000 - 21 15:00:00.001 1x 4" },
  { "one-quarter-is-split-at-the-end",
    { { FILE_A, "2026-11-21T10:20:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T15:00:00.000Z", OPUS, 2, 2, 0 },
      { FILE_A, "2026-11-21T15:00:00.002Z", OPUS, 4, 4, 0 }, { FILE_B, "2026-11-21T15:00:00.000Z", "claude-zeta-9", 8, 8, 0 },
      { FILE_B, "2026-11-21T15:14:59.999Z", OPUS, 16, 16, SG_REQUEST_FAST } },
    "21 10:00:00.000 - 21 15:00:00.000 3x 22; 21 15:00:00.000 - 21 15:14:59.999 2x 40" },
  { "five-hours-of-nothing-are-no-gap",
    { { FILE_A, "2026-11-21T10:30:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T15:30:00.000Z", OPUS, 2, 2, 0 } },
    "21 10:00:00.000 - 21 10:30:00.000 1x 2; 21 15:00:00.000 - 21 15:30:00.000 1x 4" },
  { "more-than-five-hours-are-a-gap",
    { { FILE_A, "2026-11-21T10:30:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T15:30:00.001Z", OPUS, 2, 2, 0 } },
    "21 10:00:00.000 - 21 10:30:00.000 1x 2; gap 21 15:30:00.000 - 21 15:30:00.001; 21 15:00:00.000 - 21 15:30:00.001 1x 4" },
  { "the-gap-counts-from-the-last-request",
    { { FILE_A, "2026-11-21T01:00:00.500Z", OPUS, 1, 1, 0 }, { FILE_B, "2026-11-21T05:40:00.250Z", OPUS, 1, 1, 0 },
      { FILE_A, "2026-11-22T09:30:00.750Z", OPUS, 1, 1, 0 } },
    "21 01:00:00.000 - 21 05:40:00.250 2x 4; gap 21 10:40:00.250 - 22 09:30:00.750; 22 09:00:00.000 - 22 09:30:00.750 1x 2" },
  { "what-used-nothing-extends-nothing",
    { { FILE_A, "2026-11-21T10:10:00.000Z", OPUS, 1, 1, 0 }, { FILE_A, "2026-11-21T12:10:00.000Z", OPUS, 0, 0, 0 },
      { FILE_A, "2026-11-21T16:00:00.000Z", OPUS, 2, 2, 0 }, { FILE_A, "2026-11-23T16:00:00.000Z", OPUS, 0, 0, 0 } },
    "21 10:00:00.000 - 21 10:10:00.000 1x 2; gap 21 15:10:00.000 - 21 16:00:00.000; 21 16:00:00.000 - 21 16:00:00.000 1x 4" },
  { "nothing-is-no-block",
    { { FILE_A, "2026-11-21T10:10:00.000Z", OPUS, 0, 0, 0 } },
    "" },
};

static void
test_cut (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data), n_asked = 0;
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportBlockQuery query = everything (zone);
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "ledger.db", NULL);
  g_autofree char *in_memory = NULL;
  g_autofree char *in_file = NULL;

  while (n_asked < G_N_ELEMENTS (cuts[index].asked) && cuts[index].asked[n_asked].file != NULL)
    n_asked++;
  in_memory = describe_asked (cuts[index].asked, n_asked, &query, SG_LEDGER_IN_MEMORY);
  in_file = describe_asked (cuts[index].asked, n_asked, &query, path);
  g_assert_cmpstr (in_memory, ==, cuts[index].blocks);
  g_assert_cmpstr (in_file, ==, cuts[index].blocks);
}

static const Asked two_days[] = {
  { FILE_A, "2026-11-20T21:10:00.000Z", OPUS, 1, 1, 0 },
  { FILE_B, "2026-11-21T08:00:00.000Z", OPUS, 2, 2, 0 },
  { FILE_A, "2026-11-21T20:00:00.000Z", OPUS, 4, 4, 0 },
};

static void
test_days_are_those_the_blocks_begin_in (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportBlockQuery query = everything (zone);
  g_autofree char *text = NULL;

  g_assert_true (sg_report_day_parse ("20261121", &query.since));
  query.until = query.since;
  query.descending = TRUE;
  text = describe_asked (two_days, G_N_ELEMENTS (two_days), &query, SG_LEDGER_IN_MEMORY);
  g_assert_cmpstr (text, ==, "21 20:00:00.000 - 21 20:00:00.000 1x 8; gap 21 13:00:00.000 - 21 20:00:00.000; "
                   "21 08:00:00.000 - 21 08:00:00.000 1x 4; gap 21 02:10:00.000 - 21 08:00:00.000");
}

static void
test_a_project_has_blocks_of_its_own (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportBlockQuery query = everything (zone);
  g_autofree char *text = NULL;

  query.project = "-p";
  text = describe_asked (two_days, G_N_ELEMENTS (two_days), &query, SG_LEDGER_IN_MEMORY);
  g_assert_cmpstr (text, ==, "20 21:00:00.000 - 20 21:10:00.000 1x 2; gap 21 02:10:00.000 - 21 20:00:00.000; "
                   "21 20:00:00.000 - 21 20:00:00.000 1x 8");
}

static void
add_notice (Shelf      *shelf,
            const char *file,
            const char *time,
            const char *resets)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autoptr (GError) error = NULL;
  const SgTranscriptNotice notice = { .time_ms = ms_of (time), .resets_ms = ms_of (resets) };

  sg_ledger_batch_start_file (batch, file);
  sg_ledger_batch_add_notice (batch, &notice);
  sg_ledger_write (shelf->ledger, batch, &error);
  g_assert_no_error (error);
}

static const SgReportBlock *
block_at (GPtrArray *blocks,
          guint      index)
{
  return g_ptr_array_index (blocks, index);
}

/* As in `ccusage blocks`: the first in a block counts. What is in no block is nobody's. */
static void
test_a_block_knows_the_limit_that_was_met (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportBlockQuery query = everything (zone);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GPtrArray) others = NULL;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, two_days, G_N_ELEMENTS (two_days));
  add_notice (&shelf, FILE_A, "2026-11-20T22:00:00.000Z", "2026-11-21T02:00:00.000Z");
  add_notice (&shelf, FILE_A, "2026-11-20T21:30:00.000Z", "2026-11-21T01:00:00.000Z");
  add_notice (&shelf, FILE_A, "2026-11-21T03:00:00.000Z", "2026-11-21T05:00:00.000Z");
  add_notice (&shelf, FILE_B, "2026-11-21T20:00:00.000Z", "2026-11-22T01:00:00.000Z");
  blocks = sg_report_blocks_new (shelf.ledger, &query, &error);
  g_assert_no_error (error);
  query.project = "-p";
  others = sg_report_blocks_new (shelf.ledger, &query, &error);
  g_assert_no_error (error);
  shelf_close (&shelf);

  g_assert_cmpuint (blocks->len, ==, 5);
  g_assert_cmpint (block_at (blocks, 0)->limit_resets_ms, ==, ms_of ("2026-11-21T01:00:00.000Z"));
  g_assert_cmpint (block_at (blocks, 1)->limit_resets_ms, ==, 0);
  g_assert_cmpint (block_at (blocks, 2)->limit_resets_ms, ==, 0);
  g_assert_cmpint (block_at (blocks, 4)->limit_resets_ms, ==, ms_of ("2026-11-22T01:00:00.000Z"));
  g_assert_cmpint (block_at (others, 2)->limit_resets_ms, ==, 0);
}

static void
test_forecast_holds_the_pace (void)
{
  static const Asked asked[] = {
    { FILE_A, "2026-11-18T10:00:00.000Z", OPUS, 40, 2, 0 },
    { FILE_A, "2026-11-21T10:10:00.000Z", OPUS, 500, 100, 0 },
    { FILE_A, "2026-11-21T11:10:00.000Z", OPUS, 500, 100, 0 },
  };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  SgReportBlockQuery query = everything (zone);
  gint64 now_ms = ms_of ("2026-11-21T12:00:00.000Z");
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  const SgReportBlock *old, *block;
  SgReportForecast forecast;
  Shelf shelf;

  shelf_open (&shelf, SG_LEDGER_IN_MEMORY);
  shelf_fill (&shelf, asked, G_N_ELEMENTS (asked));
  blocks = sg_report_blocks_new (shelf.ledger, &query, &error);
  g_assert_no_error (error);
  shelf_close (&shelf);

  old = g_ptr_array_index (blocks, 0);
  block = g_ptr_array_index (blocks, 2);
  g_assert_false (sg_report_block_is_active (old, now_ms));
  g_assert_false (sg_report_block_forecast (old, now_ms, &forecast));
  g_assert_true (sg_report_block_is_active (block, now_ms));
  g_assert_true (sg_report_block_forecast (block, now_ms, &forecast));
  g_assert_cmpfloat_with_epsilon (forecast.tokens_per_minute, 20.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (forecast.minutes_left, 180.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (forecast.tokens, 1200.0 + 3600.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (forecast.usd_per_hour, 0.01, 1e-12);
  g_assert_cmpfloat_with_epsilon (forecast.usd, 0.04, 1e-12);
  g_assert_true (sg_report_block_forecast (block, now_ms + 31000, &forecast));
  g_assert_cmpfloat_with_epsilon (forecast.minutes_left, 179.0, 1e-9);

  g_assert_false (sg_report_block_is_active (block, ms_of ("2026-11-21T15:00:00.000Z")));
  g_assert_true (sg_report_block_forecast (block, ms_of ("2026-11-21T14:59:59.999Z"), &forecast));
  g_assert_cmpint (sg_report_blocks_get_largest (blocks, now_ms), ==, 42);
  g_assert_cmpint (sg_report_blocks_get_largest (blocks, ms_of ("2026-11-22T00:00:00Z")), ==, 1200);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++) {
    g_autofree char *path = g_strconcat ("/report-blocks/", cuts[i].name, NULL);

    g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_cut);
  }
  g_test_add_func ("/report-blocks/days-are-those-the-blocks-begin-in", test_days_are_those_the_blocks_begin_in);
  g_test_add_func ("/report-blocks/a-project-has-blocks-of-its-own", test_a_project_has_blocks_of_its_own);
  g_test_add_func ("/report-blocks/a-block-knows-the-limit-that-was-met", test_a_block_knows_the_limit_that_was_met);
  g_test_add_func ("/report-blocks/forecast-holds-the-pace", test_forecast_holds_the_pace);

  return g_test_run ();
}
