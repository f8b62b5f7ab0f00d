/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-scan.h"

#include <string.h>

#include "sg-error.h"

/* This many requests wait in memory, 20 MB, before they are written: few large transactions are the fastest. */
#define WRITE_ROWS (256 * 1024)

typedef struct {
  SgLedger      *ledger;    /* (unowned) */
  SgLedgerBatch *pending;   /* (owned) */
  GError        *error;     /* (owned) (nullable) */
} Writer;

void
sg_ledger_scan_clear (SgLedgerScan *scan)
{
  g_clear_pointer (&scan->tree, sg_transcript_tree_free);
  sg_transcript_tally_clear (&scan->tally);
}

static gboolean
flush (Writer *writer)
{
  gboolean written = sg_ledger_write (writer->ledger, writer->pending, &writer->error);

  g_clear_pointer (&writer->pending, sg_ledger_batch_free);
  writer->pending = sg_ledger_batch_new ();

  return written;
}

static gboolean
take_cb (SgLedgerBatch *batch,
         gpointer       user_data)
{
  Writer *writer = user_data;

  sg_ledger_batch_absorb (writer->pending, batch);

  return sg_ledger_batch_get_n_rows (writer->pending) < WRITE_ROWS || flush (writer);
}

static gboolean
scan_jobs (SgLedger     *ledger,
           SgLedgerScan *scan,
           GArray       *jobs,
           GCancellable *cancellable,
           GError      **error)
{
  Writer writer = { .ledger = ledger, .pending = sg_ledger_batch_new () };
  gboolean finished = sg_transcript_scan (jobs, scan->n_threads, cancellable, take_cb, &writer, &scan->tally);

  for (guint i = 0; i < scan->tally.n_failed; i++)
    sg_transcript_tree_skip (scan->tree, SG_TRANSCRIPT_SKIP_UNREADABLE, scan->tally.failed_path);
  if (writer.error == NULL && sg_ledger_batch_get_n_files (writer.pending) > 0)
    flush (&writer);
  sg_ledger_batch_free (writer.pending);

  if (writer.error != NULL) {
    g_propagate_error (error, writer.error);
    return FALSE;
  }

  return finished || !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static void
add_job (GArray                 *jobs,
         const SgTranscriptFile *file,
         const SgLedgerFile     *known)
{
  SgTranscriptJob job = { .file = file };

  if (known != NULL)
    job.known = *known;
  if (known == NULL || known->id != sg_transcript_file_get_id (file) || !sg_transcript_file_is_unchanged (file, known))
    g_array_append_val (jobs, job);
}

/* Of the files known: which inode had which; those on disk are taken out of @gone. */
static GHashTable *
index_inodes (GHashTable *known)
{
  GHashTable *inodes = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_hash_table_insert (inodes, &((SgLedgerFile *) value)->inode, value);

  return inodes;
}

static void
find_jobs (SgTranscriptTree *tree,
           GHashTable       *known,
           GArray           *jobs)
{
  g_autoptr (GHashTable) inodes = NULL;

  for (guint i = 0; i < tree->files->len; i++) {
    const SgTranscriptFile *file = g_ptr_array_index (tree->files, i);
    guint64 id = sg_transcript_file_get_id (file);
    const SgLedgerFile *old = g_hash_table_lookup (known, &id);

    if (old == NULL && g_hash_table_size (known) > 0) {
      if (inodes == NULL)
        inodes = index_inodes (known);
      old = g_hash_table_lookup (inodes, &file->inode);
    }
    add_job (jobs, file, old);
  }
}

/* Files that were not met though everything could be looked at. */
static gboolean
forget_gone (SgLedger         *ledger,
             SgTranscriptTree *tree,
             GHashTable       *known,
             GError          **error)
{
  g_autoptr (GArray) gone = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; i < tree->files->len; i++) {
    guint64 file_id = sg_transcript_file_get_id (g_ptr_array_index (tree->files, i));

    g_hash_table_add (met, g_memdup2 (&file_id, sizeof file_id));
  }
  g_hash_table_iter_init (&iter, known);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    if (!g_hash_table_contains (met, id))
      g_array_append_vals (gone, id, 1);
  }

  return sg_ledger_forget_files (ledger, gone, error);
}

