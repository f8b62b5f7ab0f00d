/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-sheet.h"

#define WIDTH 400
#define MOST_GROWTH 1.5
#define NORMAL_XFT_DPI (96 * 1024)

struct _SgSheet {
  GtkWidget  parent_instance;

  GtkWidget *child;        /* (owned) */
  int        max_height;
};

G_DEFINE_FINAL_TYPE (SgSheet, sg_sheet, GTK_TYPE_WIDGET)

/**
 * sg_sheet_width_for_text:
 * @xft_dpi: GtkSettings' gtk-xft-dpi: 1024 times the text's resolution, or -1
 *
 * Returns: the sheet's width in pixels: larger texts make it wider, up to a point. Pure.
 */
int
sg_sheet_width_for_text (int xft_dpi)
{
  double scale = xft_dpi > 0 ? (double) xft_dpi / NORMAL_XFT_DPI : 1.0;

  return (int) (WIDTH * CLAMP (scale, 1.0, MOST_GROWTH));
}

static int
get_text_width (SgSheet *self)
{
  int xft_dpi = -1;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &xft_dpi, NULL);

  return sg_sheet_width_for_text (xft_dpi);
}

static void
sg_sheet_measure (GtkWidget     *widget,
                  GtkOrientation orientation,
                  int            for_size,
                  int           *minimum,
                  int           *natural,
                  int           *minimum_baseline,
                  int           *natural_baseline)
{
  SgSheet *self = SG_SHEET (widget);
  int width = get_text_width (self);
  int least;

  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = MAX (width, least);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = *natural = width;
  } else {
    gtk_widget_measure (self->child, GTK_ORIENTATION_VERTICAL, for_size >= 0 ? for_size : width,
                        minimum, natural, NULL, NULL);
    *natural = MAX (*minimum, MIN (*natural, self->max_height));
  }
}

static void
sg_sheet_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  GtkAllocation allocation = { .width = width, .height = height };

  gtk_widget_size_allocate (SG_SHEET (widget)->child, &allocation, baseline);
}

static GtkSizeRequestMode
sg_sheet_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sg_sheet_dispose (GObject *object)
{
  g_clear_pointer (&SG_SHEET (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (sg_sheet_parent_class)->dispose (object);
}

static void
sg_sheet_class_init (SgSheetClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_sheet_dispose;
  widget_class->measure = sg_sheet_measure;
  widget_class->size_allocate = sg_sheet_size_allocate;
  widget_class->get_request_mode = sg_sheet_get_request_mode;

  gtk_widget_class_set_css_name (widget_class, "sheet");
}

static void
sg_sheet_init (SgSheet *self)
{
  self->max_height = G_MAXINT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sg_sheet_new (GtkWidget *child)
{
  SgSheet *self = g_object_new (SG_TYPE_SHEET, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * sg_sheet_set_max_height:
 * @height: in pixels; what is higher scrolls
 */
void
sg_sheet_set_max_height (SgSheet *self,
                         int      height)
{
  g_return_if_fail (SG_IS_SHEET (self));

  if (self->max_height == height)
    return;

  self->max_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
