/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bill for people: a table that fits the terminal, what it comes to, and how that was found. */

#include <glib/gi18n.h>

#include "sg-cli-bill.h"
#include "sg-cli-table.h"
#include "sg-model-name.h"
#include "sg-words.h"

static const char *
title_of (guint by)
{
  switch (by) {
  case SG_GROUP_BY_DAY:
    return _ ("Day (UTC)");
  case SG_DIMENSION_MODEL:
    return _ ("Model");
  case SG_DIMENSION_WORKSPACE:
    return _ ("Workspace");
  case SG_DIMENSION_API_KEY:
    return _ ("API key");
  case SG_DIMENSION_SERVICE_TIER:
    return _ ("Service tier");
  case SG_DIMENSION_COST_TYPE:
    return _ ("Kind of cost");
  case SG_DIMENSION_TOKEN_TYPE:
  default:
    return _ ("Kind of token");
  }
}

/* No name is the default one, or none at all, or one the server was not asked for or does not tell. */
static char *
name_nothing (const SgAdminBooks *books,
              guint               by)
{
  const SgAdminQuery query = sg_admin_books_get_query (books, SG_ADMIN_COST);

  if (!sg_admin_query_splits_by (&query, by))
    return g_strdup (_ ("not told"));
  if (by == SG_DIMENSION_WORKSPACE)
    return g_strdup (_ ("default workspace"));
  if (by == SG_DIMENSION_API_KEY)
    return g_strdup (_ ("Console playground"));

  return g_strdup ("–");
}

static char *
name_key (const SgAdminBooks *books,
          guint               by,
          const char         *key)
{
  if (key == NULL)
    return name_nothing (books, by);

  return by == SG_DIMENSION_MODEL ? sg_model_name_display (key) : g_strdup (key);
}

static void
end_row (SgCliTable   *table,
         SgCliRowStyle style,
         GPtrArray    *cells)
{
  g_ptr_array_add (cells, NULL);
  sg_cli_table_add_row (table, style, (char **) g_ptr_array_steal (cells, NULL));
}

static void
add_row (SgCliTable           *table,
         GPtrArray            *cells,
         const SgConsoleGroup *group)
{
  const gint64 counts[] = { group->uncached_input, group->output, group->cache_write, group->cache_read };

  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    g_ptr_array_add (cells, group->has_tokens ? sg_cli_format_number (counts[i]) : g_strdup ("–"));
  g_ptr_array_add (cells, sg_cents_format (&group->amount));
  end_row (table, SG_CLI_ROW_PLAIN, cells);
}

static char *
name_total (const SgCliBill *bill)
{
  g_autofree char *amount = sg_cents_format (&bill->groups->total.amount);

  if (!bill->knows_any)
    return g_strdup (_ ("not known"));

  return bill->knows_all ? g_steal_pointer (&amount) : g_strdup_printf (_ ("at least %s"), amount);
}

static char *
name_total_tokens (const SgCliBill *bill,
                   gint64           count)
{
  g_autofree char *number = sg_cli_format_number (count);

  if (!bill->knows_any || !bill->groups->total.has_tokens)
    return g_strdup ("–");

  return bill->knows_all_tokens ? g_steal_pointer (&number) : g_strconcat ("≥ ", number, NULL);
}

static void
add_total (SgCliTable      *table,
           GPtrArray       *cells,
           const SgCliBill *bill)
{
  const SgConsoleGroup *total = &bill->groups->total;
  const gint64 counts[] = { total->uncached_input, total->output, total->cache_write, total->cache_read };

  g_ptr_array_add (cells, g_strdup (_ ("Total")));
  for (guint k = 1; k < bill->groups->n_by; k++)
    g_ptr_array_add (cells, g_strdup (""));
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    g_ptr_array_add (cells, name_total_tokens (bill, counts[i]));
  g_ptr_array_add (cells, name_total (bill));
  end_row (table, SG_CLI_ROW_TOTAL, cells);
}

static void
print_table (const SgCliBillOptions *options,
             const SgCliBill        *bill)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();

  for (guint i = 0; i < options->n_by; i++)
    sg_cli_table_add_column (table, title_of (options->by[i]), SG_CLI_COLUMN_TEXT, i == 0 ? 0 : 1);
  sg_cli_table_add_column (table, _ ("Input"), SG_CLI_COLUMN_NUMBER, 3);
  sg_cli_table_add_column (table, _ ("Output"), SG_CLI_COLUMN_NUMBER, 4);
  sg_cli_table_add_column (table, _ ("Cache write"), SG_CLI_COLUMN_NUMBER, 6);
  sg_cli_table_add_column (table, _ ("Cache read"), SG_CLI_COLUMN_NUMBER, 5);
  sg_cli_table_add_column (table, _ ("Billed"), SG_CLI_COLUMN_NUMBER, 0);

  for (guint i = 0; i < bill->groups->groups->len; i++) {
    const SgConsoleGroup *group = g_ptr_array_index (bill->groups->groups, i);

    for (guint k = 0; k < options->n_by; k++)
      g_ptr_array_add (cells, name_key (bill->books, options->by[k], group->keys[k]));
    add_row (table, cells, group);
  }
  add_total (table, cells, bill);
  sg_cli_table_print (table);
}

static void
print_amount (const char    *name,
              const SgCents *cents,
              const char    *more)
{
  g_autofree char *amount = sg_cents_format (cents);
  g_autofree char *line = g_strdup_printf (_ ("%s: %s"), name, amount);

  g_print ("%s%s%s\n", line, *more ? _ (", ") : "", more);
}

