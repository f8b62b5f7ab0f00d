/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-meter-row.h"

#include "sg-gauge.h"
#include "sg-labels.h"
#include "sg-reflow.h"
#include "sg-words.h"

struct _SgMeterRow {
  GtkWidget  parent_instance;

  GtkLabel  *name;
  GtkLabel  *value;
  SgGauge   *gauge;
  GtkWidget *details;
  GtkLabel  *detail;
  GtkLabel  *aside;
};

G_DEFINE_FINAL_TYPE (SgMeterRow, sg_meter_row, GTK_TYPE_WIDGET)

static void
sg_meter_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_meter_row_parent_class)->dispose (object);
}

static void
sg_meter_row_class_init (SgMeterRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_meter_row_dispose;

  g_type_ensure (SG_TYPE_GAUGE);
  g_type_ensure (SG_TYPE_REFLOW);
  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-meter-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, name);
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, value);
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, gauge);
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, details);
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SgMeterRow, aside);
  gtk_widget_class_set_css_name (widget_class, "meter");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sg_meter_row_init (SgMeterRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sg_meter_row_new (void)
{
  return g_object_new (SG_TYPE_METER_ROW, NULL);
}

/* The parts that say something, read one after the other. */
static char *
spoken (const SgMeterView *view)
{
  char *const parts[] = { view->name, view->value, view->detail, view->aside };
  g_autoptr (GPtrArray) said = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    if (parts[i] != NULL)
      g_ptr_array_add (said, parts[i]);
  }

  return sg_words_join (said);
}

/**
 * sg_meter_row_show:
 *
 * Shows @view in place: what did not change is not touched.
 */
void
sg_meter_row_show (SgMeterRow        *self,
                   const SgMeterView *view)
{
  g_autofree char *words = spoken (view);

  g_return_if_fail (SG_IS_METER_ROW (self));

  sg_label_show (self->name, view->name);
  sg_label_show (self->value, view->value);
  sg_label_show (self->detail, view->detail);
  sg_label_show (self->aside, view->aside);
  gtk_widget_set_visible (self->details, view->detail != NULL || view->aside != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->gauge), view->used_percent >= 0.0);
  sg_gauge_set_percent (self->gauge, view->used_percent);
  sg_gauge_set_mark (self->gauge, view->mark_percent);
  sg_gauge_set_words (self->gauge, view->name, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
