/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Measures a first scan of transcripts that are on the disk only, with more and
 * fewer readers, beside a plain read() of the same bytes by eight.
 */

#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "sg-ledger-private.h"
#include "sg-ledger-scan.h"

#define FLOOR_READERS 8
#define READ_SIZE (256 * 1024)

static const guint readers[] = { 1, 2, 4, 8 };

typedef struct {
  double wall_ms;
  double cpu_ms;
} Cost;

static Cost
now (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (Cost) {
           (double) g_get_monotonic_time () / 1e3,
           (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
           (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3,
  };
}

static Cost
since (Cost start)
{
  Cost end = now ();

  return (Cost) { end.wall_ms - start.wall_ms, end.cpu_ms - start.cpu_ms };
}

static int
open_file (const SgTranscriptTree *tree,
           guint                   index)
{
  return open (((SgTranscriptFile *) g_ptr_array_index (tree->files, index))->path, O_RDONLY | O_CLOEXEC);
}

/* No right is needed for one's own files; what was just written must be on the disk first. */
static void
drop_from_cache (const SgTranscriptTree *tree)
{
  for (guint i = 0; i < tree->files->len; i++) {
    int fd = open_file (tree, i);

    if (fd < 0)
      continue;
    fdatasync (fd);
    posix_fadvise (fd, 0, 0, POSIX_FADV_DONTNEED);
    close (fd);
  }
}

typedef struct {
  const SgTranscriptTree *tree;
  int                     next;   /* (atomic) */
} Floor;

static gpointer
floor_thread (gpointer data)
{
  Floor *all = data;
  g_autofree char *buffer = g_malloc (READ_SIZE);

  for (;;) {
    guint index = (guint) g_atomic_int_add (&all->next, 1);
    int fd;

    if (index >= all->tree->files->len)
      return NULL;
    fd = open_file (all->tree, index);
    if (fd < 0)
      continue;
    while (read (fd, buffer, READ_SIZE) > 0)
      ;
    close (fd);
  }
}

static Cost
read_floor (const SgTranscriptTree *tree)
{
  Floor all = { .tree = tree };
  GThread *threads[FLOOR_READERS];
  Cost start;

  drop_from_cache (tree);
  start = now ();
  for (guint i = 0; i < FLOOR_READERS; i++)
    threads[i] = g_thread_new ("floor", floor_thread, &all);
  for (guint i = 0; i < FLOOR_READERS; i++)
    g_thread_join (threads[i]);

  return since (start);
}

static Cost
scan (const SgTranscriptTree *tree,
      const char             *projects_path,
      guint                   n_threads,
      gboolean                cold)
{
  const char *const paths[] = { projects_path, NULL };
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autoptr (SgLedger) ledger = sg_ledger_open (SG_LEDGER_IN_MEMORY, prices, NULL);
  g_auto (SgLedgerScan) look = { .projects_paths = paths, .n_threads = n_threads };
  g_autoptr (GError) error = NULL;
  Cost start;

  if (cold)
    drop_from_cache (tree);
  start = now ();
  if (!sg_ledger_scan (ledger, &look, NULL, &error))
    g_error ("%s", error->message);
  look.projects_paths = NULL;

  return since (start);
}

static int
compare_costs (gconstpointer a,
               gconstpointer b)
{
  const Cost *first = a, *second = b;

  return first->wall_ms < second->wall_ms ? -1 : first->wall_ms > second->wall_ms;
}

static void
print_median (const char *what,
              Cost       *costs,
              guint       n,
              guint64     n_bytes)
{
  Cost median;

  qsort (costs, n, sizeof *costs, compare_costs);
  median = costs[n / 2];
  printf ("%-24s %9.1f ms  %6.2f GB/s  %8.1f ms of CPU\n", what, median.wall_ms, (double) n_bytes / 1e6 / median.wall_ms,
          median.cpu_ms);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  guint n_rounds = argc > 2 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 5;
  g_autofree Cost *floors = g_new (Cost, MAX (n_rounds, 1));
  g_autofree Cost *scans = g_new (Cost, MAX (n_rounds, 1) * G_N_ELEMENTS (readers));
  g_autofree Cost *warm = g_new (Cost, MAX (n_rounds, 1));
  guint64 n_bytes = 0;

  if (argc < 2 || n_rounds < 1 || !sg_transcript_tree_walk (tree, argv[1])) {
    fprintf (stderr, "Usage: bench-cold PROJECTS-FOLDER [ROUNDS]\n");
    return 2;
  }
  for (guint i = 0; i < tree->files->len; i++)
    n_bytes += ((SgTranscriptFile *) g_ptr_array_index (tree->files, i))->size;

  for (guint round = 0; round < n_rounds; round++) {
    floors[round] = read_floor (tree);
    for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
      scans[i * n_rounds + round] = scan (tree, argv[1], readers[i], TRUE);
    warm[round] = scan (tree, argv[1], SG_LEDGER_SCAN_THREADS, FALSE);
  }

  printf ("%.1f MB in %u files, median of %u rounds\n", (double) n_bytes / 1e6, tree->files->len, n_rounds);
  print_median ("cold read(), 8 readers", floors, n_rounds, n_bytes);
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++) {
    g_autofree char *what = g_strdup_printf ("cold scan, %u reader%s", readers[i], readers[i] > 1 ? "s" : "");

    print_median (what, scans + i * n_rounds, n_rounds, n_bytes);
  }
  print_median ("warm scan, 2 readers", warm, n_rounds, n_bytes);

  return 0;
}
