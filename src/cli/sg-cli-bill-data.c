/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bill for programs: JSON and CSV. Amounts are exact decimals of a dollar, as strings: a number would be a double. */

#include <string.h>

#include "sg-cli-bill.h"
#include "sg-cli-json.h"
#include "sg-words.h"

char *
sg_cli_bill_date (gint64 day)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (day);

  return g_date_time_format (time, "%Y-%m-%d");
}

static void
add_usd (SgCliJson     *json,
         const char    *key,
         const SgCents *cents)
{
  g_autofree char *text = sg_cents_to_dollars_text (cents);

  sg_cli_json_add_string (json, key, text);
}

static void
add_time (SgCliJson  *json,
          const char *key,
          GDateTime  *time)
{
  g_autofree char *text = g_date_time_format_iso8601 (time);

  sg_cli_json_add_string (json, key, text);
}

static void
add_figures (SgCliJson            *json,
             const SgConsoleGroup *group)
{
  add_usd (json, "amountUsd", &group->amount);
  if (!group->has_tokens)
    return;
  sg_cli_json_add_int (json, "uncachedInputTokens", group->uncached_input);
  sg_cli_json_add_int (json, "outputTokens", group->output);
  sg_cli_json_add_int (json, "cacheCreationTokens", group->cache_write);
  sg_cli_json_add_int (json, "cacheReadTokens", group->cache_read);
  sg_cli_json_add_int (json, "webSearches", group->web_searches);
}

