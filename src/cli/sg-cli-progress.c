/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-progress.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <unistd.h>

/* Nobody needs a bar for less. */
#define PATIENCE_US (G_USEC_PER_SEC / 2)
#define STEP_US (G_USEC_PER_SEC / 10)
#define BAR_CELLS 24

typedef struct {
  SgLedger     *ledger;   /* (unowned) */
  SgLedgerScan *scan;     /* (unowned) */
  GAsyncQueue  *done;     /* (owned) */
  GError       *error;    /* (owned) (nullable) */
  gboolean      success;
} Job;

static gpointer
scan_thread (gpointer data)
{
  Job *job = data;

  job->success = sg_ledger_scan (job->ledger, job->scan, NULL, &job->error);
  g_async_queue_push (job->done, job);

  return NULL;
}

static void
draw (guint64 n_read,
      guint64 n_bytes)
{
  g_autofree char *read = g_format_size (MIN (n_read, n_bytes));
  g_autofree char *all = g_format_size (n_bytes);
  guint n_full = n_bytes > 0 ? (guint) (MIN (n_read, n_bytes) * BAR_CELLS / n_bytes) : 0;
  g_autoptr (GString) bar = g_string_new (NULL);
  g_autofree char *share = NULL;

  for (guint i = 0; i < BAR_CELLS; i++)
    g_string_append (bar, i < n_full ? "█" : "░");
  /* TRANSLATORS: shown while transcripts are read: how much of how much */
  share = g_strdup_printf (_ ("%s of %s"), read, all);
  g_printerr ("\r\033[K%s  %s", bar->str, share);
}

static void
wait_with_bar (Job *job)
{
  SgTranscriptTally *tally = &job->scan->tally;

  if (g_async_queue_timeout_pop (job->done, PATIENCE_US) != NULL)
    return;

  do {
    gsize n_ahead = (gsize) g_atomic_pointer_get (&tally->n_ahead);

    if (n_ahead > 0)
      draw ((gsize) g_atomic_pointer_get (&tally->n_done), n_ahead);
  } while (g_async_queue_timeout_pop (job->done, STEP_US) == NULL);
  g_printerr ("\r\033[K");
}

/**
 * sg_cli_progress_scan:
 *
 * sg_ledger_scan(), with a bar where stderr is a terminal and it takes long.
 */
gboolean
sg_cli_progress_scan (SgLedger     *ledger,
                      SgLedgerScan *scan,
                      GError      **error)
{
  Job job = { .ledger = ledger, .scan = scan };
  GThread *thread;

  if (!isatty (STDERR_FILENO) || g_strcmp0 (g_getenv ("TERM"), "dumb") == 0)
    return sg_ledger_scan (ledger, scan, NULL, error);

  job.done = g_async_queue_new ();
  thread = g_thread_new ("scan", scan_thread, &job);
  wait_with_bar (&job);
  g_thread_join (thread);
  g_async_queue_unref (job.done);
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.success;
}
