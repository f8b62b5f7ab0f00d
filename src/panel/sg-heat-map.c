/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-heat-map.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sg-chart-plot.h"
#include "sg-chart-text.h"

#define MARGIN 6.0
#define CELL_GAP 2.0
#define LABEL_HOURS 6
/* Of the text's height */
#define ROW_HIGH 1.25
/* What is above nothing is seen, and twice as much is seen to be more. */
#define LEAST_SHADE 0.16

struct _SgHeatMap {
  GtkWidget         parent_instance;

  SgHistoryView    *view;      /* (owned) (nullable) */
  SgHistoryHeatKind kind;
  double            top;
  guint             weekday;
  guint             hour;
};

enum {
  CURSOR_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgHeatMap, sg_heat_map, GTK_TYPE_WIDGET)

typedef struct {
  double   x;
  double   y;
  double   width;
  double   cell_height;
  gboolean mirrored;
} Grid;

/**
 * sg_heat_map_shade:
 * @top: the greatest value
 *
 * Returns: how dark a cell is, 0-1. Pure.
 */
double
sg_heat_map_shade (double value,
                   double top)
{
  if (value <= 0.0 || top <= 0.0)
    return 0.0;

  return LEAST_SHADE + (1.0 - LEAST_SHADE) * pow (MIN (value / top, 1.0), 0.7);
}

static double
get_gutter (SgHeatMap *self)
{
  int most = 0;

  for (guint i = 0; i < SG_HISTORY_WEEKDAYS; i++) {
    g_autofree char *text = sg_history_view_dup_weekday (i);
    int width;

    sg_chart_text_get_size (GTK_WIDGET (self), text, &width, NULL);
    most = MAX (most, width);
  }

  return most + MARGIN;
}

static Grid
get_grid (SgHeatMap *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double gutter = get_gutter (self);
  int text_height;
  Grid grid = { .mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL };

  sg_chart_text_get_size (GTK_WIDGET (self), "0", NULL, &text_height);
  grid.x = grid.mirrored ? 0.0 : gutter;
  grid.width = MAX (gtk_widget_get_width (widget) - gutter, 1.0);
  grid.cell_height = floor ((gtk_widget_get_height (widget) - text_height - MARGIN) / SG_HISTORY_WEEKDAYS);

  return grid;
}

static graphene_rect_t
get_cell (const Grid *grid,
          guint       weekday,
          guint       hour)
{
  guint column = grid->mirrored ? SG_HISTORY_HOURS - 1 - hour : hour;
  double left = floor (grid->x + column * grid->width / SG_HISTORY_HOURS);
  double right = floor (grid->x + (column + 1) * grid->width / SG_HISTORY_HOURS);

  return GRAPHENE_RECT_INIT (left + CELL_GAP / 2, grid->y + weekday * grid->cell_height + CELL_GAP / 2, right - left - CELL_GAP,
                             grid->cell_height - CELL_GAP);
}

static void
append_frame (GtkSnapshot           *snapshot,
              const graphene_rect_t *rect,
              const GdkRGBA         *color,
              float                  width)
{
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { width, width, width, width },
                              (GdkRGBA[4]) { *color, *color, *color, *color });
}

/* What is not known is a frame; what is nothing is a faint cell. */
static void
snapshot_cell (SgHeatMap   *self,
               GtkSnapshot *snapshot,
               const Grid  *grid,
               guint        weekday,
               guint        hour)
{
  graphene_rect_t rect = get_cell (grid, weekday, hour);
  double value = sg_history_view_get_heat (self->view, self->kind, weekday, hour);
  double shade = sg_heat_map_shade (value, self->top);
  GdkRGBA color;

  sg_chart_get_color (GTK_WIDGET (self), shade > 0.0 ? "sg_line_1" : value < 0.0 ? "sg_edge" : "sg_tile", &color);
  if (value < 0.0) {
    append_frame (snapshot, &rect, &color, 1);
    return;
  }
  if (shade > 0.0)
    color.alpha *= (float) shade;
  gtk_snapshot_append_color (snapshot, &color, &rect);
}

static void
snapshot_labels (SgHeatMap   *self,
                 GtkSnapshot *snapshot,
                 const Grid  *grid)
{
  double side = grid->mirrored ? grid->x + grid->width + MARGIN : grid->x - MARGIN;
  double below = grid->y + SG_HISTORY_WEEKDAYS * grid->cell_height + MARGIN;
  int height;

  sg_chart_text_get_size (GTK_WIDGET (self), "0", NULL, &height);
  for (guint i = 0; i < SG_HISTORY_WEEKDAYS; i++) {
    g_autofree char *text = sg_history_view_dup_weekday (i);

    sg_chart_text_append (GTK_WIDGET (self), snapshot, text, side, grid->y + (i + 0.5) * grid->cell_height - height / 2.0, grid->mirrored ? 0.0 : 1.0);
  }
  for (guint hour = 0; hour < SG_HISTORY_HOURS; hour += LABEL_HOURS) {
    g_autofree char *text = g_strdup_printf ("%02u:00", hour);
    graphene_rect_t cell = get_cell (grid, 0, hour);

    sg_chart_text_append (GTK_WIDGET (self), snapshot, text, grid->mirrored ? cell.origin.x + cell.size.width : cell.origin.x, below, grid->mirrored ? 1.0 : 0.0);
  }
}

