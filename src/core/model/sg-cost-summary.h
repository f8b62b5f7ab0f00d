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
 * @models_today: (element-type SgModelCost): dearest first, unpriced ones last
 *
 * What this machine's transcripts come to at list prices: an estimate, and at
 * least that, since some calls are in no transcript. It never changes once made.
 */
typedef struct {
  gint64     today_pico_usd;
  gint64     month_pico_usd;
  gint64     week_pico_usd;
  GDateTime *week_ends_at;
  guint      n_sessions_today;
  guint      n_unpriced_today;
  guint      n_unpriced_month;
  GPtrArray *models_today;
  SgOrigin   origin;
  GDateTime *as_of;
} SgCostSummary;

SgCostSummary *sg_cost_summary_new (SgOrigin   origin,
                                    GDateTime *as_of) G_GNUC_WARN_UNUSED_RESULT;
SgCostSummary *sg_cost_summary_copy (const SgCostSummary *self) G_GNUC_WARN_UNUSED_RESULT;
void           sg_cost_summary_free (SgCostSummary *self);
GVariant      *sg_cost_summary_to_variant (const SgCostSummary *self) G_GNUC_WARN_UNUSED_RESULT;
SgCostSummary *sg_cost_summary_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgModelCost, sg_model_cost_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCostSummary, sg_cost_summary_free)

G_END_DECLS
