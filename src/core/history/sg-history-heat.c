/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history-heat.h"

#include "sg-history-steps.h"
#include "sg-history-windows.h"
#include "sg-ledger-activity.h"
#include "sg-time.h"

#define QUARTER_SECONDS 900
#define HOUR_SECONDS 3600

/* 1970-01-01 was a Thursday. */
#define FIRST_WEEKDAY 3
/* Nobody knows at which hour of a longer time a percentage moved. */
#define LONGEST_MOVE_SECONDS (2 * HOUR_SECONDS)

/* Every zone's hour begins at a quarter of an hour. */
static SgHistoryCell *
find_cell (SgHistoryHeat *self,
           gint64         time,
           GTimeZone     *zone)
{
  gint64 local = sg_history_local_seconds (zone, time);
  gint64 day = sg_time_whole_units (local, SG_DAY_SECONDS);
  gint64 weekday = ((day + FIRST_WEEKDAY) % SG_HISTORY_WEEKDAYS + SG_HISTORY_WEEKDAYS) % SG_HISTORY_WEEKDAYS;

  return &self->cells[weekday][(local - day * SG_DAY_SECONDS) / HOUR_SECONDS];
}

/**
 * sg_history_heat_add_costs:
 * @activities: (element-type SgLedgerActivity):
 * @from: Unix seconds; since when requests are counted and asked for
 * @now: Unix seconds
 */
void
sg_history_heat_add_costs (SgHistoryHeat *self,
                           GArray        *activities,
                           gint64         from,
                           gint64         now,
                           GTimeZone     *zone)
{
  gint64 first_hour = sg_time_whole_units (from, HOUR_SECONDS) * HOUR_SECONDS;

  for (gint64 hour = first_hour; hour < now; hour += HOUR_SECONDS)
    find_cell (self, hour, zone)->n_counted++;

  for (guint i = 0; i < activities->len; i++) {
    const SgLedgerActivity *activity = &g_array_index (activities, SgLedgerActivity, i);
    SgHistoryCell *cell = find_cell (self, activity->start_ms / 1000, zone);

    if (activity->start_ms / 1000 < first_hour)
      continue;
    cell->pico_usd += activity->pico_usd;
    cell->n_unpriced += activity->n_unpriced;
  }
}

static void
spread (SgHistoryHeat *self,
        gint64         from,
        gint64         until,
        double         percent,
        GTimeZone     *zone)
{
  double per_second = until > from ? percent / (double) (until - from) : 0.0;

  if (until == from)
    find_cell (self, from, zone)->percent += percent;
  for (gint64 at = from; at < until;) {
    gint64 end = MIN ((sg_time_whole_units (at, QUARTER_SECONDS) + 1) * QUARTER_SECONDS, until);
    SgHistoryCell *cell = find_cell (self, at, zone);

    cell->read_seconds += end - at;
    cell->percent += per_second * (double) (end - at);
    at = end;
  }
}

/**
 * sg_history_heat_add_limit:
 * @samples: (element-type SgLedgerSample): of one limit, oldest first
 * @from: Unix seconds; what was first read before is left out
 *
 * A number that stood still did so at every moment of that time; one that moved did so evenly.
 */
void
sg_history_heat_add_limit (SgHistoryHeat *self,
                           GArray        *samples,
                           gint64         from,
                           GTimeZone     *zone)
{
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (SgLedgerActivity));

  for (guint i = 0; i < samples->len; i++) {
    const SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i);

    if (sample->until < from)
      continue;
    if (i > 0 && sample->time >= from) {
      SgHistoryMove move = sg_history_move_between (sample - 1, sample, nothing);

      if (move.until - move.from <= LONGEST_MOVE_SECONDS)
        spread (self, MAX (move.from, from), move.until, move.percent, zone);
    }
    if (sample->until > sample->time)
      spread (self, MAX (sample->time, from), sample->until, 0.0, zone);
  }
}
