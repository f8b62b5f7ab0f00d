/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgBalanceGroup:
 *
 * The balance of API credits, typed in by hand.
 */
#define SG_TYPE_BALANCE_GROUP (sg_balance_group_get_type ())
G_DECLARE_FINAL_TYPE (SgBalanceGroup, sg_balance_group, SG, BALANCE_GROUP, AdwPreferencesGroup)

GtkWidget *sg_balance_group_new (void);
void sg_balance_group_focus (SgBalanceGroup *self);

G_END_DECLS
