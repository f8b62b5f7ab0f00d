/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-use.h"

G_BEGIN_DECLS

/**
 * SgForecastQuestion:
 * @percent: the newest official number
 * @as_of: Unix seconds, when that was true
 * @resets_at: Unix seconds, when the window ends
 * @length_seconds: of the window
 * @now: Unix seconds
 * @utc_offset_seconds: local time minus UTC: people work by the clock on the wall
 */
typedef struct {
  double percent;
  gint64 as_of;
  gint64 resets_at;
  gint64 length_seconds;
  gint64 now;
  gint64 utc_offset_seconds;
} SgForecastQuestion;

/**
 * SgForecastAnswer:
 * @moved_percent: where the percentage is likely to be by now; below 0 where that is not known
 * @chance_percent: how likely the limit is full before its reset, 0-100; below 0 where there is too little to go by
 * @from: Unix seconds; if it gets full before the reset, in one case out of ten it does so before; 0 for not known
 * @middle: Unix seconds; if it gets full, as likely before as after
 * @until: Unix seconds; if it gets full, in one case out of ten after
 */
typedef struct {
  double moved_percent;
  double chance_percent;
  gint64 from;
  gint64 middle;
  gint64 until;
} SgForecastAnswer;

SgForecastAnswer sg_forecaster_answer (const SgUse              *use,
                                       const SgSpending         *spending,
                                       const SgForecastQuestion *question);
gboolean         sg_forecaster_is_worth_saying (const SgForecastAnswer   *answer,
                                                const SgForecastQuestion *question);
double           sg_forecaster_move (const SgUse              *use,
                                     const SgSpending         *spending,
                                     const SgForecastQuestion *question);

G_END_DECLS
