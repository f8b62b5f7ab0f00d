/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-limits.h"

G_BEGIN_DECLS

typedef enum {
  SG_RESET_NONE,      /* the same window */
  SG_RESET_ON_TIME,
  SG_RESET_EARLY,     /* the percentage fell before the time the server had named */
  SG_RESET_LATE,      /* it still stood some while after */
  SG_RESET_MOVED,     /* the server named another time, with the window running on */
} SgResetKind;

SgResetKind sg_reset_between (const SgLedgerSample *before,
                              const SgLedgerSample *after);
const char *sg_reset_to_nick (SgResetKind kind);

G_END_DECLS
