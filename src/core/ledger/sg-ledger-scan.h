/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-transcript-scanner.h"

G_BEGIN_DECLS

#define SG_LEDGER_SCAN_THREADS 2

/**
 * SgLedgerScan:
 * @projects_paths: the folders transcripts are below
 * @profiles: (nullable): whose each of @projects_paths is; %NULL when all are the main profile's
 * @changed_paths: (nullable) (element-type utf8): the files a watch told of; %NULL looks at all
 * @n_threads: how many files are read at a time; 4 to 8 when they are not in the page cache
 * @tree: (nullable): what was met
 * @n_roots: how many of @projects_paths exist
 *
 * A look at the transcripts, and what came of it.
 */
typedef struct {
  const char *const *projects_paths;
  const char *const *profiles;
  GPtrArray         *changed_paths;
  guint              n_threads;

  SgTranscriptTree  *tree;
  SgTranscriptTally  tally;
  guint              n_roots;
} SgLedgerScan;

gboolean sg_ledger_scan (SgLedger     *ledger,
                         SgLedgerScan *scan,
                         GCancellable *cancellable,
                         GError      **error);
void     sg_ledger_scan_clear (SgLedgerScan *scan);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgLedgerScan, sg_ledger_scan_clear)

G_END_DECLS
