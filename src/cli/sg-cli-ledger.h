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
 * @folders: (element-type SgClaudeFolder): where the transcripts are, and whose
 * @meant: (nullable): the profile whose shell this is
 */
typedef struct {
  SgPriceTable  *prices;
  SgLedger      *ledger;
  SgLedgerScan   scan;
  double         seconds;
  SgLedgerTotals totals;
  gint64         n_requests_before;
  gboolean       is_kept;
  GPtrArray     *folders;
  char          *meant;

  /*< private >*/
  char          *path;
  GPtrArray     *projects_paths;
  GPtrArray     *profiles;
} SgCliLedger;

SgCliLedger *sg_cli_ledger_new (gboolean rebuild,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
SgCliLedger *sg_cli_ledger_new_maybe_empty (GError **error) G_GNUC_WARN_UNUSED_RESULT;
void         sg_cli_ledger_free (SgCliLedger *self);
gboolean     sg_cli_ledger_look_at (SgCliLedger *self,
                                    const char  *profile,
                                    GError     **error);
int          sg_cli_ledger_say (const GError *error);
gboolean     sg_cli_ledger_check_prices (GError **error);
const char  *sg_cli_ledger_prices_next_step (void);
void         sg_cli_ledger_say_prices (void);
void         sg_cli_ledger_say_moved_aside (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliLedger, sg_cli_ledger_free)

G_END_DECLS
