/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-reset.h"

/* Neither the wobble of `resets_at` nor the time between two looks is early or late. */
#define SAME_SECONDS 120
#define LATE_SECONDS 600

/**
 * sg_reset_between:
 * @before: a sample of a limit
 * @after: the next one of the same limit
 *
 * Returns: what happened to the window in between; the time it was expected is @before's `resets_at`,
 *   the time it was seen is @after's `time`
 */
SgResetKind
sg_reset_between (const SgLedgerSample *before,
                  const SgLedgerSample *after)
{
  if (before->resets_at == 0 || ABS (before->resets_at - after->resets_at) <= SAME_SECONDS)
    return SG_RESET_NONE;
  if (before->until > before->resets_at + LATE_SECONDS)
    return SG_RESET_LATE;
  if (after->time >= before->resets_at - SAME_SECONDS)
    return SG_RESET_ON_TIME;

  return after->percent < before->percent ? SG_RESET_EARLY : SG_RESET_MOVED;
}

const char *
sg_reset_to_nick (SgResetKind kind)
{
  static const char *const nicks[] = {
    [SG_RESET_NONE] = "none", [SG_RESET_ON_TIME] = "on-time", [SG_RESET_EARLY] = "early", [SG_RESET_LATE] = "late",
    [SG_RESET_MOVED] = "moved",
  };

  return nicks[kind];
}
