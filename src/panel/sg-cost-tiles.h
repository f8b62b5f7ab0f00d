/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cost-summary.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgCostTiles:
 *
 * What this machine's use comes to today and this month, and in how many
 * sessions. New tiles are skeletons of the same height.
 */
#define SG_TYPE_COST_TILES (sg_cost_tiles_get_type ())
G_DECLARE_FINAL_TYPE (SgCostTiles, sg_cost_tiles, SG, COST_TILES, GtkWidget)

void sg_cost_tiles_show (SgCostTiles         *self,
                         const SgCostSummary *costs);

G_END_DECLS
