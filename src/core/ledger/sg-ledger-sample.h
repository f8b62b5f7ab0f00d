/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"

G_BEGIN_DECLS

/* Whose projects they are */
#define SG_LEDGER_SAMPLE_HOME "/home/ada"

gboolean sg_ledger_takes_sample (SgLedger *self,
                                 GError  **error);
gboolean sg_ledger_fill_sample (SgLedger  *self,
                                GDateTime *now,
                                GError   **error);

G_END_DECLS
