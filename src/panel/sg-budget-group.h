/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgBudgetGroup:
 *
 * What a day and a month may cost, and how far two counts may be apart; in US dollars, and at once.
 */
#define SG_TYPE_BUDGET_GROUP (sg_budget_group_get_type ())
G_DECLARE_FINAL_TYPE (SgBudgetGroup, sg_budget_group, SG, BUDGET_GROUP, AdwPreferencesGroup)

GtkWidget *sg_budget_group_new (void);

G_END_DECLS
