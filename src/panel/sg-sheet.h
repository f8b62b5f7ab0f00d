/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgSheet:
 *
 * The paper the card lies on: of a set width however long its texts are, as
 * high as they need at that width, and never higher than the screen allows.
 */
#define SG_TYPE_SHEET (sg_sheet_get_type ())
G_DECLARE_FINAL_TYPE (SgSheet, sg_sheet, SG, SHEET, GtkWidget)

GtkWidget *sg_sheet_new (GtkWidget *child);
void sg_sheet_set_max_height (SgSheet *self,
                              int      height);
int  sg_sheet_width_for_text (int xft_dpi);

G_END_DECLS
