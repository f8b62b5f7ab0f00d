/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-mode.h"
#include "sg-reading.h"

G_BEGIN_DECLS

/**
 * SgBudgets:
 *
 * What a day and a month may cost; 0 for no budget.
 */
typedef struct {
  SgCents day;
  SgCents month;
} SgBudgets;

void sg_budgets_fill (const SgBudgets *self,
                      SgReading       *reading,
                      SgMode           mode,
                      GTimeZone       *zone);

G_END_DECLS
