/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-team.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sg-cli-json.h"
#include "sg-cli-table.h"
#include "sg-model-name.h"
#include "sg-report-calendar.h"
#include "sg-time.h"
#include "sg-words.h"

#define NOTHING "–"

static SgCents
cost_of (const SgTeamRecord *record)
{
  SgCents cost = SG_CENTS_ZERO;

  sg_team_record_get_cost (record, &cost);

  return cost;
}

static char *
name_percent (gint64 accepted,
              gint64 rejected)
{
  double percent;

  if (!sg_team_accepted_percent (accepted, rejected, &percent))
    return g_strdup (NOTHING);

  /* TRANSLATORS: a percentage */
  return g_strdup_printf (_ ("%.0f %%"), percent);
}

static char *
name_tokens_per (const SgTeamRecord *record,
                 gint64              count)
{
  gint64 each;

  return sg_team_tokens_per (sg_team_record_get_tokens (record), count, &each) ? sg_cli_format_number (each) : g_strdup (NOTHING);
}

/* Takes the cells, which end with %NULL. */
static void
add_row (SgCliTable   *table,
         SgCliRowStyle style,
         char         *first,
         ...)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  va_list more;

  va_start (more, first);
  for (char *cell = first; cell != NULL; cell = va_arg (more, char *))
    g_ptr_array_add (cells, cell);
  va_end (more);
  g_ptr_array_add (cells, NULL);

  sg_cli_table_add_row (table, style, (char **) g_ptr_array_steal (cells, NULL));
}

static void
add_person (SgCliTable         *table,
            SgCliRowStyle       style,
            const char         *name,
            const SgTeamRecord *record)
{
  SgCents cost = cost_of (record);

  add_row (table, style, record->is_key ? g_strdup_printf (_ ("%s (key)"), name) : g_strdup (name), sg_cents_format (&cost),
           sg_cli_format_number (record->sessions), sg_cli_format_number (record->commits),
           sg_cli_format_number (record->pull_requests), sg_cli_format_number (record->lines_added),
           sg_cli_format_number (record->lines_removed), name_percent (record->accepted, record->rejected),
           name_tokens_per (record, record->sessions), name_tokens_per (record, record->commits), NULL);
}

static void
print_people (SgTeamSums *sums,
              guint       n_people)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();
  g_autofree char *all = g_strdup_printf (ngettext ("%u person", "%u people", sums->people->len), sums->people->len);

  sg_cli_table_add_column (table, _ ("Person"), SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, _ ("Cost"), SG_CLI_COLUMN_NUMBER, 0);
  sg_cli_table_add_column (table, _ ("Sessions"), SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, _ ("Commits"), SG_CLI_COLUMN_NUMBER, 2);
  sg_cli_table_add_column (table, _ ("Pull requests"), SG_CLI_COLUMN_NUMBER, 6);
  sg_cli_table_add_column (table, _ ("Lines +"), SG_CLI_COLUMN_NUMBER, 4);
  sg_cli_table_add_column (table, _ ("Lines −"), SG_CLI_COLUMN_NUMBER, 5);
  sg_cli_table_add_column (table, _ ("Accepted"), SG_CLI_COLUMN_NUMBER, 3);
  sg_cli_table_add_column (table, _ ("Tokens/session"), SG_CLI_COLUMN_NUMBER, 7);
  sg_cli_table_add_column (table, _ ("Tokens/commit"), SG_CLI_COLUMN_NUMBER, 8);
  for (guint i = 0; i < n_people; i++) {
    const SgTeamRecord *person = g_ptr_array_index (sums->people, i);

    add_person (table, SG_CLI_ROW_PLAIN, person->name, person);
  }
  add_person (table, SG_CLI_ROW_TOTAL, all, sums->totals);
  sg_cli_table_print (table);
}

static void
print_models (SgTeamSums *sums)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();

  sg_cli_table_add_column (table, _ ("Model"), SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, _ ("Cost"), SG_CLI_COLUMN_NUMBER, 0);
  sg_cli_table_add_column (table, _ ("All tokens"), SG_CLI_COLUMN_NUMBER, 1);
  for (guint i = 0; i < sums->totals->models->len; i++) {
    const SgTeamModel *model = g_ptr_array_index (sums->totals->models, i);

    add_row (table, SG_CLI_ROW_PLAIN, sg_model_name_display (model->name), sg_cents_format (&model->cost),
             sg_cli_format_number (sg_team_model_get_tokens (model)), NULL);
  }
  sg_cli_table_print (table);
}

/* `notebook_edit_tool` is called Notebook edit. */
static char *
name_tool (const char *name)
{
  g_autofree char *spaced = g_strdelimit (g_strdup (name), "_", ' ');

  if (g_str_has_suffix (spaced, " tool"))
    spaced[strlen (spaced) - strlen (" tool")] = '\0';
  *spaced = g_ascii_toupper (*spaced);

  return g_steal_pointer (&spaced);
}