static void
print_sums (const SgCliBill *bill)
{
  const SgConsole *console = bill->books->console;
  SgCents per_hour = sg_cents_scale (&console->burn_per_day, 1, 24);
  g_autofree char *tokens = console->tokens_7_days >= 0 ? sg_cli_format_number (console->tokens_7_days) : NULL;
  g_autofree char *of_tokens = tokens ? g_strdup_printf (_ ("%s tokens"), tokens) : g_strdup ("");

  print_amount (_ ("Today"), &console->today, "");
  print_amount (_ ("Month to date"), &console->month, "");
  print_amount (_ ("Last 7 days"), &console->last_7_days, of_tokens);
  if (console->n_days == 0)
    return;

  print_amount (_ ("Month's end, projected¹"), &console->projected_month, "");
  print_amount (_ ("Per hour¹"), &per_hour, "");
  print_amount (_ ("Average day of this month"), &console->average_day, "");
  if (console->peak_day_start != NULL) {
    g_autofree char *day = sg_cli_bill_date (g_date_time_to_unix (console->peak_day_start));

    print_amount (_ ("Peak day of this month"), &console->peak_day, day);
  }
}

static void
print_own (const SgCliBill *bill)
{
  SgCents own = sg_cents_from_pico_usd (bill->own_month_pico_usd);
  g_autofree char *amount = sg_cents_format (&own);

  if (bill->has_claude_code)
    print_amount (_ ("Claude Code of the whole organisation, month to date"), &bill->claude_code, "");
  g_print (_ ("Your own Claude Code, month to date: %s%s (estimate at list prices, this machine's transcripts)\n"),
           bill->n_own_unpriced > 0 ? "≥ " : "", amount);
}

static void
print_reconciliation (const SgReconciliation *reconciliation)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();
  g_autoptr (GPtrArray) reasons = sg_words_gap_reasons (reconciliation->gap);
  g_autofree char *sentence = sg_words_gap (reconciliation->gap);

  g_print ("\n%s\n", sentence);
  sg_cli_table_add_column (table, _ ("Model"), SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, _ ("Tokens here"), SG_CLI_COLUMN_NUMBER, 3);
  sg_cli_table_add_column (table, _ ("Tokens there"), SG_CLI_COLUMN_NUMBER, 2);
  sg_cli_table_add_column (table, _ ("Here"), SG_CLI_COLUMN_NUMBER, 0);
  sg_cli_table_add_column (table, _ ("Organisation"), SG_CLI_COLUMN_NUMBER, 0);
  for (guint i = 0; i < reconciliation->rows->len; i++) {
    const SgReconciliationRow *row = g_ptr_array_index (reconciliation->rows, i);
    char **cells = g_new0 (char *, 6);

    cells[0] = g_strdup (row->name);
    cells[1] = sg_cli_format_number (row->local_tokens);
    cells[2] = sg_cli_format_number (row->organization_tokens);
    cells[3] = row->is_priced ? sg_cents_format (&row->local) : g_strdup (_ ("price unknown"));
    cells[4] = row->is_priced ? sg_cents_format (&row->organization) : g_strdup (_ ("price unknown"));
    sg_cli_table_add_row (table, SG_CLI_ROW_PLAIN, cells);
  }
  sg_cli_table_print (table);
  if (reasons->len > 0)
    g_print ("%s\n", reconciliation->gap->is_over ? _ ("That may be because:") : _ ("That is within the threshold. It may be because:"));
  for (guint i = 0; i < reasons->len; i++)
    g_print ("  • %s\n", (const char *) g_ptr_array_index (reasons, i));
  g_print ("%s\n", _ ("Both sides at list prices; nothing was adjusted."));
}

/* Returns: (nullable): what is said where not all of the days are known */
char *
sg_cli_bill_name_first (const SgCliBillOptions *options,
                        const SgCliBill        *bill)
{
  g_autofree char *first = sg_cli_bill_date (bill->first);

  return bill->first > options->since ? g_strdup_printf (_ ("Only the days from %s on are known for sure.\n"), first) : NULL;
}

static void
print_notes (const SgCliBillOptions *options,
             const SgCliBill        *bill)
{
  const SgConsole *console = bill->books->console;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *age = sg_words_age (console->as_of, now);
  g_autofree char *first = sg_cli_bill_name_first (options, bill);

  g_print ("\n");
  if (console->anomaly != NULL) {
    g_autofree char *line = sg_words_anomaly (console->anomaly, console->as_of, zone);

    g_print ("⚠ %s\n", line);
  }
  if (first != NULL)
    g_print ("%s", first);
  if (console->n_days > 0) {
    g_autofree char *method = sg_words_projection_method (console->n_days);

    g_print ("¹ %s\n", method);
  }
  g_print (_ ("From Anthropic's Admin API, read %s. The priority tier is in no bill.\n"), age);
}

void
sg_cli_bill_print (const SgCliBillOptions *options,
                   const SgCliBill        *bill)
{
  if (bill->organization != NULL)
    g_print ("%s\n", bill->organization);
  print_table (options, bill);
  g_print ("\n");
  print_sums (bill);
  print_own (bill);
  if (options->reconcile && bill->books->reconciliation != NULL)
    print_reconciliation (bill->books->reconciliation);
  else if (options->reconcile)
    g_print ("\n%s\n", _ ("The organisation's last hours are not known: an Admin key is needed to read them."));
  print_notes (options, bill);
}
