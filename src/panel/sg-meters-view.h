/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-pacing.h"
#include "sg-rate-limits.h"

G_BEGIN_DECLS

/**
 * SgMeterView:
 * @used_percent: below 0 where no number may be shown
 * @mark_percent: below 0 where there is nothing to mark
 * @value: (nullable): like the two texts below
 */
typedef struct {
  double used_percent;
  double mark_percent;
  char  *name;
  char  *value;
  char  *detail;
  char  *aside;
} SgMeterView;

/**
 * SgMetersView:
 * @aside: (nullable): stands beside the heading
 * @meters: (element-type SgMeterView):
 * @note: (nullable): what one should know before one believes the numbers
 * @foot: (nullable): in small print
 *
 * What a section of bars says, without any widget.
 */
typedef struct {
  const char *heading;
  char       *aside;
  GPtrArray  *meters;
  const char *note;
  char       *foot;
} SgMetersView;

void sg_meters_view_init_pacing (SgMetersView   *view,
                                 const SgPacing *pacing,
                                 GDateTime      *now);
void sg_meters_view_init_rates (SgMetersView       *view,
                                const SgRateLimits *limits,
                                GDateTime          *now);
void sg_meters_view_clear (SgMetersView *view);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgMetersView, sg_meters_view_clear)

G_END_DECLS
