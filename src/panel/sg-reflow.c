/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reflow.h"

struct _SgReflow {
  GtkWidget parent_instance;

  int       spacing;
  int       line_spacing;
  gboolean  homogeneous;
};

typedef enum {
  PROP_SPACING = 1,
  PROP_LINE_SPACING,
  PROP_HOMOGENEOUS,
} SgReflowProperty;

static GParamSpec *properties[PROP_HOMOGENEOUS + 1];

G_DEFINE_FINAL_TYPE (SgReflow, sg_reflow, GTK_TYPE_WIDGET)

/* The next child that takes part in the layout, from @child on. */
static GtkWidget *
visible_from (GtkWidget *child){
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static GtkWidget *
first_visible (GtkWidget *widget)
{
  return visible_from (gtk_widget_get_first_child (widget));
}

static GtkWidget *
next_visible (GtkWidget *child)
{
  return visible_from (gtk_widget_get_next_sibling (child));
}

typedef struct {
  int n_children;
  int widest_minimum;
  int widest_natural;
  int sum_natural;
} Widths;

static Widths
measure_widths (GtkWidget *widget)
{
  Widths widths = { 0 };

  for (GtkWidget *child = first_visible (widget); child != NULL; child = next_visible (child)) {
    int minimum, natural;

    gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
    widths.n_children++;
    widths.widest_minimum = MAX (widths.widest_minimum, minimum);
    widths.widest_natural = MAX (widths.widest_natural, natural);
    widths.sum_natural += natural;
  }

  return widths;
}

static int
line_width (SgReflow     *self,
            const Widths *widths)
{
  int text = self->homogeneous ? widths->widest_natural * widths->n_children : widths->sum_natural;

  return text + self->spacing * MAX (0, widths->n_children - 1);
}

static gboolean
fits_one_line (SgReflow  *self,
               GtkWidget *widget,
               int        width)
{
  Widths widths = measure_widths (widget);

  return width < 0 || line_width (self, &widths) <= width;
}

static int
child_line_width (SgReflow  *self,
                  GtkWidget *child,
                  int        width,
                  int        n_children)
{
  int natural;

  if (self->homogeneous && width >= 0)
    return (width - self->spacing * (n_children - 1)) / n_children;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

typedef struct {
  int above;
  int below;
} Line;

static void
line_add (Line *line,
          int   height,
          int   baseline)
{
  int above = baseline >= 0 ? baseline : height;

  line->above = MAX (line->above, above);
  line->below = MAX (line->below, height - above);
}

static Line
measure_line (SgReflow  *self,
              GtkWidget *widget,
              int        width)
{
  int n_children = measure_widths (widget).n_children;
  Line line = { 0 };

  for (GtkWidget *child = first_visible (widget); child != NULL; child = next_visible (child)) {
    int height, baseline;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                        child_line_width (self, child, width, n_children),
                        NULL, &height, NULL, &baseline);
    line_add (&line, height, baseline);
  }

  return line;
}

static int
measure_stack (SgReflow  *self,
               GtkWidget *widget,
               int        width)
{
  int sum = 0;

  for (GtkWidget *child = first_visible (widget); child != NULL; child = next_visible (child)) {
    int height;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
    sum += height + (sum > 0 ? self->line_spacing : 0);
  }

  return sum;
}

static void
sg_reflow_measure (GtkWidget     *widget,
                   GtkOrientation orientation,
                   int            for_size,
                   int           *minimum,
                   int           *natural,
                   int           *minimum_baseline,
                   int           *natural_baseline)
{
  SgReflow *self = SG_REFLOW (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    Widths widths = measure_widths (widget);

    *minimum = widths.widest_minimum;
    *natural = MAX (widths.widest_minimum, line_width (self, &widths));
  } else if (fits_one_line (self, widget, for_size)) {
    Line line = measure_line (self, widget, for_size);

    *minimum = *natural = line.above + line.below;
  } else {
    *minimum = *natural = measure_stack (self, widget, for_size);
  }
}

static void
allocate_child (GtkWidget *widget,
                GtkWidget *child,
                int        x,
                int        y,
                int        width,
                int        height,
                int        whole_width)
{
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation allocation = {
    .x = mirrored ? whole_width - x - width : x, .y = y, .width = width, .height = height,
  };

  gtk_widget_size_allocate (child, &allocation, -1);
}

static void
allocate_line (SgReflow  *self,
               GtkWidget *widget,
               int        width)
{
  Widths widths = measure_widths (widget);
  Line line = measure_line (self, widget, width);
  int spare = self->homogeneous ? 0 : width - line_width (self, &widths);
  int x = 0;

  for (GtkWidget *child = first_visible (widget); child != NULL; child = next_visible (child)) {
    int child_width = child_line_width (self, child, width, widths.n_children);
    int height, baseline;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &height, NULL, &baseline);
    if (self->homogeneous)
      allocate_child (widget, child, x, 0, child_width, line.above + line.below, width);
    else
      allocate_child (widget, child, x, line.above - (baseline >= 0 ? baseline : height),
                      child_width, height, width);

    x += child_width + self->spacing + spare;
    spare = 0;
  }
}

static void
allocate_stack (SgReflow  *self,
                GtkWidget *widget,
                int        width)
{
  int y = 0;

  for (GtkWidget *child = first_visible (widget); child != NULL; child = next_visible (child)) {
    int height;

    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
    allocate_child (widget, child, 0, y, width, height, width);
    y += height + self->line_spacing;
  }
}

static void
sg_reflow_size_allocate (GtkWidget *widget,
                         int        width,
                         int        height,
                         int        baseline)
{
  SgReflow *self = SG_REFLOW (widget);

  if (fits_one_line (self, widget, width))
    allocate_line (self, widget, width);
  else
    allocate_stack (self, widget, width);
}

static GtkSizeRequestMode
sg_reflow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sg_reflow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_reflow_parent_class)->dispose (object);
}

static void
sg_reflow_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  SgReflow *self = SG_REFLOW (object);

  switch ((SgReflowProperty) property_id) {
  case PROP_SPACING:
    g_value_set_int (value, self->spacing);
    break;
  case PROP_LINE_SPACING:
    g_value_set_int (value, self->line_spacing);
    break;
  case PROP_HOMOGENEOUS:
    g_value_set_boolean (value, self->homogeneous);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_reflow_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  SgReflow *self = SG_REFLOW (object);

  switch ((SgReflowProperty) property_id) {
  case PROP_SPACING:
    self->spacing = g_value_get_int (value);
    break;
  case PROP_LINE_SPACING:
    self->line_spacing = g_value_get_int (value);
    break;
  case PROP_HOMOGENEOUS:
    self->homogeneous = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
sg_reflow_class_init (SgReflowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = sg_reflow_dispose;
  object_class->get_property = sg_reflow_get_property;
  object_class->set_property = sg_reflow_set_property;
  widget_class->get_request_mode = sg_reflow_get_request_mode;
  widget_class->measure = sg_reflow_measure;
  widget_class->size_allocate = sg_reflow_size_allocate;

  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 100, 12, flags);
  properties[PROP_LINE_SPACING] = g_param_spec_int ("line-spacing", NULL, NULL, 0, 100, 2, flags);
  properties[PROP_HOMOGENEOUS] = g_param_spec_boolean ("homogeneous", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_reflow_init (SgReflow *self)
{
  self->spacing = 12;
  self->line_spacing = 2;
}
