/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-bill-settings.h"

/* A variable has no date: what it says holds from when it first said so. */
static gint64
find_time_of_variable (const char  *text,
                       SgStateFile *state,
                       GDateTime   *now)
{
  g_auto (GStrv) known = sg_state_file_get_strings (state, "balance", "variable");
  const char *const values[] = { text, NULL };

  if (known == NULL || g_strcmp0 (known[0], text) != 0) {
    sg_state_file_set_strings (state, "balance", "variable", values);
    sg_state_file_set_int (state, "balance", "seen-at", g_date_time_to_unix (now));
    /* Losing it only makes the balance look newer than it is. */
    sg_state_file_save (state, NULL);
  }

  return sg_state_file_get_int (state, "balance", "seen-at", g_date_time_to_unix (now));
}

static SgBalance *
dup_balance (GSettings   *settings,
             SgStateFile *state,
             GDateTime   *now)
{
  g_autofree char *typed = settings ? g_settings_get_string (settings, "api-balance") : g_strdup ("");
  const char *variable = g_getenv ("CLAUDE_API_BALANCE");
  const char *text = *typed != '\0' || variable == NULL ? typed : variable;
  g_autoptr (GDateTime) typed_at = NULL;
  g_autoptr (GError) error = NULL;
  SgCents cents;

  if (*text == '\0')
    return NULL;
  if (!sg_balance_parse_dollars (text, &cents, &error)) {
    g_message ("The balance of the API account: %s", error->message);
    return NULL;
  }

  typed_at = g_date_time_new_from_unix_utc (text == typed ? g_settings_get_int64 (settings, "api-balance-time")
                                                          : find_time_of_variable (text, state, now));

  return typed_at ? sg_balance_new (&cents, typed_at) : NULL;
}

/**
 * sg_bill_settings_apply_balance:
 * @settings: (nullable): %NULL leaves what `CLAUDE_API_BALANCE` says
 * @state: remembers since when that says so
 */
void
sg_bill_settings_apply_balance (GSettings     *settings,
                                SgAdminSource *admin,
                                SgStateFile   *state,
                                GDateTime     *now)
{
  g_autoptr (SgBalance) balance = dup_balance (settings, state, now);

  sg_admin_source_set_balance (admin, balance);
}

static SgCents
get_usd (GSettings  *settings,
         const char *key)
{
  SgCents dollars = SG_CENTS_ZERO;

  sg_cents_from_double (g_settings_get_double (settings, key), &dollars, NULL);

  return sg_cents_scale (&dollars, 100, 1);
}

/**
 * sg_bill_settings_apply_threshold:
 * @settings: (nullable): %NULL leaves the default
 */
void
sg_bill_settings_apply_threshold (GSettings     *settings,
                                  SgAdminSource *admin)
{
  const SgCents threshold = settings ? get_usd (settings, "reconcile-threshold-usd") : SG_CENTS_ZERO;

  if (settings != NULL)
    sg_admin_source_set_gap_threshold (admin, &threshold);
}

/**
 * sg_bill_settings_apply_budgets:
 * @settings: (nullable): %NULL leaves none
 */
void
sg_bill_settings_apply_budgets (GSettings *settings,
                                SgMonitor *monitor)
{
  SgBudgets budgets = { SG_CENTS_ZERO, SG_CENTS_ZERO };

  if (settings == NULL)
    return;

  budgets.day = get_usd (settings, "budget-day-usd");
  budgets.month = get_usd (settings, "budget-month-usd");
  sg_profiles_set_budgets (sg_monitor_get_profiles (monitor), &budgets);
}

/**
 * sg_bill_settings_apply_mode:
 * @settings: (nullable): %NULL leaves the default
 */
void
sg_bill_settings_apply_mode (GSettings *settings,
                             SgMonitor *monitor)
{
  g_autofree char *nick = settings ? g_settings_get_string (settings, "mode") : NULL;
  SgMode mode;

  if (nick != NULL && sg_mode_from_nick (nick, &mode))
    sg_profiles_set_mode (sg_monitor_get_profiles (monitor), mode);
}
