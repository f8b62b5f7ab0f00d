/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The part of `sandglass status` about an organisation: its bill and its API credits. */

#include "sg-cli-console.h"

#include <glib/gi18n.h>

#include "sg-error.h"
#include "sg-shown.h"
#include "sg-words.h"

static void
print_balance (const SgBalance *balance,
               GDateTime       *now,
               GTimeZone       *zone,
               SgCliPrintRow    print_row)
{
  g_autofree char *left = sg_cents_format (&balance->left);
  g_autofree char *runway = sg_words_runway (balance, now, zone);
  g_autofree char *typed = sg_words_balance_typed (balance, now, zone);
  g_autofree char *rest = g_strjoin (runway ? " · " : "", runway ? runway : "", typed, NULL);

  print_row (_ ("API balance"), left, rest);
}

static void
print_models (const SgConsole *console,
              SgCliPrintRow    print_row)
{
  for (guint i = 0; i < console->models->len; i++) {
    const SgConsoleShare *share = g_ptr_array_index (console->models, i);
    g_autofree char *name = g_strconcat ("  ", share->name, NULL);
    g_autofree char *amount = sg_words_share (&share->amount, &console->month);

    print_row (name, amount, "");
  }
}

static void
print_line (char         *line,
            SgCliPrintRow print_row)
{
  if (line != NULL)
    print_row ("", line, "");
  g_free (line);
}

static void
print_bill (const SgConsole *console,
            GDateTime       *now,
            SgCliPrintRow    print_row)
{
  g_autofree char *today = sg_cents_format (&console->today);
  g_autofree char *passed_day = sg_words_passed_day (console, now);
  g_autofree char *passed_month = sg_words_passed_month (console, now);
  /* Translators: what the API had cost on a day that has passed, “20 Nov” */
  g_autofree char *of_day = passed_day ? g_strdup_printf (_ ("API on %s"), passed_day) : NULL;
  /* Translators: what the API had cost in a month that has passed, “October 2026” */
  g_autofree char *of_month = passed_month ? g_strdup_printf (_ ("API in %s"), passed_month) : NULL;
  g_autofree char *month = sg_cents_format (&console->month);
  g_autofree char *burn_rate = sg_words_burn_rate (console);
  g_autofree char *updated = sg_words_updated (console->as_of, console->origin, now);

  print_row (of_day ? of_day : _ ("API today"), today, updated);
  print_row (of_month ? of_month : _ ("API this month"), month, burn_rate ? burn_rate : "");
  print_models (console, print_row);
  print_line (sg_words_projection (console), print_row);
  print_line (sg_words_last_week (console), print_row);
  print_line (sg_words_average_day (console, now), print_row);
}

/* Without a key there is one thing to do, with one there may be a reason to say. */
static void
print_hint (SgUsageModel *model,
            SgCliPrintRow print_row)
{
  const SgSourceStatus *admin = sg_shown_find_admin (model);
  int error_code = admin ? admin->error_code : SG_SOURCE_NO_ERROR;
  gboolean has_key = sg_shown_has_admin_key (model);
  const char *trouble = has_key ? sg_words_error (error_code) : NULL;
  const char *hint = sg_words_console_hint (has_key, error_code);

  if (trouble != NULL)
    print_row (_ ("API credits"), trouble, "");
  if (hint != NULL)
    print_row (trouble ? "" : _ ("API credits"), hint, has_key ? "" : "(sandglass key set admin)");
  if (!has_key || error_code == SG_ERROR_KEY_REFUSED)
    print_row ("", sg_words_individual_account (), "");
}

/**
 * sg_cli_print_console:
 *
 * Prints what is known, and what to do where that is not all.
 */
void
sg_cli_print_console (SgUsageModel *model,
                      GDateTime    *now,
                      GTimeZone    *zone,
                      SgCliPrintRow print_row)
{
  const SgBalance *balance = sg_usage_model_get_balance (model);
  const SgConsole *console = sg_usage_model_get_console (model);

  if (balance != NULL)
    print_balance (balance, now, zone, print_row);
  if (console != NULL)
    print_bill (console, now, print_row);
  print_hint (model, print_row);
}
