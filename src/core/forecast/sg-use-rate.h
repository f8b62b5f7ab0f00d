/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-spending.h"

G_BEGIN_DECLS

/**
 * SgUseSample:
 * @time: Unix seconds, when it was first read so
 * @until: Unix seconds, when it was last read so
 * @percent: official, 0-100 or more
 * @resets_at: Unix seconds, or 0 where no window runs
 *
 * One stretch of time over which the official percentage of one limit stood still.
 */
typedef struct {
  gint64 time;
  gint64 until;
  double percent;
  gint64 resets_at;
} SgUseSample;

/**
 * SgUseRate:
 * @percent_per_usd: the middle one of what was seen; 0 for not known
 * @mean_percent_per_usd: all that moved by all that was spent: with use elsewhere it is the greater one
 * @n_chunks: how many times it was seen
 *
 * What one US dollar of this machine, at list prices, moves a limit by.
 */
typedef struct {
  double percent_per_usd;
  double mean_percent_per_usd;
  guint  n_chunks;
} SgUseRate;

gboolean  sg_use_sample_same_window (const SgUseSample *a,
                                     const SgUseSample *b);
SgUseRate sg_use_rate_learn (GArray           *samples,
                             const SgSpending *spending,
                             gint64            now);

G_END_DECLS
