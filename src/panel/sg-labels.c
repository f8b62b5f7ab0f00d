/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-labels.h"

/* More than any text has. */
#define MOST_LINES 40

/**
 * sg_label_show:
 * @text: (nullable): nothing to say takes the label away
 *
 * Writes a label only where it changes.
 */
void
sg_label_show (GtkLabel   *label,
               const char *text)
{
  if (text != NULL && g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);

  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/**
 * sg_tooltip_show:
 * @text: (nullable): %NULL for none
 *
 * Sets a tooltip only where it changes: each time, GTK grabs the X server to find out whether the pointer is there.
 */
void
sg_tooltip_show (GtkWidget  *widget,
                 const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

/**
 * sg_labels_keep_inside:
 *
 * Keeps the wrapped texts in @root inside of it. Where two scripts make lines of different heights, GTK asks for
 * a text's whole length on one line, and a row is drawn past the window's edge; it never does for a text that may
 * end in an ellipsis, which none of so many lines comes to.
 */
void
sg_labels_keep_inside (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && gtk_label_get_wrap (GTK_LABEL (root)))
    g_object_set (root, "ellipsize", PANGO_ELLIPSIZE_END, "lines", MOST_LINES, NULL);

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    sg_labels_keep_inside (child);
}
