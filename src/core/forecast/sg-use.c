/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-use.h"

#define STEP SG_SPENDING_STEP_SECONDS
#define FULL_PERCENT 99.5

typedef struct {
  const SgSpending *spending;
  double           *percent;    /* per step */
  gboolean         *covered;    /* per step: an official number says it */
  gboolean         *blocked;    /* per step: the limit was full */
} Steps;

static guint
step_of (const SgSpending *spending,
         gint64            time)
{
  return (guint) CLAMP ((time - spending->start) / STEP, 0, (gint64) spending->n_steps - 1);
}

/* Lays @percent over the time between two readings: as this machine spent, else over what may have been. */
static void
lay (Steps *steps,
     gint64 from,
     gint64 still_until,
     gint64 until,
     double percent)
{
  const SgSpending *spending = steps->spending;
  double usd;
  guint first, last;

  if (until < spending->start || until <= from)
    return;

  first = step_of (spending, from);
  last = step_of (spending, until);
  usd = sg_spending_between (spending, spending->start + (gint64) first * STEP, spending->start + (gint64) (last + 1) * STEP);
  if (usd <= 0.0)
    first = step_of (spending, MIN (MAX (from, still_until), until));
  for (guint i = step_of (spending, from); i <= last; i++)
    steps->covered[i] = TRUE;
  for (guint i = first; i <= last; i++)
    steps->percent[i] += usd > 0.0 ? percent * spending->usd[i] / usd : percent / (last - first + 1);
}

/**
 * sg_use_find_full:
 * @samples: (element-type SgUseSample): of one limit
 * @spans: (element-type SgUseSpan): gains the times that limit was full, when nobody could use any
 */
void
sg_use_find_full (GArray *samples,
                  gint64  now,
                  GArray *spans)
{
  for (guint i = 0; i < samples->len; i++) {
    const SgUseSample *sample = &g_array_index (samples, SgUseSample, i);
    const SgUseSample *next = i + 1 < samples->len ? sample + 1 : NULL;
    SgUseSpan span = { sample->time, MIN (sample->resets_at, now) };

    /* A reset may come early. */
    if (next != NULL && next->time < span.until)
      span.until = next->time;
    if (sample->percent >= FULL_PERCENT && span.until > span.from)
      g_array_append_val (spans, span);
  }
}

static void
block (Steps           *steps,
       const SgUseSpan *span)
{
  if (span->until <= steps->spending->start)
    return;

  for (guint i = step_of (steps->spending, span->from) + 1; i < step_of (steps->spending, span->until); i++)
    steps->blocked[i] = TRUE;
}

static void
lay_samples (Steps  *steps,
             GArray *samples,
             gint64  length_seconds)
{
  for (guint i = 0; i < samples->len; i++) {
    const SgUseSample *b = &g_array_index (samples, SgUseSample, i);
    const SgUseSample *a = i > 0 ? &g_array_index (samples, SgUseSample, i - 1) : NULL;

    if (a != NULL && sg_use_sample_same_window (a, b))
      lay (steps, a->time, a->until, b->time, MAX (b->percent - a->percent, 0.0));
    else if (b->resets_at != 0 && length_seconds > 0)
      lay (steps, MAX (b->resets_at - length_seconds, a ? a->until : G_MININT64), b->resets_at - length_seconds, b->time, b->percent);
    /* A number that still stands covers the time it was read so. */
    lay (steps, b->time, b->time, b->until, 0.0);
  }
}

/**
 * sg_use_new:
 * @samples: (element-type SgUseSample): of one limit, oldest first
 * @blocked_spans: (element-type SgUseSpan): when this limit or another was full
 * @spending: from the first moment that matters until @now
 * @length_seconds: of its window; 0 where nobody says
 * @now: Unix seconds
 */
SgUse *
sg_use_new (GArray           *samples,
            GArray           *blocked_spans,
            const SgSpending *spending,
            gint64            length_seconds,
            gint64            now)
{
  SgUse *self = g_new0 (SgUse, 1);
  guint n = spending->n_steps;
  g_autofree double *percent = g_new0 (double, n);
  g_autofree gboolean *covered = g_new0 (gboolean, n);
  g_autofree gboolean *blocked = g_new0 (gboolean, n);
  Steps steps = { spending, percent, covered, blocked };

  self->start = spending->start;
  self->n_steps = n;
  self->sum = g_new0 (double, n + 1);
  self->open_steps = g_new0 (guint, n + 1);
  self->rate = sg_use_rate_learn (samples, spending, now);
  lay_samples (&steps, samples, length_seconds);
  for (guint i = 0; i < blocked_spans->len; i++)
    block (&steps, &g_array_index (blocked_spans, SgUseSpan, i));

  for (guint i = 0; i < n; i++) {
    double own = covered[i] ? percent[i] : percent[i] + self->rate.mean_percent_per_usd * spending->usd[i];

    self->sum[i + 1] = self->sum[i] + own;
    self->open_steps[i + 1] = self->open_steps[i] + !blocked[i];
  }

  return self;
}

void
sg_use_free (SgUse *self)
{
  g_free (self->sum);
  g_free (self->open_steps);
  g_free (self);
}

double
sg_use_between (const SgUse *self,
                guint        from_step,
                guint        until_step)
{
  return self->sum[MIN (until_step, self->n_steps)] - self->sum[MIN (from_step, self->n_steps)];
}
