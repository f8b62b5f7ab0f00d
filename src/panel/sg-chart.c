/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sg-chart-plot.h"
#include "sg-chart-text.h"
#include "sg-money.h"

#define MARGIN 6.0
#define TICK_GAP 12.0
/* Of the text's height */
#define GAP_HIGH 1.25
#define LINES_HIGH 9.0
#define COSTS_HIGH 3.5
#define COMPACT_LINES_HIGH 3.0
#define COMPACT_COSTS_HIGH 1.2
#define FAR_STEPS 10

struct _SgChart {
  GtkWidget      parent_instance;

  gboolean       compact;
  SgHistoryView *view;       /* (owned) (nullable) */
  guint          cursor;
};

typedef enum {
  PROP_COMPACT = 1,
} SgChartProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

enum {
  CURSOR_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgChart, sg_chart, GTK_TYPE_WIDGET)

static double
get_top_usd (SgChart *self)
{
  return sg_chart_nice_top ((double) sg_history_get_top_pico_usd (self->view->history) / (double) SG_PICO_PER_USD);
}

static char *
dup_top_text (SgChart *self)
{
  return sg_pico_usd_format ((gint64) (get_top_usd (self) * (double) SG_PICO_PER_USD));
}

static double
get_gutter (SgChart *self)
{
  g_autofree char *top = dup_top_text (self);
  g_autofree char *full = g_strdup_printf (_ ("%.0f %%"), 100.0);
  int cost_width, full_width;

  sg_chart_text_get_size (GTK_WIDGET (self), top, &cost_width, NULL);
  sg_chart_text_get_size (GTK_WIDGET (self), full, &full_width, NULL);

  return MAX (cost_width, full_width) + MARGIN;
}

static SgChartFrame
get_frame (SgChart *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  double gutter = self->compact ? MARGIN : get_gutter (self);
  double lines_high = self->compact ? COMPACT_LINES_HIGH : LINES_HIGH;
  double costs_high = self->compact ? COMPACT_COSTS_HIGH : COSTS_HIGH;
  double parts, high, gap;
  int text_height;
  SgChartFrame frame = { .mirrored = mirrored, .n_steps = sg_history_get_n_steps (self->view->history) };

  sg_chart_text_get_size (GTK_WIDGET (self), "0", NULL, &text_height);
  gap = self->compact ? MARGIN : floor (GAP_HIGH * text_height);
  frame.x = mirrored ? MARGIN : gutter;
  frame.width = MAX (gtk_widget_get_width (widget) - gutter - MARGIN, 1.0);
  frame.top = self->compact ? MARGIN : text_height / 2.0 + 1.0;
  high = gtk_widget_get_height (widget) - frame.top - gap - (self->compact ? MARGIN : text_height + MARGIN);
  parts = lines_high + costs_high;
  frame.height = floor (MAX (high, 2.0) * lines_high / parts);
  frame.cost_height = floor (MAX (high, 2.0) * costs_high / parts);
  frame.cost_top = frame.top + frame.height + gap;

  return frame;
}

static void
append_rule (SgChart            *self,
             GtkSnapshot        *snapshot,
             const SgChartFrame *frame,
             double              y)
{
  GdkRGBA color;

  sg_chart_get_color (GTK_WIDGET (self), "sg_edge", &color);
  gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (frame->x, floor (y), frame->width, 1));
}

/* At the side where time begins */
static void
append_value (SgChart            *self,
              GtkSnapshot        *snapshot,
              const SgChartFrame *frame,
              const char         *text,
              double              y)
{
  double x = frame->mirrored ? frame->x + frame->width + MARGIN : frame->x - MARGIN;
  int height;

  sg_chart_text_get_size (GTK_WIDGET (self), text, NULL, &height);
  sg_chart_text_append (GTK_WIDGET (self), snapshot, text, x, y - height / 2.0, frame->mirrored ? 0.0 : 1.0);
}

