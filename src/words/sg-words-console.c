/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an organisation is billed, and what is left of its credits, in words. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sg-number.h"
#include "sg-words-private.h"

#define HOURS_PER_DAY 24
/* An estimate of some dollars has no cents. */
#define CENTS_OF_AN_ESTIMATE G_GINT64_CONSTANT (1000)

/**
 * sg_words_runway:
 *
 * Returns: (transfer full) (nullable): `lasts ~73 days (2 Feb)`, or what else is to be said of
 *   how long it lasts; %NULL when that is not known
 */
char *
sg_words_runway (const SgBalance *balance,
                 GDateTime       *now,
                 GTimeZone       *zone)
{
  g_autofree char *date = balance->ends_at ? sg_words_day (balance->ends_at, now, zone) : NULL;
  int n_days = (int) MIN (balance->runway_days, G_MAXINT);

  if (balance->is_live && sg_cents_compare (&balance->left, &SG_CENTS_ZERO) <= 0)
    return g_strdup (_ ("used up, or filled up since"));
  if (!balance->has_runway)
    return NULL;
  if (n_days == 0)
    return g_strdup (_ ("lasts less than a day"));
  if (date == NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "lasts ~%d day", "lasts ~%d days", n_days), n_days);

  /* Translators: how long money lasts, and the day it is used up: “lasts ~73 days (2 Feb)” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "lasts ~%d day (%s)", "lasts ~%d days (%s)", n_days), n_days, date);
}

/**
 * sg_words_balance_typed:
 *
 * Returns: (transfer full): since when the balance is known, and what has become of it since
 */
char *
sg_words_balance_typed (const SgBalance *balance,
                        GDateTime       *now,
                        GTimeZone       *zone)
{
  g_autofree char *date = sg_words_day (balance->typed_at, now, zone);

  if (balance->is_live)
    /* Translators: of a balance; %s is a day, “21 Nov” */
    return g_strdup_printf (_ ("Typed in %s; what was billed since is taken off"), date);

  /* Translators: of a balance; %s is a day, “21 Nov” */
  return g_strdup_printf (_ ("Typed in %s; what was spent since is not known"), date);
}

/**
 * sg_words_burn_rate:
 *
 * Returns: (transfer full) (nullable): `burn rate $1.74/day`; %NULL while no whole day is known
 */
char *
sg_words_burn_rate (const SgConsole *console)
{
  g_autofree char *amount = sg_cents_format (&console->burn_per_day);

  /* Translators: %s is an amount of money */
  return console->n_days > 0 ? g_strdup_printf (_ ("burn rate %s/day"), amount) : NULL;
}

static char *
format_estimate (const SgCents *cents)
{
  SgCents dollars = { (cents->whole + 50) / 100 * 100, 0 };
  g_autofree char *text = NULL;

  if (cents->whole < CENTS_OF_AN_ESTIMATE)
    return sg_cents_format (cents);

  text = sg_cents_format (&dollars);

  return g_strndup (text, strlen (text) - strlen (".00"));
}

/**
 * sg_words_projection:
 *
 * Returns: (transfer full) (nullable): `about $239 by the end of the month · $0.07 per hour`
 */
char *
sg_words_projection (const SgConsole *console)
{
  SgCents hour = sg_cents_scale (&console->burn_per_day, 1, HOURS_PER_DAY);
  g_autofree char *per_hour = sg_cents_format (&hour);
  g_autofree char *sum = format_estimate (&console->projected_month);

  if (console->n_days == 0)
    return NULL;

  /* Translators: two amounts of money: what a month will come to, and what an hour costs */
  return g_strdup_printf (_ ("About %s by the end of the month · %s per hour"), sum, per_hour);
}

/**
 * sg_words_share:
 * @whole: what the share is of; above 0 for there to be a percentage
 *
 * Returns: (transfer full): `$28.40 (54 %)`
 */
char *
sg_words_share (const SgCents *part,
                const SgCents *whole)
{
  g_autofree char *amount = sg_cents_format (part);
  double percent = sg_cents_to_double (whole) > 0 ? 100.0 * sg_cents_to_double (part) / sg_cents_to_double (whole) : -1.0;

  if (percent < 0.0)
    return g_steal_pointer (&amount);
  if (percent > 0.0 && percent < 1.0)
    /* Translators: an amount of money and its share; the space before the % is a no-break space */
    return g_strdup_printf (_ ("%s (<1 %%)"), amount);

  /* Translators: an amount of money and its share: “$28.40 (54 %)”; the space before the % is a no-break space */
  return g_strdup_printf (_ ("%s (%d %%)"), amount, (int) (percent + 0.5));
}

/**
 * sg_words_last_week:
 *
 * Returns: (transfer full): `Last 7 days $12.18, 31,624,000 tokens`
 */
