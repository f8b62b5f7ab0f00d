/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-gauge.h"

#include <math.h>

#define BAR_HEIGHT 8
#define MARK_OVERHANG 3
#define HEIGHT (BAR_HEIGHT + 2 * MARK_OVERHANG)
#define MARK_WIDTH 2.0f
#define MARK_GAP 2.0f
#define TROUGH_OPACITY 0.10f

struct _SgGauge {
  GtkWidget parent_instance;

  double    percent;
  double    mark;
};

G_DEFINE_FINAL_TYPE (SgGauge, sg_gauge, GTK_TYPE_WIDGET)

/**
 * sg_gauge_place:
 * @percent: values beyond 0-100 stay inside the bar
 * @mirrored: whether the bar grows from right to left
 *
 * Returns: the x of @percent in a bar of @width pixels. Pure.
 */
double
sg_gauge_place (double   percent,
                double   width,
                gboolean mirrored)
{
  double x = CLAMP (percent, 0.0, 100.0) / 100.0 * width;

  return mirrored ? width - x : x;
}

static void
append_pill (GtkSnapshot   *snapshot,
             const GdkRGBA *color,
             float          x,
             float          y,
             float          width,
             float          height)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x, y, width, height);
  GskRoundedRect pill;

  gsk_rounded_rect_init_from_rect (&pill, &bounds, MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
get_colors (SgGauge *self,
            GdkRGBA *fill,
            GdkRGBA *text)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *parent = gtk_widget_get_parent (widget);

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), fill);
  gtk_style_context_get_color (gtk_widget_get_style_context (parent ? parent : widget), text);
}

static void
snapshot_bar (SgGauge     *self,
              GtkSnapshot *snapshot,
              float        width,
              gboolean     mirrored)
{
  /* Above nothing there is always a dot to see. */
  double end = MAX (BAR_HEIGHT, sg_gauge_place (self->percent, width, FALSE));
  GdkRGBA fill, trough;

  get_colors (self, &fill, &trough);
  trough.alpha *= TROUGH_OPACITY;
  append_pill (snapshot, &trough, 0, MARK_OVERHANG, width, BAR_HEIGHT);
  if (self->percent > 0.0)
    append_pill (snapshot, &fill, mirrored ? width - end : 0, MARK_OVERHANG, end, BAR_HEIGHT);
}

static void
snapshot_bar_within (SgGauge     *self,
                     GtkSnapshot *snapshot,
                     float        from,
                     float        to,
                     gboolean     mirrored)
{
  float width = gtk_widget_get_width (GTK_WIDGET (self));

  if (to <= from)
    return;

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (from, 0, to - from, HEIGHT));
  snapshot_bar (self, snapshot, width, mirrored);
  gtk_snapshot_pop (snapshot);
}

static void
sg_gauge_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  SgGauge *self = SG_GAUGE (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  float width = gtk_widget_get_width (widget);
  GdkRGBA fill, text;
  float x;

  if (self->mark < 0.0) {
    snapshot_bar (self, snapshot, width, mirrored);
    return;
  }

  /* The bar is cut around the mark, so that the mark is seen on any fill. */
  x = CLAMP (roundf (sg_gauge_place (self->mark, width, mirrored) - MARK_WIDTH / 2), 0, width - MARK_WIDTH);
  snapshot_bar_within (self, snapshot, 0, x - MARK_GAP, mirrored);
  snapshot_bar_within (self, snapshot, x + MARK_WIDTH + MARK_GAP, width, mirrored);
  get_colors (self, &fill, &text);
  append_pill (snapshot, &text, x, 0, MARK_WIDTH, HEIGHT);
}

static void
sg_gauge_measure (GtkWidget     *widget,
                  GtkOrientation orientation,
                  int            for_size,
                  int           *minimum,
                  int           *natural,
                  int           *minimum_baseline,
                  int           *natural_baseline)
{
  gboolean vertical = orientation == GTK_ORIENTATION_VERTICAL;

  *minimum = vertical ? HEIGHT : 4 * BAR_HEIGHT;
  *natural = vertical ? HEIGHT : 16 * BAR_HEIGHT;
}

static void
sg_gauge_class_init (SgGaugeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sg_gauge_snapshot;
  widget_class->measure = sg_gauge_measure;

  gtk_widget_class_set_css_name (widget_class, "gauge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_METER);
}

static void
sg_gauge_init (SgGauge *self)
{
  self->percent = SG_GAUGE_NOT_KNOWN;
  self->mark = SG_GAUGE_NOT_KNOWN;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, 100.0,
                                  -1);
}

GtkWidget *
sg_gauge_new (void)
{
  return g_object_new (SG_TYPE_GAUGE, NULL);
}

/**
 * sg_gauge_set_percent:
 * @percent: how far it is filled; %SG_GAUGE_NOT_KNOWN shows an empty bar and tells
 *   assistive technology no value
 */
void
sg_gauge_set_percent (SgGauge *self,
                      double   percent)
{
  g_return_if_fail (SG_IS_GAUGE (self));

  self->percent = percent;
  if (percent < 0.0)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_NOW);
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, MIN (percent, 100.0), -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sg_gauge_set_mark:
 * @percent: where the mark stands; %SG_GAUGE_NOT_KNOWN for none
 */
void
sg_gauge_set_mark (SgGauge *self,
                   double   percent)
{
  g_return_if_fail (SG_IS_GAUGE (self));

  self->mark = percent;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sg_gauge_set_words:
 * @label: what a screen reader says for the whole bar
 * @value: its value in words
 */
void
sg_gauge_set_words (SgGauge    *self,
                    const char *label,
                    const char *value)
{
  g_return_if_fail (SG_IS_GAUGE (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, value,
                                  -1);
}
