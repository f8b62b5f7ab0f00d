/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-view.h"

#include "sg-error.h"
#include "sg-shown.h"
#include "sg-words.h"

static int
find_error (SgUsageModel *model)
{
  const SgSourceStatus *admin = sg_shown_find_admin (model);

  return admin ? admin->error_code : SG_SOURCE_NO_ERROR;
}

static void
init_balance (SgConsoleView   *view,
              const SgBalance *balance,
              GDateTime       *now,
              GTimeZone       *zone)
{
  view->balance = sg_cents_format (&balance->left);
  view->runway = sg_words_runway (balance, now, zone);
  view->typed = sg_words_balance_typed (balance, now, zone);
}

static void
init_bill (SgConsoleView   *view,
           const SgConsole *console,
           GDateTime       *now)
{
  view->is_stale = sg_console_is_stale (console, now);
  view->month = sg_cents_format (&console->month);
  view->passed_month = sg_words_passed_month (console, now);
  view->burn_rate = sg_words_burn_rate (console);
  view->projection = sg_words_projection (console);
  view->last_week = sg_words_last_week (console);
  view->average_day = sg_words_average_day (console, now);
  view->foot = sg_words_updated (console->as_of, console->origin, now);
}

/* A key that is missing is no trouble, but a hint. */
static void
init_hint (SgConsoleView *view,
           SgUsageModel  *model)
{
  int error_code = find_error (model);
  gboolean may_have_key = sg_shown_has_admin_key (model) || error_code == SG_ERROR_STORE_LOCKED ||
                          error_code == SG_ERROR_STORE_REFUSED;

  view->hint = sg_words_console_hint (may_have_key, error_code);
  if (may_have_key)
    view->trouble = sg_words_error (error_code);
  if (!may_have_key || error_code == SG_ERROR_KEY_REFUSED)
    view->hint_detail = sg_words_individual_account ();
}

/**
 * sg_console_view_init:
 * @view: (out): release with sg_console_view_clear()
 *
 * Puts what an organisation is billed and has left into words. Pure.
 */
void
sg_console_view_init (SgConsoleView *view,
                      SgUsageModel  *model,
                      GDateTime     *now,
                      GTimeZone     *zone)
{
  const SgBalance *balance = sg_usage_model_get_balance (model);
  const SgConsole *console = sg_usage_model_get_console (model);

  *view = (SgConsoleView) { .is_shown = sg_shown_of (model).console };
  if (!view->is_shown)
    return;

  if (balance != NULL)
    init_balance (view, balance, now, zone);
  if (console != NULL)
    init_bill (view, console, now);
  init_hint (view, model);
}

void
sg_console_view_clear (SgConsoleView *view)
{
  g_clear_pointer (&view->balance, g_free);
  g_clear_pointer (&view->runway, g_free);
  g_clear_pointer (&view->typed, g_free);
  g_clear_pointer (&view->month, g_free);
  g_clear_pointer (&view->passed_month, g_free);
  g_clear_pointer (&view->burn_rate, g_free);
  g_clear_pointer (&view->projection, g_free);
  g_clear_pointer (&view->last_week, g_free);
  g_clear_pointer (&view->average_day, g_free);
  g_clear_pointer (&view->foot, g_free);
}
