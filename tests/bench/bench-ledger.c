/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Measures the ledger on a corpus of tests/bench/gen-corpus.py beside a plain read() of the same bytes. */

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sg-ledger-private.h"
#include "sg-ledger-scan.h"
#include "sg-memory.h"

static int n_threads = SG_LEDGER_SCAN_THREADS;
static int n_rounds = 5;
static gboolean print_sums;
static char *ledger_path;

static const GOptionEntry entries[] = {
  { "threads", 't', 0, G_OPTION_ARG_INT, &n_threads, "Files read at a time", "N" },
  { "rounds", 'r', 0, G_OPTION_ARG_INT, &n_rounds, "How often each is measured", "N" },
  { "sums", 's', 0, G_OPTION_ARG_NONE, &print_sums, "Print tokens by UTC day and model as JSON, and measure nothing", NULL },
  { "ledger", 'l', 0, G_OPTION_ARG_FILENAME, &ledger_path, "Keep the ledger there", "FILE" },
  { NULL }
};

static double
now_ms (void)
{
  return (double) g_get_monotonic_time () / 1000.0;
}

static double
cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

static long
resident_kib (const char *field)
{
  g_autofree char *text = NULL;
  const char *found;

  g_file_get_contents ("/proc/self/status", &text, NULL, NULL);
  found = text ? strstr (text, field) : NULL;

  return found ? strtol (found + strlen (field), NULL, 10) : -1;
}

static void
fail (GError *error)
{
  fprintf (stderr, "%s\n", error ? error->message : "failed");
  exit (1);
}

typedef struct {
  SgTranscriptTree *tree;
  int               next;
} Floor;

static gpointer
floor_thread (gpointer data)
{
  Floor *all = data;
  g_autofree char *buffer = g_malloc (256 * 1024);

  for (;;) {
    guint index = (guint) g_atomic_int_add (&all->next, 1);
    int fd;

    if (index >= all->tree->files->len)
      return NULL;
    fd = open (((SgTranscriptFile *) g_ptr_array_index (all->tree->files, index))->path, O_RDONLY | O_CLOEXEC);
    while (fd >= 0 && read (fd, buffer, 256 * 1024) > 0)
      ;
    close (fd);
  }
}

/* What nobody can beat: walk, open and read() all bytes, with as many threads. */
static void
read_floor (const char *projects_path)
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  Floor all = { .tree = tree };
  GThread *threads[16];
  int n = CLAMP (n_threads, 1, 16);

  sg_transcript_tree_walk (tree, projects_path);
  for (int i = 0; i < n; i++)
    threads[i] = g_thread_new ("floor", floor_thread, &all);
  for (int i = 0; i < n; i++)
    g_thread_join (threads[i]);
}

static gboolean
drop_cb (SgLedgerBatch *batch,
         gpointer       user_data)
{
  SgLedgerBatch *all = user_data;

  sg_ledger_batch_absorb (all, batch);

  return TRUE;
}

static void
scan_only (const char *projects_path)
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  g_autoptr (SgLedgerBatch) all = sg_ledger_batch_new ();
  g_autoptr (GArray) jobs = g_array_new (FALSE, TRUE, sizeof (SgTranscriptJob));
  g_auto (SgTranscriptTally) tally = { 0 };

  sg_transcript_tree_walk (tree, projects_path);
  for (guint i = 0; i < tree->files->len; i++) {
    SgTranscriptJob job = { .file = g_ptr_array_index (tree->files, i) };

    g_array_append_val (jobs, job);
  }
  sg_transcript_scan (jobs, (guint) n_threads, NULL, drop_cb, all, &tally);
}

static SgCostSummary *
scan_ledger (const char   *projects_path,
             const char   *changed_path,
             SgLedgerScan *scan)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) changed = NULL;
  GError *error = NULL;
  g_autoptr (SgLedger) ledger = sg_ledger_open (ledger_path, prices, &error);
  const char *const paths[] = { projects_path, NULL };
  SgCostSummary *summary;

  if (ledger == NULL)
    fail (error);
  scan->projects_paths = paths;
  scan->n_threads = (guint) n_threads;
  if (changed_path != NULL) {
    changed = g_ptr_array_new ();
    g_ptr_array_add (changed, (gpointer) changed_path);
    scan->changed_paths = changed;
  }
  if (!sg_ledger_scan (ledger, scan, NULL, &error))
    fail (error);
  summary = sg_ledger_summarize (ledger, now, zone, &error);
  if (summary == NULL)
    fail (error);
  scan->changed_paths = NULL;
  scan->projects_paths = NULL;

  return summary;
}

static void
remove_ledger (void)
{
  const char *suffixes[] = { "", "-wal", "-shm" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = g_strconcat (ledger_path, suffixes[i], NULL);

    g_unlink (path);
  }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *first = a, *second = b;

  return *first < *second ? -1 : *first > *second;
}

static double
median (double *values,
        int     n)
{
  qsort (values, (size_t) n, sizeof *values, compare_doubles);

  return values[n / 2];
}

static void
append_copy (const char *path)
{
  FILE *file = fopen (path, "ae");
  static int n_copies;

  fprintf (file, "{\"type\":\"assistant\",\"timestamp\":\"2026-11-20T10:00:00Z\",\"requestId\":\"req_bench_%d_%d\",\"message\":"
           "{\"id\":\"msg_bench_%d_%d\",\"model\":\"claude-opus-5\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}}\n",
           (int) getpid (), n_copies, (int) getpid (), n_copies);
  n_copies++;
  fclose (file);
}

