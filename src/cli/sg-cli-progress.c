/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-progress.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Nobody needs a bar for less. */
#define PATIENCE_US (G_USEC_PER_SEC / 2)
#define STEP_US (G_USEC_PER_SEC / 10)
#define BAR_CELLS 24

typedef struct {
  SgLedger     *ledger;   /* (unowned) */
  SgLedgerScan *scan;     /* (unowned) */
  GHashTable   *known;    /* (owned) (element-type guint64 SgLedgerFile) */
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

/* What this process has read until now, as Linux counts it; 0 elsewhere. */
static guint64
bytes_read (void)
{
  g_autofree char *text = NULL;
  const char *found;

  g_file_get_contents ("/proc/self/io", &text, NULL, NULL);
  found = text ? strstr (text, "rchar: ") : NULL;

  return found ? g_ascii_strtoull (found + strlen ("rchar: "), NULL, 10) : 0;
}

static guint64
bytes_to_read (Job *job)
{
  g_autoptr (SgTranscriptTree) tree = sg_transcript_tree_new ();
  guint64 n_bytes = 0;

  for (guint i = 0; job->scan->projects_paths[i] != NULL; i++)
    sg_transcript_tree_walk (tree, job->scan->projects_paths[i]);
  for (guint i = 0; i < tree->files->len; i++) {
    const SgTranscriptFile *file = g_ptr_array_index (tree->files, i);
    guint64 id = sg_transcript_file_get_id (file);
    const SgLedgerFile *known = g_hash_table_lookup (job->known, &id);

    if (known == NULL || known->offset > file->size)
      n_bytes += file->size;
    else
      n_bytes += file->size - known->offset;
  }

  return n_bytes;
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
  guint64 n_bytes, n_before = bytes_read ();

  if (g_async_queue_timeout_pop (job->done, PATIENCE_US) != NULL)
    return;

  n_bytes = bytes_to_read (job);
  do
    draw (bytes_read () - n_before, n_bytes);
  while (g_async_queue_timeout_pop (job->done, STEP_US) == NULL);
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

  job.known = sg_ledger_load_files (ledger, error);
  if (job.known == NULL)
    return FALSE;
  job.done = g_async_queue_new ();
  thread = g_thread_new ("scan", scan_thread, &job);
  wait_with_bar (&job);
  g_thread_join (thread);
  g_async_queue_unref (job.done);
  g_hash_table_unref (job.known);
  if (job.error != NULL)
    g_propagate_error (error, job.error);

  return job.success;
}
