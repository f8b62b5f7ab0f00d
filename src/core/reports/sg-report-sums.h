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

typedef struct _SgReportModel SgReportModel;

/**
 * SgReportModel:
 * @next: (nullable): the one that was first used after it
 * @id: (unowned): as the transcripts name it, with `-fast` when it was; empty when they name none
 * @fast: whether it was
 */
struct _SgReportModel {
  SgReportModel *next;
  const char    *id;
  gboolean       fast;
  SgReportSums   sums;

  /*< private >*/
  guint32        model;
  gint64         first_ms;   /* a quarter of an hour */
};

gint64     sg_report_sums_get_total (const SgReportSums *self) G_GNUC_PURE;
void       sg_report_sums_add (SgReportSums          *self,
                               const SgLedgerQuarter *quarter);

void       sg_report_models_free (SgReportModel *models);
void       sg_report_models_add (SgReportModel        **models,
                                 SgLedgerWalk          *walk,
                                 const SgLedgerQuarter *quarter);
GPtrArray *sg_report_models_dup_by_cost (SgReportModel *models) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
