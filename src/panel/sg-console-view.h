/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgConsoleView:
 * @balance: (nullable): like all of these but @foot where @is_shown
 * @is_stale: whether its numbers should look old
 * @typed: since when the balance is known
 * @passed_month: which month @month is, when it is not this one any more
 * @hint: what there is to do for live numbers; @hint_detail says more
 * @trouble: why nothing newer is known
 *
 * What the section of API credits says, without any widget.
 */
typedef struct {
  gboolean    is_shown;
  gboolean    is_stale;
  char       *balance;
  char       *runway;
  char       *typed;
  char       *month;
  char       *passed_month;
  char       *burn_rate;
  char       *projection;
  char       *last_week;
  char       *average_day;
  const char *trouble;
  const char *hint;
  const char *hint_detail;
  char       *foot;
} SgConsoleView;

void sg_console_view_init (SgConsoleView *view,
                           SgUsageModel  *model,
                           GDateTime     *now,
                           GTimeZone     *zone);
void sg_console_view_clear (SgConsoleView *view);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgConsoleView, sg_console_view_clear)

G_END_DECLS