static void
snapshot_scales (SgChart            *self,
                 GtkSnapshot        *snapshot,
                 const SgChartFrame *frame)
{
  double bottom = frame->cost_top + frame->cost_height;
  g_autofree char *top = NULL;

  for (int percent = 0; percent <= 100; percent += self->compact ? 100 : 50) {
    double y = frame->top + frame->height * (100 - percent) / 100.0;
    g_autofree char *text = g_strdup_printf (_ ("%.0f %%"), (double) percent);

    append_rule (self, snapshot, frame, y);
    if (!self->compact)
      append_value (self, snapshot, frame, text, y);
  }
  append_rule (self, snapshot, frame, bottom);
  if (self->compact)
    return;

  top = dup_top_text (self);
  append_rule (self, snapshot, frame, frame->cost_top);
  append_value (self, snapshot, frame, top, frame->cost_top);
}

typedef struct {
  char  *text;
  double x;
  int    width;
} Tick;

static void
tick_clear (Tick *tick)
{
  g_free (tick->text);
}

static GArray *
collect_ticks (SgChart            *self,
               const SgChartFrame *frame)
{
  GArray *ticks = g_array_new (FALSE, FALSE, sizeof (Tick));

  g_array_set_clear_func (ticks, (GDestroyNotify) tick_clear);
  for (guint step = 0; step < frame->n_steps; step++) {
    Tick tick = { sg_history_view_dup_tick (self->view, step), sg_chart_frame_x (frame, step), 0 };

    if (tick.text == NULL)
      continue;
    sg_chart_text_get_size (GTK_WIDGET (self), tick.text, &tick.width, NULL);
    g_array_append_val (ticks, tick);
  }

  return ticks;
}

/* Every second or third one where all would touch each other, so that they stay evenly apart */
static guint
find_stride (GArray *ticks)
{
  double least = G_MAXDOUBLE;
  int widest = 0;

  for (guint i = 0; i < ticks->len; i++) {
    const Tick *tick = &g_array_index (ticks, Tick, i);

    widest = MAX (widest, tick->width);
    if (i > 0)
      least = MIN (least, ABS (tick->x - g_array_index (ticks, Tick, i - 1).x));
  }

  return (guint) CLAMP (ceil ((widest + TICK_GAP) / MAX (least, 1.0)), 1.0, 100.0);
}

static void
snapshot_ticks (SgChart            *self,
                GtkSnapshot        *snapshot,
                const SgChartFrame *frame)
{
  g_autoptr (GArray) ticks = collect_ticks (self, frame);
  guint stride = find_stride (ticks);
  double y = frame->cost_top + frame->cost_height + MARGIN;

  for (guint i = 0; i < ticks->len; i += stride) {
    const Tick *tick = &g_array_index (ticks, Tick, i);

    if (tick->x - tick->width / 2.0 >= 0.0 && tick->x + tick->width / 2.0 <= gtk_widget_get_width (GTK_WIDGET (self)))
      sg_chart_text_append (GTK_WIDGET (self), snapshot, tick->text, tick->x, y, 0.5);
  }
}

static void
sg_chart_snapshot (GtkWidget   *widget,
                   GtkSnapshot *snapshot)
{
  SgChart *self = SG_CHART (widget);
  SgChartFrame frame;

  if (self->view == NULL)
    return;

  frame = get_frame (self);
  snapshot_scales (self, snapshot, &frame);
  if (!self->compact)
    snapshot_ticks (self, snapshot, &frame);
  sg_chart_plot_costs (widget, snapshot, &frame, self->view, get_top_usd (self), self->cursor);
  sg_chart_plot_lines (widget, snapshot, &frame, self->view);
  sg_chart_plot_cursor (widget, snapshot, &frame, self->view, self->cursor);
}

static void
sg_chart_measure (GtkWidget     *widget,
                  GtkOrientation orientation,
                  int            for_size,
                  int           *minimum,
                  int           *natural,
                  int           *minimum_baseline,
                  int           *natural_baseline)
{
  SgChart *self = SG_CHART (widget);
  int text_height;

  sg_chart_text_get_size (GTK_WIDGET (self), "0", NULL, &text_height);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = *natural = 12 * text_height;
  else if (self->compact)
    *minimum = *natural = (int) ((COMPACT_LINES_HIGH + COMPACT_COSTS_HIGH) * text_height + 3 * MARGIN);
  else
    *minimum = *natural = (int) ((LINES_HIGH + COSTS_HIGH + GAP_HIGH + 1.5) * text_height + MARGIN + 1.0);
}

