/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * When a limit will be full, by what became of moments like this one. Every quarter of an hour of
 * the past weeks is a moment; its weight is how much it is like now:
 *
 *   w = exp (−½ Σ (Δᵢ / bᵢ)²) · 2^(−age / 28 d)
 *
 * Δ are the differences in log use of late (short and long), in the hour of the day, and
 * whether it is a working day. From each moment the use that really followed is counted until it
 * reaches what is left now; the weighted quantiles of these times are the answer. Nothing is
 * assumed about the shape of bursts, breaks and nights: they are in the account's own past.
 */

#include "sg-forecaster.h"

#include <math.h>

#include "sg-time.h"

#define STEP SG_SPENDING_STEP_SECONDS
#define STEPS_PER_MOMENT 3
#define HALF_LIFE_DAYS 28.0
/* Fewer independent moments than this are anecdotes. */
#define LEAST_MOMENTS 40.0
#define LEAST_CHUNKS 3
#define N_TRIES 3
#define WIDER 1.6
#define LEAST_CHANCE_PERCENT 50.0
#define LEAST_PERCENT 10.0
/* A range of half the window tells nobody what to do. */
#define MOST_WIDTH_SHARE 0.5
/* A local number of ours never says that a limit is full: only the server does. */
#define MOST_MOVED_PERCENT 99.0

typedef struct {
  guint  short_steps;
  guint  long_steps;
  double floor_percent;   /* use below this is the same as none */
  double short_band;      /* in natural logarithms */
  double long_band;
  double hour_band;
  double rest_day_band;
  double low_share;       /* of the outcomes: the first of ten futures, as the back-test found it */
  double high_share;      /* the last of ten */
} Tuning;

static const Tuning session_tuning = { 3, 24, 0.5, 0.6, 0.6, 6.0, 1.5, 0.08, 0.90 };
static const Tuning week_tuning = { 72, 2016, 0.5, 1.0, 0.5, 3.0, 0.7, 0.05, 0.95 };

typedef struct {
  double   log_short;
  double   log_long;
  double   hour;
  gboolean rest_day;
} Moment;

typedef struct {
  double seconds;   /* until it was full; INFINITY for not before the reset */
  double weight;
} Outcome;

static Moment
look_at (const SgUse  *use,
         const Tuning *tuning,
         guint         step,
         gint64        utc_offset_seconds)
{
  gint64 local = use->start + (gint64) step * STEP + utc_offset_seconds;
  gint64 day = local / SG_DAY_SECONDS;
  gint64 weekday = (day + 3) % 7;   /* 1970-01-01 was a Thursday; 0 is Monday */
  double shortly = sg_use_between (use, step > tuning->short_steps ? step - tuning->short_steps : 0, step);
  double longer = sg_use_between (use, step > tuning->long_steps ? step - tuning->long_steps : 0, step);

  return (Moment) {
           .log_short = log (shortly + tuning->floor_percent),
           .log_long = log (longer + tuning->floor_percent),
           .hour = (double) (local % SG_DAY_SECONDS) / 3600.0,
           .rest_day = weekday >= 5,
  };
}

static double
square (double x)
{
  return x * x;
}

static double
weigh (const Moment *a,
       const Moment *b,
       const Tuning *tuning,
       double        wider)
{
  double hours = fabs (a->hour - b->hour);
  double distance;

  hours = MIN (hours, 24.0 - hours);
  distance = square ((a->log_short - b->log_short) / (tuning->short_band * wider)) +
             square ((a->log_long - b->log_long) / (tuning->long_band * wider)) +
             square (hours / (tuning->hour_band * wider)) +
             (a->rest_day != b->rest_day ? square (1.0 / (tuning->rest_day_band * wider)) : 0.0);

  return exp (-0.5 * distance);
}

/* The first step at which @need percent were used since @from; n_steps + 1 for never. */
static guint
find_crossing (const SgUse *use,
               guint        from,
               double       need)
{
  double goal = use->sum[from] + need;
  guint low = from, high = use->n_steps + 1;

  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (use->sum[middle] >= goal)
      high = middle;
    else
      low = middle + 1;
    if (low > use->n_steps)
      break;
  }

  return low;
}

/* Time at which the limit was full is left out: nobody could use it then. */
static gboolean
follow (const SgUse *use,
        guint        from,
        double       need,
        double       horizon_seconds,
        double      *seconds)
{
  guint crossing = find_crossing (use, from, need);
  guint end = MIN (crossing, use->n_steps);
  double open = (double) (use->open_steps[end] - use->open_steps[from]) * STEP;

  if (crossing > use->n_steps) {
    *seconds = INFINITY;
    return open >= horizon_seconds;
  }
  if (crossing > from) {
    double last = use->sum[crossing] - use->sum[crossing - 1];

    if (last > 0.0)
      open -= STEP * (use->sum[crossing] - use->sum[from] - need) / last;
  }
  *seconds = open < horizon_seconds ? MAX (open, 0.0) : INFINITY;

  return TRUE;
}

static int
compare_outcomes (gconstpointer a,
                  gconstpointer b)
{
  const Outcome *first = a, *second = b;

  return (first->seconds > second->seconds) - (first->seconds < second->seconds);
}

