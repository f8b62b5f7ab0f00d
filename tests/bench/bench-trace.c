/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-trace.h"

#include <math.h>

#define DAY_MINUTES (24 * 60)
#define SESSION_MINUTES 300
#define WEEK_MINUTES (7 * DAY_MINUTES)

/* Price per minute of work against the middle model, and tokens for a dollar: cheap models give many. */
typedef struct {
  double usd_per_minute;
  double tokens_per_usd;
  double server_weight;   /* how the server's own weight differs from the price list */
} Model;

static const Model models[] = {
  { 0.30, 9000.0, 1.10 },
  { 0.12, 18000.0, 0.95 },
  { 0.03, 60000.0, 0.90 },
};

typedef struct {
  gboolean at_work;
  guint    minutes_left;   /* of this stretch of work or of rest */
  guint    model;
  double   heat;           /* how hard this stretch is worked */
} Worker;

static double
gaussian (GRand *rand)
{
  return sqrt (-2.0 * log (1.0 - g_rand_double (rand))) * cos (2.0 * G_PI * g_rand_double (rand));
}

/* How likely work is at that minute of that day, 0-1. */
static double
appetite (TraceKind kind,
          guint     day,
          guint     minute,
          double    mood)
{
  double hour = minute / 60.0;
  gboolean weekend = day % 7 >= 5;

  switch (kind) {
  case TRACE_STEADY:
    return (weekend ? 0.03 : 1.0) * (hour >= 9.0 && hour < 18.0 ? (hour >= 12.5 && hour < 13.5 ? 0.2 : 1.0) : 0.02) * mood;
  case TRACE_BURSTS:
    return mood > 1.0 ? (hour >= 8.0 && hour < 23.0 ? 1.0 : 0.05) : 0.12 * (hour >= 8.0 && hour < 23.0);
  case TRACE_NIGHTS:
    return (hour >= 19.0 || hour < 2.5 ? 1.0 : 0.06) * (weekend ? 1.2 : 0.8) * mood;
  case TRACE_ROBOT:
  case TRACE_N_KINDS:
  default:
    return 0.75;
  }
}

static void
next_stretch (Worker *worker,
              GRand  *rand,
              double  appetite_now)
{
  worker->at_work = g_rand_double (rand) < MIN (appetite_now, 1.0) * 0.8;
  worker->minutes_left = (guint) (1.0 + -log (1.0 - g_rand_double (rand)) * (worker->at_work ? 45.0 : 18.0));
  if (worker->at_work) {
    double choice = g_rand_double (rand);

    worker->model = choice < 0.35 ? 0 : choice < 0.85 ? 1 : 2;
    worker->heat = exp (0.6 * gaussian (rand));
  }
}

static double
work_a_minute (Worker *worker,
               GRand  *rand,
               double  appetite_now)
{
  if (worker->minutes_left == 0)
    next_stretch (worker, rand, appetite_now);
  worker->minutes_left--;
  if (!worker->at_work || g_rand_double (rand) < 0.3)
    return 0.0;

  return models[worker->model].usd_per_minute * worker->heat * exp (0.7 * gaussian (rand));
}

typedef struct {
  double percent;
  gint64 resets_at;
} Window;

static void
roll (Window  *window,
      gint64   now,
      gint64   length,
      gboolean fixed)
{
  if (window->resets_at != 0 && now >= window->resets_at) {
    window->percent = 0.0;
    window->resets_at = fixed ? window->resets_at + length : 0;
  }
}

/* The server is asked every 5 minutes; now and then it refuses for a while, or the machine sleeps. */
static gboolean
is_asked (guint *refused_minutes,
          GRand *rand,
          guint  minute)
{
  if (*refused_minutes > 0) {
    (*refused_minutes)--;
    return FALSE;
  }
  if (g_rand_double (rand) < 1.0 / 400.0)
    *refused_minutes = (guint) (20.0 - log (1.0 - g_rand_double (rand)) * 90.0);

  return minute % 5 == 0;
}

/**
 * trace_new:
 * @elsewhere_share: how much of all use is on other devices, 0-1
 */
Trace *
trace_new (TraceKind kind,
           guint32   seed,
           double    elsewhere_share)
{
  Trace *self = g_new0 (Trace, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed * 16 + kind);
  /* Monday, 7 September 2026, 00:00 UTC */
  const gint64 start = 1788739200;
  double session_rate = exp (0.4 * gaussian (rand)) * (kind == TRACE_ROBOT ? 3.2 : 3.6);
  double week_rate = session_rate * (kind == TRACE_ROBOT ? 0.05 : 0.09) * exp (0.2 * gaussian (rand));
  Worker here = { 0 }, elsewhere = { 0 };
  Window session = { 0 };
  Window week = { 0.0, start + (gint64) (g_rand_int_range (rand, 1, 7 * 24)) * 3600 };
  guint refused = 0;
  double mood = 1.0;

  self->start = start;
  self->usd = g_new0 (double, TRACE_MINUTES);
  self->tokens = g_new0 (double, TRACE_MINUTES);
  self->session_percent = g_new0 (double, TRACE_MINUTES);
  self->session_resets_at = g_new0 (gint64, TRACE_MINUTES);
  self->week_percent = g_new0 (double, TRACE_MINUTES);
  self->week_resets_at = g_new0 (gint64, TRACE_MINUTES);
  self->asked = g_new0 (gboolean, TRACE_MINUTES);

  for (guint i = 0; i < TRACE_MINUTES; i++) {
    gint64 now = start + (gint64) i * 60;
    double wanted_here, wanted_elsewhere, hunger;

    if (i % DAY_MINUTES == 0)
      mood = exp (0.5 * gaussian (rand));
    hunger = appetite (kind, i / DAY_MINUTES, i % DAY_MINUTES, mood);
    roll (&session, now, SESSION_MINUTES * 60, FALSE);
    roll (&week, now, WEEK_MINUTES * 60, TRUE);
    wanted_here = work_a_minute (&here, rand, hunger);
    wanted_elsewhere = work_a_minute (&elsewhere, rand, 0.5 * hunger) * elsewhere_share / (1.0 - elsewhere_share) * 2.0;

    if (session.percent < 100.0 && week.percent < 100.0 && wanted_here + wanted_elsewhere > 0.0) {
      double counted = wanted_here * models[here.model].server_weight + wanted_elsewhere * models[elsewhere.model].server_weight;

      if (session.resets_at == 0)
        session.resets_at = now - now % 600 + SESSION_MINUTES * 60;
      self->usd[i] = wanted_here;
      self->tokens[i] = wanted_here * models[here.model].tokens_per_usd;
      session.percent = MIN (session.percent + counted * session_rate, 100.0);
      week.percent = MIN (week.percent + counted * week_rate, 100.0);
    }
    self->session_percent[i] = session.percent;
    self->session_resets_at[i] = session.resets_at;
    self->week_percent[i] = week.percent;
    self->week_resets_at[i] = week.resets_at;
    self->asked[i] = is_asked (&refused, rand, i);
  }

  return self;
}

void
trace_free (Trace *self)
{
  g_free (self->usd);
  g_free (self->tokens);
  g_free (self->session_percent);
  g_free (self->session_resets_at);
  g_free (self->week_percent);
  g_free (self->week_resets_at);
  g_free (self->asked);
  g_free (self);
}
