/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-batch.h"
#include "sg-transcript-splitter.h"
#include "sg-transcript-tree.h"

G_BEGIN_DECLS

/**
 * SgTranscriptJob:
 * @file: (unowned): what to read
 * @known: how far it was read before; zeros when it is new
 */
typedef struct {
  const SgTranscriptFile *file;
  SgLedgerFile            known;
} SgTranscriptJob;

/**
 * SgTranscriptTally:
 * @n_ahead: (atomic): bytes there were to read, for a look from another thread
 * @n_done: (atomic): how many of them are read by now
 * @n_bytes: read from disk
 * @n_requests: found on lines, each copy counted
 * @n_unreadable: lines, by #SgTranscriptProblem
 * @n_failed: files that could not be read
 * @failed_path: (nullable): the first of them
 */
typedef struct {
  gsize   n_ahead;
  gsize   n_done;
  guint64 n_bytes;
  guint64 n_requests;
  guint64 n_unreadable[SG_TRANSCRIPT_N_PROBLEMS];
  guint   n_failed;
  char   *failed_path;
} SgTranscriptTally;

/**
 * SgTranscriptTake:
 * @batch: (transfer full):
 *
 * Called in the thread that scans. Returns: %FALSE to stop.
 */
typedef gboolean (*SgTranscriptTake) (SgLedgerBatch *batch,
                                      gpointer       user_data);

gboolean sg_transcript_scan (GArray            *jobs,
                             guint              n_threads,
                             GCancellable      *cancellable,
                             SgTranscriptTake   take,
                             gpointer           user_data,
                             SgTranscriptTally *tally);
void     sg_transcript_tally_clear (SgTranscriptTally *tally);

guint64  sg_transcript_file_get_id (const SgTranscriptFile *file);
gboolean sg_transcript_file_is_unchanged (const SgTranscriptFile *file,
                                          const SgLedgerFile     *known);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgTranscriptTally, sg_transcript_tally_clear)

G_END_DECLS
