/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Does the forecast keep its word? Made-up lives with a fixed seed, asked every half hour after
 * three weeks of history, against what became of them. `bench-forecast [FIRST-SEED [N-SEEDS]]`;
 * the model was tuned on seeds below 1000, and judged on those from 3000.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "bench-trace.h"
#include "sg-forecaster.h"

#define FIRST_JUDGED_MINUTE (21 * 24 * 60)
#define MINUTES_PER_QUESTION 30
#define LEAST_PERCENT 10.0
#define LEAST_GAP_MINUTES 20

static const char *const kind_names[] = { "steady", "bursts", "nights", "robot" };
static const double elsewhere_shares[] = { 0.0, 0.15, 0.35 };

/* What is said, and what became of it */
typedef struct {
  guint   n_asked;
  guint   n_said;
  guint   n_came;
  guint   n_early;
  guint   n_late;
  GArray *width;          /* minutes */
  GArray *error;          /* minutes, of the middle */
  GArray *linear_error;   /* minutes, of a straight line from the window's start, for the same questions */
  guint   n_chance[5];
  guint   n_chance_came[5];
} Tally;

typedef struct {
  GArray *ours;
  GArray *held;
  GArray *linear;
  GArray *tokens[3];
} Moves;

static void
push (GArray *array,
      double  value)
{
  g_array_append_val (array, value);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
quantile (GArray *array,
          double  share)
{
  if (array->len == 0)
    return NAN;
  g_array_sort (array, compare_doubles);

  return g_array_index (array, double, (guint) (share * (array->len - 1)));
}

static GArray *
numbers_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (double));
}

typedef struct {
  const Trace  *trace;
  const double *percent;
  const gint64 *resets_at;
  gint64        length_seconds;
} Limit;

static void
hear (GArray      *samples,
      const Limit *limit,
      guint        minute)
{
  gint64 now = limit->trace->start + (gint64) minute * 60;
  double percent = floor (limit->percent[minute]);
  gint64 resets_at = limit->resets_at[minute];
  SgUseSample *last = samples->len > 0 ? &g_array_index (samples, SgUseSample, samples->len - 1) : NULL;
  SgUseSample sample = { now, now, percent, resets_at };

  if (last != NULL && last->percent == percent && last->resets_at == resets_at)
    last->until = now;
  else
    g_array_append_val (samples, sample);
}

static double
find_full (const Limit *limit,
           guint        minute)
{
  for (guint i = minute; i < TRACE_MINUTES && limit->resets_at[i] == limit->resets_at[minute]; i++) {
    if (limit->percent[i] >= 100.0)
      return (double) limit->trace->start + i * 60.0;
  }

  return INFINITY;
}

static void
judge (Tally                    *tally,
       const SgForecastAnswer   *answer,
       const SgForecastQuestion *question,
       double                    full)
{
  double linear = (double) (question->now - (question->resets_at - question->length_seconds)) *
                  (100.0 - question->percent) / question->percent;
  guint bin;

  tally->n_asked++;
  if (answer->chance_percent < 0.0)
    return;
  bin = (guint) MIN (answer->chance_percent / 20.0, 4.0);
  tally->n_chance[bin]++;
  tally->n_chance_came[bin] += isfinite (full);
  if (!sg_forecaster_is_worth_saying (answer, question))
    return;

  tally->n_said++;
  push (tally->width, (double) (answer->until - answer->from) / 60.0);
  if (!isfinite (full))
    return;
  tally->n_came++;
  tally->n_early += full < answer->from;
  tally->n_late += full > answer->until;
  push (tally->error, fabs (full - (double) answer->middle) / 60.0);
  push (tally->linear_error, fabs (full - (double) question->now - linear) / 60.0);
}

static void
ask (Tally            *tally,
     const Limit      *limit,
     GArray           *samples,
     GArray           *others,
     const SgSpending *spending,
     guint             minute)
{
  gint64 now = limit->trace->start + (gint64) minute * 60;
  const SgUseSample *last = &g_array_index (samples, SgUseSample, samples->len - 1);
  g_autoptr (GArray) blocked = g_array_new (FALSE, FALSE, sizeof (SgUseSpan));
  g_autoptr (SgUse) use = NULL;
  SgForecastQuestion question = { last->percent, last->until, last->resets_at, limit->length_seconds, now, 0 };
  SgForecastAnswer answer;

  if (last->resets_at <= now || last->percent < LEAST_PERCENT || limit->percent[minute] >= 100.0 ||
      last->resets_at != limit->resets_at[minute])
    return;

  sg_use_find_full (samples, now, blocked);
  if (others != NULL)
    sg_use_find_full (others, now, blocked);
  use = sg_use_new (samples, blocked, spending, limit->length_seconds, now);
  answer = sg_forecaster_answer (use, spending, &question);
  judge (tally, &answer, &question, find_full (limit, minute));
}

/* The moving percentage just before the next official one, and what peers would show. */
static void
judge_move (Moves            *moves,
            const Limit      *limit,
            GArray           *samples,
            const SgSpending *spending,
            guint             minute)
{
  static const double plans[] = { 44000.0, 88000.0, 220000.0 };
  gint64 now = limit->trace->start + (gint64) minute * 60;
  const SgUseSample *last = &g_array_index (samples, SgUseSample, samples->len - 1);
  const SgUseSample *before = samples->len > 1 ? &g_array_index (samples, SgUseSample, samples->len - 2) : last;
  double truth = limit->percent[minute], slope = 0.0, tokens = 0.0;
  SgForecastQuestion question = { last->percent, last->until, last->resets_at, limit->length_seconds, now, 0 };
  SgUse use = { 0 };

  if (last->resets_at != limit->resets_at[minute] || truth - last->percent < 1.0)
    return;

  use.rate = sg_use_rate_learn (samples, spending, now);
  if (sg_use_sample_same_window (before, last) && last->time > before->time)
    slope = (last->percent - before->percent) / (double) (last->time - before->time);
  for (guint i = minute; i > 0 && limit->resets_at[i - 1] == limit->resets_at[minute]; i--)
    tokens += limit->trace->tokens[i];

  push (moves->ours, fabs (sg_forecaster_move (&use, spending, &question) - truth));
  push (moves->held, truth - last->percent);
  push (moves->linear, fabs (MIN (last->percent + slope * (double) (now - last->until), 100.0) - truth));
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    push (moves->tokens[i], fabs (MIN (100.0 * tokens / plans[i], 100.0) - truth));
}

