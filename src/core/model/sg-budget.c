/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-budget.h"

/**
 * sg_budget_to_limit:
 * @weekly_budget_pico_usd: 10^-12 USD, above 0
 *
 * A budget is a limit of the user's own: with this it is drawn, told and alerted of like any other. Pure.
 *
 * Returns: (transfer full): how much of it this machine's list-price estimate has used since the week began
 */
SgLimit *
sg_budget_to_limit (gint64               weekly_budget_pico_usd,
                    const SgCostSummary *costs)
{
  SgLimit *limit = sg_limit_new (SG_BUDGET_WEEK, SG_LIMIT_BUDGET, NULL, 100.0 * costs->week_pico_usd / weekly_budget_pico_usd,
                                 costs->week_ends_at, costs->origin, costs->as_of);

  limit->budget_pico_usd = weekly_budget_pico_usd;
  limit->spent_pico_usd = costs->week_pico_usd;

  return limit;
}
