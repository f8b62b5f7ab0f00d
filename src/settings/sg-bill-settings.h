/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-source.h"
#include "sg-monitor.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/* What people set about an organisation's bill, carried to the core, which knows no GSettings. */

void sg_bill_settings_apply_balance (GSettings     *settings,
                                     SgAdminSource *admin,
                                     SgStateFile   *state,
                                     GDateTime     *now);
void sg_bill_settings_apply_threshold (GSettings     *settings,
                                       SgAdminSource *admin);
void sg_bill_settings_apply_budgets (GSettings *settings,
                                     SgMonitor *monitor);
void sg_bill_settings_apply_mode (GSettings *settings,
                                  SgMonitor *monitor);

G_END_DECLS
