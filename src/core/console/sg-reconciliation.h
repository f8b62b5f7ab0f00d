/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"
#include "sg-price-table.h"
#include "sg-usage-gap.h"

G_BEGIN_DECLS

#define SG_RECONCILIATION_HOURS 24

/**
 * SgReconciliationRow:
 * @name: the model's, for example `Opus 5.5`
 * @is_priced: whether its price is known; else the amounts are 0
 */
typedef struct {
  char    *name;
  gboolean is_priced;
  gint64   local_tokens;
  gint64   organization_tokens;
  SgCents  local;
  SgCents  organization;
} SgReconciliationRow;

/**
 * SgReconciliation:
 * @rows: (element-type SgReconciliationRow): the greatest difference first
 *
 * What this machine counted beside what the organisation was told, model by model.
 */
typedef struct {
  SgUsageGap *gap;
  GPtrArray  *rows;
} SgReconciliation;

SgReconciliation *sg_reconciliation_new (GPtrArray          *local,
                                         GPtrArray          *organization,
                                         const SgPriceTable *prices,
                                         gint64              from,
                                         gint64              until,
                                         GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void sg_reconciliation_free (SgReconciliation *self);
void sg_reconciliation_find_span (GDateTime *now,
                                  gint64    *from,
                                  gint64    *until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgReconciliation, sg_reconciliation_free)

G_END_DECLS