static void
sg_heat_map_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  SgHeatMap *self = SG_HEAT_MAP (widget);
  graphene_rect_t rect;
  GdkRGBA color;
  Grid grid;

  if (self->view == NULL)
    return;

  grid = get_grid (self);
  for (guint weekday = 0; weekday < SG_HISTORY_WEEKDAYS; weekday++) {
    for (guint hour = 0; hour < SG_HISTORY_HOURS; hour++)
      snapshot_cell (self, snapshot, &grid, weekday, hour);
  }
  snapshot_labels (self, snapshot, &grid);

  rect = get_cell (&grid, self->weekday, self->hour);
  graphene_rect_inset (&rect, -1, -1);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  append_frame (snapshot, &rect, &color, 2);
}

static void
sg_heat_map_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  SgHeatMap *self = SG_HEAT_MAP (widget);
  int text_height;

  sg_chart_text_get_size (GTK_WIDGET (self), "0", NULL, &text_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = (int) (get_gutter (self) + SG_HISTORY_HOURS * 3 * CELL_GAP);
  else
    *minimum = *natural = (int) ((SG_HISTORY_WEEKDAYS * ROW_HIGH + 1.0) * text_height + MARGIN);
}

/**
 * sg_heat_map_dup_reading:
 *
 * Returns: the hour at the cursor in words
 */
char *
sg_heat_map_dup_reading (SgHeatMap *self)
{
  return self->view ? sg_history_view_dup_heat (self->view, self->kind, self->weekday, self->hour) : g_strdup ("");
}

static void
say (SgHeatMap *self)
{
  g_autofree char *reading = sg_heat_map_dup_reading (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) (self->weekday * SG_HISTORY_HOURS + self->hour),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, reading,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reading,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CURSOR_MOVED], 0);
}

/* Left is left, whichever way time goes. */
static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  SgHeatMap *self = SG_HEAT_MAP (widget);
  int days, hours;

  g_variant_get (arguments, "(ii)", &days, &hours);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL && ABS (hours) == 1)
    hours = -hours;
  sg_heat_map_set_cursor (self, (guint) CLAMP ((int) self->weekday + days, 0, SG_HISTORY_WEEKDAYS - 1),
                          (guint) CLAMP ((int) self->hour + hours, 0, SG_HISTORY_HOURS - 1));

  return TRUE;
}

static void
point_at (SgHeatMap *self,
          double     x,
          double     y)
{
  Grid grid = get_grid (self);
  double column = floor ((x - grid.x) / grid.width * SG_HISTORY_HOURS);
  double row = floor ((y - grid.y) / grid.cell_height);

  if (self->view == NULL || column < 0 || column >= SG_HISTORY_HOURS || row < 0 || row >= SG_HISTORY_WEEKDAYS)
    return;

  sg_heat_map_set_cursor (self, (guint) row, (guint) (grid.mirrored ? SG_HISTORY_HOURS - 1 - column : column));
}

static void
motion_cb (SgHeatMap *self,
           double     x,
           double     y)
{
  point_at (self, x, y);
}

static void
pressed_cb (SgHeatMap *self,
            int        n_press,
            double     x,
            double     y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, x, y);
}

static void
sg_heat_map_finalize (GObject *object)
{
  g_clear_pointer (&SG_HEAT_MAP (object)->view, sg_history_view_unref);

  G_OBJECT_CLASS (sg_heat_map_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int   days;
    int   hours;
  } moves[] = {
    { GDK_KEY_Left, 0, -1 }, { GDK_KEY_Right, 0, 1 }, { GDK_KEY_KP_Left, 0, -1 }, { GDK_KEY_KP_Right, 0, 1 },
    { GDK_KEY_Up, -1, 0 }, { GDK_KEY_Down, 1, 0 }, { GDK_KEY_KP_Up, -1, 0 }, { GDK_KEY_KP_Down, 1, 0 },
    { GDK_KEY_Home, 0, -SG_HISTORY_HOURS }, { GDK_KEY_End, 0, SG_HISTORY_HOURS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "(ii)", moves[i].days, moves[i].hours);
}

static void
sg_heat_map_class_init (SgHeatMapClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_heat_map_finalize;
  widget_class->snapshot = sg_heat_map_snapshot;
  widget_class->measure = sg_heat_map_measure;

  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", SG_TYPE_HEAT_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "heatmap");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sg_heat_map_init (SgHeatMap *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Hours of the week"),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) (SG_HISTORY_WEEKDAYS * SG_HISTORY_HOURS - 1),
                                  -1);
}

static void
find_top (SgHeatMap *self)
{
  self->top = 0.0;
  for (guint weekday = 0; self->view != NULL && weekday < SG_HISTORY_WEEKDAYS; weekday++) {
    for (guint hour = 0; hour < SG_HISTORY_HOURS; hour++) {
      double value = sg_history_view_get_heat (self->view, self->kind, weekday, hour);

      if (value <= self->top)
        continue;
      self->top = value;
      self->weekday = weekday;
      self->hour = hour;
    }
  }
}

/**
 * sg_heat_map_show:
 * @view: (nullable): %NULL for nothing
 *
 * The cursor goes to the hour that was used most.
 */
void
sg_heat_map_show (SgHeatMap        *self,
                  SgHistoryView    *view,
                  SgHistoryHeatKind kind)
{
  g_return_if_fail (SG_IS_HEAT_MAP (self));

  if (view != NULL)
    sg_history_view_ref (view);
  g_clear_pointer (&self->view, sg_history_view_unref);
  self->view = view;
  self->kind = kind;
  find_top (self);
  say (self);
}

void
sg_heat_map_set_cursor (SgHeatMap *self,
                        guint      weekday,
                        guint      hour)
{
  g_return_if_fail (SG_IS_HEAT_MAP (self));
  g_return_if_fail (weekday < SG_HISTORY_WEEKDAYS && hour < SG_HISTORY_HOURS);

  if (self->weekday == weekday && self->hour == hour)
    return;

  self->weekday = weekday;
  self->hour = hour;
  say (self);
}
