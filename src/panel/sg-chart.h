/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgChart:
 *
 * The percentage of each limit and the cost of each step of a span. Arrow keys and the
 * pointer move a cursor from step to step; what stands there is its description.
 *
 * Property: `compact` (gboolean): without axes. Signal: `cursor-moved` ().
 */
#define SG_TYPE_CHART (sg_chart_get_type ())
G_DECLARE_FINAL_TYPE (SgChart, sg_chart, SG, CHART, GtkWidget)

void  sg_chart_show (SgChart       *self,
                     SgHistoryView *view);
guint sg_chart_get_cursor (SgChart *self);
void  sg_chart_set_cursor (SgChart *self,
                           guint    step);

G_END_DECLS
