/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_HISTORY_WEEKDAYS 7
#define SG_HISTORY_HOURS 24

/**
 * SgHistoryCell:
 * @n_counted: how many such hours there were with this machine's requests counted
 * @n_unpriced: requests whose price is not known; they are not in @pico_usd
 * @pico_usd: list prices, 10^-12 USD, in all
 * @read_seconds: how long the limit was known from one reading to the next
 * @percent: what the limit moved by in that time
 *
 * One hour of one weekday, over all weeks of a span.
 */
typedef struct {
  guint  n_counted;
  gint64 n_unpriced;
  gint64 pico_usd;
  gint64 read_seconds;
  double percent;
} SgHistoryCell;

/* By weekday, Monday first, and hour of the clock on the wall */
typedef struct {
  SgHistoryCell cells[SG_HISTORY_WEEKDAYS][SG_HISTORY_HOURS];
} SgHistoryHeat;

void sg_history_heat_add_costs (SgHistoryHeat *self,
                                GArray        *activities,
                                gint64         from,
                                gint64         now,
                                GTimeZone     *zone);
void sg_history_heat_add_limit (SgHistoryHeat *self,
                                GArray        *samples,
                                gint64         from,
                                GTimeZone     *zone);

G_END_DECLS
