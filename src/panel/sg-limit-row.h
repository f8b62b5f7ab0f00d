/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit-view.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgLimitRow:
 *
 * One limit: name, percentage, bar, and what there is to say about it. A new
 * row is the skeleton of one, of the same height.
 */
#define SG_TYPE_LIMIT_ROW (sg_limit_row_get_type ())
G_DECLARE_FINAL_TYPE (SgLimitRow, sg_limit_row, SG, LIMIT_ROW, GtkWidget)

GtkWidget *sg_limit_row_new (void);
void        sg_limit_row_show (SgLimitRow        *self,
                               const SgLimitView *view);
const char *sg_limit_row_state_class (SgLimitState state);

G_END_DECLS