static void
print_tools (SgTeamSums *sums)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();

  sg_cli_table_add_column (table, _ ("Tool"), SG_CLI_COLUMN_TEXT, 0);
  sg_cli_table_add_column (table, _ ("Accepted"), SG_CLI_COLUMN_NUMBER, 0);
  sg_cli_table_add_column (table, _ ("Rejected"), SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, _ ("Share"), SG_CLI_COLUMN_NUMBER, 0);
  for (guint i = 0; i < sums->totals->tools->len; i++) {
    const SgTeamTool *tool = g_ptr_array_index (sums->totals->tools, i);

    add_row (table, SG_CLI_ROW_PLAIN, name_tool (tool->name), sg_cli_format_number (tool->accepted),
             sg_cli_format_number (tool->rejected), name_percent (tool->accepted, tool->rejected), NULL);
  }
  sg_cli_table_print (table);
}

static void
print_tables (const SgCliTeamOptions *options,
              SgTeamSums             *sums,
              const SgLedgerTeamDays *days,
              guint                   n_people)
{
  g_autofree char *first = sg_report_day_format (options->from / SG_DAY_SECONDS);
  g_autofree char *last = sg_report_day_format (options->until / SG_DAY_SECONDS - 1);
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (days->read_at);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *age = sg_words_age (as_of, now);
  guint n_days = sg_cli_team_options_get_n_days (options);

  /* TRANSLATORS: the first and the last day */
  g_print (_ ("Claude Code, %s – %s (UTC). Costs are the server's estimate.\n"), first, last);
  g_print (_ ("read %s"), age);
  g_print ("\n");
  if (days->n_read < n_days)
    g_print (_ ("Only %u of %u days are known.\n"), days->n_read, n_days);
  if (days->n_unreadable > 0)
    g_print (_ ("Records that could not be read and are left out: %d\n"), (int) MIN (days->n_unreadable, G_MAXINT));
  g_print ("\n");
  print_people (sums, n_people);
  if (n_people < sums->people->len)
    g_print (_ ("%u more are in the sums; --limit 0 lists everyone.\n"), sums->people->len - n_people);
  if (sums->totals->models->len > 0) {
    g_print ("\n");
    print_models (sums);
  }
  if (sums->totals->tools->len > 0) {
    g_print ("\n");
    print_tools (sums);
  }
}

/* Cents as a text: a double does not hold all of them. */
static void
add_cents (SgCliJson     *json,
           const SgCents *cost)
{
  g_autofree char *text = sg_cents_to_text (cost);

  sg_cli_json_add_string (json, "costCents", text);
}

