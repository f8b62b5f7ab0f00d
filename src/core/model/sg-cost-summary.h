/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-origin.h"

G_BEGIN_DECLS

/**
 * SgModelCost:
 * @model: the family a person knows, for example `Opus 5.5`, or the raw id of one we cannot price
 * @priced: whether the price table knows it; %FALSE reads "price unknown", never 0
 * @cost_pico_usd: 10^-12 USD at list prices; 0 while not @priced
 * @tokens: all kinds added up
 */
typedef struct {
  char    *model;
  gboolean priced;
  gint64   cost_pico_usd;
  guint64  tokens;
} SgModelCost;

SgModelCost *sg_model_cost_new (const char *model,
                                gboolean    priced,
                                gint64      cost_pico_usd,
                                guint64     tokens) G_GNUC_WARN_UNUSED_RESULT;
void         sg_model_cost_free (SgModelCost *self);

/**
 * SgCostSummary:
 * @today_pico_usd: since local midnight, 10^-12 USD
 * @month_pico_usd: since the first of the local month
 * @week_pico_usd: since the last local Monday's midnight
 * @week_ends_at: (nullable): the next one; %NULL when the week is not known
 * @n_sessions_today: sessions with at least one request today
 * @n_unpriced_today: requests of models the price table does not know
 * @results_today_pico_usd: how much of @today_pico_usd only command results tell of: no transcript is here
 * @results_month_pico_usd: the same of @month_pico_usd
 * @models_today: (element-type SgModelCost): dearest first, unpriced ones last
 * @models_month: (element-type SgModelCost): the same, this month
 * @telemetry_today_pico_usd: the part of @today_pico_usd that no transcript tells of, but Claude Code's telemetry
 * @n_telemetry_today: its requests
 * @block_ends_at: (nullable): when the 5-hour block under way ends, as guessed from time stamps; %NULL for none
 * @block_pico_usd: of that block
 * @block_tokens: of that block, all kinds
 *
 * What this machine's transcripts come to at list prices: an estimate, and at
 * least that, since some calls are in no transcript. It never changes once made.
 */
typedef struct {
  gint64     today_pico_usd;
  gint64     month_pico_usd;
  gint64     week_pico_usd;
  GDateTime *week_ends_at;
  gint64     results_today_pico_usd;
  gint64     results_month_pico_usd;
  guint      n_sessions_today;
  guint      n_unpriced_today;
  guint      n_unpriced_month;
  gint64     telemetry_today_pico_usd;
  guint      n_telemetry_today;
  GPtrArray *models_today;
  GPtrArray *models_month;
  GDateTime *block_ends_at;
  gint64     block_pico_usd;
  guint64    block_tokens;
  SgOrigin   origin;
  GDateTime *as_of;
} SgCostSummary;

SgCostSummary *sg_cost_summary_new (SgOrigin   origin,
                                    GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgCostSummary *sg_cost_summary_copy (const SgCostSummary *self) G_GNUC_WARN_UNUSED_RESULT;
void           sg_cost_summary_free (SgCostSummary *self);
gboolean       sg_cost_summary_has_block (const SgCostSummary *self,
                                          GDateTime           *now);
GVariant      *sg_cost_summary_to_variant (const SgCostSummary *self) G_GNUC_WARN_UNUSED_RESULT;
SgCostSummary *sg_cost_summary_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgModelCost, sg_model_cost_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCostSummary, sg_cost_summary_free)

G_END_DECLS
