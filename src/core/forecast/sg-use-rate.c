/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The server weighs tokens in a way it does not publish, but much as its price list
 * does: so percent per US dollar at list prices is what an account's own readings teach.
 */

#include "sg-use-rate.h"

#include <math.h>

#include "sg-time.h"

/* Official numbers are whole: over less than this the rounding would be most of what is learned. */
#define CHUNK_PERCENT 3.0
#define LEAST_CHUNKS 3
/* Plans, prices and habits change. */
#define HALF_LIFE_SECONDS (7.0 * SG_DAY_SECONDS)
/* `resets_at` wobbles by seconds, and moves by a minute when a source rounds it. */
#define SAME_WINDOW_SECONDS 600

typedef struct {
  double ratio;
  double weight;
} Chunk;

gboolean
sg_use_sample_same_window (const SgUseSample *a,
                           const SgUseSample *b)
{
  return a->resets_at != 0 && b->resets_at != 0 && ABS (a->resets_at - b->resets_at) <= SAME_WINDOW_SECONDS;
}

static int
compare_chunks (gconstpointer a,
                gconstpointer b)
{
  const Chunk *first = a, *second = b;

  return (first->ratio > second->ratio) - (first->ratio < second->ratio);
}

/* What was spent elsewhere only raises a ratio, so the middle by dollars stands firm while most is spent here. */
static double
weighted_median (GArray *chunks)
{
  double all = 0.0, sum = 0.0;

  g_array_sort (chunks, compare_chunks);
  for (guint i = 0; i < chunks->len; i++)
    all += g_array_index (chunks, Chunk, i).weight;
  for (guint i = 0; i < chunks->len; i++) {
    sum += g_array_index (chunks, Chunk, i).weight;
    if (sum >= all / 2.0)
      return g_array_index (chunks, Chunk, i).ratio;
  }

  return 0.0;
}

/**
 * sg_use_rate_learn:
 * @samples: (element-type SgUseSample): of one limit, oldest first
 * @now: Unix seconds; what is older counts less, by half each week
 *
 * Cuts the readings of each window into chunks of 3 percent or more; each gives the ratio
 * percent ÷ US dollars. The rate is the median of the ratios, weighted by dollars and age.
 */
SgUseRate
sg_use_rate_learn (GArray           *samples,
                   const SgSpending *spending,
                   gint64            now)
{
  g_autoptr (GArray) chunks = g_array_new (FALSE, FALSE, sizeof (Chunk));
  double moved = 0.0, spent = 0.0;
  SgUseRate rate = { 0 };
  guint from = 0;

  for (guint i = 1; i < samples->len; i++) {
    const SgUseSample *a = &g_array_index (samples, SgUseSample, from), *b = &g_array_index (samples, SgUseSample, i);
    double percent = b->percent - a->percent;
    double age = exp2 (-(double) MAX (now - b->time, 0) / HALF_LIFE_SECONDS);
    double usd;

    if (!sg_use_sample_same_window (a, b) || a->time < spending->start || percent < 0.0) {
      from = i;
      continue;
    }
    if (percent < CHUNK_PERCENT)
      continue;

    usd = sg_spending_between (spending, a->time, b->time);
    if (usd > 0.0) {
      Chunk chunk = { percent / usd, usd *age };

      g_array_append_val (chunks, chunk);
    }
    moved += percent * age;
    spent += usd * age;
    from = i;
  }

  rate.n_chunks = chunks->len;
  if (chunks->len >= LEAST_CHUNKS && spent > 0.0) {
    rate.percent_per_usd = weighted_median (chunks);
    rate.mean_percent_per_usd = moved / spent;
  }

  return rate;
}