static guint
get_last_step (SgChart *self)
{
  return self->view ? sg_history_get_n_steps (self->view->history) - 1 : 0;
}

static void
say (SgChart *self)
{
  g_autofree char *reading = self->view ? sg_history_view_dup_reading (self->view, self->cursor) : g_strdup ("");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) get_last_step (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, (double) self->cursor,
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
  SgChart *self = SG_CHART (widget);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int by = g_variant_get_int32 (arguments);

  if (self->view == NULL)
    return FALSE;

  sg_chart_set_cursor (self, (guint) CLAMP ((int) self->cursor + (mirrored ? -by : by), 0, (int) get_last_step (self)));

  return TRUE;
}

static gboolean
end_cb (GtkWidget *widget,
        GVariant  *arguments,
        gpointer   user_data)
{
  SgChart *self = SG_CHART (widget);

  if (self->view == NULL)
    return FALSE;

  sg_chart_set_cursor (self, g_variant_get_boolean (arguments) ? get_last_step (self) : 0);

  return TRUE;
}

static void
point_at (SgChart *self,
          double   x)
{
  SgChartFrame frame;

  if (self->view == NULL)
    return;

  frame = get_frame (self);
  sg_chart_set_cursor (self, sg_chart_frame_find_step (&frame, x));
}

static void
motion_cb (SgChart *self,
           double   x,
           double   y)
{
  point_at (self, x);
}

/* A pointer that only came past leaves the latest numbers behind; a click keeps others. */
static void
leave_cb (SgChart *self)
{
  if (!gtk_widget_has_focus (GTK_WIDGET (self)))
    sg_chart_set_cursor (self, get_last_step (self));
}

static void
pressed_cb (SgChart *self,
            int      n_press,
            double   x,
            double   y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  point_at (self, x);
}

static void
sg_chart_finalize (GObject *object)
{
  g_clear_pointer (&SG_CHART (object)->view, sg_history_view_unref);

  G_OBJECT_CLASS (sg_chart_parent_class)->finalize (object);
}

static void
sg_chart_constructed (GObject *object)
{
  SgChart *self = SG_CHART (object);

  G_OBJECT_CLASS (sg_chart_parent_class)->constructed (object);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, self->compact ? _ ("Latest limits and cost") : _ ("Limits and cost over time"),
                                  -1);
}

static void
sg_chart_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  if (property_id == PROP_COMPACT)
    SG_CHART (object)->compact = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct {
    guint key;
    int   by;
  } moves[] = {
    { GDK_KEY_Left, -1 }, { GDK_KEY_Right, 1 }, { GDK_KEY_KP_Left, -1 }, { GDK_KEY_KP_Right, 1 },
    { GDK_KEY_Page_Up, -FAR_STEPS }, { GDK_KEY_Page_Down, FAR_STEPS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "i", moves[i].by);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, end_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, end_cb, "b", TRUE);
}

static void
sg_chart_class_init (SgChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sg_chart_constructed;
  object_class->finalize = sg_chart_finalize;
  object_class->set_property = sg_chart_set_property;
  widget_class->snapshot = sg_chart_snapshot;
  widget_class->measure = sg_chart_measure;

  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CURSOR_MOVED] = g_signal_new ("cursor-moved", SG_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sg_chart_init (SgChart *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, 0.0,
                                  -1);
}

/**
 * sg_chart_show:
 * @view: (nullable): %NULL for nothing
 *
 * The cursor goes to the latest step.
 */
void
sg_chart_show (SgChart       *self,
               SgHistoryView *view)
{
  g_return_if_fail (SG_IS_CHART (self));

  if (view != NULL)
    sg_history_view_ref (view);
  g_clear_pointer (&self->view, sg_history_view_unref);
  self->view = view;
  self->cursor = get_last_step (self);
  say (self);
}

guint
sg_chart_get_cursor (SgChart *self)
{
  return self->cursor;
}

/**
 * sg_chart_set_cursor:
 * @step: one of the span's
 */
void
sg_chart_set_cursor (SgChart *self,
                     guint    step)
{
  g_return_if_fail (SG_IS_CHART (self));
  g_return_if_fail (step <= get_last_step (self));

  if (self->cursor == step)
    return;

  self->cursor = step;
  say (self);
}
