/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "sg-cli-report.h"
#include "sg-cli-table.h"
#include "sg-model-name.h"
#include "sg-money.h"
#include "sg-report-calendar.h"
#include "sg-words.h"

static char *
name_model (const SgReportModel *model)
{
  g_autofree char *id = g_strdup (model->id);
  g_autofree char *name = NULL;

  if (model->fast && g_str_has_suffix (id, "-fast"))
    id[strlen (id) - strlen ("-fast")] = '\0';
  name = sg_model_name_display (id);

  return model->fast ? g_strdup_printf (_ ("%s fast"), sg_words_model (name)) : g_strdup (sg_words_model (name));
}

/**
 * sg_cli_report_name_models:
 *
 * Returns: (transfer full): for example `Opus 5.5, Haiku 4.5`
 */
char *
sg_cli_report_name_models (SgReportModel *models)
{
  g_autoptr (GPtrArray) sorted = sg_report_models_dup_by_cost (models);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  /* Dated and cloud ids of one model have one name. */
  for (guint i = 0; i < sorted->len; i++) {
    g_autofree char *name = name_model (g_ptr_array_index (sorted, i));

    if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, g_steal_pointer (&name));
  }

  return sg_words_join (names);
}

/**
 * sg_cli_report_name_cost:
 *
 * Returns: (transfer full): for example `$4.20`; `≥ $4.20` where some of it has no known price
 */
char *
sg_cli_report_name_cost (const SgReportSums *sums)
{
  return sg_words_estimate (sums->pico_usd, sums->n_unpriced > 0);
}

static void
add_cells (SgCliTable         *table,
           SgCliRowStyle       style,
           char               *name,
           char               *project,
           char               *models,
           const SgReportSums *sums,
           char               *last)
{
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  const gint64 numbers[] = { sums->input, sums->output, sums->cache_write, sums->cache_read, sg_report_sums_get_total (sums) };

  g_ptr_array_add (cells, name);
  if (project != NULL)
    g_ptr_array_add (cells, project);
  g_ptr_array_add (cells, models);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_ptr_array_add (cells, sg_cli_format_number (numbers[i]));
  g_ptr_array_add (cells, sg_cli_report_name_cost (sums));
  if (last != NULL)
    g_ptr_array_add (cells, last);
  g_ptr_array_add (cells, NULL);

  sg_cli_table_add_row (table, style, (char **) g_ptr_array_steal (cells, NULL));
}

static SgCliTable *
new_table (const SgReportQuery *query)
{
  static const char *periods[] = { N_ ("Day"), N_ ("Week from"), N_ ("Month"), N_ ("Session") };
  SgCliTable *table = sg_cli_table_new ();

  sg_cli_table_add_column (table, _ (periods[query->kind]), SG_CLI_COLUMN_TEXT, 0);
  if (query->by_project || query->kind == SG_REPORT_SESSION)
    sg_cli_table_add_column (table, _ ("Project"), SG_CLI_COLUMN_TEXT, 3);
  sg_cli_table_add_column (table, _ ("Models"), SG_CLI_COLUMN_TEXT, 4);
  sg_cli_table_add_column (table, _ ("Input"), SG_CLI_COLUMN_NUMBER, 5);
  sg_cli_table_add_column (table, _ ("Output"), SG_CLI_COLUMN_NUMBER, 6);
  sg_cli_table_add_column (table, _ ("Cache write"), SG_CLI_COLUMN_NUMBER, 8);
  sg_cli_table_add_column (table, _ ("Cache read"), SG_CLI_COLUMN_NUMBER, 7);
  sg_cli_table_add_column (table, _ ("All tokens"), SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, _ ("Cost"), SG_CLI_COLUMN_NUMBER, 0);
  if (query->kind == SG_REPORT_SESSION)
    sg_cli_table_add_column (table, _ ("Last used"), SG_CLI_COLUMN_TIME, 2);

  return table;
}

static char *
format_time (gint64      time_ms,
             GTimeZone  *zone,
             const char *format)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time_ms / 1000);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_timezone (utc, zone) : NULL;

  return local ? g_date_time_format (local, format) : g_strdup ("?");
}

static char *
name_period (const SgReportRow   *row,
             const SgReportQuery *query)
{
  g_autofree char *day = sg_report_day_format (row->day);

  if (query->kind == SG_REPORT_SESSION)
    return g_strndup (row->session, 8);

  return query->kind == SG_REPORT_MONTHLY ? g_strndup (day, 7) : g_steal_pointer (&day);
}

static void
add_breakdown (SgCliTable          *table,
               const SgReportRow   *row,
               const SgReportQuery *query)
{
  gboolean is_session = query->kind == SG_REPORT_SESSION;
  g_autoptr (GPtrArray) sorted = sg_report_models_dup_by_cost (row->models);

  for (guint i = 0; i < sorted->len; i++) {
    const SgReportModel *model = g_ptr_array_index (sorted, i);
    g_autofree char *name = name_model (model);

    add_cells (table, SG_CLI_ROW_DETAIL, g_strdup_printf ("  %s", name), is_session || query->by_project ? g_strdup ("") : NULL,
               g_strdup (""), &model->sums, is_session ? g_strdup ("") : NULL);
  }
}

static void
print_unpriced (SgReport *report)
{
  g_autofree char *names = sg_words_join (report->unpriced_models);

  if (report->totals.n_unpriced > 0)
    g_print (_ ("Price unknown, and not in the cost: %s\n"), *names != '\0' ? names : _ ("requests that name no model"));
}

