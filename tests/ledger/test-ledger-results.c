/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-cli-stream.h"
#include "sg-ledger-results.h"
#include "sg-money.h"
#include "sg-result-shares.h"

#define DAY_MS G_GINT64_CONSTANT (86400000)
#define NOON_MS G_GINT64_CONSTANT (1795262400000)   /* 2026-11-21T12:00:00Z */

static guint
take (SgLedger   *ledger,
      const char *text,
      gint64      time_ms)
{
  g_autoptr (SgCliStream) stream = sg_cli_stream_new ();
  g_autoptr (GError) error = NULL;
  guint n_new;

  sg_cli_stream_push (stream, text, strlen (text));
  sg_cli_stream_finish (stream);
  sg_ledger_results_add (ledger, stream->results, time_ms, &n_new, &error);
  g_assert_no_error (error);

  return n_new;
}

static guint
take_sample (SgLedger   *ledger,
             const char *name,
             gint64      time_ms)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "samples", "cli-results", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return take (ledger, text, time_ms);
}

/* A result of model m: @total and @own are output tokens, a token costs a dollar. */
static char *
result (const char *session,
        const char *uuid,
        guint       total,
        guint       own)
{
  return g_strdup_printf ("{\"type\":\"result\",\"session_id\":\"%s\",\"uuid\":\"%s\",\"total_cost_usd\":%u,"
                          "\"usage\":{\"output_tokens\":%u},\"modelUsage\":{\"m\":{\"outputTokens\":%u,\"costUSD\":%u}}}",
                          session, uuid, total, own, total, total);
}

static void
take_result (SgLedger   *ledger,
             const char *session,
             const char *uuid,
             guint       total,
             guint       own)
{
  g_autofree char *text = result (session, uuid, total, own);

  take (ledger, text, NOON_MS);
}

/* Requests, tokens and 10^-6 USD */
static void
assert_counts (SgLedger   *ledger,
               const char *expected)
{
  g_autofree char *rows = ledger_sums (ledger);
  g_autofree char *counts =
    ledger_query (ledger, "SELECT ifnull(sum(n_requests),0), ifnull(sum(input + output + write_5m + write_1h + cache_read),0),"
                  " ifnull(sum(pico_usd),0) / 1000000 FROM quarters");

  g_assert_cmpstr (counts, ==, expected);
}

static void
test_a_resumed_session_counts_once (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_result (ledger, "s", "1", 7, 7);
  assert_counts (ledger, "1 7 7000000");
  take_result (ledger, "s", "2", 17, 10);
  assert_counts (ledger, "2 17 17000000");
  take_result (ledger, "s", "1", 7, 7);
  take_result (ledger, "s", "2", 17, 10);
  assert_counts (ledger, "2 17 17000000");
}

static void
test_the_order_does_not_matter (Desk         *desk,
                                gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_result (ledger, "s", "3", 20, 3);
  take_result (ledger, "s", "1", 7, 7);
  take_result (ledger, "s", "2", 17, 10);
  assert_counts (ledger, "3 20 20000000");
}

/* 2.1.197 states one run, whatever was before. */
static void
test_runs_that_hold_nothing_add_up (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_result (ledger, "s", "1", 7, 7);
  take_result (ledger, "s", "2", 9, 9);
  assert_counts (ledger, "2 16 16000000");
  take_result (ledger, "s", "3", 9, 1);
  g_test_message ("beyond its last turn it has 8: it may hold the run of 7, and must not be added to it");
  assert_counts (ledger, "3 18 18000000");
}

static void
test_a_resumed_sample_counts_once (Desk         *desk,
                                   gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  g_assert_cmpuint (take_sample (ledger, "out-resume.json", NOON_MS), ==, 1);
  assert_counts (ledger, "1 12400 17768");
  g_test_message ("a fork states its parent's too");
  take_sample (ledger, "out-fork.json", NOON_MS);
  assert_counts (ledger, "2 23587 28628");
  g_assert_cmpuint (take_sample (ledger, "out-fork.json", NOON_MS + DAY_MS), ==, 0);
  assert_counts (ledger, "2 23587 28628");
}

static void
test_a_fork_may_come_first (Desk         *desk,
                            gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_sample (ledger, "out-fork.json", NOON_MS);
  assert_counts (ledger, "1 23587 28628");
  take_sample (ledger, "out-resume.json", NOON_MS);
  assert_counts (ledger, "2 23587 28628");
}

static void
test_old_versions_state_the_cost_alone (Desk         *desk,
                                        gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_sample (ledger, "slow-1.0.3.json", NOON_MS);
  assert_counts (ledger, "1 0 14949");
  take (ledger, "{\"type\":\"result\",\"session_id\":\"5206d486-329f-4df1-b349-43195bfebc4e\",\"cost_usd\":0.02}", NOON_MS);
  assert_counts (ledger, "2 0 20000");
}

