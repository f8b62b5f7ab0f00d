/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-labels.h"

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
