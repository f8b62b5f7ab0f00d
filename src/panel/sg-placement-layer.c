/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-placement-layer.h"

#include <gdk/wayland/gdkwayland.h>
#include <gtk4-layer-shell.h>

#include "sg-backdrop.h"

struct _SgPlacementLayer {
  SgPlacement parent_instance;

  SgBackdrop *backdrop;   /* as long as its window lives, and that keeps us */
  SgPoint     hint;       /* where the icon was clicked last; (0, 0) when nobody ever told */
};

G_DEFINE_FINAL_TYPE (SgPlacementLayer, sg_placement_layer, SG_TYPE_PLACEMENT)

static void
released_cb (GtkGestureClick *gesture,
             int              n_presses,
             double           x,
             double           y,
             GtkWidget       *sheet)
{
  GtkWidget *window = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));
  GtkWidget *hit = gtk_widget_pick (window, x, y, GTK_PICK_DEFAULT);

  if (hit == NULL || (hit != sheet && !gtk_widget_is_ancestor (hit, sheet)))
    gtk_window_close (GTK_WINDOW (window));
}

static void
close_on_click_beside (GtkWindow *window,
                       SgSheet   *sheet)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  /* Not when pressed: GTK would count on a release that the hidden window never sees. */
  g_signal_connect_object (gesture, "released", G_CALLBACK (released_cb), sheet, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (gesture));
}

/* Bars are mostly at the top, and trays at the end of them. */
static SgPoint
guess_icon (GtkWindow          *window,
            const GdkRectangle *screen)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (window)) == GTK_TEXT_DIR_RTL;

  return (SgPoint) {
           .x = mirrored ? screen->x : screen->x + screen->width - 1,
           .y = screen->y,
  };
}

/* The sheet is the window's child until now. */
static void
put_before_backdrop (SgPlacementLayer *self,
                     GtkWindow        *window,
                     GtkWidget        *sheet)
{
  g_autoptr (GtkWidget) held = g_object_ref (sheet);

  gtk_window_set_child (window, NULL);
  self->backdrop = SG_BACKDROP (sg_backdrop_new (sheet));
  gtk_window_set_child (window, GTK_WIDGET (self->backdrop));
}

static void
sg_placement_layer_prepare (SgPlacement *placement,
                            GtkWindow   *window,
                            SgSheet     *sheet)
{
  put_before_backdrop (SG_PLACEMENT_LAYER (placement), window, GTK_WIDGET (sheet));
  gtk_window_set_decorated (window, FALSE);
  gtk_layer_init_for_window (window);
  gtk_layer_set_namespace (window, "sandglass-panel");
  gtk_layer_set_layer (window, GTK_LAYER_SHELL_LAYER_TOP);
  gtk_layer_set_keyboard_mode (window, GTK_LAYER_SHELL_KEYBOARD_MODE_ON_DEMAND);
  gtk_layer_set_exclusive_zone (window, 0);
  for (int edge = 0; edge < GTK_LAYER_SHELL_EDGE_ENTRY_NUMBER; edge++)
    gtk_layer_set_anchor (window, (GtkLayerShellEdge) edge, TRUE);

  gtk_widget_add_css_class (GTK_WIDGET (window), "rounded");
  close_on_click_beside (window, sheet);
}

static void
sg_placement_layer_present (SgPlacement *placement,
                            GtkWindow   *window,
                            SgSheet     *sheet,
                            SgPoint      hint)
{
  SgPlacementLayer *self = SG_PLACEMENT_LAYER (placement);
  g_autoptr (GdkMonitor) monitor = NULL;
  GdkRectangle screen = { .width = 1280, .height = 800 };

  if (hint.x != 0 || hint.y != 0)
    self->hint = hint;
  monitor = sg_placement_find_monitor (window, self->hint);
  if (monitor != NULL) {
    gdk_monitor_get_geometry (monitor, &screen);
    gtk_layer_set_monitor (window, monitor);
  }

  sg_backdrop_set_icon (self->backdrop, &screen,
                        self->hint.x != 0 || self->hint.y != 0 ? self->hint : guess_icon (window, &screen));
  gtk_window_present (window);
}

static void
sg_placement_layer_class_init (SgPlacementLayerClass *klass)
{
  SgPlacementClass *placement_class = SG_PLACEMENT_CLASS (klass);

  placement_class->prepare = sg_placement_layer_prepare;
  placement_class->present = sg_placement_layer_present;
  placement_class->is_popover = TRUE;
}

static void
sg_placement_layer_init (SgPlacementLayer *self)
{
}

/**
 * sg_placement_layer_is_supported:
 *
 * Returns: whether the compositor lends layers to this process; some do not lend them to sandboxes
 */
gboolean
sg_placement_layer_is_supported (GdkDisplay *display)
{
  /* The library would complain about every desktop without. */
  return GDK_IS_WAYLAND_DISPLAY (display) &&
         gdk_wayland_display_query_registry (display, "zwlr_layer_shell_v1") &&
         gtk_layer_is_supported ();
}

SgPlacement *
sg_placement_layer_new (void)
{
  return g_object_new (SG_TYPE_PLACEMENT_LAYER, NULL);
}