static void
add_models (SgCliJson          *json,
            const SgTeamRecord *record)
{
  sg_cli_json_open (json, "models", '[');
  for (guint i = 0; i < record->models->len; i++) {
    const SgTeamModel *model = g_ptr_array_index (record->models, i);

    sg_cli_json_open (json, NULL, '{');
    sg_cli_json_add_int (json, "cacheCreationTokens", model->cache_write);
    sg_cli_json_add_int (json, "cacheReadTokens", model->cache_read);
    add_cents (json, &model->cost);
    sg_cli_json_add_int (json, "inputTokens", model->input);
    sg_cli_json_add_string (json, "modelName", model->name);
    sg_cli_json_add_int (json, "outputTokens", model->output);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_close (json, ']');
}

static void
add_percent (SgCliJson *json,
             gint64     accepted,
             gint64     rejected)
{
  double percent;

  if (sg_team_accepted_percent (accepted, rejected, &percent))
    sg_cli_json_add_double (json, "acceptedPercent", percent);
  else
    sg_cli_json_add_null (json, "acceptedPercent");
}

static void
add_tokens_per (SgCliJson          *json,
                const char         *key,
                const SgTeamRecord *record,
                gint64              count)
{
  gint64 each;

  if (sg_team_tokens_per (sg_team_record_get_tokens (record), count, &each))
    sg_cli_json_add_int (json, key, each);
  else
    sg_cli_json_add_null (json, key);
}

static void
add_figures (SgCliJson          *json,
             const SgTeamRecord *record)
{
  SgCents cost = cost_of (record);

  sg_cli_json_add_int (json, "accepted", record->accepted);
  add_percent (json, record->accepted, record->rejected);
  sg_cli_json_add_int (json, "commits", record->commits);
  add_cents (json, &cost);
  sg_cli_json_add_int (json, "linesAdded", record->lines_added);
  sg_cli_json_add_int (json, "linesRemoved", record->lines_removed);
  add_models (json, record);
  sg_cli_json_add_int (json, "pullRequests", record->pull_requests);
  sg_cli_json_add_int (json, "rejected", record->rejected);
  sg_cli_json_add_int (json, "sessions", record->sessions);
  sg_cli_json_add_int (json, "tokens", sg_team_record_get_tokens (record));
  add_tokens_per (json, "tokensPerCommit", record, record->commits);
  add_tokens_per (json, "tokensPerSession", record, record->sessions);
}

static void
add_tools (SgCliJson          *json,
           const SgTeamRecord *record)
{
  sg_cli_json_open (json, "tools", '[');
  for (guint i = 0; i < record->tools->len; i++) {
    const SgTeamTool *tool = g_ptr_array_index (record->tools, i);

    sg_cli_json_open (json, NULL, '{');
    sg_cli_json_add_int (json, "accepted", tool->accepted);
    add_percent (json, tool->accepted, tool->rejected);
    sg_cli_json_add_int (json, "rejected", tool->rejected);
    sg_cli_json_add_string (json, "tool", tool->name);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_close (json, ']');
}

static void
add_people (SgCliJson  *json,
            SgTeamSums *sums,
            guint       n_people)
{
  sg_cli_json_open (json, "people", '[');
  for (guint i = 0; i < n_people; i++) {
    const SgTeamRecord *person = g_ptr_array_index (sums->people, i);

    sg_cli_json_open (json, NULL, '{');
    sg_cli_json_add_string (json, "name", person->name);
    sg_cli_json_add_string (json, "type", person->is_key ? "api_key" : "user");
    add_figures (json, person);
    sg_cli_json_close (json, '}');
  }
  sg_cli_json_close (json, ']');
}

static void
print_json (const SgCliTeamOptions *options,
            SgTeamSums             *sums,
            const SgLedgerTeamDays *days,
            guint                   n_people)
{
  g_autofree char *first = sg_report_day_format (options->from / SG_DAY_SECONDS);
  g_autofree char *last = sg_report_day_format (options->until / SG_DAY_SECONDS - 1);
  g_autoptr (GDateTime) read_at = g_date_time_new_from_unix_utc (days->read_at);
  g_autofree char *as_of = g_date_time_format_iso8601 (read_at);
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  sg_cli_json_add_string (&json, "asOf", as_of);
  sg_cli_json_add_int (&json, "days", sg_cli_team_options_get_n_days (options));
  sg_cli_json_add_int (&json, "daysKnown", days->n_read);
  add_people (&json, sums, n_people);
  sg_cli_json_add_string (&json, "since", first);
  sg_cli_json_open (&json, "totals", '{');
  sg_cli_json_add_int (&json, "people", sums->people->len);
  add_figures (&json, sums->totals);
  add_tools (&json, sums->totals);
  sg_cli_json_close (&json, '}');
  sg_cli_json_add_int (&json, "unreadableRecords", days->n_unreadable);
  sg_cli_json_add_string (&json, "until", last);
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}

/* RFC 4180; and a name a spreadsheet would take for a formula gets an apostrophe. */
static char *
quote_csv (const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, "\"", -1);
  g_autofree char *doubled = g_strjoinv ("\"\"", parts);

  return g_strdup_printf ("\"%s%s\"", strchr ("=+-@", *name) != NULL ? "'" : "", doubled);
}

static void
print_csv (SgTeamSums *sums,
           guint       n_people)
{
  g_print ("person,type,cost_cents,sessions,commits,pull_requests,lines_added,lines_removed,accepted,rejected,tokens\n");
  for (guint i = 0; i < n_people; i++) {
    const SgTeamRecord *person = g_ptr_array_index (sums->people, i);
    const gint64 numbers[] = {
      person->sessions, person->commits, person->pull_requests, person->lines_added, person->lines_removed, person->accepted,
      person->rejected, sg_team_record_get_tokens (person),
    };
    g_autofree char *name = quote_csv (person->name);
    SgCents cost = cost_of (person);
    g_autofree char *cents = sg_cents_to_text (&cost);

    g_print ("%s,%s,%s", name, person->is_key ? "api_key" : "user", cents);
    for (gsize j = 0; j < G_N_ELEMENTS (numbers); j++)
      g_print (",%" G_GINT64_FORMAT, numbers[j]);
    g_print ("\n");
  }
}

/**
 * sg_cli_team_print:
 * @sums: in the order they are printed
 */
void
sg_cli_team_print (const SgCliTeamOptions *options,
                   SgTeamSums             *sums,
                   const SgLedgerTeamDays *days)
{
  guint n_people = options->limit > 0 ? (guint) MIN (options->limit, (gint64) sums->people->len) : sums->people->len;

  switch (options->form) {
  case SG_CLI_TEAM_JSON:
    print_json (options, sums, days, n_people);
    break;
  case SG_CLI_TEAM_CSV:
    print_csv (sums, n_people);
    break;
  case SG_CLI_TEAM_TABLE:
  default:
    print_tables (options, sums, days, n_people);
  }
}
