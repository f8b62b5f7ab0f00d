/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history.h"

G_BEGIN_DECLS

/**
 * SgHistoryView:
 * @history: (owned)
 * @names: (owned) (element-type utf8): of each of its lines
 * @now: (owned)
 * @zone: (owned)
 *
 * A past with what is needed to say it in words. It never changes once made.
 */
typedef struct {
  SgHistory *history;
  GPtrArray *names;
  GDateTime *now;
  GTimeZone *zone;
} SgHistoryView;

typedef enum {
  SG_HISTORY_HEAT_COST,
  SG_HISTORY_HEAT_LIMIT,
} SgHistoryHeatKind;

SgHistoryView       *sg_history_view_new (SgHistory *history,
                                          GPtrArray *limits,
                                          GTimeZone *zone) G_GNUC_WARN_UNUSED_RESULT;
SgHistoryView       *sg_history_view_ref (SgHistoryView *self);
void                 sg_history_view_unref (SgHistoryView *self);

const char          *sg_history_view_span_name (SgHistorySpan span);
const char          *sg_history_view_get_name (const SgHistoryView *self,
                                               guint                line);
double               sg_history_view_get_percent (const SgHistoryView *self,
                                                  guint                line,
                                                  guint                step);
const SgHistoryCost *sg_history_view_get_cost (const SgHistoryView *self,
                                               guint                step);

char                *sg_history_view_dup_tick (const SgHistoryView *self,
                                               guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_step (const SgHistoryView *self,
                                               guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_percent (const SgHistoryView *self,
                                                  guint                line,
                                                  guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_source (const SgHistoryView *self,
                                                 guint                line,
                                                 guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_cost (const SgHistoryView *self,
                                               guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_cost_source (const SgHistoryView *self,
                                                      guint                step) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_reading (const SgHistoryView *self,
                                                  guint                step) G_GNUC_WARN_UNUSED_RESULT;

double               sg_history_view_get_heat (const SgHistoryView *self,
                                               SgHistoryHeatKind    kind,
                                               guint                weekday,
                                               guint                hour);
char                *sg_history_view_dup_heat (const SgHistoryView *self,
                                               SgHistoryHeatKind    kind,
                                               guint                weekday,
                                               guint                hour) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_heat_span (const SgHistoryView *self) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_weekday (guint weekday) G_GNUC_WARN_UNUSED_RESULT;

char                *sg_history_view_dup_elsewhere (const SgHistoryView *self,
                                                    guint                line) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_reset (const SgHistoryView   *self,
                                                const SgHistoryWindow *window) G_GNUC_WARN_UNUSED_RESULT;
char                *sg_history_view_dup_reset_detail (const SgHistoryView   *self,
                                                       const SgHistoryWindow *window) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgHistoryView, sg_history_view_unref)

G_END_DECLS