void
sg_cli_report_print_table (const SgCliReportOptions *options,
                           SgReport                 *report)
{
  const SgReportQuery *query = &options->query;
  gboolean is_session = query->kind == SG_REPORT_SESSION;
  gboolean has_project = is_session || query->by_project;
  g_autoptr (SgCliTable) table = NULL;

  if (report->rows->len == 0) {
    g_print ("%s\n", _ ("Nothing was used in that time."));
    return;
  }

  table = new_table (query);
  for (guint i = 0; i < report->rows->len; i++) {
    const SgReportRow *row = g_ptr_array_index (report->rows, i);
    char *last = is_session ? format_time (row->last_ms, query->zone, "%Y-%m-%d %H:%M") : NULL;

    add_cells (table, SG_CLI_ROW_PLAIN, name_period (row, query), has_project ? g_strdup (row->project) : NULL,
               sg_cli_report_name_models (row->models), &row->sums, last);
    if (options->breakdown)
      add_breakdown (table, row, query);
  }
  add_cells (table, SG_CLI_ROW_TOTAL, g_strdup (_ ("Total")), has_project ? g_strdup ("") : NULL, g_strdup (""),
             &report->totals, is_session ? g_strdup ("") : NULL);

  g_print ("%s\n\n", _ ("list-price estimate, this machine, at least"));
  sg_cli_table_print (table);
  print_unpriced (report);
}

static char *
name_block (const SgReportBlock *block,
            GTimeZone           *zone)
{
  return block->is_gap ? g_strdup ("") : format_time (block->start_ms, zone, "%Y-%m-%d %H:%M");
}

static char *
name_state (const SgReportBlock *block,
            gint64               now_ms)
{
  g_autofree char *left = sg_words_duration ((block->end_ms - now_ms) / 1000);
  g_autofree char *used = sg_words_duration ((block->last_ms - block->first_ms) / 1000);
  g_autofree char *gap = sg_words_duration ((block->end_ms - block->start_ms) / 1000);

  if (block->is_gap)
    return g_strdup_printf (_ ("nothing for %s"), gap);
  if (sg_report_block_is_active (block, now_ms))
    return g_strdup_printf (_ ("running, %s left"), left);

  return g_steal_pointer (&used);
}

static char *
name_share (double tokens,
            gint64 limit)
{
  /* Translators: a percentage */
  return g_strdup_printf (_ ("%.1f %%"), tokens / (double) limit * 100.0);
}

static void
add_block_cells (SgCliTable   *table,
                 SgCliRowStyle style,
                 char         *name,
                 char         *state,
                 char         *models,
                 char         *tokens,
                 char         *cost,
                 char         *share)
{
  char *cells[] = { name, state, models, tokens, cost, share, NULL };

  sg_cli_table_add_row (table, style, g_memdup2 (cells, sizeof cells));
}

static void
add_forecast (SgCliTable               *table,
              const SgReportForecast   *forecast,
              const SgCliReportOptions *options)
{
  gint64 pico_usd = (gint64) MIN (round (forecast->usd * 100.0) * SG_PICO_PER_CENT, 9e18);

  add_block_cells (table, SG_CLI_ROW_DETAIL, g_strdup (""), g_strdup (_ ("at its end, at this pace")), g_strdup (""),
                   sg_cli_format_number ((gint64) MIN (round (forecast->tokens), 9e18)), sg_pico_usd_format (pico_usd),
                   options->limit > 0 ? name_share (forecast->tokens, options->limit) : NULL);
}

static void
add_block (SgCliTable               *table,
           const SgReportBlock      *block,
           const SgCliReportOptions *options,
           gint64                    now_ms)
{
  gint64 tokens = sg_report_sums_get_total (&block->sums);
  SgReportForecast forecast;

  add_block_cells (table, block->is_gap ? SG_CLI_ROW_DETAIL : SG_CLI_ROW_PLAIN, name_block (block, options->query.zone),
                   name_state (block, now_ms), sg_cli_report_name_models (block->models),
                   block->is_gap ? g_strdup ("") : sg_cli_format_number (tokens),
                   block->is_gap ? g_strdup ("") : sg_cli_report_name_cost (&block->sums),
                   options->limit == 0 ? NULL : block->is_gap ? g_strdup ("") : name_share ((double) tokens, options->limit));
  if (sg_report_block_forecast (block, now_ms, &forecast))
    add_forecast (table, &forecast, options);
}

void
sg_cli_blocks_print_table (const SgCliReportOptions *options,
                           GPtrArray                *blocks,
                           gint64                    now_ms)
{
  g_autoptr (SgCliTable) table = sg_cli_table_new ();

  if (blocks->len == 0) {
    g_print ("%s\n", _ ("Nothing was used in that time."));
    return;
  }

  sg_cli_table_add_column (table, _ ("Block from"), SG_CLI_COLUMN_TIME, 0);
  sg_cli_table_add_column (table, _ ("Used for"), SG_CLI_COLUMN_TEXT, 2);
  sg_cli_table_add_column (table, _ ("Models"), SG_CLI_COLUMN_TEXT, 4);
  sg_cli_table_add_column (table, _ ("All tokens"), SG_CLI_COLUMN_NUMBER, 1);
  sg_cli_table_add_column (table, _ ("Cost"), SG_CLI_COLUMN_NUMBER, 0);
  if (options->limit > 0) {
    g_autofree char *limit = sg_cli_format_number (options->limit);
    g_autofree char *title = g_strdup_printf (_ ("Estimated share of %s"), limit);

    sg_cli_table_add_column (table, title, SG_CLI_COLUMN_NUMBER, 3);
  }
  for (guint i = 0; i < blocks->len; i++)
    add_block (table, g_ptr_array_index (blocks, i), options, now_ms);

  g_print ("%s\n%s\n\n", _ ("list-price estimate, this machine, at least"),
           _ ("Blocks are an estimate from the transcripts' times; the account's real 5-hour window may be another."));
  sg_cli_table_print (table);
}
