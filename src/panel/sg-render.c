/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-render.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "sg-named-file.h"

#define FILE_MODE 0666

static GskRenderNode *
take_node (GtkWidget *widget)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot,
                          gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));

  return gtk_snapshot_free_to_node (snapshot);
}

static GdkTexture *
draw (GskRenderNode *node,
      GdkSurface    *surface,
      GError       **error)
{
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  GdkTexture *texture;

  if (!gsk_renderer_realize (renderer, surface, error))
    return NULL;

  texture = gsk_renderer_render_texture (renderer, node, NULL);
  gsk_renderer_unrealize (renderer);

  return texture;
}

static gboolean
save (GdkTexture *texture,
      const char *path,
      GError    **error)
{
  g_autoptr (GBytes) png = gdk_texture_save_to_png_bytes (texture);
  g_autoptr (GError) local = NULL;

  if (sg_named_file_write (path, g_bytes_get_data (png, NULL), g_bytes_get_size (png), FILE_MODE, &local))
    return TRUE;

  g_set_error (error, local->domain, local->code, _ ("%s could not be written: %s"), path, local->message);

  return FALSE;
}

/**
 * sg_render_to_png:
 * @path: as sg_named_file_write() has it
 *
 * Writes a picture of @widget, which is shown and was drawn at least once, as large as it stands on screen.
 */
gboolean
sg_render_to_png (GtkWidget  *widget,
                  const char *path,
                  GError    **error)
{
  GskRenderNode *node = take_node (widget);
  g_autoptr (GdkTexture) texture = NULL;

  if (node == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("Nothing is shown yet"));
    return FALSE;
  }

  texture = draw (node, gtk_native_get_surface (gtk_widget_get_native (widget)), error);
  gsk_render_node_unref (node);
  return texture != NULL && save (texture, path, error);
}
