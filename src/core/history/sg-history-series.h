/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "sg-origin.h"

G_BEGIN_DECLS

#define SG_HISTORY_NOT_KNOWN (-1.0)

/**
 * SgHistoryPoint:
 * @percent: the highest official number of the step; %SG_HISTORY_NOT_KNOWN where none was read
 * @as_of: Unix seconds, when it was last read so within the step
 *
 * How full one limit was in one step.
 */
typedef struct {
  double   percent;
  gint64   as_of;
  SgOrigin origin;
} SgHistoryPoint;

/**
 * SgHistoryCost:
 * @known: whether anything was counted by then; a known step without requests cost nothing
 * @n_unpriced: requests whose price is not known; they are not in @pico_usd
 * @pico_usd: list prices, 10^-12 USD
 *
 * What this machine spent in one step.
 */
typedef struct {
  gboolean known;
  gint64   n_requests;
  gint64   n_unpriced;
  gint64   pico_usd;
} SgHistoryCost;

GArray *sg_history_points_new (GArray *samples,
                               GArray *steps,
                               gint64  now) G_GNUC_WARN_UNUSED_RESULT;
GArray *sg_history_costs_new (GArray *activities,
                              gint64  counted_from,
                              GArray *steps) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
