/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ledger-testing.h"
#include "sg-ledger-walk.h"

#define TIME_MS G_GINT64_CONSTANT (1795255200000)

static SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

static SgRequest
told (const char *request_id,
      const char *session,
      guint       output)
{
  return (SgRequest) {
           .request_id = slice (request_id),
           .session = slice (session),
           .model = slice ("claude-opus-5-5"),
           .time_ms = TIME_MS,
           .stated_pico_usd = 7,
           .usage = { .input = 1, .output = output },
  };
}

static guint
tell (Desk      *desk,
      SgRequest *requests,
      guint      n_requests)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autoptr (GArray) array = g_array_new (FALSE, FALSE, sizeof (SgRequest));
  g_autoptr (GError) error = NULL;
  guint n_new = 0;

  g_array_append_vals (array, requests, n_requests);
  sg_ledger_write_telemetry (ledger, array, &n_new, &error);
  g_assert_no_error (error);

  return n_new;
}

static guint
tell_one (Desk       *desk,
          const char *request_id,
          const char *session,
          guint       output)
{
  SgRequest request = told (request_id, session, output);

  return tell (desk, &request, 1);
}

/* Requests in transcripts, in telemetry alone; requests and output in the sums; requests in the total */
static void
assert_counts (Desk       *desk,
               const char *expected)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *counts =
    ledger_query (ledger, "SELECT (SELECT count(*) FROM requests), (SELECT count(*) FROM telemetry),"
                  " ifnull(sum(n_requests),0), ifnull(sum(output),0), ifnull((SELECT value FROM meta WHERE key = 'requests'), 0) FROM quarters");

  g_assert_cmpstr (counts, ==, expected);
}

static void
test_alone_it_counts (Desk         *desk,
                      gconstpointer unused)
{
  g_assert_cmpuint (tell_one (desk, "req_a", "s-1", 5), ==, 1);
  assert_counts (desk, "0 1 1 5 1");
}

static void
test_told_twice_it_counts_once (Desk         *desk,
                                gconstpointer unused)
{
  SgRequest twice[] = { told ("req_a", "s-1", 5), told ("req_a", "s-1", 5), told ("req_b", "s-1", 2) };

  g_assert_cmpuint (tell (desk, twice, 3), ==, 2);
  g_assert_cmpuint (tell_one (desk, "req_a", "s-2", 9), ==, 0);
  assert_counts (desk, "0 2 2 7 2");
}

static void
test_a_transcript_before_it (Desk         *desk,
                             gconstpointer unused)
{
  desk_append_answer (desk, "p/s-1.jsonl", "a", 5);
  desk_scan (desk);
  g_assert_cmpuint (tell_one (desk, "req_a", "s-1", 5), ==, 0);
  assert_counts (desk, "1 0 1 5 1");
}

static void
test_a_transcript_after_it (Desk         *desk,
                            gconstpointer unused)
{
  tell_one (desk, "req_a", "s-1", 4);
  tell_one (desk, "req_side", "s-1", 100);
  desk_append_answer (desk, "p/s-1.jsonl", "a", 5);
  desk_scan (desk);
  assert_counts (desk, "1 1 2 105 2");
  g_assert_cmpuint (tell_one (desk, "req_a", "s-1", 4), ==, 0);

  desk_append_answer (desk, "p/s-1.jsonl", "side", 3);
  desk_scan (desk);
  assert_counts (desk, "2 0 2 8 2");
}

static void
test_another_line_of_a_known_request (Desk         *desk,
                                      gconstpointer unused)
{
  g_autofree char *unnamed = answer ("a", "", 1, 2, TIME, "");

  desk_write (desk, "p/s-1.jsonl", "a", unnamed, strlen (unnamed));
  desk_scan (desk);
  tell_one (desk, "req_a", "s-1", 5);
  assert_counts (desk, "1 1 2 7 2");

  desk_append_answer (desk, "p/s-1.jsonl", "a", 5);
  desk_scan (desk);
  assert_counts (desk, "1 0 1 5 1");
}

