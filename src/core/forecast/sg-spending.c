/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-spending.h"

#define STEP SG_SPENDING_STEP_SECONDS
/* A year and some days: more would be a mistake of the caller's. */
#define MOST_STEPS (400 * 24 * 12)

/**
 * sg_spending_new:
 * @from: Unix seconds; rounded down to a full step
 * @until: Unix seconds; its step is the last
 *
 * Returns: (transfer full): with nothing spent
 */
SgSpending *
sg_spending_new (gint64 from,
                 gint64 until)
{
  SgSpending *self = g_new0 (SgSpending, 1);

  self->start = from - from % STEP;
  self->n_steps = (guint) CLAMP ((until - self->start) / STEP + 1, 1, MOST_STEPS);
  self->usd = g_new0 (double, self->n_steps);

  return self;
}

void
sg_spending_free (SgSpending *self)
{
  g_free (self->usd);
  g_free (self);
}

/**
 * sg_spending_add:
 * @time: Unix seconds; what is outside is left out
 */
void
sg_spending_add (SgSpending *self,
                 gint64      time,
                 double      usd)
{
  gint64 step = (time - self->start) / STEP;

  if (time >= self->start && step < self->n_steps)
    self->usd[step] += usd;
}

/**
 * sg_spending_between:
 *
 * Returns: what was spent from @from until @until, a step that is partly within counted in proportion
 */
double
sg_spending_between (const SgSpending *self,
                     gint64            from,
                     gint64            until)
{
  gint64 end = self->start + (gint64) self->n_steps * STEP;
  gint64 at = MAX (from, self->start);
  double sum = 0.0;

  until = MIN (until, end);
  while (at < until) {
    gint64 step = (at - self->start) / STEP;
    gint64 next = MIN (self->start + (step + 1) * STEP, until);

    sum += self->usd[step] * (double) (next - at) / STEP;
    at = next;
  }

  return sum;
}
