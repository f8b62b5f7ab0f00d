/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cost-summary.h"
#include "sg-ledger-batch.h"
#include "sg-price-table.h"

G_BEGIN_DECLS

#define SG_LEDGER_IN_MEMORY ":memory:"

/**
 * SgLedger:
 *
 * Every request ever counted, in an SQLite file: it outlives the transcripts,
 * which Claude Code deletes after a month. For one thread at a time; several
 * processes may have the same file open.
 */
typedef struct _SgLedger SgLedger;

SgLedger *sg_ledger_open (const char         *path,
                          const SgPriceTable *prices,
                          GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void      sg_ledger_close (SgLedger *self);
guint64   sg_ledger_identify (const char *path);
gboolean  sg_ledger_move_aside (const char *path,
                                guint64     identity,
                                char      **aside);

gboolean  sg_ledger_write (SgLedger      *self,
                           SgLedgerBatch *batch,
                           GError       **error);
gboolean  sg_ledger_forget_files (SgLedger *self,
                                  GArray   *ids,
                                  GError  **error);

gboolean  sg_ledger_write_telemetry (SgLedger *self,
                                     GArray   *requests,
                                     guint    *n_new,
                                     GError  **error);

GHashTable *sg_ledger_load_files (SgLedger *self,
                                  GError  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_ledger_find_file (SgLedger     *self,
                                 guint64       id,
                                 guint64       inode,
                                 SgLedgerFile *file,
                                 GError      **error);

/**
 * SgLedgerTotals:
 * @n_files: transcripts on disk when they were last looked at
 * @n_bytes: their size
 * @n_requests: ever counted
 */
typedef struct {
  gint64 n_files;
  gint64 n_bytes;
  gint64 n_requests;
} SgLedgerTotals;

gboolean       sg_ledger_get_totals (SgLedger       *self,
                                     SgLedgerTotals *totals,
                                     GError        **error);
SgCostSummary *sg_ledger_summarize (SgLedger  *self,
                                    GDateTime *now,
                                    GTimeZone *zone,
                                    GError   **error) G_GNUC_WARN_UNUSED_RESULT;
void           sg_ledger_look_at_profile (SgLedger          *self,
                                          const char *const *profiles,
                                          guint              index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedger, sg_ledger_close)

G_END_DECLS
