/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-walk.h"

G_BEGIN_DECLS

/**
 * SgReportSums:
 * @n_unpriced: requests whose price is not known; they are not in @pico_usd
 * @pico_usd: list prices, 10^-12 USD
 */
typedef struct {
  gint64 n_requests;
  gint64 n_unpriced;
  gint64 input;
  gint64 output;
  gint64 cache_write;
  gint64 cache_read;
  gint64 pico_usd;
} SgReportSums;

/**
 * SgReportModel:
 * @id: (unowned): as the transcripts name it, with `-fast` when it was; empty when they name none
 * @fast: whether it was
 */
typedef struct {
  const char  *id;
  gboolean     fast;
  SgReportSums sums;

  /*< private >*/
  guint32      model;
  gint64       first_ms;   /* a quarter of an hour */
} SgReportModel;

gint64     sg_report_sums_get_total (const SgReportSums *self) G_GNUC_PURE;
void       sg_report_sums_add (SgReportSums          *self,
                               const SgLedgerQuarter *quarter);

GPtrArray *sg_report_models_new (void) G_GNUC_WARN_UNUSED_RESULT;
void       sg_report_models_add (GPtrArray             *models,
                                 SgLedgerWalk          *walk,
                                 const SgLedgerQuarter *quarter);
GPtrArray *sg_report_models_dup_by_cost (GPtrArray *models) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
