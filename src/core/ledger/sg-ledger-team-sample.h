/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"

G_BEGIN_DECLS

gboolean sg_ledger_fill_team_sample (SgLedger  *self,
                                     GDateTime *now,
                                     GError   **error);

G_END_DECLS
