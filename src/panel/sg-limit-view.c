/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-limit-view.h"

#include "sg-style.h"
#include "sg-words.h"

static void
init_pace (SgLimitView   *view,
           const SgLimit *limit,
           GDateTime     *now,
           GTimeZone     *zone)
{
  g_auto (SgPace) pace = { 0 };

  sg_pace_init (&pace, limit, now);
  if (!pace.known)
    return;

  view->elapsed_percent = pace.elapsed_percent;
  /* An old number compared with the present time would say a pace nobody has. */
  if (view->state == SG_LIMIT_STALE)
    return;

  view->pace = sg_words_pace (&pace);
  view->forecast = sg_words_forecast (limit, now, zone);
  view->plan = sg_words_plan (limit, now);
}

static char *
describe_window (const SgLimit *limit,
                 GDateTime     *now,
                 GTimeZone     *zone)
{
  g_autofree char *money = sg_words_limit_money (limit, now);
  g_autofree char *reset = sg_words_limit_reset (limit, now, zone);

  return money ? g_strjoin (" · ", money, reset, NULL) : g_steal_pointer (&reset);
}

/* A bar of what is left is the bar of what is used, seen from its other end. */
static double
turn (double percent)
{
  return percent >= 0.0 && sg_style_get ().remaining ? MAX (0.0, 100.0 - percent) : percent;
}

/**
 * sg_limit_view_init:
 * @view: (out): release with sg_limit_view_clear()
 * @zone: for times of the day
 *
 * Puts a limit as of @now into words. Pure.
 */
void
sg_limit_view_init (SgLimitView   *view,
                    const SgLimit *limit,
                    GDateTime     *now,
                    GTimeZone     *zone)
{
  *view = (SgLimitView) {
    .state = sg_limit_get_state (limit, now),
    .severity = sg_limit_get_severity (limit),
    .used_percent = sg_limit_get_likely_percent (limit),
    .elapsed_percent = -1.0,
    .name = sg_words_limit_name (limit),
    .percent = sg_words_limit_percent (limit, now),
    .reset = describe_window (limit, now, zone),
    .note = sg_words_limit_warning (limit, now, zone),
    .spoken = sg_words_limit_spoken (limit, now),
    .origin = sg_words_updated (limit->as_of, limit->origin, now),
  };

  if (view->state == SG_LIMIT_RESET)
    view->used_percent = -1.0;
  if (view->state == SG_LIMIT_STALE && view->note == NULL)
    view->note = sg_words_age (limit->as_of, now);

  init_pace (view, limit, now, zone);
  view->fill_percent = turn (view->used_percent);
  view->mark_percent = turn (view->elapsed_percent);
}

void
sg_limit_view_clear (SgLimitView *view)
{
  g_clear_pointer (&view->name, g_free);
  g_clear_pointer (&view->percent, g_free);
  g_clear_pointer (&view->reset, g_free);
  g_clear_pointer (&view->pace, g_free);
  g_clear_pointer (&view->forecast, g_free);
  g_clear_pointer (&view->plan, g_free);
  g_clear_pointer (&view->note, g_free);
  g_clear_pointer (&view->spoken, g_free);
  g_clear_pointer (&view->origin, g_free);
}

/**
 * sg_limit_state_icon_name:
 *
 * Returns: (nullable): a shape of its own for each state that has something to say
 */
const char *
sg_limit_state_icon_name (SgLimitState state)
{
  switch (state) {
  case SG_LIMIT_WARNING:
    return "dialog-warning-symbolic";
  case SG_LIMIT_CRITICAL:
    return "dialog-error-symbolic";
  case SG_LIMIT_FULL:
    return "action-unavailable-symbolic";
  case SG_LIMIT_STALE:
    return "document-open-recent-symbolic";
  case SG_LIMIT_NORMAL:
  case SG_LIMIT_RESET:
  default:
    return NULL;
  }
}
