/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-scroller.h"

struct _SgScroller {
  GtkWidget  parent_instance;

  GtkWidget *scrolled_window;
  GtkWidget *child;             /* (nullable) */
};

typedef enum {
  PROP_CHILD = 1,
} SgScrollerProperty;

static GParamSpec *properties[PROP_CHILD + 1];

G_DEFINE_FINAL_TYPE (SgScroller, sg_scroller, GTK_TYPE_WIDGET)

static void
sg_scroller_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  SgScroller *self = SG_SCROLLER (widget);
  int least, wanted;

  gtk_widget_measure (self->scrolled_window, orientation, -1, minimum, natural, NULL, NULL);
  if (self->child == NULL)
    return;

  /* It scrolls up and down, so it is as high as it likes at any height of ours. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    for_size = -1;
  gtk_widget_measure (self->child, orientation, for_size, &least, &wanted, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = MAX (*minimum, least);
    *natural = MAX (*minimum, wanted);
  } else {
    /* Wrapped texts have no other height at this width than the least. */
    *natural = MAX (*minimum, least);
  }
}

static GtkSizeRequestMode
sg_scroller_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sg_scroller_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  GtkAllocation allocation = { .width = width, .height = height };

  gtk_widget_size_allocate (SG_SCROLLER (widget)->scrolled_window, &allocation, baseline);
}

static void
sg_scroller_dispose (GObject *object)
{
  SgScroller *self = SG_SCROLLER (object);

  self->child = NULL;
  g_clear_pointer (&self->scrolled_window, gtk_widget_unparent);

  G_OBJECT_CLASS (sg_scroller_parent_class)->dispose (object);
}

static void
sg_scroller_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  SgScroller *self = SG_SCROLLER (object);

  switch ((SgScrollerProperty) property_id) {
  case PROP_CHILD:
    self->child = g_value_get_object (value);
    gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled_window), self->child);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_scroller_class_init (SgScrollerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sg_scroller_dispose;
  object_class->set_property = sg_scroller_set_property;
  widget_class->measure = sg_scroller_measure;
  widget_class->get_request_mode = sg_scroller_get_request_mode;
  widget_class->size_allocate = sg_scroller_size_allocate;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_scroller_init (SgScroller *self)
{
  self->scrolled_window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled_window),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_parent (self->scrolled_window, GTK_WIDGET (self));
}