static void
measure (const char *projects_path)
{
  g_autofree double *times[6] = { NULL };
  g_autofree double *ratios = g_new (double, n_rounds);
  g_autofree double *scan_ratios = g_new (double, n_rounds);
  g_autofree double *cpu_ratios = g_new (double, n_rounds);
  g_autofree char *appended = g_build_filename (projects_path, "bench-append", "bench.jsonl", NULL);
  g_autofree char *folder = g_path_get_dirname (appended);
  double append_cpu = 0.0;
  guint64 n_bytes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    times[i] = g_new (double, n_rounds);

  for (int round = 0; round < n_rounds; round++) {
    g_auto (SgLedgerScan) scan = { 0 };
    g_autoptr (SgCostSummary) cold = NULL;
    g_autoptr (SgCostSummary) second = NULL;
    g_autoptr (SgCostSummary) third = NULL;
    double start, cpu, floor_cpu;

    start = now_ms ();
    cpu = cpu_ms ();
    read_floor (projects_path);
    times[0][round] = now_ms () - start;
    floor_cpu = cpu_ms () - cpu;

    start = now_ms ();
    scan_only (projects_path);
    times[1][round] = now_ms () - start;

    remove_ledger ();
    start = now_ms ();
    cpu = cpu_ms ();
    cold = scan_ledger (projects_path, NULL, &scan);
    times[2][round] = now_ms () - start;
    cpu_ratios[round] = (cpu_ms () - cpu) / floor_cpu;
    n_bytes = scan.tally.n_bytes;

    start = now_ms ();
    second = scan_ledger (projects_path, NULL, &scan);
    times[3][round] = now_ms () - start;

    g_mkdir_with_parents (folder, 0700);
    append_copy (appended);
    start = now_ms ();
    append_cpu = cpu_ms ();
    third = scan_ledger (projects_path, appended, &scan);
    times[5][round] = cpu_ms () - append_cpu;
    times[4][round] = now_ms () - start;
    g_unlink (appended);
    g_rmdir (folder);

    ratios[round] = times[2][round] / times[0][round];
    scan_ratios[round] = times[1][round] / times[0][round];
  }
  sg_memory_give_back ();

  printf ("%.1f MB, %d threads, median of %d rounds\n", (double) n_bytes / 1e6, n_threads, n_rounds);
  printf ("read() floor           %9.1f ms\n", median (times[0], n_rounds));
  printf ("scan, nothing written  %9.1f ms  %.2f x floor\n", median (times[1], n_rounds), median (scan_ratios, n_rounds));
  printf ("cold, ledger written   %9.1f ms  %.2f x floor, %.2f x its CPU\n", median (times[2], n_rounds), median (ratios, n_rounds),
          median (cpu_ratios, n_rounds));
  printf ("second, unchanged      %9.1f ms\n", median (times[3], n_rounds));
  printf ("one append             %9.1f ms  %.1f ms of CPU\n", median (times[4], n_rounds), median (times[5], n_rounds));
  printf ("memory                 peak %ld KiB, at the end %ld KiB\n", resident_kib ("VmHWM:"), resident_kib ("VmRSS:"));
}

static void
print_all (const char *projects_path)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_auto (SgLedgerScan) scan = { 0 };
  g_autoptr (SgCostSummary) summary = scan_ledger (projects_path, NULL, &scan);
  g_autoptr (SgLedger) ledger = sg_ledger_open (ledger_path, prices, NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (ledger->db,
                                                             "SELECT date (quarter * 900, 'unixepoch'), name || iif (fast, '-fast', ''), sum (n_requests), sum (input), sum (output),"
                                                             " sum (write_5m), sum (write_1h), sum (cache_read) FROM quarters JOIN models ON models.id = model GROUP BY 1, 2", NULL);

  printf ("{");
  for (const char *comma = ""; sqlite3_step (statement) == SQLITE_ROW; comma = ",") {
    printf ("%s\n \"%s %s\": [", comma, sqlite3_column_text (statement, 0), sqlite3_column_text (statement, 1));
    for (int i = 2; i < 8; i++)
      printf ("%s%lld", i > 2 ? ", " : "", sqlite3_column_int64 (statement, i));
    printf ("]");
  }
  printf ("\n}\n");
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++) {
    if (scan.tally.n_unreadable[i] > 0)
      fprintf (stderr, "%s: %" G_GUINT64_FORMAT "\n", sg_transcript_problem_to_text (i), scan.tally.n_unreadable[i]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new ("PROJECTS-FOLDER");
  GError *error = NULL;
  g_autofree char *scratch = NULL;

  sg_memory_stay_small ();
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_summary (context, "Measures a cold scan, an unchanged second run and one append.");
  if (!g_option_context_parse (context, &argc, &argv, &error))
    fail (error);
  if (argc != 2 || n_rounds < 1) {
    fprintf (stderr, "%s", g_option_context_get_help (context, TRUE, NULL));
    return 2;
  }

  if (ledger_path == NULL) {
    scratch = g_dir_make_tmp ("sandglass-bench-XXXXXX", NULL);
    ledger_path = g_build_filename (scratch, "ledger.db", NULL);
  }
  if (print_sums)
    print_all (argv[1]);
  else
    measure (argv[1]);
  if (scratch != NULL) {
    remove_ledger ();
    g_rmdir (scratch);
  }
  g_free (ledger_path);

  return 0;
}
