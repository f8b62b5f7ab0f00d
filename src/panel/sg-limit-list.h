/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgLimitList:
 *
 * One row per limit, in the model's order. A row stays the same limit's row;
 * a new list holds skeleton rows, which become the first limits' rows.
 */
#define SG_TYPE_LIMIT_LIST (sg_limit_list_get_type ())
G_DECLARE_FINAL_TYPE (SgLimitList, sg_limit_list, SG, LIMIT_LIST, GtkWidget)

void sg_limit_list_show (SgLimitList *self,
                         GPtrArray   *limits,
                         GDateTime   *now,
                         GTimeZone   *zone);

G_END_DECLS