static void
test_it_is_of_the_session_s_project (Desk         *desk,
                                     gconstpointer unused)
{
  g_autoptr (SgLedger) ledger = NULL;
  g_autofree char *places = NULL;

  desk_append_answer (desk, "p/s-1.jsonl", "a", 5);
  desk_scan (desk);
  tell_one (desk, "req_x", "s-1", 1);
  tell_one (desk, "req_y", "s-2", 1);
  tell_one (desk, "req_z", "s-2", 1);

  ledger = desk_open (desk);
  places = ledger_query (ledger, "SELECT project, session, count(*) FROM telemetry JOIN places ON places.id = place"
                         " GROUP BY place ORDER BY session");
  g_assert_cmpstr (places, ==, "p s-1 1\n" SG_LEDGER_UNKNOWN_PROJECT " s-2 2");
}

static void
test_other_prices_count_it_anew (Desk         *desk,
                                 gconstpointer unused)
{
  tell_one (desk, "req_a", "s-1", 5);
  {
    g_autoptr (SgLedger) ledger = desk_open (desk);
    g_autoptr (GError) error = NULL;

    sg_ledger_prepare_rebuild (ledger, &error);
    g_assert_no_error (error);
  }
  assert_counts (desk, "0 1 1 5 1");
}

static void
test_a_summary_says_how_much (Desk         *desk,
                              gconstpointer unused)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (TIME_MS / 1000 + 60);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgCostSummary) summary = NULL;
  g_autoptr (SgLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  const SgModelCost *month;

  desk_append_answer (desk, "p/s-1.jsonl", "a", 0);
  desk_scan (desk);
  tell_one (desk, "req_x", "s-1", 0);
  ledger = desk_open (desk);
  summary = sg_ledger_summarize (ledger, now, zone, &error);
  g_assert_no_error (error);

  /* 4 USD for a million of input */
  g_assert_cmpint (summary->today_pico_usd, ==, 8000000);
  g_assert_cmpint (summary->telemetry_today_pico_usd, ==, 4000000);
  g_assert_cmpuint (summary->n_telemetry_today, ==, 1);
  g_assert_cmpuint (summary->n_sessions_today, ==, 1);
  g_assert_cmpuint (summary->models_month->len, ==, 1);
  month = g_ptr_array_index (summary->models_month, 0);
  g_assert_cmpint (month->cost_pico_usd, ==, summary->month_pico_usd);
  g_assert_cmpuint (month->tokens, ==, 2);
}

static void
test_a_ledger_of_version_1_is_kept (Desk         *desk,
                                    gconstpointer unused)
{
  write_version_1 (desk->ledger_path, NULL);

  assert_counts (desk, "1 0 1 6 1");
  g_assert_cmpuint (tell_one (desk, "req_a", "old", 2), ==, 1);
  assert_counts (desk, "1 1 2 8 2");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  desk_test ("/ledger-telemetry/alone-it-counts", test_alone_it_counts);
  desk_test ("/ledger-telemetry/told-twice-it-counts-once", test_told_twice_it_counts_once);
  desk_test ("/ledger-telemetry/a-transcript-before-it", test_a_transcript_before_it);
  desk_test ("/ledger-telemetry/a-transcript-after-it", test_a_transcript_after_it);
  desk_test ("/ledger-telemetry/another-line-of-a-known-request", test_another_line_of_a_known_request);
  desk_test ("/ledger-telemetry/it-is-of-the-session-s-project", test_it_is_of_the_session_s_project);
  desk_test ("/ledger-telemetry/other-prices-count-it-anew", test_other_prices_count_it_anew);
  desk_test ("/ledger-telemetry/a-summary-says-how-much", test_a_summary_says_how_much);
  desk_test ("/ledger-telemetry/a-ledger-of-version-1-is-kept", test_a_ledger_of_version_1_is_kept);

  return g_test_run ();
}
