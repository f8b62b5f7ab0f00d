/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>

#include "sg-words-private.h"

static char *
with_reset (char          *text,
            const SgLimit *limit,
            GDateTime     *now,
            GTimeZone     *zone)
{
  g_autofree char *plain = text;
  g_autofree char *clock_time = NULL;

  if (limit->resets_at == NULL || sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return g_steal_pointer (&plain);

  clock_time = sg_words_clock_time (limit->resets_at, now, zone);

  return g_strdup_printf ("%s ⟳ %s", plain, clock_time);
}

static char *
session_text (const SgLimit *limit,
              GDateTime     *now)
{
  g_autofree char *percent = sg_words_limit_percent (limit, now);

  /* Translators: the 5-hour limit in a status line, “5 h 37 %”; the space before h is a no-break space */
  return g_strdup_printf (_ ("5 h %s"), percent);
}

static char *
week_text (const SgLimit *limit,
           GDateTime     *now)
{
  g_autofree char *percent = sg_words_limit_percent (limit, now);

  /* Translators: the weekly limit in a status line, “week 52 %” */
  return g_strdup_printf (_ ("week %s"), percent);
}

/**
 * sg_words_statusline:
 * @session: (nullable):
 * @week: (nullable):
 *
 * Returns: (transfer full) (nullable): `5 h 37 % ⟳ 14:50 · week 52 %`, or with the week's reset
 *   where only the week is known; %NULL when neither is
 */
char *
sg_words_statusline (const SgLimit *session,
                     const SgLimit *week,
                     GDateTime     *now,
                     GTimeZone     *zone)
{
  g_autofree char *session_part = session ? with_reset (session_text (session, now), session, now, zone) : NULL;
  g_autofree char *week_part = week ? week_text (week, now) : NULL;

  if (session == NULL)
    return week ? with_reset (g_steal_pointer (&week_part), week, now, zone) : NULL;
  if (week == NULL)
    return g_steal_pointer (&session_part);

  return g_strjoin (" · ", session_part, week_part, NULL);
}
