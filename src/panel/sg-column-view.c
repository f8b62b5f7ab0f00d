/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-column-view.h"

static GtkWidget *
get_title (GtkColumnView *view,
           guint          position)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title = header ? gtk_widget_get_first_child (header) : NULL;

  while (title != NULL && position-- > 0)
    title = gtk_widget_get_next_sibling (title);

  return title;
}

/**
 * sg_column_view_align_title:
 *
 * Lets the title of a column of numbers end where they do, for which GTK has no property. The arrow, which takes
 * its room also where it is not seen, comes before the title.
 */
void
sg_column_view_align_title (GtkColumnView *view,
                            guint          position)
{
  GtkWidget *title = get_title (view, position);
  GtkWidget *box = title ? gtk_widget_get_first_child (title) : NULL;
  GtkWidget *label = box ? gtk_widget_get_first_child (box) : NULL;
  GtkWidget *arrow = label ? gtk_widget_get_next_sibling (label) : NULL;

  if (arrow == NULL)
    return;

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_widget_insert_before (arrow, box, label);
}

/**
 * sg_column_view_show_first:
 *
 * Scrolls to the first row of a table. When rows change, GTK goes with the row that was first, to wherever it is now.
 */
void
sg_column_view_show_first (GtkColumnView *view)
{
  GtkSelectionModel *model = gtk_column_view_get_model (view);

  if (model != NULL && g_list_model_get_n_items (G_LIST_MODEL (model)) > 0)
    gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (view)), "list.scroll-to-item", "u", 0);
}