static void
run_trace (const Trace *trace,
           Tally       *session_tally,
           Tally       *week_tally,
           Moves       *moves)
{
  const Limit session = { trace, trace->session_percent, trace->session_resets_at, 5 * 3600 };
  const Limit week = { trace, trace->week_percent, trace->week_resets_at, 7 * 86400 };
  g_autoptr (GArray) session_samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  g_autoptr (GArray) week_samples = g_array_new (FALSE, FALSE, sizeof (SgUseSample));
  g_autoptr (SgSpending) spending = sg_spending_new (trace->start, trace->start + TRACE_MINUTES * 60 - 1);
  guint asked_at = 0;

  for (guint i = 0; i < TRACE_MINUTES; i++) {
    spending->n_steps = i / 5 + 1;
    if (trace->asked[i]) {
      if (i > FIRST_JUDGED_MINUTE && i - asked_at >= LEAST_GAP_MINUTES)
        judge_move (moves, &session, session_samples, spending, i);
      hear (session_samples, &session, i);
      hear (week_samples, &week, i);
      asked_at = i;
    }
    sg_spending_add (spending, trace->start + (gint64) i * 60, trace->usd[i]);
    if (i < FIRST_JUDGED_MINUTE || i % MINUTES_PER_QUESTION != 0)
      continue;
    ask (session_tally, &session, session_samples, week_samples, spending, i);
    if (i % (6 * MINUTES_PER_QUESTION) == 0 && i + 7 * 24 * 60 < TRACE_MINUTES)
      ask (week_tally, &week, week_samples, NULL, spending, i);
  }
}

static void
tally_init (Tally *tally)
{
  *tally = (Tally) { .width = numbers_new (), .error = numbers_new (), .linear_error = numbers_new () };
}

static double
percent_of (guint part,
            guint whole)
{
  return whole > 0 ? 100.0 * part / whole : NAN;
}

static void
print_tally (const char *name,
             Tally      *tally)
{
  printf ("%-8s asked %5u  said %5u  came %4.1f %%: within %5.1f %%, before %4.1f, after %4.1f; width %5.0f min,"
          " middle off by %4.0f min, a straight line by %4.0f\n",
          name, tally->n_asked, tally->n_said, percent_of (tally->n_came, tally->n_said),
          percent_of (tally->n_came - tally->n_early - tally->n_late, tally->n_came), percent_of (tally->n_early, tally->n_came),
          percent_of (tally->n_late, tally->n_came), quantile (tally->width, 0.5), quantile (tally->error, 0.5),
          quantile (tally->linear_error, 0.5));
  printf ("%-8s chance of a full limit, said → came:", "");
  for (guint i = 0; i < G_N_ELEMENTS (tally->n_chance); i++)
    printf ("  %u–%u %% → %.0f %% (%u)", i * 20, i * 20 + 20, percent_of (tally->n_chance_came[i], tally->n_chance[i]), tally->n_chance[i]);
  printf ("\n");
}

static void
print_move (const char *name,
            GArray     *errors)
{
  printf ("  %-28s median %5.1f  nine of ten below %5.1f  (%u)\n", name, quantile (errors, 0.5), quantile (errors, 0.9), errors->len);
}

int
main (int   argc,
      char *argv[])
{
  guint32 first_seed = argc > 1 ? (guint32) atoi (argv[1]) : 3000;
  guint32 n_seeds = argc > 2 ? (guint32) atoi (argv[2]) : 8;
  Tally sessions[TRACE_N_KINDS], weeks[TRACE_N_KINDS];
  Moves moves = { numbers_new (), numbers_new (), numbers_new (), { numbers_new (), numbers_new (), numbers_new () } };

  for (guint kind = 0; kind < TRACE_N_KINDS; kind++) {
    tally_init (&sessions[kind]);
    tally_init (&weeks[kind]);
    for (guint32 i = 0; i < n_seeds; i++) {
      g_autoptr (Trace) trace = trace_new (kind, first_seed + i, elsewhere_shares[i % G_N_ELEMENTS (elsewhere_shares)]);

      run_trace (trace, &sessions[kind], &weeks[kind], &moves);
    }
  }

  printf ("seeds %u to %u, four kinds of life\n\n5-hour limit\n", first_seed, first_seed + n_seeds - 1);
  for (guint kind = 0; kind < TRACE_N_KINDS; kind++)
    print_tally (kind_names[kind], &sessions[kind]);
  printf ("\nweek\n");
  for (guint kind = 0; kind < TRACE_N_KINDS; kind++)
    print_tally (kind_names[kind], &weeks[kind]);
  printf ("\npercentage just before the next official one, where it had moved by a percent; points off\n");
  print_move ("ours", moves.ours);
  print_move ("the last official number", moves.held);
  print_move ("a straight line", moves.linear);
  print_move ("tokens / 44k", moves.tokens[0]);
  print_move ("tokens / 88k", moves.tokens[1]);
  print_move ("tokens / 220k", moves.tokens[2]);

  return EXIT_SUCCESS;
}
