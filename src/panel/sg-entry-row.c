/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-entry-row.h"

static void
name_text (AdwEntryRow *row)
{
  GtkAccessible *text = GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  gtk_accessible_update_property (text, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

/**
 * sg_entry_row_let_be_heard:
 * @row: not yet shown
 *
 * Lets a screen reader hear that the keyboard has come into the text of @row. Before GTK 4.10 the row itself
 * cannot say so, and its text has no role and no name.
 */
void
sg_entry_row_let_be_heard (AdwEntryRow *row)
{
  if (gtk_check_version (4, 10, 0) == NULL)
    return;

  g_object_set (gtk_editable_get_delegate (GTK_EDITABLE (row)), "accessible-role", GTK_ACCESSIBLE_ROLE_TEXT_BOX, NULL);
  g_signal_connect (row, "notify::title", G_CALLBACK (name_text), NULL);
  name_text (row);
}
