/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-chart-plot.h"

#include <math.h>

#include "sg-money.h"

#define LINE_WIDTH 2.0
#define DOT_RADIUS 3.5
#define LEAST_BAR 2.0

/**
 * sg_chart_nice_top:
 *
 * Returns: 1, 2 or 5 times a power of ten, not below @value. Pure.
 */
double
sg_chart_nice_top (double value)
{
  static const double steps[] = { 1.0, 2.0, 5.0, 10.0 };
  double unit;

  if (value <= 0.0)
    return 1.0;

  unit = pow (10.0, floor (log10 (value)));
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    if (value <= steps[i] * unit * (1.0 + 1e-9))
      return steps[i] * unit;
  }

  return 10.0 * unit;
}

/**
 * sg_chart_frame_x:
 * @step: its beginning; a half more is its middle
 *
 * Pure.
 */
double
sg_chart_frame_x (const SgChartFrame *frame,
                  double              step)
{
  double x = step / MAX (frame->n_steps, 1) * frame->width;

  return frame->x + (frame->mirrored ? frame->width - x : x);
}

/**
 * sg_chart_frame_find_step:
 *
 * Returns: the step at @x, or the one nearest to it. Pure.
 */
guint
sg_chart_frame_find_step (const SgChartFrame *frame,
                          double              x)
{
  double part = frame->width > 0.0 ? (x - frame->x) / frame->width : 0.0;
  double step = floor ((frame->mirrored ? 1.0 - part : part) * frame->n_steps);

  return frame->n_steps == 0 ? 0 : (guint) CLAMP (step, 0.0, frame->n_steps - 1.0);
}

/**
 * sg_chart_get_color:
 * @name: one of style.css
 */
void
sg_chart_get_color (GtkWidget  *widget,
                    const char *name,
                    GdkRGBA    *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);

  if (!gtk_style_context_lookup_color (context, name, color))
    gtk_style_context_get_color (context, color);
}

/**
 * sg_chart_set_up_line:
 * @style: the place of a limit: each has a colour and a pattern of its own
 */
void
sg_chart_set_up_line (cairo_t   *cr,
                      GtkWidget *widget,
                      guint      style)
{
  static const char *const names[SG_CHART_N_STYLES] = { "sg_line_1", "sg_line_2", "sg_line_3", "sg_line_4" };
  static const struct {
    double dashes[4];
    int    n_dashes;
  } patterns[SG_CHART_N_STYLES] = { { { 0 }, 0 }, { { 7, 4 }, 2 }, { { 0.1, 4 }, 2 }, { { 9, 4, 0.1, 4 }, 4 } };
  GdkRGBA color;

  style %= SG_CHART_N_STYLES;
  sg_chart_get_color (widget, names[style], &color);
  gdk_cairo_set_source_rgba (cr, &color);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, patterns[style].dashes, patterns[style].n_dashes, 0.0);
}

static double
percent_y (const SgChartFrame *frame,
           double              percent)
{
  return frame->top + frame->height * (1.0 - CLAMP (percent, 0.0, 100.0) / 100.0);
}

/* Nobody knows what was in a gap: the line ends, and a number alone is a dot. */
static void
trace_line (cairo_t             *cr,
            const SgChartFrame  *frame,
            const SgHistoryView *view,
            guint                line)
{
  guint n_run = 0;

  for (guint step = 0; step < frame->n_steps; step++) {
    double percent = sg_history_view_get_percent (view, line, step);
    gboolean last = step + 1 == frame->n_steps || sg_history_view_get_percent (view, line, step + 1) < 0.0;
    double x = sg_chart_frame_x (frame, step + 0.5), y = percent_y (frame, percent);

    if (percent < 0.0) {
      n_run = 0;
      continue;
    }
    if (n_run++ == 0)
      cairo_move_to (cr, x, y);
    if (n_run > 1 || last)
      cairo_line_to (cr, x, y);
  }
}

/**
 * sg_chart_plot_lines:
 *
 * Draws every limit's percentage.
 */
void
sg_chart_plot_lines (GtkWidget           *widget,
                     GtkSnapshot         *snapshot,
                     const SgChartFrame  *frame,
                     const SgHistoryView *view)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (frame->x - LINE_WIDTH, frame->top - LINE_WIDTH, frame->width + 2 * LINE_WIDTH,
                                               frame->height + 2 * LINE_WIDTH);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  /* The first one is what most people look for: it lies on top. */
  for (guint i = view->names->len; i > 0; i--) {
    sg_chart_set_up_line (cr, widget, i - 1);
    trace_line (cr, frame, view, i - 1);
    cairo_stroke (cr);
  }
  cairo_destroy (cr);
}

/**
 * sg_chart_plot_costs:
 * @top_usd: what a bar of full height stands for
 * @cursor: the step whose bar is in full colour
 */
void
sg_chart_plot_costs (GtkWidget           *widget,
                     GtkSnapshot         *snapshot,
                     const SgChartFrame  *frame,
                     const SgHistoryView *view,
                     double               top_usd,
                     guint                cursor)
{
  double step_width = frame->width / MAX (frame->n_steps, 1);
  double width = MAX (step_width - (step_width > 3.0 ? 1.0 : 0.0), 1.0);
  GdkRGBA color, at_cursor;

  sg_chart_get_color (widget, "sg_bar", &color);
  sg_chart_get_color (widget, "sg_line_1", &at_cursor);
  for (guint step = 0; step < frame->n_steps; step++) {
    double usd = (double) sg_history_view_get_cost (view, step)->pico_usd / (double) SG_PICO_PER_USD;
    double height = usd > 0.0 ? MAX (frame->cost_height * usd / top_usd, LEAST_BAR) : 0.0;
    double x = sg_chart_frame_x (frame, step + 0.5) - width / 2;

    if (height > 0.0)
      gtk_snapshot_append_color (snapshot, step == cursor ? &at_cursor : &color,
                                 &GRAPHENE_RECT_INIT (x, frame->cost_top + frame->cost_height - height, width, height));
  }
}

static void
append_dot (GtkWidget   *widget,
            GtkSnapshot *snapshot,
            double       x,
            double       y,
            guint        style)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - DOT_RADIUS - 1, y - DOT_RADIUS - 1, 2 * DOT_RADIUS + 2, 2 * DOT_RADIUS + 2);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  GdkRGBA paper;

  sg_chart_get_color (widget, "window_bg_color", &paper);
  sg_chart_set_up_line (cr, widget, style);
  cairo_set_dash (cr, NULL, 0, 0.0);
  cairo_arc (cr, x, y, DOT_RADIUS, 0.0, 2.0 * G_PI);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &paper);
  cairo_fill (cr);
  cairo_destroy (cr);
}

/**
 * sg_chart_plot_cursor:
 *
 * Marks the step whose numbers are said.
 */
void
sg_chart_plot_cursor (GtkWidget           *widget,
                      GtkSnapshot         *snapshot,
                      const SgChartFrame  *frame,
                      const SgHistoryView *view,
                      guint                cursor)
{
  double x = sg_chart_frame_x (frame, cursor + 0.5);
  GdkRGBA color;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.45f;
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (floor (x), frame->top, 1, frame->cost_top + frame->cost_height - frame->top));
  for (guint i = 0; i < view->names->len; i++) {
    double percent = sg_history_view_get_percent (view, i, cursor);

    if (percent >= 0.0)
      append_dot (widget, snapshot, x, percent_y (frame, percent), i);
  }
}
