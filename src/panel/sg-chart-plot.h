/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SG_CHART_N_STYLES 4

/**
 * SgChartFrame:
 * @x: where the first step begins, or the last when mirrored
 * @top: of the percentages
 * @height: of the percentages
 * @cost_top: of the costs
 * @cost_height: of the costs
 * @mirrored: whether time goes from right to left
 *
 * Where a chart's parts stand, in pixels.
 */
typedef struct {
  double   x;
  double   width;
  double   top;
  double   height;
  double   cost_top;
  double   cost_height;
  guint    n_steps;
  gboolean mirrored;
} SgChartFrame;

double sg_chart_nice_top (double value);
double sg_chart_frame_x (const SgChartFrame *frame,
                         double              step);
guint  sg_chart_frame_find_step (const SgChartFrame *frame,
                                 double              x);

void   sg_chart_get_color (GtkWidget  *widget,
                           const char *name,
                           GdkRGBA    *color);
void   sg_chart_set_up_line (cairo_t   *cr,
                             GtkWidget *widget,
                             guint      style);
void   sg_chart_plot_lines (GtkWidget           *widget,
                            GtkSnapshot         *snapshot,
                            const SgChartFrame  *frame,
                            const SgHistoryView *view);
void   sg_chart_plot_costs (GtkWidget           *widget,
                            GtkSnapshot         *snapshot,
                            const SgChartFrame  *frame,
                            const SgHistoryView *view,
                            double               top_usd,
                            guint                cursor);
void sg_chart_plot_cursor (GtkWidget           *widget,
                           GtkSnapshot         *snapshot,
                           const SgChartFrame  *frame,
                           const SgHistoryView *view,
                           guint                cursor);

G_END_DECLS
