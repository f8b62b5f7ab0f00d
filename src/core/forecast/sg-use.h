/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-use-rate.h"

G_BEGIN_DECLS

/**
 * SgUse:
 * @start: Unix seconds
 * @n_steps: of %SG_SPENDING_STEP_SECONDS
 * @sum: (array length=n_steps + 1): percent used since @start, over all windows
 * @open_steps: (array length=n_steps + 1): how many steps before it were not blocked by a full limit
 * @rate: what a dollar moves
 *
 * How one limit was used over weeks: official percentages where there are any, laid over time as
 * this machine spent, and this machine's spending times the rate where there are none.
 */
typedef struct {
  gint64    start;
  guint     n_steps;
  double   *sum;
  guint    *open_steps;
  SgUseRate rate;
} SgUse;

/**
 * SgUseSpan:
 *
 * From a moment until before another, in Unix seconds.
 */
typedef struct {
  gint64 from;
  gint64 until;
} SgUseSpan;

void   sg_use_find_full (GArray *samples,
                         gint64  now,
                         GArray *spans);
SgUse *sg_use_new (GArray           *samples,
                   GArray           *blocked_spans,
                   const SgSpending *spending,
                   gint64            length_seconds,
                   gint64            now) G_GNUC_WARN_UNUSED_RESULT;
void   sg_use_free (SgUse *self);
double sg_use_between (const SgUse *self,
                       guint        from_step,
                       guint        until_step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgUse, sg_use_free)

G_END_DECLS
