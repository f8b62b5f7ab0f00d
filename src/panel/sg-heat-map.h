/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgHeatMap:
 *
 * The hours of the week, the more used the darker. Arrow keys and the pointer move a
 * cursor from hour to hour; what stands there is its description. Signal: `cursor-moved` ().
 */
#define SG_TYPE_HEAT_MAP (sg_heat_map_get_type ())
G_DECLARE_FINAL_TYPE (SgHeatMap, sg_heat_map, SG, HEAT_MAP, GtkWidget)

void   sg_heat_map_show (SgHeatMap        *self,
                         SgHistoryView    *view,
                         SgHistoryHeatKind kind);
char  *sg_heat_map_dup_reading (SgHeatMap *self) G_GNUC_WARN_UNUSED_RESULT;
void   sg_heat_map_set_cursor (SgHeatMap *self,
                               guint      weekday,
                               guint      hour);
double sg_heat_map_shade (double value,
                          double top);

G_END_DECLS
