/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-swatch.h"

#include "sg-chart-plot.h"

#define WIDTH 30
#define SMALL_WIDTH 20
#define HEIGHT 12
#define BAR_STEP 5
#define N_BARS 6

struct _SgSwatch {
  GtkWidget parent_instance;

  guint     style;
  int       width;
};

G_DEFINE_FINAL_TYPE (SgSwatch, sg_swatch, GTK_TYPE_WIDGET)

static void
snapshot_bars (GtkWidget   *widget,
               GtkSnapshot *snapshot,
               double       middle)
{
  static const int heights[N_BARS] = { 5, 9, 4, 12, 7, 10 };
  GdkRGBA color;

  sg_chart_get_color (widget, "sg_bar", &color);
  for (int i = 0; i < N_BARS && (i + 1) * BAR_STEP <= SG_SWATCH (widget)->width; i++)
    gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (i * BAR_STEP, middle + HEIGHT / 2 - heights[i], BAR_STEP - 1, heights[i]));
}

static void
sg_swatch_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  double middle = gtk_widget_get_height (widget) / 2.0;
  cairo_t *cr;

  if (SG_SWATCH (widget)->style == SG_SWATCH_BAR) {
    snapshot_bars (widget, snapshot, middle);
    return;
  }

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, middle - 2, SG_SWATCH (widget)->width, 4));
  sg_chart_set_up_line (cr, widget, SG_SWATCH (widget)->style);
  cairo_move_to (cr, 1.0, middle);
  cairo_line_to (cr, SG_SWATCH (widget)->width - 1.0, middle);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
sg_swatch_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? SG_SWATCH (widget)->width : HEIGHT;
}

static void
sg_swatch_class_init (SgSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sg_swatch_snapshot;
  widget_class->measure = sg_swatch_measure;

  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sg_swatch_init (SgSwatch *self)
{
}

/**
 * sg_swatch_new:
 * @style: as in sg_chart_set_up_line(), or %SG_SWATCH_BAR
 */
GtkWidget *
sg_swatch_new (guint    style,
               gboolean small)
{
  SgSwatch *self = g_object_new (SG_TYPE_SWATCH, NULL);

  self->style = style;
  self->width = small ? SMALL_WIDTH : WIDTH;

  return GTK_WIDGET (self);
}
