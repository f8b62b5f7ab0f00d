/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-readout.h"

#include <glib/gi18n-lib.h>

#include "sg-labels.h"
#include "sg-swatch.h"

#define SPACING 6
#define SWATCH_SPACING 12

typedef struct {
  GtkWidget *box;
  GtkLabel  *name;
  GtkLabel  *value;
  GtkLabel  *source;
} Row;

struct _SgReadout {
  GtkWidget  parent_instance;

  GtkLabel  *when;
  GPtrArray *rows;     /* (owned) (element-type Row): the limits, then the cost */
};

G_DEFINE_FINAL_TYPE (SgReadout, sg_readout, GTK_TYPE_WIDGET)

static void
row_free (Row *row)
{
  gtk_widget_unparent (row->box);
  g_free (row);
}

static GtkLabel *
new_label (const char *css_class,
           gboolean    expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "numeric");

  return GTK_LABEL (label);
}

static Row *
append_row (SgReadout *self,
            guint      style)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *first = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  GtkWidget *swatch = sg_swatch_new (style);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SWATCH_SPACING);
  row->name = new_label ("name", TRUE);
  row->value = new_label ("percent", FALSE);
  row->source = new_label ("detail", TRUE);
  gtk_widget_set_valign (swatch, GTK_ALIGN_CENTER);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (row->name));
  gtk_box_append (GTK_BOX (first), GTK_WIDGET (row->value));
  gtk_box_append (GTK_BOX (texts), first);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (row->source));
  gtk_box_append (GTK_BOX (row->box), swatch);
  gtk_box_append (GTK_BOX (row->box), texts);
  gtk_widget_set_parent (row->box, GTK_WIDGET (self));
  g_ptr_array_add (self->rows, row);

  return row;
}

static void
sg_readout_dispose (GObject *object)
{
  SgReadout *self = SG_READOUT (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  if (self->when != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->when));
  self->when = NULL;

  G_OBJECT_CLASS (sg_readout_parent_class)->dispose (object);
}

static void
sg_readout_class_init (SgReadoutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_readout_dispose;
  gtk_widget_class_set_css_name (widget_class, "readout");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
sg_readout_init (SgReadout *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), SPACING);
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) row_free);
  self->when = new_label ("name", TRUE);
  gtk_widget_set_parent (GTK_WIDGET (self->when), GTK_WIDGET (self));
}

/* The names of one past stay where they are while the cursor moves. */
static void
ensure_rows (SgReadout           *self,
             const SgHistoryView *view)
{
  if (self->rows->len == view->names->len + 1)
    return;

  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < view->names->len; i++)
    append_row (self, i);
  append_row (self, SG_SWATCH_BAR);
}

static void
show_row (Row        *row,
          const char *name,
          const char *value,
          const char *source)
{
  sg_label_show (row->name, name);
  sg_label_show (row->value, value);
  sg_label_show (row->source, source ? source : " ");
}

static void
show_cost (SgReadout           *self,
           const SgHistoryView *view,
           guint                step)
{
  g_autofree char *cost = sg_history_view_dup_cost (view, step);
  g_autofree char *source = sg_history_view_dup_cost_source (view, step);

  show_row (g_ptr_array_index (self->rows, view->names->len), _ ("Cost, estimate at list prices"), cost, source);
}

/**
 * sg_readout_show:
 * @step: one of @view's
 */
void
sg_readout_show (SgReadout     *self,
                 SgHistoryView *view,
                 guint          step)
{
  g_autofree char *when = sg_history_view_dup_step (view, step);

  g_return_if_fail (SG_IS_READOUT (self));

  sg_label_show (self->when, when);
  ensure_rows (self, view);
  for (guint i = 0; i < view->names->len; i++) {
    g_autofree char *percent = sg_history_view_dup_percent (view, i, step);
    g_autofree char *source = sg_history_view_dup_source (view, i, step);

    show_row (g_ptr_array_index (self->rows, i), sg_history_view_get_name (view, i), percent, source);
  }
  show_cost (self, view, step);
}
