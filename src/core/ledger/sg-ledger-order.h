/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-row.h"

G_BEGIN_DECLS

guint32 *sg_ledger_order_rows (const SgLedgerRow *rows,
                               guint              n_rows) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
