/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-scan.h"

G_BEGIN_DECLS

gboolean sg_cli_progress_scan (SgLedger     *ledger,
                               SgLedgerScan *scan,
                               GError      **error);

G_END_DECLS
