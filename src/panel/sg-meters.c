/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-meters.h"

#include "sg-labels.h"
#include "sg-meter-row.h"
#include "sg-reflow.h"

struct _SgMeters {
  GtkWidget  parent_instance;

  GtkLabel  *heading;
  GtkLabel  *aside;
  GtkWidget *rows;
  GtkWidget *note;
  GtkLabel  *note_text;
  GtkLabel  *foot;
};

G_DEFINE_FINAL_TYPE (SgMeters, sg_meters, GTK_TYPE_WIDGET)

static void
sg_meters_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_meters_parent_class)->dispose (object);
}

static void
sg_meters_class_init (SgMetersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_meters_dispose;

  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-meters.ui");
  gtk_widget_class_bind_template_child (widget_class, SgMeters, heading);
  gtk_widget_class_bind_template_child (widget_class, SgMeters, aside);
  gtk_widget_class_bind_template_child (widget_class, SgMeters, rows);
  gtk_widget_class_bind_template_child (widget_class, SgMeters, note);
  gtk_widget_class_bind_template_child (widget_class, SgMeters, note_text);
  gtk_widget_class_bind_template_child (widget_class, SgMeters, foot);
  gtk_widget_class_set_css_name (widget_class, "meters");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_meters_init (SgMeters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_rows (SgMeters        *self,
           const GPtrArray *meters)
{
  GtkWidget *row = gtk_widget_get_first_child (self->rows);

  for (guint i = 0; i < meters->len; i++) {
    if (row == NULL) {
      row = sg_meter_row_new ();
      gtk_box_append (GTK_BOX (self->rows), row);
    }
    sg_meter_row_show (SG_METER_ROW (row), g_ptr_array_index (meters, i));
    row = gtk_widget_get_next_sibling (row);
  }

  while (row != NULL) {
    GtkWidget *next = gtk_widget_get_next_sibling (row);

    gtk_box_remove (GTK_BOX (self->rows), row);
    row = next;
  }
}

/**
 * sg_meters_show:
 * @view: (nullable): %NULL takes the section away
 *
 * Shows @view in place: what did not change is not touched.
 */
void
sg_meters_show (SgMeters           *self,
                const SgMetersView *view)
{
  g_return_if_fail (SG_IS_METERS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), view != NULL);
  if (view == NULL)
    return;

  sg_label_show (self->heading, view->heading);
  sg_label_show (self->aside, view->aside);
  show_rows (self, view->meters);
  gtk_widget_set_visible (self->rows, view->meters->len > 0);
  gtk_widget_set_visible (self->note, view->note != NULL);
  sg_label_show (self->note_text, view->note);
  sg_label_show (self->foot, view->foot);
}
