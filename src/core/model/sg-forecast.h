/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgForecast:
 * @moved_percent: where the percentage is likely to be since the official number, by what this
 *   machine spent; below 0 for not known, or not moved
 * @chance_percent: how likely the limit is full before its reset, 0-100; below 0 for not known
 * @full_from: (nullable): if it gets full, then in eight cases out of ten from now …
 * @full_until: (nullable): … until then; both are %NULL where that would be noise
 * @elapsed_percent: share of the window's working time that is gone, 0-100; below 0 where all time is working time
 * @today_percent: the share of the window that today may have, if what is left is spread evenly over its working time;
 *   below 0 for not known
 * @work_full_at: (nullable): where @elapsed_percent is known, when the straight line through working time is full;
 *   %NULL for not before the reset
 *
 * What becomes of one limit, as its own history teaches: estimates, each of them. It never changes once made.
 */
typedef struct {
  double     moved_percent;
  double     chance_percent;
  GDateTime *full_from;
  GDateTime *full_until;
  double     elapsed_percent;
  double     today_percent;
  GDateTime *work_full_at;
} SgForecast;

SgForecast *sg_forecast_new (void) G_GNUC_WARN_UNUSED_RESULT;
SgForecast *sg_forecast_copy (const SgForecast *self) G_GNUC_WARN_UNUSED_RESULT;
void        sg_forecast_free (SgForecast *self);
void        sg_forecast_set_plan (SgForecast       *self,
                                  const SgForecast *plan);
void        sg_forecast_put (const SgForecast *self,
                             GVariantDict     *dict);
SgForecast *sg_forecast_get (GVariantDict *dict) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgForecast, sg_forecast_free)

G_END_DECLS
