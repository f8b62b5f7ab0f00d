/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-backdrop.h"

struct _SgBackdrop {
  GtkWidget    parent_instance;

  GtkWidget   *child;   /* (owned) */
  GdkRectangle screen;
  SgPoint      icon;
};

G_DEFINE_FINAL_TYPE (SgBackdrop, sg_backdrop, GTK_TYPE_WIDGET)

static void
sg_backdrop_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  gtk_widget_measure (SG_BACKDROP (widget)->child, orientation, -1, minimum, natural, NULL, NULL);
}

/* Above an icon at the bottom it ends where it should, whatever its height. */
static void
sg_backdrop_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  SgBackdrop *self = SG_BACKDROP (widget);
  GdkRectangle workarea = sg_place_workarea (&self->screen, self->icon, width, height);
  GtkAllocation allocation;
  GtkRequisition size;
  SgPoint at;

  gtk_widget_get_preferred_size (self->child, NULL, &size);
  size.width = MIN (size.width, width);
  size.height = MIN (size.height, height);
  at = sg_place_at (&self->screen, &workarea, self->icon, size.width, size.height);

  allocation = (GtkAllocation) {
    .x = MIN (at.x - workarea.x, width - size.width),
    .y = MIN (at.y - workarea.y, height - size.height),
    .width = size.width,
    .height = size.height,
  };
  gtk_widget_size_allocate (self->child, &allocation, -1);
}

static void
sg_backdrop_dispose (GObject *object)
{
  g_clear_pointer (&SG_BACKDROP (object)->child, gtk_widget_unparent);

  G_OBJECT_CLASS (sg_backdrop_parent_class)->dispose (object);
}

static void
sg_backdrop_class_init (SgBackdropClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_backdrop_dispose;
  widget_class->measure = sg_backdrop_measure;
  widget_class->size_allocate = sg_backdrop_size_allocate;

  gtk_widget_class_set_css_name (widget_class, "backdrop");
}

static void
sg_backdrop_init (SgBackdrop *self)
{
}

GtkWidget *
sg_backdrop_new (GtkWidget *child)
{
  SgBackdrop *self = g_object_new (SG_TYPE_BACKDROP, NULL);

  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));

  return GTK_WIDGET (self);
}

/**
 * sg_backdrop_set_icon:
 * @screen: the monitor that this is shown on
 * @icon: where the child belongs, in the same coordinates
 */
void
sg_backdrop_set_icon (SgBackdrop         *self,
                      const GdkRectangle *screen,
                      SgPoint             icon)
{
  g_return_if_fail (SG_IS_BACKDROP (self));

  self->screen = *screen;
  self->icon = icon;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
