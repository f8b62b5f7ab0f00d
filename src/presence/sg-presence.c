/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-presence.h"

#include <glib/gi18n-lib.h>

#include "sg-shown.h"
#include "sg-style.h"
#include "sg-words.h"

#define CRITICAL_DAYS 3
#define WARNING_DAYS 14
#define MAX_BADGE_DAYS 999

/**
 * sg_presence_subject_from_nick:
 * @nick: `session` or `tightest`, the values of the setting `badge`
 *
 * Returns: which limit to show; the 5-hour limit for a word not known
 */
SgPresenceSubject
sg_presence_subject_from_nick (const char *nick)
{
  return g_strcmp0 (nick, "tightest") == 0 ? SG_PRESENCE_TIGHTEST : SG_PRESENCE_SESSION;
}

/**
 * sg_presence_form_from_nick:
 * @nick: (nullable): `number`, `bars` or `symbolic`, the values of the setting `badge-style`
 *
 * Returns: a number for a word not known
 */
SgBadgeForm
sg_presence_form_from_nick (const char *nick)
{
  if (g_strcmp0 (nick, "bars") == 0)
    return SG_BADGE_BARS;

  return g_strcmp0 (nick, "symbolic") == 0 ? SG_BADGE_SYMBOL : SG_BADGE_NUMBER;
}

static const SgLimit *
find_session (GPtrArray *limits)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (limit->kind == SG_LIMIT_SESSION)
      return limit;
  }

  return NULL;
}

static const SgLimit *
find_limit (SgUsageModel     *model,
            SgPresenceSubject subject,
            GDateTime        *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  return subject == SG_PRESENCE_TIGHTEST ? sg_limits_find_tightest (limits, now) : find_session (limits);
}

static SgBadgeLevel
level_of (const SgLimit *limit)
{
  switch (sg_limit_get_severity (limit)) {
  case SG_LIMIT_WARNING:
    return SG_BADGE_WARNING;
  case SG_LIMIT_CRITICAL:
    return SG_BADGE_CRITICAL;
  case SG_LIMIT_FULL:
    return SG_BADGE_FULL;
  case SG_LIMIT_NORMAL:
  case SG_LIMIT_STALE:
  case SG_LIMIT_RESET:
  default:
    return SG_BADGE_NORMAL;
  }
}

/* Days, as long as credits last: no number of a badge could say more of an organisation. */
static void
set_runway (SgBadge         *badge,
            const SgBalance *balance,
            const SgConsole *console,
            GDateTime       *now)
{
  if (balance == NULL || !balance->is_live)
    return;

  if (sg_cents_compare (&balance->left, &SG_CENTS_ZERO) <= 0) {
    *badge = (SgBadge) { .text = "0d", .level = SG_BADGE_FULL };
  } else if (balance->has_runway && balance->runway_days <= MAX_BADGE_DAYS) {
    g_snprintf (badge->text, sizeof badge->text, balance->runway_days < 100 ? "%dd" : "%d", (int) balance->runway_days);
    badge->level = balance->runway_days < CRITICAL_DAYS ? SG_BADGE_CRITICAL
                   : balance->runway_days < WARNING_DAYS ? SG_BADGE_WARNING : SG_BADGE_NORMAL;
  }
  badge->dimmed = console != NULL && sg_console_is_stale (console, now);
}

static const SgLimit *
find_week (GPtrArray *limits)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);

    if (limit->kind == SG_LIMIT_WEEKLY)
      return limit;
  }

  return NULL;
}

static gboolean
has_number (const SgLimit *limit,
            GDateTime     *now)
{
  return limit != NULL && sg_limit_get_state (limit, now) != SG_LIMIT_RESET;
}

/* Past 100 the badge has no room, and nothing more to say. */
static int
percent_of (const SgLimit *limit)
{
  int used = MIN (sg_limit_get_whole_percent (limit), 100);

  return sg_style_get ().remaining ? 100 - used : used;
}

static void
add_bar (SgBadge       *badge,
         guint          place,
         const SgLimit *limit,
         GDateTime     *now)
{
  badge->bars[place] = SG_BADGE_NO_BAR;
  if (!has_number (limit, now))
    return;

  badge->bars[place] = percent_of (limit);
  badge->level = MAX (badge->level, level_of (limit));
  badge->dimmed = badge->dimmed || sg_limit_is_stale (limit, now);
}

static void
set_bars (SgBadge      *badge,
          SgUsageModel *model,
          GDateTime    *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);

  badge->form = SG_BADGE_BARS;
  add_bar (badge, 0, find_session (limits), now);
  add_bar (badge, 1, find_week (limits), now);
}

static void
set_limit (SgBadge       *badge,
           const SgLimit *limit,
           GDateTime     *now)
{
  g_snprintf (badge->text, sizeof badge->text, "%d", percent_of (limit));
  badge->bars[0] = MIN (sg_limit_get_whole_percent (limit), 100);
  badge->level = level_of (limit);
  badge->dimmed = sg_limit_is_stale (limit, now);
}

