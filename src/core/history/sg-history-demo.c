/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A made-up year, for the demonstration and for pictures: office days, some evenings, a holiday, use on a telephone. */

#include "sg-history-demo.h"

#include <math.h>

#include "sg-history-steps.h"
#include "sg-ledger-activity.h"
#include "sg-ledger-limits.h"
#include "sg-money.h"
#include "sg-time.h"

#define SEED 20260202
#define TICK_SECONDS 300
#define QUARTER_SECONDS 900
#define HOUR_SECONDS 3600

#define N_DAYS 371
#define HOLIDAY_FROM 118   /* days ago */
#define HOLIDAY_UNTIL 104
#define OFF_FROM 47        /* the machine was at the mender's */
#define OFF_UNTIL 44
#define EARLY_EVERY 9      /* weeks */
#define EARLY_SECONDS (19 * HOUR_SECONDS)
#define LATE_EVERY 41      /* 5-hour windows */
#define LATE_SECONDS (25 * 60)
#define USD_PER_TICK 0.075
#define LATEST_SECONDS (2 * HOUR_SECONDS) /* of work, where no 5-hour limit says when it began */

typedef struct {
  const SgLimit  *present;
  SgHistoryLimit *limit;
  gint64          length;
  double          percent_per_usd;
  double          percent;
  gint64          read_until;        /* what is shown was read then */
  gint64          resets_at;         /* 0 while no window runs */
  gint64          late_until;
  guint           n_windows;
} Meter;

typedef struct {
  SgHistoryRecord *record;
  GRand           *random;
  GTimeZone       *zone;
  gint64           now;
  gint64           last_window;      /* when the present 5-hour window began */
  GArray          *meters;           /* (owned) (element-type Meter) */
  double           mood;             /* of the day: how much is done */
  gboolean         evening;          /* whether the telephone is used */
  gboolean         at_work;
} Life;

static double
appetite (double   hour,
          gboolean weekend)
{
  if (weekend)
    return hour >= 14.0 && hour < 18.0 ? 0.16 : 0.01;
  if (hour >= 12.5 && hour < 13.5)
    return 0.15;
  if (hour >= 9.0 && hour < 18.0)
    return 0.62;

  return hour >= 20.0 && hour < 22.5 ? 0.12 : 0.01;
}

static gboolean
is_between_days (gint64 seconds_ago,
                 int    from,
                 int    until)
{
  return seconds_ago < from * SG_DAY_SECONDS && seconds_ago >= until * SG_DAY_SECONDS;
}

/* The present window begins where the sample says. */
static void
decide (Life    *life,
        gint64   time,
        double   hour,
        gboolean weekend)
{
  double chance = appetite (hour, weekend) * life->mood;

  if (is_between_days (life->now - time, HOLIDAY_FROM, HOLIDAY_UNTIL) || is_between_days (life->now - time, OFF_FROM, OFF_UNTIL))
    chance = 0.0;
  if (time >= life->last_window)
    chance = 0.85;
  else if (time >= life->last_window - 5 * HOUR_SECONDS)
    chance = 0.0;

  life->at_work = g_rand_double (life->random) < chance;
}

static double
spend (Life  *life,
       gint64 time)
{
  double usd = USD_PER_TICK * (0.35 + 1.3 * g_rand_double (life->random));
  gint64 start_ms = (time - time % QUARTER_SECONDS) * 1000;
  GArray *activities = life->record->activities;
  SgLedgerActivity *last = activities->len > 0 ? &g_array_index (activities, SgLedgerActivity, activities->len - 1) : NULL;

  if (last == NULL || last->start_ms != start_ms) {
    const SgLedgerActivity fresh = { .start_ms = start_ms, .first_ms = time * 1000 };

    g_array_append_val (activities, fresh);
    last = &g_array_index (activities, SgLedgerActivity, activities->len - 1);
  }
  last->last_ms = (time + TICK_SECONDS - 1) * 1000;
  last->n_requests += 6;
  last->pico_usd += (gint64) (usd * SG_PICO_PER_USD);

  return usd;
}

static void
end_window (Meter *meter,
            gint64 time)
{
  gboolean early = meter->length > SG_DAY_SECONDS && meter->n_windows % EARLY_EVERY == EARLY_EVERY / 2 &&
                   time >= meter->resets_at - EARLY_SECONDS;
  gboolean late = meter->length < SG_DAY_SECONDS && meter->n_windows % LATE_EVERY == LATE_EVERY / 2;

  if (meter->resets_at == 0 || (time < meter->resets_at && !early) || (late && time < meter->resets_at + LATE_SECONDS))
    return;

  /* A week's next window follows at once, and keeps its hour. */
  meter->resets_at = meter->length > SG_DAY_SECONDS ? meter->resets_at + meter->length : 0;
  meter->percent = 0.0;
  meter->n_windows++;
}

static void
use (Meter *meter,
     gint64 time,
     double percent)
{
  if (percent <= 0.0)
    return;
  if (meter->resets_at == 0)
    meter->resets_at = time + meter->length;

  meter->percent = MIN (meter->percent + percent, 100.0);
}

