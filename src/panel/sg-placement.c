/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-placement.h"

#include "sg-config.h"

#if HAVE_X11
#include <gdk/x11/gdkx.h>

#include "sg-placement-x11.h"
#endif
#if HAVE_LAYER_SHELL
#include "sg-placement-layer.h"
#endif

G_DEFINE_TYPE (SgPlacement, sg_placement, G_TYPE_OBJECT)

/* Of a screen, for the desktop's bars and our title bar. */
#define NOT_OURS 120

/* Tiling desktops let windows float that cannot be resized. */
static void
sg_placement_real_prepare (SgPlacement *self,
                           GtkWindow   *window,
                           SgSheet     *sheet)
{
  gtk_window_set_resizable (window, FALSE);
}

static void
sg_placement_real_present (SgPlacement *self,
                           GtkWindow   *window,
                           SgSheet     *sheet,
                           SgPoint      hint)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle screen;

  if (monitor != NULL) {
    gdk_monitor_get_geometry (monitor, &screen);
    sg_sheet_set_max_height (sheet, screen.height - NOT_OURS);
  }
  gtk_window_present (window);
}

static void
sg_placement_class_init (SgPlacementClass *klass)
{
  klass->prepare = sg_placement_real_prepare;
  klass->present = sg_placement_real_present;
}

static void
sg_placement_init (SgPlacement *self)
{
}

/**
 * sg_placement_new_for_display:
 *
 * Returns: (transfer full): the best that @display can do
 */
SgPlacement *
sg_placement_new_for_display (GdkDisplay *display)
{
#if HAVE_X11
  if (GDK_IS_X11_DISPLAY (display))
    return sg_placement_x11_new ();
#endif
#if HAVE_LAYER_SHELL
  if (sg_placement_layer_is_supported (display))
    return sg_placement_layer_new ();
#endif

  return g_object_new (SG_TYPE_PLACEMENT, NULL);
}

void
sg_placement_prepare (SgPlacement *self,
                      GtkWindow   *window,
                      SgSheet     *sheet)
{
  g_return_if_fail (SG_IS_PLACEMENT (self));

  SG_PLACEMENT_GET_CLASS (self)->prepare (self, window, sheet);
}

/**
 * sg_placement_present:
 * @hint: where the click was, as far as the desktop's panel told; (0, 0) for unknown
 */
void
sg_placement_present (SgPlacement *self,
                      GtkWindow   *window,
                      SgSheet     *sheet,
                      SgPoint      hint)
{
  g_return_if_fail (SG_IS_PLACEMENT (self));

  SG_PLACEMENT_GET_CLASS (self)->present (self, window, sheet, hint);
}

/**
 * sg_placement_is_popover:
 *
 * Returns: whether the window stands at its icon and leaves with the focus
 */
gboolean
sg_placement_is_popover (SgPlacement *self)
{
  g_return_val_if_fail (SG_IS_PLACEMENT (self), FALSE);

  return SG_PLACEMENT_GET_CLASS (self)->is_popover;
}

/**
 * sg_placement_find_monitor:
 *
 * Returns: (transfer full) (nullable): the monitor that @point is on, else the first
 */
GdkMonitor *
sg_placement_find_monitor (GtkWindow *window,
                           SgPoint    point)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
    GdkRectangle geometry;

    gdk_monitor_get_geometry (monitor, &geometry);
    if (gdk_rectangle_contains_point (&geometry, point.x, point.y))
      return g_steal_pointer (&monitor);
  }

  return g_list_model_get_item (monitors, 0);
}
