/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One login among several. */

#include <glib/gi18n-lib.h>

#include "sg-health.h"
#include "sg-style.h"
#include "sg-words-private.h"

/**
 * sg_words_profile_line:
 * @limit: (nullable): its tightest
 *
 * Returns: (transfer full): `Acme: 5-hour limit: 78 % used, resets at 14:50`, without markup, for a menu
 */
char *
sg_words_profile_line (const char    *name,
                       const SgLimit *limit,
                       GDateTime     *now,
                       GTimeZone     *zone)
{
  g_autofree char *said = limit ? sg_words_limit_line (limit, now, zone) : g_strdup (_ ("no limit known"));

  /* Translators: a profile's name, then its tightest limit */
  return sg_words_without_markup (g_strdup_printf (_ ("%s: %s"), name, said));
}

static int
used_percent_of (const SgProfileInfo *profile)
{
  return (int) MIN (profile->used_percent + 1e-9, 999.0);
}

/**
 * sg_words_profile_percent:
 *
 * Returns: (transfer full): `83 %` of the tightest limit, or `17 % left`; `–` when none is known
 */
char *
sg_words_profile_percent (const SgProfileInfo *profile)
{
  return profile->used_percent < 0.0 ? g_strdup ("–") : sg_words_used_or_left (used_percent_of (profile));
}

/**
 * sg_words_profile_limit:
 *
 * Returns: (transfer full) (nullable): which limit sg_words_profile_percent() is of: `5-hour limit`; why there is none where none is
 *   known; %NULL where nobody says
 */
char *
sg_words_profile_limit (const SgProfileInfo *profile)
{
  if (profile->used_percent < 0.0)
    return g_strdup (_ ("No limit of this login was read yet"));

  return profile->tightest_limit ? sg_words_limit_name_of_id (profile->tightest_limit) : NULL;
}

/**
 * sg_words_profile_spoken:
 *
 * Returns: (transfer full): for a screen reader: `tightest limit 83 percent used`
 */
char *
sg_words_profile_spoken (const SgProfileInfo *profile)
{
  gboolean remaining = sg_style_get ().remaining;
  int used = used_percent_of (profile);
  int percent = remaining ? MAX (0, 100 - used) : used;

  if (profile->used_percent < 0.0)
    return g_strdup (_ ("no limit known"));
  if (remaining)
    return g_strdup_printf (ngettext ("tightest limit %d percent left", "tightest limit %d percent left", percent), percent);

  return g_strdup_printf (ngettext ("tightest limit %d percent used", "tightest limit %d percent used", percent), percent);
}

/**
 * sg_words_health:
 * @health: 0-100, or %SG_HEALTH_NOT_KNOWN
 *
 * Returns: (transfer full) (nullable): `Health 72 of 100`
 */
char *
sg_words_health (int health)
{
  return health == SG_HEALTH_NOT_KNOWN ? NULL : g_strdup_printf (_ ("Health %d of 100"), health);
}
