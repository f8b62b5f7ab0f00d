/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures what the resident's thread leaves behind that sums up today and this month, over ledgers of 10^5 and of 10^6 requests. */

#include <sys/wait.h>
#include <unistd.h>

#include "bench-year.h"
#include "sg-memory.h"

#define PER_SESSION 25
#define N_ROUNDS 20

static SgLedger *
open_ledger (const char         *path,
             const SgPriceTable *prices)
{
  GError *error = NULL;
  SgLedger *ledger = sg_ledger_open (path, prices, &error);

  if (ledger == NULL)
    fail (error);

  return ledger;
}

static void
append (SgLedger *ledger,
        int       number)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autofree char *id = g_strdup_printf ("msg_new_%d", number);
  GError *error = NULL;
  const SgRequest request = {
    .message_id = slice (id),
    .model = slice ("claude-opus-5-5"),
    .time_ms = YEAR_END_MS + number,
    .stated_pico_usd = SG_REQUEST_COST_UNSTATED,
    .usage = { .input = 1, .output = 2 },
  };

  sg_ledger_batch_start_file (batch, "-home-dev-project/new.jsonl");
  sg_ledger_batch_add_request (batch, &request, request.message_id);
  if (!sg_ledger_write (ledger, batch, &error))
    fail (error);
}

static void
sum_up (const char         *path,
        const SgPriceTable *prices,
        int                 number)
{
  g_autoptr (SgLedger) ledger = open_ledger (path, prices);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (YEAR_END_MS / 1000);
  g_autoptr (SgCostSummary) summary = NULL;
  SgLedgerTotals totals;
  GError *error = NULL;

  append (ledger, number);
  if (!sg_ledger_get_totals (ledger, &totals, &error))
    fail (error);
  summary = sg_ledger_summarize (ledger, now, zone, &error);
  if (summary == NULL)
    fail (error);
}

static double
read_mib (const char *name)
{
  g_autofree char *status = NULL;
  const char *at;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (at = strstr (status, name)) == NULL)
    return 0.0;

  return g_ascii_strtod (at + strlen (name), NULL) / 1024.0;
}

typedef struct {
  double left_mib;
  double most_mib;
  double repricing_mib;   /* the most while all sums are made anew */
} Figures;

static void
measure (const char   *path,
         SgPriceTable *prices,
         int           pipe_fd)
{
  const char *text = "{\"models\":{\"house\":{\"input\":1,\"output\":1,\"cache_write_5m\":1,\"cache_write_1h\":1,\"cache_read\":1}}}";
  double before = read_mib ("RssAnon:");
  Figures figures;

  for (int i = 0; i < N_ROUNDS; i++) {
    sum_up (path, prices, i);
    sg_memory_give_back ();
  }
  figures.most_mib = read_mib ("VmHWM:");
  if (!sg_price_table_merge (prices, text, (gssize) strlen (text), NULL))
    fail (NULL);
  sum_up (path, prices, N_ROUNDS);
  sg_memory_give_back ();
  figures.repricing_mib = read_mib ("VmHWM:");
  figures.left_mib = read_mib ("RssAnon:") - before;
  _exit (write (pipe_fd, &figures, sizeof figures) == sizeof figures ? 0 : 1);
}

static void
fill (const char         *path,
      const SgPriceTable *prices,
      int                 n_requests)
{
  g_autoptr (SgLedger) ledger = open_ledger (path, prices);

  year_fill (ledger, n_requests, PER_SESSION);
}

/* Each in a process of its own, that the one that fills leaves nothing to the one that is measured */
static void
measure_alone (int     n_requests,
               double *left_mib)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autofree char *folder = g_dir_make_tmp ("sandglass-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "ledger.db", NULL);
  Figures figures = { 0 };
  int pipe_fds[2], status;
  pid_t child = fork ();

  if (child == 0) {
    fill (path, prices, n_requests);
    _exit (0);
  }
  waitpid (child, &status, 0);

  if (pipe (pipe_fds) != 0)
    fail (NULL);
  child = fork ();
  if (child == 0)
    measure (path, prices, pipe_fds[1]);
  if (read (pipe_fds[0], &figures, sizeof figures) != sizeof figures)
    fail (NULL);
  waitpid (child, &status, 0);
  close (pipe_fds[0]);
  close (pipe_fds[1]);
  year_remove (path, folder);

  *left_mib = figures.left_mib;
  printf ("%8d requests: %5.2f MiB left; the most in use was %5.2f MiB, %5.2f MiB with new prices\n", n_requests,
          figures.left_mib, figures.most_mib, figures.repricing_mib);
}

int
main (void)
{
  double small_mib, large_mib;

  sg_memory_stay_small ();
  measure_alone (100 * 1000, &small_mib);
  measure_alone (1000 * 1000, &large_mib);
  printf ("growth: %.2f MiB per million requests (bar 2)\n", (large_mib - small_mib) / 0.9);

  return 0;
}