static void
add_rows (SgCliJson             *json,
          const SgConsoleGroups *groups)
{
  sg_cli_json_open (json, "rows", '[');
  for (guint i = 0; i < groups->groups->len; i++) {
    const SgConsoleGroup *group = g_ptr_array_index (groups->groups, i);

    sg_cli_json_open (json, NULL, '{');
    for (guint k = 0; k < groups->n_by; k++) {
      if (group->keys[k] != NULL)
        sg_cli_json_add_string (json, sg_cli_bill_name_key (groups->by[k]), group->keys[k]);
      else
        sg_cli_json_add_null (json, sg_cli_bill_name_key (groups->by[k]));
    }
    add_figures (json, group);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_close (json, ']');
}

static void
add_summary (SgCliJson       *json,
             const SgConsole *console)
{
  SgCents per_hour = sg_cents_scale (&console->burn_per_day, 1, 24);

  sg_cli_json_open (json, "summary", '{');
  add_usd (json, "todayUsd", &console->today);
  add_usd (json, "monthToDateUsd", &console->month);
  add_usd (json, "last7DaysUsd", &console->last_7_days);
  if (console->tokens_7_days >= 0)
    sg_cli_json_add_int (json, "last7DaysTokens", console->tokens_7_days);
  sg_cli_json_add_int (json, "wholeDays", console->n_days);
  if (console->n_days > 0) {
    g_autofree char *method = sg_words_projection_method (console->n_days);

    add_usd (json, "projectedMonthUsd", &console->projected_month);
    add_usd (json, "perDayUsd", &console->burn_per_day);
    add_usd (json, "perHourUsd", &per_hour);
    add_usd (json, "averageDayUsd", &console->average_day);
    if (console->peak_day_start != NULL) {
      g_autofree char *day = sg_cli_bill_date (g_date_time_to_unix (console->peak_day_start));

      add_usd (json, "peakDayUsd", &console->peak_day);
      sg_cli_json_add_string (json, "peakDay", day);
    }
    sg_cli_json_add_string (json, "method", method);
  }
  sg_cli_json_close (json, '}');
}

static void
add_own (SgCliJson       *json,
         const SgCliBill *bill)
{
  SgCents month = sg_cents_from_pico_usd (bill->own_month_pico_usd);

  if (bill->has_claude_code) {
    sg_cli_json_open (json, "organizationClaudeCode", '{');
    add_usd (json, "monthToDateUsd", &bill->claude_code);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_open (json, "ownClaudeCode", '{');
  add_usd (json, "monthToDateUsd", &month);
  sg_cli_json_add_int (json, "unpricedRequests", bill->n_own_unpriced);
  sg_cli_json_add_string (json, "basis", "estimate at list prices, this machine's transcripts");
  sg_cli_json_close (json, '}');
}

static void
add_reconciliation (SgCliJson              *json,
                    const SgReconciliation *reconciliation)
{
  const SgUsageGap *gap = reconciliation->gap;
  g_autoptr (GPtrArray) reasons = sg_words_gap_reasons (gap);

  sg_cli_json_open (json, "reconciliation", '{');
  add_time (json, "from", gap->from);
  add_time (json, "until", gap->until);
  add_usd (json, "localUsd", &gap->local);
  add_usd (json, "organizationUsd", &gap->organization);
  add_usd (json, "gapUsd", &gap->gap);
  sg_cli_json_add_boolean (json, "isOverThreshold", gap->is_over);
  sg_cli_json_open (json, "reasons", '[');
  for (guint i = 0; i < reasons->len; i++)
    sg_cli_json_add_string (json, NULL, g_ptr_array_index (reasons, i));
  sg_cli_json_close (json, ']');
  sg_cli_json_open (json, "models", '[');
  for (guint i = 0; i < reconciliation->rows->len; i++) {
    const SgReconciliationRow *row = g_ptr_array_index (reconciliation->rows, i);

    sg_cli_json_open (json, NULL, '{');
    sg_cli_json_add_string (json, "model", row->name);
    sg_cli_json_add_boolean (json, "isPriced", row->is_priced);
    sg_cli_json_add_int (json, "localTokens", row->local_tokens);
    sg_cli_json_add_int (json, "organizationTokens", row->organization_tokens);
    add_usd (json, "localUsd", &row->local);
    add_usd (json, "organizationUsd", &row->organization);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_close (json, ']');
  sg_cli_json_close (json, '}');
}

static void
add_anomaly (SgCliJson       *json,
             const SgAnomaly *anomaly)
{
  sg_cli_json_open (json, "anomaly", '{');
  add_time (json, "start", anomaly->start);
  sg_cli_json_add_boolean (json, "isHour", anomaly->is_hour);
  add_usd (json, "amountUsd", &anomaly->amount);
  add_usd (json, "usualUsd", &anomaly->usual);
  sg_cli_json_add_int (json, "days", anomaly->n_days);
  sg_cli_json_close (json, '}');
}

static void
add_totals (SgCliJson       *json,
            const SgCliBill *bill)
{
  gboolean knows_all = bill->knows_all && (bill->knows_all_tokens || !bill->groups->total.has_tokens);

  sg_cli_json_open (json, "totals", '{');
  if (bill->knows_any)
    add_figures (json, &bill->groups->total);
  else
    sg_cli_json_add_null (json, "amountUsd");
  sg_cli_json_add_boolean (json, "isLowerBound", bill->knows_any && !knows_all);
  sg_cli_json_close (json, '}');
}

void
sg_cli_bill_print_json (const SgCliBillOptions *options,
                        const SgCliBill        *bill)
{
  const SgConsole *console = bill->books->console;
  g_autofree char *since = sg_cli_bill_date (options->since);
  g_autofree char *until = sg_cli_bill_date (options->until - 1);
  g_autofree char *first = sg_cli_bill_date (bill->first);
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  if (bill->organization != NULL)
    sg_cli_json_add_string (&json, "organization", bill->organization);
  else
    sg_cli_json_add_null (&json, "organization");
  add_time (&json, "asOf", console->as_of);
  sg_cli_json_add_string (&json, "since", since);
  sg_cli_json_add_string (&json, "until", until);
  sg_cli_json_add_string (&json, "knownSince", first);
  sg_cli_json_open (&json, "groupBy", '[');
  for (guint i = 0; i < options->n_by; i++)
    sg_cli_json_add_string (&json, NULL, sg_cli_bill_name_key (options->by[i]));
  sg_cli_json_close (&json, ']');
  add_rows (&json, bill->groups);
  add_totals (&json, bill);
  add_summary (&json, console);
  add_own (&json, bill);
  if (bill->books->reconciliation != NULL)
    add_reconciliation (&json, bill->books->reconciliation);
  if (console->anomaly != NULL)
    add_anomaly (&json, console->anomaly);
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}

/* RFC 4180; and a name that a spreadsheet would take for a formula is none. */
static void
append_cell (GString    *line,
             const char *text)
{
  const char *formula = text != NULL && strchr ("=+-@\t\r", *text) && *text != '\0' ? "'" : "";
  g_auto (GStrv) parts = g_strsplit (text ? text : "", "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  if (text != NULL)
    g_string_append_printf (line, "\"%s%s\"", formula, escaped);
}

static void
append_figures (GString              *line,
                const SgConsoleGroup *group)
{
  const gint64 counts[] = { group->uncached_input, group->output, group->cache_write, group->cache_read, group->web_searches };
  g_autofree char *amount = sg_cents_to_dollars_text (&group->amount);

  g_string_append_printf (line, ",%s", amount);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++) {
    if (group->has_tokens)
      g_string_append_printf (line, ",%" G_GINT64_FORMAT, counts[i]);
    else
      g_string_append_c (line, ',');
  }
}

void
sg_cli_bill_print_csv (const SgCliBillOptions *options,
                       const SgCliBill        *bill)
{
  const SgConsoleGroups *groups = bill->groups;
  g_autoptr (GString) head = g_string_new (NULL);

  for (guint i = 0; i < groups->n_by; i++)
    g_string_append_printf (head, "%s,", sg_cli_bill_name_key (groups->by[i]));
  g_print ("%samountUsd,uncachedInputTokens,outputTokens,cacheCreationTokens,cacheReadTokens,webSearches\r\n", head->str);

  for (guint i = 0; i < groups->groups->len; i++) {
    const SgConsoleGroup *group = g_ptr_array_index (groups->groups, i);
    g_autoptr (GString) line = g_string_new (NULL);

    for (guint k = 0; k < groups->n_by; k++) {
      if (k > 0)
        g_string_append_c (line, ',');
      append_cell (line, group->keys[k]);
    }
    append_figures (line, group);
    g_print ("%s\r\n", line->str);
  }
}
