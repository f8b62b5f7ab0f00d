/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-placement-layer.h"

#include <gtk4-layer-shell.h>

#define GAP 6

struct _SgPlacementLayer {
  SgPlacement parent_instance;
};

G_DEFINE_FINAL_TYPE (SgPlacementLayer, sg_placement_layer, SG_TYPE_PLACEMENT)

static void
pressed_cb (GtkGestureClick *gesture,
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
close_on_press_beside (GtkWindow *window,
                       SgSheet   *sheet)
{
  GtkGesture *gesture = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "pressed", G_CALLBACK (pressed_cb), sheet, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (gesture));
}

static void
sg_placement_layer_prepare (SgPlacement *placement,
                            GtkWindow   *window,
                            SgSheet     *sheet)
{
  gtk_window_set_decorated (window, FALSE);
  gtk_layer_init_for_window (window);
  gtk_layer_set_namespace (window, "sandglass-panel");
  gtk_layer_set_layer (window, GTK_LAYER_SHELL_LAYER_TOP);
  gtk_layer_set_keyboard_mode (window, GTK_LAYER_SHELL_KEYBOARD_MODE_ON_DEMAND);
  gtk_layer_set_exclusive_zone (window, 0);
  for (int edge = 0; edge < GTK_LAYER_SHELL_EDGE_ENTRY_NUMBER; edge++)
    gtk_layer_set_anchor (window, (GtkLayerShellEdge) edge, TRUE);

  gtk_widget_add_css_class (GTK_WIDGET (window), "rounded");
  close_on_press_beside (window, sheet);
}

static void
get_screen (GtkWindow    *window,
            GdkRectangle *screen)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (window)));
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);

  *screen = (GdkRectangle) { .width = 1280, .height = 800 };
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, screen);
}

static int
measure_width (GtkWidget *sheet)
{
  int width;

  /* GTK counts the margins in. */
  gtk_widget_set_margin_start (sheet, 0);
  gtk_widget_set_margin_end (sheet, 0);
  gtk_widget_measure (sheet, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);

  return width;
}

/* The surface leaves the bars out, so only the distance from its corner is known. */
static void
put_at (GtkWidget          *sheet,
        const GdkRectangle *screen,
        SgPoint             hint)
{
  int width = measure_width (sheet);
  int left = sg_place_at (screen, screen, hint, width, 0).x;

  gtk_widget_set_halign (sheet, hint.x > 0 ? GTK_ALIGN_START : GTK_ALIGN_END);
  gtk_widget_set_valign (sheet, sg_place_is_upper (screen, hint) ? GTK_ALIGN_START : GTK_ALIGN_END);
  if (gtk_widget_get_direction (sheet) == GTK_TEXT_DIR_RTL)
    left = screen->width - left - width;
  gtk_widget_set_margin_start (sheet, hint.x > 0 ? left : GAP);
  gtk_widget_set_margin_end (sheet, GAP);
  gtk_widget_set_margin_top (sheet, GAP);
  gtk_widget_set_margin_bottom (sheet, GAP);
}

static void
sg_placement_layer_present (SgPlacement *placement,
                            GtkWindow   *window,
                            SgSheet     *sheet,
                            SgPoint      hint)
{
  GdkRectangle screen;

  get_screen (window, &screen);
  put_at (GTK_WIDGET (sheet), &screen, hint);
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
sg_placement_layer_is_supported (void)
{
  return gtk_layer_is_supported ();
}

SgPlacement *
sg_placement_layer_new (void)
{
  return g_object_new (SG_TYPE_PLACEMENT_LAYER, NULL);
}
