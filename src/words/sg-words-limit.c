/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sg-money.h"
#include "sg-style.h"
#include "sg-time.h"
#include "sg-words-private.h"

/* The server's names are short; one that is not must not push the panel apart. */
#define LONGEST_LABEL 60

static char *
tame_label (const char *label)
{
  GString *tame = g_string_new (NULL);
  guint n_chars = 0;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (n_chars++ == LONGEST_LABEL) {
      g_string_append (tame, "…");
      break;
    }
    g_string_append_unichar (tame, g_unichar_isprint (c) ? c : ' ');
  }

  return g_strstrip (g_string_free (tame, FALSE));
}

/* Whose money it is stands in the name: a bill is no estimate. */
static char *
name_budget (const SgLimit *limit)
{
  static const struct {
    const char *id;
    const char *name;
  } names[] = {
    { SG_BUDGET_WEEK, N_ ("Budget (estimate)") },
    { SG_BUDGET_DAY_BILLED, N_ ("Budget, day (organisation's bill)") },
    { SG_BUDGET_MONTH_BILLED, N_ ("Budget, month (organisation's bill)") },
    { SG_BUDGET_DAY_ESTIMATED, N_ ("Budget, day (this machine, list prices)") },
    { SG_BUDGET_MONTH_ESTIMATED, N_ ("Budget, month (this machine, list prices)") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (limit->id, names[i].id))
      return g_strdup (_ (names[i].name));
  }

  return g_strdup (_ ("Budget (estimate)"));
}

/**
 * sg_words_limit_name:
 *
 * Returns: (transfer full): `5-hour limit`, `Week, all models`, `Week, Fable`, else the server's label
 */
char *
sg_words_limit_name (const SgLimit *limit)
{
  const char *colon = strchr (limit->id, ':');
  g_autofree char *label = tame_label (limit->label ? limit->label : colon ? colon + 1 : limit->id);

  switch (limit->kind) {
  case SG_LIMIT_SESSION:
    return g_strdup (limit->origin == SG_ORIGIN_ESTIMATE ? _ ("5-hour limit (estimate)") : _ ("5-hour limit"));
  case SG_LIMIT_WEEKLY:
    return g_strdup (_ ("Week, all models"));
  case SG_LIMIT_SCOPED:
    /* Translators: the weekly limit of one model, whose name is %s */
    return g_strdup_printf (_ ("Week, %s"), label);
  case SG_LIMIT_BUDGET:
    return name_budget (limit);
  case SG_LIMIT_OTHER:
  default:
    return *label ? g_steal_pointer (&label) : g_strdup (_ ("Limit"));
  }
}

/**
 * sg_words_limit_name_of_id:
 * @id: of a limit of which nothing else is known
 *
 * Returns: (transfer full): what sg_words_limit_name() would say of it
 */
char *
sg_words_limit_name_of_id (const char *id)
{
  g_autoptr (GDateTime) unused = g_date_time_new_from_unix_utc (0);
  SgLimitKind kind = SG_LIMIT_OTHER;
  g_autoptr (SgLimit) limit = NULL;

  if (g_str_equal (id, "session"))
    kind = SG_LIMIT_SESSION;
  else if (g_str_equal (id, "weekly"))
    kind = SG_LIMIT_WEEKLY;
  else if (g_str_has_prefix (id, "weekly:"))
    kind = SG_LIMIT_SCOPED;
  else if (g_str_has_prefix (id, SG_BUDGET_WEEK))
    kind = SG_LIMIT_BUDGET;
  limit = sg_limit_new (id, kind, NULL, 0.0, NULL, SG_ORIGIN_UNKNOWN, unused);

  return sg_words_limit_name (limit);
}

static char *
percent_text (int      percent,
              gboolean is_about)
{
  return is_about
         /* Translators: about so many percent, by our own estimate; the space before % is a no-break space */
    ? g_strdup_printf (_ ("~%d %%"), percent)
         /* Translators: the space before % is a no-break space */
    : g_strdup_printf (_ ("%d %%"), percent);
}

/* What is used, or what is left where people want that. */
int
sg_words_percent_number (const SgLimit *limit)
{
  int used = sg_limit_has_moved (limit) ? (int) sg_limit_get_likely_percent (limit) : sg_limit_get_whole_percent (limit);

  return sg_style_get ().remaining ? MAX (0, 100 - used) : used;
}

char *
sg_words_percent (const SgLimit *limit)
{
  return percent_text (sg_words_percent_number (limit), sg_limit_has_moved (limit));
}

/* Takes @percent. */
static char *
say_left (char *percent)
{
  g_autofree char *owned = percent;

  /* Translators: “22 % left”: of a limit, not yet used */
  return sg_style_get ().remaining ? g_strdup_printf (_ ("%s left"), owned) : g_steal_pointer (&owned);
}

/**
 * sg_words_used_or_left:
 *
 * Returns: (transfer full): `83 %` used, or `17 % left` where people want that
 */