char *
sg_words_last_week (const SgConsole *console)
{
  g_autofree char *amount = sg_cents_format (&console->last_7_days);
  g_autofree char *tokens = NULL;

  if (console->tokens_7_days < 0)
    /* Translators: %s is an amount of money */
    return g_strdup_printf (_ ("Last 7 days %s"), amount);

  tokens = sg_number_format (console->tokens_7_days);

  /* Translators: an amount of money and a number of tokens */
  return g_strdup_printf (_ ("Last 7 days %s, %s tokens"), amount, tokens);
}

/**
 * sg_words_average_day:
 *
 * Returns: (transfer full) (nullable): `Average day $1.87, dearest $9.12 (18 Nov)`; %NULL
 *   before the month has a whole day
 */
char *
sg_words_average_day (const SgConsole *console,
                      GDateTime       *now)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *average = sg_cents_format (&console->average_day);
  g_autofree char *peak = sg_cents_format (&console->peak_day);
  g_autofree char *date = console->peak_day_start ? sg_words_day (console->peak_day_start, now, utc) : NULL;

  if (console->n_days == 0 || date == NULL)
    return NULL;

  /* Translators: two amounts of money, and the day of the second: “Average day $1.87, dearest $9.12 (18 Nov)” */
  return g_strdup_printf (_ ("Average day %s, dearest %s (%s)"), average, peak, date);
}

static char *
format_passed (const SgConsole *console,
               GDateTime       *now,
               const char      *sameness,
               const char      *format)
{
  g_autoptr (GDateTime) then = g_date_time_to_utc (console->as_of);
  g_autoptr (GDateTime) present = g_date_time_to_utc (now);
  g_autofree char *then_is = g_date_time_format (then, sameness);
  g_autofree char *present_is = g_date_time_format (present, sameness);

  return g_str_equal (then_is, present_is) ? NULL : g_date_time_format (then, format);
}

/**
 * sg_words_passed_day:
 *
 * Returns: (transfer full) (nullable): which day @console has for today, `20 Nov`; %NULL while it still is
 */
char *
sg_words_passed_day (const SgConsole *console,
                     GDateTime       *now)
{
  return format_passed (console, now, "%Y-%j", C_ ("day", "%-d %b"));
}

/**
 * sg_words_passed_month:
 *
 * Returns: (transfer full) (nullable): which month @console has for this one, `October 2026`; %NULL while it still is
 */
char *
sg_words_passed_month (const SgConsole *console,
                       GDateTime       *now)
{
  /* Translators: a month, for g_date_time_format() */
  return format_passed (console, now, "%Y-%m", C_ ("month", "%B %Y"));
}

/**
 * sg_words_console_line:
 * @console: (nullable):
 * @balance: (nullable):
 *
 * Returns: (transfer full) (nullable): the tray's one line: `API: today $0.96, $127.45 left, lasts ~73 days (2 Feb)`
 */
char *
sg_words_console_line (const SgConsole *console,
                       const SgBalance *balance,
                       GDateTime       *now,
                       GTimeZone       *zone)
{
  g_autofree char *today = console ? sg_cents_format (&console->today) : NULL;
  g_autofree char *day = console ? sg_words_passed_day (console, now) : NULL;
  g_autofree char *left = balance ? sg_cents_format (&balance->left) : NULL;
  g_autofree char *runway = balance ? sg_words_runway (balance, now, zone) : NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (day != NULL)
    /* Translators: what the API had cost on a day, “20 Nov”, when that was asked for last */
    g_ptr_array_add (parts, g_strdup_printf (_ ("API: %s on %s"), today, day));
  else if (today != NULL)
    /* Translators: what the API has cost today */
    g_ptr_array_add (parts, g_strdup_printf (_ ("API: today %s"), today));
  if (left != NULL)
    /* Translators: what is left of API credits, after “API: today $0.96” or by itself */
    g_ptr_array_add (parts, g_strdup_printf (today ? _ ("%s left") : _ ("API: %s left"), left));
  if (runway != NULL)
    g_ptr_array_add (parts, g_steal_pointer (&runway));

  return parts->len > 0 ? sg_words_join (parts) : NULL;
}

/**
 * sg_words_console_hint:
 * @has_key: whether an Admin key was found anywhere
 * @error_code: what its source met, or %SG_SOURCE_NO_ERROR
 *
 * Returns: (transfer none) (nullable): what there is to do for live numbers; %NULL where nothing is
 */
const char *
sg_words_console_hint (gboolean has_key,
                       int      error_code)
{
  if (!has_key)
    return _ ("Add an Admin API key for live data");

  return sg_words_next_step (error_code);
}

/**
 * sg_words_individual_account:
 *
 * Returns: (transfer none): what who has no organisation should know
 */
const char *
sg_words_individual_account (void)
{
  return _ ("Only organizations have Admin API keys. With an individual account, type the balance in; everything else works.");
}