/* The files that were found since there were @n_before. */
static void
set_profile (SgLedgerScan *scan,
             guint         n_before,
             guint         root)
{
  const char *profile = scan->profiles ? scan->profiles[root] : NULL;

  for (guint i = n_before; i < scan->tree->files->len; i++)
    ((SgTranscriptFile *) g_ptr_array_index (scan->tree->files, i))->profile = profile;
}

static gboolean
scan_all (SgLedger     *ledger,
          SgLedgerScan *scan,
          GCancellable *cancellable,
          GError      **error)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (SgTranscriptJob));
  g_autoptr (GHashTable) known = sg_ledger_load_files (ledger, error);

  if (known == NULL)
    return FALSE;

  for (guint i = 0; scan->projects_paths[i] != NULL; i++) {
    guint n_before = scan->tree->files->len;

    scan->n_roots += sg_transcript_tree_walk (scan->tree, scan->projects_paths[i]);
    set_profile (scan, n_before, i);
  }
  find_jobs (scan->tree, known, jobs);

  return scan_jobs (ledger, scan, jobs, cancellable, error) &&
         (scan->n_roots == 0 || scan->tree->n_skipped[SG_TRANSCRIPT_SKIP_UNREADABLE] > 0 ||
          forget_gone (ledger, scan->tree, known, error));
}

static gboolean
find_root (SgLedgerScan *scan,
           const char   *path,
           guint        *root)
{
  for (guint i = 0; scan->projects_paths[i] != NULL; i++) {
    gsize length = strlen (scan->projects_paths[i]);

    if (g_str_has_prefix (path, scan->projects_paths[i]) && path[length] == '/') {
      *root = i;
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
scan_changed (SgLedger     *ledger,
              SgLedgerScan *scan,
              GCancellable *cancellable,
              GError      **error)
{
  g_autoptr (GArray) jobs = g_array_new (FALSE, FALSE, sizeof (SgTranscriptJob));

  for (guint i = 0; i < scan->changed_paths->len; i++) {
    const char *path = g_ptr_array_index (scan->changed_paths, i);
    guint n_before = scan->tree->files->len;
    guint root;

    if (!find_root (scan, path, &root))
      continue;
    sg_transcript_tree_add_file (scan->tree, scan->projects_paths[root], path);
    set_profile (scan, n_before, root);
  }
  for (guint i = 0; i < scan->tree->files->len; i++) {
    const SgTranscriptFile *file = g_ptr_array_index (scan->tree->files, i);
    SgLedgerFile known;

    if (!sg_ledger_find_file (ledger, sg_transcript_file_get_id (file), file->inode, &known, error))
      return FALSE;
    add_job (jobs, file, &known);
  }

  return scan_jobs (ledger, scan, jobs, cancellable, error);
}

/**
 * sg_ledger_scan:
 * @scan: (inout): what to look at
 *
 * Reads what is new in the transcripts into the ledger. Only files that changed
 * are opened, and only their new bytes are read. Files that are gone are
 * forgotten; what was counted from them stays.
 *
 * Returns: %FALSE with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA (the
 *   ledger's), or to %G_IO_ERROR_CANCELLED
 */
gboolean
sg_ledger_scan (SgLedger     *ledger,
                SgLedgerScan *scan,
                GCancellable *cancellable,
                GError      **error)
{
  sg_ledger_scan_clear (scan);
  scan->tally = (SgTranscriptTally) { 0 };
  scan->n_roots = 0;
  scan->tree = sg_transcript_tree_new ();

  return scan->changed_paths != NULL
    ? scan_changed (ledger, scan, cancellable, error)
    : scan_all (ledger, scan, cancellable, error);
}
