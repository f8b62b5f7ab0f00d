/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A budget is a limit of the user's own: with this it is drawn, told and alerted of like any other. */

#include "sg-budgets.h"

#include "sg-money.h"

/* What was spent, whose days and months they are, and who says so. */
typedef struct {
  SgCents    today;
  SgCents    month;
  GTimeZone *zone;
  SgOrigin   origin;
  GDateTime *as_of;
} Spending;

/* As exact as is shown; what no longer fits is as much as fits. */
static gint64
pico_usd_of (const SgCents *cents)
{
  const gint64 most = G_MAXINT64 / SG_PICO_PER_CENT;

  return CLAMP (cents->whole, 0, most) * SG_PICO_PER_CENT;
}

static void
take_limit (SgReading      *reading,
            const char     *id,
            const SgCents  *budget,
            const SgCents  *spent,
            GDateTime      *resets_at,
            const Spending *spending)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (resets_at);
  SgLimit *limit;

  if (sg_cents_compare (budget, &SG_CENTS_ZERO) <= 0)
    return;

  limit = sg_limit_new (id, SG_LIMIT_BUDGET, NULL, MAX (0.0, 100.0 * sg_cents_to_double (spent) / sg_cents_to_double (budget)),
                        utc, spending->origin, spending->as_of);
  limit->budget_pico_usd = pico_usd_of (budget);
  limit->spent_pico_usd = pico_usd_of (spent);
  sg_reading_take_limit (reading, limit);
}

/* What was spent up to some moment counts for the day and the month of that moment. */
static void
fill (const SgBudgets *self,
      SgReading       *reading,
      const Spending  *spending)
{
  g_autoptr (GDateTime) then = g_date_time_to_timezone (spending->as_of, spending->zone);
  g_autoptr (GDateTime) midnight = g_date_time_new (spending->zone, g_date_time_get_year (then), g_date_time_get_month (then),
                                                    g_date_time_get_day_of_month (then), 0, 0, 0.0);
  g_autoptr (GDateTime) first = g_date_time_add_days (midnight, 1 - g_date_time_get_day_of_month (then));
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (midnight, 1);
  g_autoptr (GDateTime) next_month = g_date_time_add_months (first, 1);
  gboolean is_bill = spending->origin == SG_ORIGIN_ADMIN;

  take_limit (reading, is_bill ? SG_BUDGET_DAY_BILLED : SG_BUDGET_DAY_ESTIMATED, &self->day, &spending->today, tomorrow, spending);
  take_limit (reading, is_bill ? SG_BUDGET_MONTH_BILLED : SG_BUDGET_MONTH_ESTIMATED, &self->month, &spending->month, next_month,
              spending);
}

/**
 * sg_budgets_fill:
 * @reading: what is known; gains a limit for each budget
 * @mode: whose allowance people want to see: in %SG_MODE_CODE the bill is no part of it
 * @zone: whose midnight begins a day on this machine; the Console's days are UTC's
 *
 * Budgets are for the organisation's bill where it is known, else for this machine's estimate at list prices.
 */
void
sg_budgets_fill (const SgBudgets *self,
                 SgReading       *reading,
                 SgMode           mode,
                 GTimeZone       *zone)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

  if (reading->console != NULL && mode != SG_MODE_CODE) {
    const Spending billed = { reading->console->today, reading->console->month, utc, SG_ORIGIN_ADMIN, reading->console->as_of };

    fill (self, reading, &billed);
  } else if (reading->costs != NULL) {
    const Spending estimated = {
      sg_cents_from_pico_usd (reading->costs->today_pico_usd), sg_cents_from_pico_usd (reading->costs->month_pico_usd),
      zone, reading->costs->origin, reading->costs->as_of,
    };

    fill (self, reading, &estimated);
  }
}
