/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-placement-x11.h"

#include <gdk/x11/gdkx.h>
#include <X11/Xatom.h>
#include <X11/Xutil.h>

struct _SgPlacementX11 {
  SgPlacement  parent_instance;

  SgPoint      pointer;    /* where it was when the window was last shown */
  GdkRectangle screen;
  GdkRectangle workarea;
};

G_DEFINE_FINAL_TYPE (SgPlacementX11, sg_placement_x11, SG_TYPE_PLACEMENT)

static Display *
get_xdisplay (GtkWindow *window){
  return gdk_x11_display_get_xdisplay (gtk_widget_get_display (GTK_WIDGET (window)));
}

static GdkSurface *
get_surface (GtkWindow *window)
{
  return gtk_native_get_surface (GTK_NATIVE (window));
}

static Window
get_xid (GtkWindow *window)
{
  return gdk_x11_surface_get_xid (get_surface (window));
}

static SgPoint
query_pointer (GtkWindow *window)
{
  Display *xdisplay = get_xdisplay (window);
  int scale = gdk_surface_get_scale_factor (get_surface (window));
  Window root, child;
  int x = 0, y = 0, window_x, window_y;
  unsigned int mask;

  XQueryPointer (xdisplay, DefaultRootWindow (xdisplay), &root, &child, &x, &y, &window_x, &window_y, &mask);

  return (SgPoint) { .x = x / scale, .y = y / scale };
}

static void
look_around (SgPlacementX11 *self,
             GtkWindow      *window)
{
  g_autoptr (GdkMonitor) monitor = NULL;

  self->pointer = query_pointer (window);
  monitor = sg_placement_find_monitor (window, self->pointer);
  gdk_monitor_get_geometry (monitor, &self->screen);
  gdk_x11_monitor_get_workarea (monitor, &self->workarea);
}

static void
set_window_type (GtkWindow *window)
{
  Display *xdisplay = get_xdisplay (window);
  Atom utility = XInternAtom (xdisplay, "_NET_WM_WINDOW_TYPE_UTILITY", False);

  XChangeProperty (xdisplay, get_xid (window), XInternAtom (xdisplay, "_NET_WM_WINDOW_TYPE", False),
                   XA_ATOM, 32, PropModeReplace, (guchar *) &utility, 1);
}

/* Without these a window manager finds a place of its own. */
static void
claim_position (GtkWindow *window)
{
  Display *xdisplay = get_xdisplay (window);
  XSizeHints hints = { 0 };
  long supplied;

  XGetWMNormalHints (xdisplay, get_xid (window), &hints, &supplied);
  hints.flags |= USPosition | PPosition;
  XSetWMNormalHints (xdisplay, get_xid (window), &hints);
}

static void
move (SgPlacementX11 *self,
      GtkWindow      *window,
      int             width,
      int             height)
{
  int scale = gdk_surface_get_scale_factor (get_surface (window));
  SgPoint at = sg_place_at (&self->screen, &self->workarea, self->pointer, width, height);

  XMoveWindow (get_xdisplay (window), get_xid (window), at.x * scale, at.y * scale);
}

/* A panel above its icon that grows must move up. */
static void
laid_out_cb (SgPlacementX11 *self,
             int             width,
             int             height,
             GdkSurface     *surface)
{
  GtkWidget *window = GTK_WIDGET (gtk_native_get_for_surface (surface));

  if (gtk_widget_get_mapped (window) && !sg_place_is_upper (&self->screen, self->pointer))
    move (self, GTK_WINDOW (window), width, height);
}

static void
realized_cb (SgPlacementX11 *self,
             GtkWindow      *window)
{
  GdkSurface *surface = get_surface (window);

  set_window_type (window);
  gdk_x11_surface_set_skip_taskbar_hint (surface, TRUE);
  gdk_x11_surface_set_skip_pager_hint (surface, TRUE);
  g_signal_connect_object (surface, "layout", G_CALLBACK (laid_out_cb), self, G_CONNECT_SWAPPED);
}

static void
composited_cb (GtkWindow *window)
{
  if (gdk_display_is_composited (gtk_widget_get_display (GTK_WIDGET (window))))
    gtk_widget_add_css_class (GTK_WIDGET (window), "rounded");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (window), "rounded");
}

static void
sg_placement_x11_prepare (SgPlacement *placement,
                          GtkWindow   *window,
                          SgSheet     *sheet)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_resizable (window, FALSE);
  composited_cb (window);
  g_signal_connect_object (gtk_widget_get_display (GTK_WIDGET (window)), "notify::composited",
                           G_CALLBACK (composited_cb), window, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "realize", G_CALLBACK (realized_cb), placement,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

static void
sg_placement_x11_present (SgPlacement *placement,
                          GtkWindow   *window,
                          SgSheet     *sheet,
                          SgPoint      hint)
{
  SgPlacementX11 *self = SG_PLACEMENT_X11 (placement);
  GtkRequisition size;

  gtk_widget_realize (GTK_WIDGET (window));
  look_around (self, window);
  sg_sheet_set_max_height (sheet, self->workarea.height - 12);
  gtk_widget_get_preferred_size (GTK_WIDGET (window), NULL, &size);

  claim_position (window);
  move (self, window, size.width, size.height);
  gtk_window_present (window);
  /* GTK has rewritten the hints by now. */
  move (self, window, size.width, size.height);
}

static void
sg_placement_x11_class_init (SgPlacementX11Class *klass)
{
  SgPlacementClass *placement_class = SG_PLACEMENT_CLASS (klass);

  placement_class->prepare = sg_placement_x11_prepare;
  placement_class->present = sg_placement_x11_present;
  placement_class->is_popover = TRUE;
}

static void
sg_placement_x11_init (SgPlacementX11 *self)
{
}

SgPlacement *
sg_placement_x11_new (void)
{
  return g_object_new (SG_TYPE_PLACEMENT_X11, NULL);
}