static void
read_meter (Meter *meter,
            gint64 time)
{
  GArray *samples = meter->limit->samples;
  SgLedgerSample sample = { time, time, floor (meter->percent), meter->resets_at, SG_ORIGIN_DEMO };
  SgLedgerSample *last = samples->len > 0 ? &g_array_index (samples, SgLedgerSample, samples->len - 1) : NULL;

  if (last != NULL && sg_ledger_sample_is_same (last, &sample))
    last->until = time;
  else
    g_array_append_val (samples, sample);
}

static void
tick (Life  *life,
      gint64 time)
{
  gint64 local = sg_history_local_seconds (life->zone, time);
  double hour = (double) (local % SG_DAY_SECONDS) / HOUR_SECONDS;
  gboolean weekend = (local / SG_DAY_SECONDS + 3) % 7 >= 5;
  gboolean running = hour >= 7.5 && hour < 23.5 && !is_between_days (life->now - time, OFF_FROM, OFF_UNTIL);
  double usd = 0.0, elsewhere = 0.0;

  if (local % SG_DAY_SECONDS < TICK_SECONDS) {
    life->mood = 0.25 + 1.1 * g_rand_double (life->random);
    life->evening = g_rand_double (life->random) < 0.3;
  }
  if (time % (6 * TICK_SECONDS) < TICK_SECONDS)
    decide (life, time, hour, weekend);
  if (life->at_work)
    usd = spend (life, time);
  else if (life->evening && hour >= 18.5 && hour < 19.5 && time < life->last_window)
    elsewhere = 0.5;

  for (guint i = 0; i < life->meters->len; i++) {
    Meter *meter = &g_array_index (life->meters, Meter, i);

    end_window (meter, time);
    use (meter, time, usd * meter->percent_per_usd + elsewhere * (meter->length < SG_DAY_SECONDS ? 1.6 : 0.3));
    if (running && time < meter->read_until + TICK_SECONDS)
      read_meter (meter, time);
  }
}

/* The present window ends up where the sample says. */
static void
meet_present (Meter *meter,
              gint64 now)
{
  GArray *samples = meter->limit->samples;
  SgLedgerSample *last = samples->len > 0 ? &g_array_index (samples, SgLedgerSample, samples->len - 1) : NULL;
  gint64 resets_at = meter->present->resets_at ? g_date_time_to_unix (meter->present->resets_at) : 0;
  double factor = last && last->percent > 0.0 ? meter->present->used_percent / last->percent : 1.0;

  for (guint i = samples->len; i > 0; i--) {
    SgLedgerSample *sample = &g_array_index (samples, SgLedgerSample, i - 1);

    if (sample->resets_at != meter->resets_at || sample->resets_at <= now)
      break;
    sample->percent = floor (sample->percent * factor);
    sample->resets_at = resets_at;
  }
}

static void
add_meter (Life          *life,
           const SgLimit *limit)
{
  gint64 length = sg_limit_get_length_seconds (limit);
  Meter meter = { .present = limit, .limit = sg_history_record_ensure_limit (life->record, limit->id), .length = length };

  meter.read_until = limit->as_of ? g_date_time_to_unix (limit->as_of) : life->now;
  meter.percent_per_usd = length < SG_DAY_SECONDS ? 22.0 : limit->kind == SG_LIMIT_SCOPED ? 2.1 : 3.0;
  if (limit->resets_at != NULL && length > SG_DAY_SECONDS)
    meter.resets_at = g_date_time_to_unix (limit->resets_at) - (gint64) (N_DAYS / 7) * length;
  else if (limit->resets_at != NULL)
    life->last_window = g_date_time_to_unix (limit->resets_at) - length;
  g_array_append_val (life->meters, meter);
}

/**
 * sg_history_demo_new:
 * @limits: (element-type SgLimit): where the year ends
 * @now: Unix seconds
 * @zone: whose office hours are kept
 *
 * Returns: (transfer full): the same for the same arguments
 */
SgHistoryRecord *
sg_history_demo_new (GPtrArray *limits,
                     gint64     now,
                     GTimeZone *zone)
{
  SgHistoryRecord *record = sg_history_record_new ();
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  g_autoptr (GArray) meters = g_array_new (FALSE, FALSE, sizeof (Meter));
  Life life = { .record = record, .random = random, .zone = zone, .now = now, .last_window = now - LATEST_SECONDS, .meters = meters };
  gint64 start = now - now % QUARTER_SECONDS - N_DAYS * SG_DAY_SECONDS;

  for (guint i = 0; i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (sg_limit_is_official (limit))
      add_meter (&life, limit);
  }
  record->counted_from = start;
  for (gint64 time = start; time <= now; time += TICK_SECONDS)
    tick (&life, time);
  for (guint i = 0; i < meters->len; i++)
    meet_present (&g_array_index (meters, Meter, i), now);

  return record;
}
