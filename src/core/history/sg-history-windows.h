/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reset.h"

G_BEGIN_DECLS

/**
 * SgHistoryWindow:
 * @kind: how its reset came; %SG_RESET_NONE while it runs, %SG_RESET_MOVED where the server named another time for the same window
 * @expected: Unix seconds, the reset as the server had last named it; 0 for none
 * @seen_from: Unix seconds, when the window was last read
 * @seen_until: Unix seconds, when the next one was first read: the real reset lies between; 0 while it runs
 * @ended_percent: the last official number
 * @moved_percent: what it is known to have moved by, in all
 * @elsewhere_percent: of that, while this machine was silent
 *
 * One window of one limit.
 */
typedef struct {
  SgResetKind kind;
  gint64      expected;
  gint64      seen_from;
  gint64      seen_until;
  double      ended_percent;
  SgOrigin    origin;
  double      moved_percent;
  double      elsewhere_percent;
} SgHistoryWindow;

/**
 * SgHistoryMove:
 * @from: Unix seconds, when the number before was last read, or its window ended
 * @until: Unix seconds, when the number was first read
 * @percent: by how much it had moved
 * @elsewhere: whether this machine asked nothing meanwhile
 *
 * One step of an official percentage.
 */
typedef struct {
  gint64   from;
  gint64   until;
  double   percent;
  gboolean elsewhere;
} SgHistoryMove;

SgHistoryMove sg_history_move_between (const SgLedgerSample *before,
                                       const SgLedgerSample *after,
                                       GArray               *activities);
GArray       *sg_history_windows_new (GArray *samples,
                                      GArray *activities,
                                      gint64  from) G_GNUC_WARN_UNUSED_RESULT;
gint64        sg_history_window_get_off_seconds (const SgHistoryWindow *self);

G_END_DECLS
