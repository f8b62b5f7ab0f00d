/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-session-row.h"
#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgSessionCell:
 *
 * One column's text of a row. GTK keeps two hundred rows for the twenty on screen and measures a label again for each
 * new text: a cell is as wide as its column whatever it says, and makes its text only to draw it.
 */
#define SG_TYPE_SESSION_CELL (sg_session_cell_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionCell, sg_session_cell, SG, SESSION_CELL, GtkWidget)

GtkWidget *sg_session_cell_new (SgLedgerColumn column,
                                SgLedgerListKind kind,
                                const SgSessionMoment *moment);
gboolean sg_session_cell_is_name (SgLedgerColumn column, SgLedgerListKind kind) G_GNUC_CONST;
void     sg_session_cell_show (SgSessionCell *self,
                               SgSessionRow  *row);

G_END_DECLS
