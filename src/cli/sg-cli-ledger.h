/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-scan.h"

G_BEGIN_DECLS

/**
 * SgCliLedger:
 * @ledger: what is new in the transcripts is in it
 * @scan: how that went
 * @seconds: how long that took
 * @n_requests_before: what it had before
 * @is_kept: whether it is on the disk
 */
typedef struct {
  SgPriceTable  *prices;
  SgLedger      *ledger;
  SgLedgerScan   scan;
  double         seconds;
  SgLedgerTotals totals;
  gint64         n_requests_before;
  gboolean       is_kept;

  /*< private >*/
  char          *path;
  GPtrArray     *projects_paths;
} SgCliLedger;

SgCliLedger *sg_cli_ledger_new (gboolean rebuild,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
SgCliLedger *sg_cli_ledger_new_maybe_empty (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void         sg_cli_ledger_free (SgCliLedger *self);
int          sg_cli_ledger_say (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliLedger, sg_cli_ledger_free)

G_END_DECLS
