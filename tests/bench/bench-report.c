/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures every report over a ledger of a year with a million requests. */

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "sg-report-blocks.h"
#include "sg-report.h"

#define YEAR_END_MS G_GINT64_CONSTANT (1795262400000)   /* 2026-11-21T12:00Z */
#define YEAR_MS (365 * 24 * G_GINT64_CONSTANT (3600000))
#define WRITE_ROWS (256 * 1024)

static int n_requests = 1000 * 1000;
static int per_session = 25;
static int n_rounds = 7;
static char *ledger_path;
static char *only_kind;

static const GOptionEntry entries[] = {
  { "requests", 'n', 0, G_OPTION_ARG_INT, &n_requests, "How many the year has", "N" },
  { "per-session", 's', 0, G_OPTION_ARG_INT, &per_session, "How many a session has", "N" },
  { "rounds", 'r', 0, G_OPTION_ARG_INT, &n_rounds, "How often each report is made", "N" },
  { "kind", 'k', 0, G_OPTION_ARG_STRING, &only_kind, "Only this report", "KIND" },
  { "ledger", 'l', 0, G_OPTION_ARG_FILENAME, &ledger_path, "Keep the ledger there, or measure the one that is there", "FILE" },
  { NULL }
};

static void
fail (GError *error)
{
  fprintf (stderr, "%s\n", error ? error->message : "failed");
  exit (1);
}

static SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

/* Sessions of some minutes, some at once, as those of gen-corpus.py: half of them ask a second model too. */
static void
add_session (SgLedgerBatch *batch,
             GRand         *random,
             int            number)
{
  static const char *models[] = { "claude-opus-5-5", "claude-haiku-4-5-20251001", "claude-sonnet-5" };
  gint64 start_ms = YEAR_END_MS - (gint64) (g_rand_double (random) * (double) YEAR_MS);
  g_autofree char *file = g_strdup_printf ("-home-dev-project-%d/%08x-0000-4000-8000-000000000000.jsonl", number % 24, number);

  sg_ledger_batch_start_file (batch, file);
  for (int i = 0; i < per_session; i++) {
    g_autofree char *id = g_strdup_printf ("msg_%d_%d", number, i);
    SgRequest request = {
      .message_id = slice (id),
      .request_id = slice (id),
      .model = slice (models[number % 2 > 0 && i % 5 == 0 ? 1 : number % 3 == 0 ? 2 : 0]),
      .time_ms = start_ms += g_rand_int_range (random, 5000, 30000),
      .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
      .usage = {
        .input = (guint32) g_rand_int_range (random, 1, 9000),
        .output = (guint32) g_rand_int_range (random, 1, 4000),
        .write_5m = (guint32) g_rand_int_range (random, 0, 20000),
        .cache_read = (guint32) g_rand_int_range (random, 0, 150000),
      },
    };

    sg_ledger_batch_add_request (batch, &request, request.message_id);
  }
}

static void
fill (SgLedger *ledger)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  GError *error = NULL;

  for (int number = 0; number * per_session < n_requests;) {
    g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();

    for (; number * per_session < n_requests && sg_ledger_batch_get_n_rows (batch) < WRITE_ROWS; number++)
      add_session (batch, random, number);
    if (!sg_ledger_write (ledger, batch, &error))
      fail (error);
  }
}

static guint
make (SgLedger  *ledger,
      guint      kind,
      GTimeZone *zone)
{
  GError *error = NULL;
  guint n_rows;

  if (kind <= SG_REPORT_SESSION) {
    SgReportQuery query = { .kind = kind, .zone = zone, .since = G_MININT64, .until = G_MAXINT64 };
    SgReport *report = sg_report_new (ledger, &query, &error);

    if (report == NULL)
      fail (error);
    n_rows = report->rows->len;
    sg_report_free (report);
  } else {
    SgReportBlockQuery query = { .zone = zone, .since = G_MININT64, .until = G_MAXINT64 };
    GPtrArray *blocks = sg_report_blocks_new (ledger, &query, &error);

    if (blocks == NULL)
      fail (error);
    n_rows = blocks->len;
    g_ptr_array_unref (blocks);
  }

  return n_rows;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

static void
measure (SgLedger *ledger)
{
  static const char *kinds[] = { "daily", "weekly", "monthly", "session", "blocks" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  g_autofree double *times = g_new (double, n_rounds);
  SgLedgerTotals totals;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  sg_ledger_get_totals (ledger, &totals, NULL);
  printf ("%" G_GINT64_FORMAT " requests, median of %d rounds\n", totals.n_requests, n_rounds);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++) {
    guint n_rows = 0;
    clock_t cpu = clock ();

    if (only_kind != NULL && !g_str_equal (only_kind, kinds[kind]))
      continue;
    for (int round = 0; round < n_rounds; round++) {
      gint64 start = g_get_monotonic_time ();

      n_rows = make (ledger, kind, zone);
      times[round] = (double) (g_get_monotonic_time () - start) / 1000.0;
    }
    qsort (times, (size_t) n_rounds, sizeof *times, compare_doubles);
    printf ("%-8s %7.1f ms  (%.1f to %.1f)  %.1f ms of CPU  %u rows\n", kinds[kind], times[n_rounds / 2], times[0],
            times[n_rounds - 1], (double) (clock () - cpu) * 1e3 / CLOCKS_PER_SEC / n_rounds, n_rows);
  }
}

static void
remove_ledger (const char *folder)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (ledger_path, suffixes[i], NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (SgLedger) ledger = NULL;
  g_autofree char *scratch = NULL;
  SgLedgerTotals totals;
  GError *error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fail (error);
  if (n_requests < 1 || per_session < 1 || n_rounds < 1)
    fail (NULL);
  if (ledger_path == NULL) {
    scratch = g_dir_make_tmp ("sandglass-bench-XXXXXX", NULL);
    ledger_path = g_build_filename (scratch, "ledger.db", NULL);
  }

  ledger = sg_ledger_open (ledger_path, prices, &error);
  if (ledger == NULL || !sg_ledger_get_totals (ledger, &totals, &error))
    fail (error);
  if (totals.n_requests == 0)
    fill (ledger);
  measure (ledger);

  g_clear_pointer (&ledger, sg_ledger_close);
  if (scratch != NULL)
    remove_ledger (scratch);
  g_free (ledger_path);
  g_free (only_kind);

  return 0;
}
