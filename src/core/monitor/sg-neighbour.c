/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Other programs ask Anthropic's usage endpoint with the same login, and the
 * server counts their calls and ours together. What they were told is free for
 * us, and when they were sent away, so were we.
 *
 * The rule is here and not in the endpoint, which would have to know its fellow
 * sources; not in the ladder, which says which number wins and not who may ask.
 * A source only says what it read (a reading, a time before which the server
 * wants no call); the refresher, which has them all, applies this to the one
 * that calls.
 */

#include "sg-neighbour.h"

/* A clock a little ahead of ours is no lie; one further ahead would hold us for as long. */
#define AHEAD_SECONDS 60
#define LONGEST_HOLD_SECONDS (24 * 60 * 60)

/**
 * sg_neighbour_asks_the_server:
 *
 * Returns: whether sources of @origin call the usage endpoint themselves
 */
gboolean
sg_neighbour_asks_the_server (SgOrigin origin)
{
  return origin == SG_ORIGIN_ENDPOINT;
}

/**
 * sg_neighbour_is_one:
 *
 * Returns: whether sources of @origin hand on what the server told another program
 */
gboolean
sg_neighbour_is_one (SgOrigin origin)
{
  return origin == SG_ORIGIN_PACE_MAKER || origin == SG_ORIGIN_CLAUDE_CACHE || origin == SG_ORIGIN_STATUSLINE;
}

/* An answer from before a reset says nothing about what came after it. */
static gint64
end_of_truth (const SgReading *reading,
              gint64           as_of,
              guint            interval_seconds)
{
  gint64 end = as_of + interval_seconds;

  for (guint i = 0; i < reading->limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (reading->limits, i);
    gint64 reset = limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0;

    if (reset > as_of)
      end = MIN (end, reset + SG_NEIGHBOUR_SETTLE_SECONDS);
  }

  return end;
}

/**
 * sg_neighbour_hold:
 * @reading: (nullable): what a neighbour said last
 * @not_before: (nullable): when the server wants to hear of this login again, for all the neighbour knows
 * @interval_seconds: of the source that would ask the server
 *
 * A whole answer younger than the interval is as good as a call of our own; a
 * part of one is not. Pure.
 *
 * Returns: (transfer full) (nullable): until when the server is left alone; %NULL when the neighbour has no say
 */
GDateTime *
sg_neighbour_hold (const SgReading *reading,
                   GDateTime       *not_before,
                   guint            interval_seconds,
                   GDateTime       *now)
{
  gint64 present = g_date_time_to_unix (now);
  gint64 until = not_before ? g_date_time_to_unix (not_before) : 0;

  if (until > present + LONGEST_HOLD_SECONDS)
    until = 0;
  if (reading != NULL && reading->complete && reading->limits != NULL) {
    gint64 as_of = g_date_time_to_unix (reading->as_of);

    if (as_of <= present + AHEAD_SECONDS)
      until = MAX (until, end_of_truth (reading, as_of, interval_seconds));
  }

  return until > present ? g_date_time_new_from_unix_utc (until) : NULL;
}