static void
test_an_error_costs_what_it_says (Desk         *desk,
                                  gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GPtrArray) reviews = NULL;
  const SgResultReview *review;

  take_sample (ledger, "out-429.json", NOON_MS);
  assert_counts (ledger, "0 0 0");
  reviews = sg_ledger_results_review (ledger, NULL, NULL);
  g_assert_cmpuint (reviews->len, ==, 1);
  review = g_ptr_array_index (reviews, 0);
  g_assert_cmpstr (review->problem, ==, "429 rate_limit_error");
  g_assert_cmpint (review->stated_pico_usd, ==, 0);
  g_assert_cmpint (review->gap, ==, SG_RESULT_GAP_NONE);
}

static void
test_a_cut_stream_is_replaced_by_its_result (Desk         *desk,
                                             gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take (ledger, "{\"type\":\"assistant\",\"session_id\":\"s\",\"message\":{\"id\":\"1\",\"model\":\"m\",\"usage\":{\"output_tokens\":5}}}\n"
        "{\"type\":\"assistant\",\"session_id\":\"s\",\"mess", NOON_MS);
  assert_counts (ledger, "1 5 0");
  take_result (ledger, "s", "1", 7, 7);
  g_test_message ("the five stay where they were, and two are added");
  assert_counts (ledger, "2 7 0");
}

/* Each day has what was used on it. */
static void
test_each_result_counts_on_its_day (Desk         *desk,
                                    gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (NOON_MS / 1000);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (SgCostSummary) costs = NULL;
  g_autofree char *first = result ("s", "1", 7, 7);
  g_autofree char *second = result ("s", "2", 17, 10);

  take (ledger, first, NOON_MS - DAY_MS);
  take (ledger, second, NOON_MS);
  costs = sg_ledger_summarize (ledger, now, utc, NULL);
  g_assert_cmpint (costs->today_pico_usd, ==, 10 * SG_PICO_PER_USD);
  g_assert_cmpint (costs->month_pico_usd, ==, 17 * SG_PICO_PER_USD);
  g_assert_cmpint (costs->results_today_pico_usd, ==, 10 * SG_PICO_PER_USD);
  g_assert_cmpint (costs->results_month_pico_usd, ==, 17 * SG_PICO_PER_USD);
  g_assert_cmpuint (costs->n_sessions_today, ==, 1);
}

static void
test_a_transcript_takes_their_place (Desk         *desk,
                                     gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };

  take_result (ledger, "s", "1", 7, 7);
  take_result (ledger, "other", "1", 5, 5);
  assert_counts (ledger, "2 12 12000000");
  desk_append_answer (desk, "p/s.jsonl", "m1", 6);
  desk_scan_ledger (desk, ledger, &scan);
  assert_counts (ledger, "2 12 5000124");
  take_result (ledger, "s", "2", 17, 10);
  assert_counts (ledger, "2 12 5000124");
  desk_append_answer (desk, "p/s.jsonl", "m2", 6);
  desk_scan_ledger (desk, ledger, &scan);
  assert_counts (ledger, "3 19 5000248");
}

static void
test_new_prices_change_nothing_stated (Desk         *desk,
                                       gconstpointer user_data)
{
  const char *dear = "{\"as_of\":\"2030-01-01\",\"models\":{\"claude-opus-5-5\":{\"input\":1000,\"output\":1000}}}";
  SgLedger *ledger = desk_open (desk);
  g_autoptr (SgLedger) again = NULL;

  take_sample (ledger, "out-resume.json", NOON_MS);
  sg_ledger_close (ledger);
  sg_price_table_merge (desk->prices, dear, strlen (dear), NULL);
  again = desk_open (desk);
  assert_counts (again, "1 12400 17768");
}

/* session: stated, estimate, gap; 10^-6 USD */
static void
assert_review (SgLedger   *ledger,
               const char *expected)
{
  g_autoptr (GString) met = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews = sg_ledger_results_review (ledger, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < reviews->len; i++) {
    const SgResultReview *review = g_ptr_array_index (reviews, i);

    g_string_append_printf (met, "%.4s %s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n", review->session,
                            review->in_transcripts ? "transcript" : "result", review->stated_pico_usd / 1000000,
                            review->estimate_pico_usd / 1000000, review->gap);
  }
  g_assert_cmpstr (met->str, ==, expected);
}

