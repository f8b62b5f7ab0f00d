/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-ledger-list.h"

G_BEGIN_DECLS

/**
 * SgSortChooser:
 *
 * What a list is sorted by, for those without a mouse: titles of columns cannot be reached by keyboard. Signal `chosen`: by
 * the user.
 */
#define SG_TYPE_SORT_CHOOSER (sg_sort_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SgSortChooser, sg_sort_chooser, SG, SORT_CHOOSER, GtkWidget)

void sg_sort_chooser_set_kind (SgSortChooser   *self,
                               SgLedgerListKind kind);
void sg_sort_chooser_show (SgSortChooser *self,
                           SgLedgerColumn column,
                           gboolean       descending);
void sg_sort_chooser_get (SgSortChooser  *self,
                          SgLedgerColumn *column,
                          gboolean       *descending);

G_END_DECLS
