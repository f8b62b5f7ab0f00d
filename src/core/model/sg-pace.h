/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

/* Nearer than this to the time's own pace is no difference anyone should act on. */
#define SG_PACE_ON_PERCENT 3.0

/**
 * SgPace:
 * @known: whether there is a running window of known length and a number that is not stale; the rest
 *   is 0 without
 * @elapsed_percent: share of the window's time that is gone, 0-100
 * @ahead_percent: used minus elapsed; above 0 means faster than the time
 * @full_at: (nullable): when the limit is full at this pace, only where that is
 *   before the reset and more than noise
 */
typedef struct {
  gboolean   known;
  double     elapsed_percent;
  double     ahead_percent;
  GDateTime *full_at;
} SgPace;

void sg_pace_init (SgPace        *pace,
                   const SgLimit *limit,
                   GDateTime     *now);
void sg_pace_clear (SgPace *pace);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgPace, sg_pace_clear)

G_END_DECLS
