/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-chart-text.h"

#include <math.h>

static PangoLayout *
new_text (GtkWidget  *widget,
          const char *text)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_scale_new (0.85));
  pango_layout_set_attributes (layout, attributes);

  return layout;
}

/**
 * sg_chart_text_get_size:
 * @width: (out) (optional): in pixels, as @height
 */
void
sg_chart_text_get_size (GtkWidget  *widget,
                        const char *text,
                        int        *width,
                        int        *height)
{
  g_autoptr (PangoLayout) layout = new_text (widget, text);

  pango_layout_get_pixel_size (layout, width, height);
}

/**
 * sg_chart_text_append:
 * @y: its upper edge
 * @x_align: which part of it is at @x: 0 the left end, 1 the right one
 */
void
sg_chart_text_append (GtkWidget   *widget,
                      GtkSnapshot *snapshot,
                      const char  *text,
                      double       x,
                      double       y,
                      double       x_align)
{
  g_autoptr (PangoLayout) layout = new_text (widget, text);
  GdkRGBA color;
  int width;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  color.alpha *= 0.8f;
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) floor (x - width * x_align), (float) floor (y)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}
