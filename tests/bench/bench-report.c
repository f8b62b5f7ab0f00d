/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures every report over a ledger of a year with a million requests. */

#include <time.h>

#include "bench-year.h"
#include "sg-report-blocks.h"
#include "sg-report.h"

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
    year_fill (ledger, n_requests, per_session);
  measure (ledger);

  g_clear_pointer (&ledger, sg_ledger_close);
  if (scratch != NULL)
    year_remove (ledger_path, scratch);
  g_free (ledger_path);
  g_free (only_kind);

  return 0;
}
