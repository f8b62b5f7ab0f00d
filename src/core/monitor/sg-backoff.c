/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-backoff.h"

/**
 * sg_backoff_delay_seconds:
 * @n_failures: failures in a row, 1 after the first
 * @jitter: 0-1, from the caller's random numbers, so that many machines do not ask at once
 *
 * 300 s doubling to 3600 s, and up to a tenth more. Pure.
 *
 * Returns: how long to leave the other side alone; 0 without a failure
 */
guint
sg_backoff_delay_seconds (guint  n_failures,
                          double jitter)
{
  guint delay;

  if (n_failures == 0)
    return 0;

  delay = n_failures > 4 ? SG_BACKOFF_MOST_SECONDS
                         : MIN (SG_BACKOFF_FIRST_SECONDS << (n_failures - 1), SG_BACKOFF_MOST_SECONDS);

  return delay + (guint) (delay * CLAMP (jitter, 0.0, 1.0) / 10.0);
}