static GArray *
gather (const SgUse              *use,
        const Tuning             *tuning,
        const SgForecastQuestion *question,
        double                    need,
        double                    wider,
        double                   *n_effective)
{
  GArray *outcomes = g_array_new (FALSE, FALSE, sizeof (Outcome));
  double horizon = (double) (question->resets_at - question->now);
  guint present = (guint) CLAMP ((question->now - use->start) / STEP, 0, (gint64) use->n_steps);
  Moment now = look_at (use, tuning, present, question->utc_offset_seconds);
  double sum = 0.0, squares = 0.0;

  for (guint i = tuning->long_steps; i + STEPS_PER_MOMENT < present; i += STEPS_PER_MOMENT) {
    Moment moment = look_at (use, tuning, i, question->utc_offset_seconds);
    double age_days = (double) (present - i) * STEP / SG_DAY_SECONDS;
    Outcome outcome = { .weight = weigh (&moment, &now, tuning, wider) * exp2 (-age_days / HALF_LIFE_DAYS) };

    if (outcome.weight < 1e-4 || use->open_steps[i + 1] == use->open_steps[i] ||
        !follow (use, i, need, horizon, &outcome.seconds))
      continue;
    g_array_append_val (outcomes, outcome);
    sum += outcome.weight;
    squares += square (outcome.weight);
  }
  *n_effective = squares > 0.0 ? square (sum) / squares : 0.0;

  return outcomes;
}

static double
add_up (GArray  *outcomes,
        gboolean only_full)
{
  double sum = 0.0;

  for (guint i = 0; i < outcomes->len; i++) {
    const Outcome *outcome = &g_array_index (outcomes, Outcome, i);

    if (!only_full || isfinite (outcome->seconds))
      sum += outcome->weight;
  }

  return sum;
}

/* Of the moments that did end full. */
static gint64
find_quantile (GArray *outcomes,
               double  share,
               gint64  now)
{
  double goal = add_up (outcomes, TRUE) * share, sum = 0.0;
  guint i = 0;

  while (i + 1 < outcomes->len && isfinite (g_array_index (outcomes, Outcome, i + 1).seconds) &&
         (sum += g_array_index (outcomes, Outcome, i).weight) < goal)
    i++;

  return now + (gint64) g_array_index (outcomes, Outcome, i).seconds;
}

static void
fill_in (SgForecastAnswer *answer,
         GArray           *outcomes,
         const Tuning     *tuning,
         gint64            now)
{
  g_array_sort (outcomes, compare_outcomes);
  answer->chance_percent = 100.0 * add_up (outcomes, TRUE) / add_up (outcomes, FALSE);
  if (answer->chance_percent <= 0.0)
    return;

  answer->from = find_quantile (outcomes, tuning->low_share, now);
  answer->middle = find_quantile (outcomes, 0.5, now);
  answer->until = find_quantile (outcomes, tuning->high_share, now);
}

/**
 * sg_forecaster_move:
 *
 * percent + percent per US dollar × what this machine spent since.
 *
 * Returns: where the percentage is likely to be by now; below 0 where that is not known
 */
double
sg_forecaster_move (const SgUse              *use,
                    const SgSpending         *spending,
                    const SgForecastQuestion *question)
{
  double usd;

  if (use->rate.percent_per_usd <= 0.0)
    return -1.0;

  usd = sg_spending_between (spending, question->as_of, question->now);

  return MAX (question->percent, MIN (question->percent + use->rate.percent_per_usd * usd, MOST_MOVED_PERCENT));
}

/**
 * sg_forecaster_answer:
 * @use: of the limit asked for, until now
 *
 * Pure.
 */
SgForecastAnswer
sg_forecaster_answer (const SgUse              *use,
                      const SgSpending         *spending,
                      const SgForecastQuestion *question)
{
  const Tuning *tuning = question->length_seconds > SG_DAY_SECONDS ? &week_tuning : &session_tuning;
  SgForecastAnswer answer = { .moved_percent = sg_forecaster_move (use, spending, question), .chance_percent = -1.0 };
  double need = 100.0 - MAX (answer.moved_percent, question->percent);
  double wider = 1.0;

  /* Without a rate, what is missing between readings would look like rest. */
  if (need <= 0.0 || question->resets_at <= question->now || use->rate.n_chunks < LEAST_CHUNKS)
    return answer;

  for (guint i = 0; i < N_TRIES; i++, wider *= WIDER) {
    double n_effective;
    g_autoptr (GArray) outcomes = gather (use, tuning, question, need, wider, &n_effective);

    if (n_effective < LEAST_MOMENTS)
      continue;
    fill_in (&answer, outcomes, tuning, question->now);
    break;
  }

  return answer;
}

/**
 * sg_forecaster_is_worth_saying:
 *
 * Returns: whether the limit is more likely full before its reset than not, and the range is more than a guess
 */
gboolean
sg_forecaster_is_worth_saying (const SgForecastAnswer   *answer,
                               const SgForecastQuestion *question)
{
  return answer->chance_percent >= LEAST_CHANCE_PERCENT && question->percent >= LEAST_PERCENT &&
         (double) (answer->until - answer->from) <= MOST_WIDTH_SHARE * (double) question->length_seconds;
}