static void
take_all_samples (SgLedger *ledger)
{
  const char *const names[] = {
    "out-429.json", "out-cut.json", "out-fork.json", "out-resume.json", "out-sub.json", "out-tool.json", "out197.json", "slow-1.0.3.json",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpuint (take_sample (ledger, names[i], NOON_MS + (gint64) i), ==, 1);
}

static void
test_every_sample_beside_our_prices (Desk         *desk,
                                     gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  take_all_samples (ledger);
  assert_review (ledger,
                 "8bd8 result 0 0 0\n"
                 "d729 result 19311 19311 0\n"
                 "92cf result 28628 10860 2\n"
                 "a11c result 17768 17768 0\n"
                 "ba1f result 58064 58064 0\n"
                 "ba60 result 25732 25732 0\n"
                 "b159 result 56928 56928 0\n"
                 "5206 result 14949 14949 0\n");
}

static void
scan_folder (SgLedger   *ledger,
             const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "samples", folder, "projects", NULL);
  const char *const paths[] = { path, NULL };
  g_auto (SgLedgerScan) scan = { .projects_paths = paths, .n_threads = 1 };
  g_autoptr (GError) error = NULL;

  sg_ledger_scan (ledger, &scan, NULL, &error);
  g_assert_no_error (error);
}

static void
test_every_sample_beside_its_transcript (Desk         *desk,
                                         gconstpointer user_data)
{
  const char *const folders[] = { "2.1.330-print", "2.1.330-print-longlines", "2.1.330-errors", "2.1.197-print", "slow/1.0.3" };
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    scan_folder (ledger, folders[i]);
  before = ledger_sums (ledger);
  take_all_samples (ledger);
  after = ledger_sums (ledger);
  g_assert_cmpstr (after, ==, before);

  assert_review (ledger,
                 "8bd8 result 0 0 0\n"
                 "d729 transcript 19311 6957 5\n"
                 "92cf transcript 28628 10860 2\n"
                 "a11c transcript 17768 17768 0\n"
                 "ba1f transcript 58064 58064 0\n"
                 "ba60 transcript 25732 25732 0\n"
                 "b159 transcript 56928 77832 6\n"
                 "5206 transcript 14949 14853 4\n");
}

static void
test_a_forks_parent_may_be_a_transcript (Desk         *desk,
                                         gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);

  scan_folder (ledger, "2.1.330-print");
  take_sample (ledger, "out-fork.json", NOON_MS);
  assert_review (ledger, "92cf transcript 28628 10860 2\n");
}

static void
test_an_old_ledger_learns_of_results (Desk         *desk,
                                      gconstpointer user_data)
{
  g_autoptr (SgLedger) ledger = NULL;

  write_version_1 (desk->ledger_path, NULL);
  ledger = desk_open (desk);
  assert_counts (ledger, "1 7 124");
  take_result (ledger, "s", "1", 7, 7);
  assert_counts (ledger, "2 14 7000124");
  take_result (ledger, "old", "1", 7, 7);
  assert_counts (ledger, "2 14 7000124");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-results/a-resumed-session-counts-once", test_a_resumed_session_counts_once);
  desk_test ("/ledger-results/the-order-does-not-matter", test_the_order_does_not_matter);
  desk_test ("/ledger-results/runs-that-hold-nothing-add-up", test_runs_that_hold_nothing_add_up);
  desk_test ("/ledger-results/a-resumed-sample-counts-once", test_a_resumed_sample_counts_once);
  desk_test ("/ledger-results/a-fork-may-come-first", test_a_fork_may_come_first);
  desk_test ("/ledger-results/old-versions-state-the-cost-alone", test_old_versions_state_the_cost_alone);
  desk_test ("/ledger-results/an-error-costs-what-it-says", test_an_error_costs_what_it_says);
  desk_test ("/ledger-results/a-cut-stream-is-replaced-by-its-result", test_a_cut_stream_is_replaced_by_its_result);
  desk_test ("/ledger-results/each-result-counts-on-its-day", test_each_result_counts_on_its_day);
  desk_test ("/ledger-results/a-transcript-takes-their-place", test_a_transcript_takes_their_place);
  desk_test ("/ledger-results/new-prices-change-nothing-stated", test_new_prices_change_nothing_stated);
  desk_test ("/ledger-results/every-sample-beside-our-prices", test_every_sample_beside_our_prices);
  desk_test ("/ledger-results/every-sample-beside-its-transcript", test_every_sample_beside_its_transcript);
  desk_test ("/ledger-results/a-forks-parent-may-be-a-transcript", test_a_forks_parent_may_be_a_transcript);
  desk_test ("/ledger-results/an-old-ledger-learns-of-results", test_an_old_ledger_learns_of_results);

  return g_test_run ();
}
