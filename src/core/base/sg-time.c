/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-time.h"

/**
 * sg_time_from_unix_ms:
 * @unix_ms: milliseconds since 1970, as Claude Code writes them
 *
 * Returns: (transfer full) (nullable): the time, UTC, or %NULL where no calendar reaches
 */
GDateTime *
sg_time_from_unix_ms (gint64 unix_ms)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (unix_ms / 1000);

  return second ? g_date_time_add (second, (unix_ms % 1000) * 1000) : NULL;
}

/**
 * sg_time_parse:
 * @text: (nullable): ISO 8601; without an offset it is taken as UTC
 *
 * Returns: (transfer full) (nullable): the time, UTC, or %NULL
 */
GDateTime *
sg_time_parse (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time ? g_date_time_to_utc (time) : NULL;
}

/**
 * sg_time_round_to_minute:
 *
 * The server's reset times wobble by less than a second around the true mark.
 *
 * Returns: (transfer full) (nullable): the nearest whole minute, UTC
 */
GDateTime *
sg_time_round_to_minute (GDateTime *time)
{
  gint64 seconds, rest;

  if (time == NULL)
    return NULL;

  seconds = g_date_time_to_unix (time);
  if (g_date_time_get_microsecond (time) >= G_USEC_PER_SEC / 2)
    seconds++;

  rest = (seconds % 60 + 60) % 60;

  return g_date_time_new_from_unix_utc (seconds - rest + (rest >= 30 ? 60 : 0));
}

/**
 * sg_time_equal:
 * @a: (nullable):
 * @b: (nullable):
 *
 * Returns: whether both are the same moment, or both %NULL
 */
gboolean
sg_time_equal (GDateTime *a,
               GDateTime *b)
{
  return a == b || (a != NULL && b != NULL && g_date_time_equal (a, b));
}

/**
 * sg_time_seconds_between:
 *
 * Returns: whole seconds from @from to @to; negative when @to is earlier
 */
gint64
sg_time_seconds_between (GDateTime *from,
                         GDateTime *to)
{
  return g_date_time_difference (to, from) / G_TIME_SPAN_SECOND;
}

/**
 * sg_time_midnight_of:
 * @seconds: Unix seconds
 *
 * Returns: when that UTC day began, in Unix seconds
 */
gint64
sg_time_midnight_of (gint64 seconds)
{
  return sg_time_whole_units (seconds, SG_DAY_SECONDS) * SG_DAY_SECONDS;
}
