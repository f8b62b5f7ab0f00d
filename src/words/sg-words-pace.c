/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sg-time.h"
#include "sg-words-private.h"

const char *
sg_words_pace_spoken (const SgPace *pace)
{
  if (!pace->known)
    return NULL;
  if (fabs (pace->ahead_percent) < SG_PACE_ON_PERCENT)
    return _ ("on pace");

  return pace->ahead_percent > 0.0 ? _ ("ahead of pace") : _ ("behind pace");
}

/**
 * sg_words_pace:
 *
 * Returns: (transfer full) (nullable): `12 points ahead of pace`, `on pace`; %NULL when it is not known
 */
char *
sg_words_pace (const SgPace *pace)
{
  int points = (int) lround (CLAMP (fabs (pace->ahead_percent), 0.0, 9999.0));

  if (!pace->known)
    return NULL;
  if (fabs (pace->ahead_percent) < SG_PACE_ON_PERCENT)
    return g_strdup (_ ("on pace"));

  if (pace->ahead_percent > 0.0)
    /* Translators: percentage points used beyond what is even with the time gone */
    return g_strdup_printf (ngettext ("%d point ahead of pace", "%d points ahead of pace", points), points);

  /* Translators: percentage points used less than what is even with the time gone */
  return g_strdup_printf (ngettext ("%d point behind pace", "%d points behind pace", points), points);
}

/**
 * sg_words_full_at:
 *
 * Returns: (transfer full) (nullable): `At this pace full at 13:55, 55 min before the reset`;
 *   %NULL when it will last, or nobody can tell
 */
char *
sg_words_full_at (const SgLimit *limit,
                  const SgPace  *pace,
                  GDateTime     *now,
                  GTimeZone     *zone)
{
  g_autofree char *when = NULL;
  g_autofree char *early = NULL;

  if (pace->full_at == NULL || limit->resets_at == NULL)
    return NULL;

  if ((when = sg_words_when (pace->full_at, now, zone)) == NULL)
    return NULL;

  early = sg_words_duration (sg_time_seconds_between (pace->full_at, limit->resets_at));

  /* Translators: “At this pace full at 13:55, 55 min before the reset” */
  return g_strdup_printf (_ ("At this pace full %s, %s before the reset"), when, early);
}
