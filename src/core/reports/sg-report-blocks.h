/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-report-sums.h"

G_BEGIN_DECLS

#define SG_REPORT_BLOCK_MS (5 * G_GINT64_CONSTANT (3600000))

/**
 * SgReportBlock:
 * @start_ms: the full hour (UTC) of the first request; of a gap, five hours after the last before it
 * @end_ms: five hours later; of a gap, the first request after it
 * @first_ms: the first request
 * @last_ms: the last request
 * @limit_resets_ms: when a usage limit ends that was met in it; 0 when none was
 * @models: (nullable): the one that was first used, and so on
 *
 * Five hours of requests, or a gap between two. A guess from time stamps, not the
 * account's real window.
 */
typedef struct {
  gboolean       is_gap;
  gint64         start_ms;
  gint64         end_ms;
  gint64         first_ms;
  gint64         last_ms;
  gint64         limit_resets_ms;
  SgReportSums   sums;
  SgReportModel *models;
} SgReportBlock;

/**
 * SgReportBlockQuery:
 * @zone: whose days @since and @until are
 * @since: the first day a block may begin in, as in sg_report_day_of(); %G_MININT64 for all
 * @until: the last one; %G_MAXINT64 for all
 * @project: (nullable): only what was made for it, as in #SgReportQuery
 * @descending: the latest first
 */
typedef struct {
  GTimeZone  *zone;
  gint64      since;
  gint64      until;
  const char *project;
  gboolean    descending;
} SgReportBlockQuery;

/**
 * SgReportForecast:
 * @tokens_per_minute: of all kinds
 * @io_tokens_per_minute: input and output only
 * @usd_per_hour: at list prices
 * @minutes_left: until the block ends, in whole minutes
 * @tokens: in the whole block, should it go on like that
 * @usd: the same, in money
 */
typedef struct {
  double tokens_per_minute;
  double io_tokens_per_minute;
  double usd_per_hour;
  double minutes_left;
  double tokens;
  double usd;
} SgReportForecast;

GPtrArray *sg_report_blocks_new (SgLedger                 *ledger,
                                 const SgReportBlockQuery *query,
                                 GError                  **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   sg_report_block_is_active (const SgReportBlock *self,
                                      gint64               now_ms);
gboolean   sg_report_block_forecast (const SgReportBlock *self,
                                     gint64               now_ms,
                                     SgReportForecast    *forecast);
gint64     sg_report_blocks_get_largest (GPtrArray *blocks,
                                         gint64     now_ms);

G_END_DECLS
