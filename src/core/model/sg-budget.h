/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cost-summary.h"
#include "sg-limit.h"

G_BEGIN_DECLS

SgLimit *sg_budget_to_limit (gint64               weekly_budget_pico_usd,
                             const SgCostSummary *costs) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
