/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole limit in one line: to be read in a menu, or aloud. */

#include <glib/gi18n-lib.h>

#include "sg-style.h"
#include "sg-time.h"
#include "sg-words-private.h"

static void
add (GPtrArray *parts,
     char      *part)
{
  if (part != NULL)
    g_ptr_array_add (parts, part);
}

static char *
countdown_spoken (const SgLimit *limit,
                  GDateTime     *now)
{
  g_autofree char *left = NULL;

  if (limit->resets_at == NULL)
    return limit->used_percent > 0.0 ? NULL : g_strdup (_ ("not started"));

  left = sg_words_duration_spoken (sg_time_seconds_between (now, limit->resets_at));

  /* Translators: “resets in 2 hours 14 minutes” */
  return g_strdup_printf (_ ("resets in %s"), left);
}

/* A menu or a tooltip stands for hours: a countdown in it would be wrong, or wake us every minute. */
static char *
reset_time_part (const SgLimit *limit,
                 GDateTime     *now,
                 GTimeZone     *zone)
{
  g_autofree char *when = limit->resets_at ? sg_words_when (limit->resets_at, now, zone) : NULL;

  if (when == NULL)
    return limit->used_percent > 0.0 ? NULL : g_strdup (_ ("not started"));

  /* Translators: “resets at 14:50” or “resets on Tue at 09:00” */
  return g_strdup_printf (_ ("resets %s"), when);
}

/**
 * sg_words_join:
 * @parts: (element-type utf8): without a %NULL at its end
 *
 * Returns: (transfer full): @parts with the language's comma between them
 */
char *
sg_words_join (GPtrArray *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++) {
    /* Translators: stands between the parts of “78 % used, resets in 2 h 14 min” */
    g_string_append (text, i > 0 ? _ (", ") : "");
    g_string_append (text, g_ptr_array_index (parts, i));
  }

  return g_string_free (text, FALSE);
}

static void
replace_all (char      **text,
             const char *from,
             const char *to)
{
  g_autofree char *old = g_steal_pointer (text);
  g_auto (GStrv) pieces = g_strsplit (old, from, -1);

  *text = g_strjoinv (to, pieces);
}

/* Some panels read a tooltip as markup, others do not: a text without any is right on both. */
char *
sg_words_without_markup (char *text)
{
  replace_all (&text, "&", "+");
  replace_all (&text, "<", "‹");
  replace_all (&text, ">", "›");

  return text;
}

/**
 * sg_words_limit_line:
 *
 * For menus and tooltips, which stand for hours: times, no countdowns, and plain
 * text in which no `<`, `>` or `&` occurs.
 *
 * Returns: (transfer full): `5-hour limit: 78 % used, resets at 14:50`
 */
char *
sg_words_limit_line (const SgLimit *limit,
                     GDateTime     *now,
                     GTimeZone     *zone)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  SgLimitState state = sg_limit_get_state (limit, now);
  g_autofree char *name = sg_words_limit_name (limit);
  g_autofree char *percent = sg_words_percent (limit);
  g_autofree char *read_when = sg_words_when (limit->as_of, now, zone);
  g_autofree char *rest = NULL;

  if (state == SG_LIMIT_RESET) {
    add (parts, g_strdup (_ ("reset, new value not yet known")));
  } else {
    add (parts, sg_style_get ().remaining ? g_strdup_printf (_ ("%s left"), percent) : g_strdup_printf (_ ("%s used"), percent));
    add (parts, reset_time_part (limit, now, zone));
  }
  if (state == SG_LIMIT_STALE)
    /* Translators: when an old value was read: “read at 12:36” */
    add (parts, g_strdup_printf (_ ("read %s"), read_when));
  rest = sg_words_join (parts);

  /* Translators: “5-hour limit: 78 % used, resets at 14:50” */
  return sg_words_without_markup (g_strdup_printf (_ ("%s: %s"), name, rest));
}

static char *
left_spoken (int      percent,
             gboolean is_about)
{
  return is_about
    ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %d percent left", "about %d percent left", percent), percent)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d percent left", "%d percent left", percent), percent);
}

static char *
percent_spoken (const SgLimit *limit)
{
  int percent = sg_words_percent_number (limit);
  gboolean is_about = sg_limit_has_moved (limit);

  if (sg_style_get ().remaining)
    return left_spoken (percent, is_about);

  return is_about
    ? g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "about %d percent used", "about %d percent used", percent), percent)
    : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d percent used", "%d percent used", percent), percent);
}

/**
 * sg_words_limit_spoken:
 *
 * Returns: (transfer full): for a screen reader:
 *   `5-hour limit, 78 percent used, resets in 2 hours 14 minutes, ahead of pace`
 */
char *
sg_words_limit_spoken (const SgLimit *limit,
                       GDateTime     *now)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  SgLimitState state = sg_limit_get_state (limit, now);
  g_autofree char *age = sg_words_span_spoken (sg_time_seconds_between (limit->as_of, now));
  g_auto (SgPace) pace = { 0 };

  sg_pace_init (&pace, limit, now);
  add (parts, sg_words_limit_name (limit));
  if (state == SG_LIMIT_RESET) {
    add (parts, g_strdup (_ ("reset, new value not yet known")));
  } else {
    add (parts, percent_spoken (limit));
    add (parts, countdown_spoken (limit, now));
    add (parts, g_strdup (sg_words_pace_spoken (&pace)));
  }
  if (state == SG_LIMIT_STALE)
    add (parts, g_strdup_printf (_ ("value %s old"), age));

  return sg_words_join (parts);
}