/**
 * sg_badge_of_model:
 * @form: what it looks like, where there is a choice
 * @badge: (out caller-allocates): how many days API credits last, `73d`, where an organisation comes first; `–` where there is no such limit or its window is over;
 *   an hourglass that says nothing while numbers are hidden
 *
 * An old number keeps its level and is dimmed.
 */
void
sg_badge_of_model (SgUsageModel     *model,
                   SgPresenceSubject subject,
                   SgBadgeForm       form,
                   GDateTime        *now,
                   SgBadge          *badge)
{
  const SgLimit *limit = find_limit (model, subject, now);

  *badge = (SgBadge) { .text = "–", .level = SG_BADGE_UNKNOWN, .bars = { SG_BADGE_NO_BAR, SG_BADGE_NO_BAR } };
  if (sg_style_get ().hidden) {
    badge->form = SG_BADGE_SYMBOL;
    return;
  }
  if (sg_shown_of (model).console_first) {
    set_runway (badge, sg_usage_model_get_balance (model), sg_usage_model_get_console (model), now);
    return;
  }
  if (form == SG_BADGE_BARS) {
    set_bars (badge, model, now);
    return;
  }

  badge->form = form;
  if (has_number (limit, now))
    set_limit (badge, limit, now);
}

/**
 * sg_presence_title:
 *
 * Returns: (transfer full): the badge in words, on one line, without markup:
 *   `5-hour limit: 78 % used, resets at 14:50`
 */
char *
sg_presence_title (SgUsageModel     *model,
                   SgPresenceSubject subject,
                   GDateTime        *now,
                   GTimeZone        *zone)
{
  const SgLimit *limit = find_limit (model, subject, now);
  g_autofree char *console = sg_shown_of (model).console_first
    ? sg_words_console_line (sg_usage_model_get_console (model), sg_usage_model_get_balance (model), now, zone) : NULL;

  if (sg_style_get ().hidden)
    return g_strdup (_ ("Claude usage: numbers are hidden"));
  if (console != NULL)
    return g_steal_pointer (&console);
  if (limit != NULL && sg_shown_of (model).code)
    return sg_words_limit_line (limit, now, zone);

  return g_strdup (sg_usage_model_is_loaded (model) ? _ ("Claude usage: no limit known")
                                                    : _ ("Claude usage: not known yet"));
}

/**
 * sg_presence_lines:
 *
 * Returns: (transfer full) (element-type utf8): a line for every limit, and one for the API; none while numbers are hidden
 */
GPtrArray *
sg_presence_lines (SgUsageModel *model,
                   GDateTime    *now,
                   GTimeZone    *zone)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *limits = sg_usage_model_get_limits (model);
  SgShown shown = sg_shown_of (model);
  char *console;

  if (sg_style_get ().hidden)
    return lines;

  for (guint i = 0; shown.code && limits != NULL && i < limits->len; i++)
    g_ptr_array_add (lines, sg_words_limit_line (g_ptr_array_index (limits, i), now, zone));
  console = shown.console
    ? sg_words_console_line (sg_usage_model_get_console (model), sg_usage_model_get_balance (model), now, zone) : NULL;
  if (console != NULL)
    g_ptr_array_add (lines, console);

  return lines;
}

static void
keep_earlier (GDateTime **earliest,
              GDateTime  *time,
              GDateTime  *now)
{
  if (time == NULL || g_date_time_compare (time, now) <= 0)
    return;
  if (*earliest != NULL && g_date_time_compare (*earliest, time) <= 0)
    return;

  g_clear_pointer (earliest, g_date_time_unref);
  *earliest = g_date_time_ref (time);
}

/**
 * sg_presence_changes_at:
 *
 * A window ends and a number grows old without anybody saying so.
 *
 * Returns: (transfer full) (nullable): when the badge may change by the clock alone,
 *   for the presenter's one timer
 */
GDateTime *
sg_presence_changes_at (SgUsageModel *model,
                        GDateTime    *now)
{
  GPtrArray *limits = sg_usage_model_get_limits (model);
  const SgConsole *console = sg_usage_model_get_console (model);
  g_autoptr (GDateTime) console_stale_at = console ? g_date_time_add_seconds (console->as_of, SG_CONSOLE_STALE_SECONDS + 1) : NULL;
  GDateTime *earliest = NULL;

  keep_earlier (&earliest, console_stale_at, now);

  for (guint i = 0; limits != NULL && i < limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (limits, i);
    g_autoptr (GDateTime) stale_at = g_date_time_add_seconds (limit->as_of, SG_LIMIT_STALE_SECONDS + 1);

    keep_earlier (&earliest, limit->resets_at, now);
    keep_earlier (&earliest, stale_at, now);
  }

  return earliest;
}
