/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-sort-chooser.h"

#include "sg-session-view.h"

struct _SgSortChooser {
  GtkWidget        parent_instance;

  GtkDropDown     *column;
  GtkToggleButton *descending;
  gboolean         is_showing;
};

enum {
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgSortChooser, sg_sort_chooser, GTK_TYPE_WIDGET)

static void
changed_cb (SgSortChooser *self)
{
  if (!self->is_showing && gtk_drop_down_get_selected (self->column) < SG_N_LEDGER_COLUMNS)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
sg_sort_chooser_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sg_sort_chooser_parent_class)->dispose (object);
}

static void
sg_sort_chooser_class_init (SgSortChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sg_sort_chooser_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", SG_TYPE_SORT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, SG_PANEL_RESOURCES "/sg-sort-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, SgSortChooser, column);
  gtk_widget_class_bind_template_child (widget_class, SgSortChooser, descending);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sg_sort_chooser_init (SgSortChooser *self)
{
  self->is_showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_showing = FALSE;
}

/**
 * sg_sort_chooser_set_kind:
 *
 * Lists the columns by their titles.
 */
void
sg_sort_chooser_set_kind (SgSortChooser   *self,
                          SgLedgerListKind kind)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  for (guint i = 0; i < SG_N_LEDGER_COLUMNS; i++)
    gtk_string_list_append (titles, sg_session_view_title (i, kind));
  self->is_showing = TRUE;
  gtk_drop_down_set_model (self->column, G_LIST_MODEL (titles));
  self->is_showing = FALSE;
}

void
sg_sort_chooser_show (SgSortChooser *self,
                      SgLedgerColumn column,
                      gboolean       descending)
{
  g_return_if_fail (SG_IS_SORT_CHOOSER (self));

  self->is_showing = TRUE;
  gtk_drop_down_set_selected (self->column, column);
  gtk_toggle_button_set_active (self->descending, descending);
  self->is_showing = FALSE;
}

void
sg_sort_chooser_get (SgSortChooser  *self,
                     SgLedgerColumn *column,
                     gboolean       *descending)
{
  *column = gtk_drop_down_get_selected (self->column);
  *descending = gtk_toggle_button_get_active (self->descending);
}