char *
sg_words_used_or_left (int used_percent)
{
  return say_left (percent_text (sg_style_get ().remaining ? MAX (0, 100 - used_percent) : used_percent, FALSE));
}

/**
 * sg_words_limit_used_percent:
 *
 * Returns: (transfer full): `78 %` used, whatever people want to read; `–` once the window is over and nothing newer is known
 */
char *
sg_words_limit_used_percent (const SgLimit *limit,
                             GDateTime     *now)
{
  if (sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return g_strdup ("–");

  return sg_limit_has_moved (limit) ? percent_text ((int) sg_limit_get_likely_percent (limit), TRUE)
                                    : percent_text (sg_limit_get_whole_percent (limit), FALSE);
}

/**
 * sg_words_limit_percent:
 *
 * Returns: (transfer full): `78 %` used, or `22 % left` where people want that; `–` once the window is over and
 *   nothing newer is known
 */
char *
sg_words_limit_percent (const SgLimit *limit,
                        GDateTime     *now)
{
  return sg_limit_get_state (limit, now) == SG_LIMIT_RESET ? g_strdup ("–") : say_left (sg_words_percent (limit));
}

/**
 * sg_words_limit_reset:
 *
 * Returns: (transfer full): `Resets in 2 h 14 min (14:50)`, `Not started`,
 *   `Reset time not known`, `Reset, new value not yet known`
 */
char *
sg_words_limit_reset (const SgLimit *limit,
                      GDateTime     *now,
                      GTimeZone     *zone)
{
  g_autofree char *left = NULL;
  g_autofree char *when = NULL;

  if (limit->resets_at == NULL)
    return g_strdup (limit->used_percent > 0.0 ? _ ("Reset time not known") : _ ("Not started"));
  if (sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return g_strdup (_ ("Reset, new value not yet known"));

  left = sg_words_duration (sg_time_seconds_between (now, limit->resets_at));
  when = sg_words_clock_time (limit->resets_at, now, zone);

  /* Translators: “Resets in 2 h 14 min (14:50)” */
  return g_strdup_printf (_ ("Resets in %s (%s)"), left, when);
}

/**
 * sg_words_limit_money:
 *
 * Returns: (transfer full) (nullable): of a budget `$24.10 of $25.00`; %NULL of all else, and once its time is over
 */
char *
sg_words_limit_money (const SgLimit *limit,
                      GDateTime     *now)
{
  g_autofree char *spent = sg_pico_usd_format (limit->spent_pico_usd);
  g_autofree char *budget = sg_pico_usd_format (limit->budget_pico_usd);

  if (limit->budget_pico_usd <= 0 || sg_limit_get_state (limit, now) == SG_LIMIT_RESET)
    return NULL;

  /* Translators: money spent and the most that may be spent: “$12.34 of $50.00” */
  return g_strdup_printf (_ ("%s of %s"), spent, budget);
}

static char *
limit_reached (const SgLimit *limit,
               GDateTime     *now,
               GTimeZone     *zone)
{
  g_autofree char *when = limit->resets_at ? sg_words_when (limit->resets_at, now, zone) : NULL;

  if (when == NULL)
    return g_strdup (_ ("Limit reached"));

  /* Translators: “Limit reached, resets at 14:50” */
  return g_strdup_printf (_ ("Limit reached, resets %s"), when);
}

static char *
last_known_value (const SgLimit *limit,
                  GDateTime     *now)
{
  g_autofree char *age = sg_words_span (sg_time_seconds_between (limit->as_of, now));

  /* Translators: “Last known value, 3 h old” */
  return g_strdup_printf (_ ("Last known value, %s old"), age);
}

/* By its number alone, whatever its age. */
const char *
sg_words_limit_nearness (const SgLimit *limit)
{
  SgLimitState severity = sg_limit_get_severity (limit);

  if (severity == SG_LIMIT_FULL)
    return _ ("Limit reached");

  return severity == SG_LIMIT_CRITICAL ? _ ("Near the limit") : _ ("Approaching the limit");
}

/**
 * sg_words_limit_warning:
 *
 * Returns: (transfer full) (nullable): what its colour says, in words; %NULL while all is well
 *   and in %SG_LIMIT_RESET, where sg_words_limit_reset() says it
 */
char *
sg_words_limit_warning (const SgLimit *limit,
                        GDateTime     *now,
                        GTimeZone     *zone)
{
  switch (sg_limit_get_state (limit, now)) {
  case SG_LIMIT_WARNING:
  case SG_LIMIT_CRITICAL:
    return g_strdup (sg_words_limit_nearness (limit));
  case SG_LIMIT_FULL:
    return limit_reached (limit, now, zone);
  case SG_LIMIT_STALE:
    return last_known_value (limit, now);
  case SG_LIMIT_NORMAL:
  case SG_LIMIT_RESET:
  default:
    return NULL;
  }
}
