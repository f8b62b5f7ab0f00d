/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-heat.h"
#include "sg-history-record.h"
#include "sg-history-series.h"
#include "sg-history-steps.h"
#include "sg-history-windows.h"

G_BEGIN_DECLS

/**
 * SgHistoryLine:
 * @points: (owned) (element-type SgHistoryPoint): one for each step
 * @windows: (owned) (element-type SgHistoryWindow): oldest first
 * @moved_percent: of all of them
 * @elsewhere_percent: of that, while this machine was silent: an estimate, and the least it can have been
 *
 * One limit over the span.
 */
typedef struct {
  char   *id;
  GArray *points;
  GArray *windows;
  double  moved_percent;
  double  elsewhere_percent;
} SgHistoryLine;

/**
 * SgHistory:
 * @now: Unix seconds
 * @steps: (owned) (element-type gint64): sg_history_steps_new()
 * @lines: (owned) (element-type SgHistoryLine): those that were read in the span, by id
 * @costs: (owned) (element-type SgHistoryCost): one for each step
 * @heat_from: Unix seconds; a week ago, or when the span began
 *
 * One profile's past over a span, ready to be drawn. It never changes once made.
 */
typedef struct {
  SgHistorySpan span;
  gint64        now;
  GArray       *steps;
  GPtrArray    *lines;
  GArray       *costs;
  gint64        heat_from;
  SgHistoryHeat heat;
} SgHistory;

gint64     sg_history_get_from (SgHistorySpan span,
                                gint64        now,
                                GTimeZone    *zone);
SgHistory *sg_history_new (SgHistoryRecord *record,
                           SgHistorySpan    span,
                           gint64           now,
                           GTimeZone       *zone) G_GNUC_WARN_UNUSED_RESULT;
void       sg_history_free (SgHistory *self);

guint      sg_history_get_n_steps (const SgHistory *self);
gboolean   sg_history_is_empty (const SgHistory *self);
gint64     sg_history_get_top_pico_usd (const SgHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgHistory, sg_history_free)

G_END_DECLS
