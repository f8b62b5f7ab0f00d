/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reports in the shape of `ccusage claude … --json`, version 20, so that scripts keep working. Keys are sorted. */

#include <math.h>
#include <string.h>

#include "sg-cli-json.h"
#include "sg-cli-report.h"
#include "sg-money.h"
#include "sg-report-calendar.h"
#include "sg-time.h"

/* Above this share of the limit it is said to be near. */
#define WARNING_PERCENT 80.0

static void
add_time (SgCliJson  *json,
          const char *key,
          gint64      time_ms,
          const char *prefix)
{
  g_autoptr (GDateTime) time = sg_time_from_unix_ms (time_ms);
  g_autofree char *seconds = time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%S") : g_strdup ("?");
  g_autofree char *text = g_strdup_printf ("%s%s.%03dZ", prefix, seconds, (int) ((time_ms % 1000 + 1000) % 1000));

  sg_cli_json_add_string (json, key, text);
}

static void
add_names (SgCliJson     *json,
           const char    *key,
           SgReportModel *models)
{
  sg_cli_json_open (json, key, '[');
  for (const SgReportModel *model = models; model != NULL; model = model->next) {
    if (*model->id != '\0')
      sg_cli_json_add_string (json, NULL, model->id);
  }
  sg_cli_json_close (json, ']');
}

static void
add_model (SgCliJson           *json,
           const SgReportModel *model)
{
  sg_cli_json_open (json, NULL, '{');
  sg_cli_json_add_int (json, "cacheCreationTokens", model->sums.cache_write);
  sg_cli_json_add_int (json, "cacheReadTokens", model->sums.cache_read);
  sg_cli_json_add_pico_usd (json, "cost", model->sums.pico_usd);
  sg_cli_json_add_int (json, "inputTokens", model->sums.input);
  if (model->sums.n_unpriced > 0)
    sg_cli_json_add_boolean (json, "missingPricing", TRUE);
  sg_cli_json_add_string (json, "modelName", model->id);
  sg_cli_json_add_int (json, "outputTokens", model->sums.output);
  sg_cli_json_close (json, '}');
}

static void
add_breakdowns (SgCliJson     *json,
                SgReportModel *models)
{
  g_autoptr (GPtrArray) sorted = sg_report_models_dup_by_cost (models);

  sg_cli_json_open (json, "modelBreakdowns", '[');
  for (guint i = 0; i < sorted->len; i++) {
    const SgReportModel *model = g_ptr_array_index (sorted, i);

    if (*model->id != '\0')
      add_model (json, model);
  }
  sg_cli_json_close (json, ']');
}

static void
add_period (SgCliJson           *json,
            const char          *key,
            const SgReportRow   *row,
            const SgReportQuery *query)
{
  g_autofree char *day = sg_report_day_format (row->day);

  if (query->kind == SG_REPORT_MONTHLY && strlen (day) == strlen ("2026-11-01"))
    day[strlen ("2026-11")] = '\0';
  sg_cli_json_add_string (json, key, day);
}

static void
add_row (SgCliJson           *json,
         const SgReportRow   *row,
         const SgReportQuery *query)
{
  gboolean is_session = query->kind == SG_REPORT_SESSION;

  sg_cli_json_open (json, NULL, '{');
  sg_cli_json_add_int (json, "cacheCreationTokens", row->sums.cache_write);
  sg_cli_json_add_int (json, "cacheReadTokens", row->sums.cache_read);
  if (query->kind == SG_REPORT_DAILY)
    add_period (json, "date", row, query);
  if (is_session && row->first_ms != G_MAXINT64)
    add_time (json, "firstActivity", row->first_ms, "");
  sg_cli_json_add_int (json, "inputTokens", row->sums.input);
  if (is_session && row->last_ms != G_MININT64)
    add_time (json, "lastActivity", row->last_ms, "");
  add_breakdowns (json, row->models);
  add_names (json, "modelsUsed", row->models);
  if (query->kind == SG_REPORT_MONTHLY)
    add_period (json, "month", row, query);
  sg_cli_json_add_int (json, "outputTokens", row->sums.output);
  if (query->by_project)
    sg_cli_json_add_string (json, "project", row->project);
  if (is_session) {
    sg_cli_json_add_string (json, "projectPath", row->project);
    sg_cli_json_add_string (json, "sessionId", row->session);
  }
  sg_cli_json_add_pico_usd (json, "totalCost", row->sums.pico_usd);
  sg_cli_json_add_int (json, "totalTokens", sg_report_sums_get_total (&row->sums));
  if (query->kind == SG_REPORT_WEEKLY)
    add_period (json, "week", row, query);
  sg_cli_json_close (json, '}');
}

static void
add_totals (SgCliJson *json,
            SgReport  *report)
{
  sg_cli_json_open (json, "totals", '{');
  sg_cli_json_add_int (json, "cacheCreationTokens", report->totals.cache_write);
  sg_cli_json_add_int (json, "cacheReadTokens", report->totals.cache_read);
  sg_cli_json_add_int (json, "inputTokens", report->totals.input);
  sg_cli_json_add_int (json, "outputTokens", report->totals.output);
  sg_cli_json_add_pico_usd (json, "totalCost", report->totals.pico_usd);
  sg_cli_json_add_int (json, "totalTokens", sg_report_sums_get_total (&report->totals));
  if (report->unpriced_models->len > 0) {
    sg_cli_json_open (json, "unpricedModels", '[');
    for (guint i = 0; i < report->unpriced_models->len; i++)
      sg_cli_json_add_string (json, NULL, g_ptr_array_index (report->unpriced_models, i));
    sg_cli_json_close (json, ']');
  }
  sg_cli_json_close (json, '}');
}

static void
add_rows (SgCliJson           *json,
          SgReport            *report,
          const SgReportQuery *query)
{
  static const char *keys[] = { "daily", "weekly", "monthly", "sessions" };

  sg_cli_json_open (json, keys[query->kind], '[');
  for (guint i = 0; i < report->rows->len; i++)
    add_row (json, g_ptr_array_index (report->rows, i), query);
  sg_cli_json_close (json, ']');
}

static void
add_projects (SgCliJson           *json,
              SgReport            *report,
              const SgReportQuery *query)
{
  const char *project = NULL;

  sg_cli_json_open (json, "projects", '{');
  for (guint i = 0; i < report->rows->len; i++) {
    const SgReportRow *row = g_ptr_array_index (report->rows, i);

    if (g_strcmp0 (project, row->project) != 0) {
      if (project != NULL)
        sg_cli_json_close (json, ']');
      sg_cli_json_open (json, row->project, '[');
      project = row->project;
    }
    add_row (json, row, query);
  }
  sg_cli_json_close (json, ']');
  sg_cli_json_close (json, '}');
}

void
sg_cli_report_print_json (const SgCliReportOptions *options,
                          SgReport                 *report)
{
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  if (options->query.kind == SG_REPORT_WEEKLY && !options->query.by_project) {
    add_totals (&json, report);
    add_rows (&json, report, &options->query);
  } else {
    if (options->query.by_project && report->rows->len > 0)
      add_projects (&json, report, &options->query);
    else
      add_rows (&json, report, &options->query);
    add_totals (&json, report);
  }
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}

/* Blocks alone write a whole amount without a point. */
static void
add_block_cost (SgCliJson  *json,
                const char *key,
                gint64      pico_usd)
{
  if (pico_usd % SG_PICO_PER_USD == 0)
    sg_cli_json_add_int (json, key, pico_usd / SG_PICO_PER_USD);
  else
    sg_cli_json_add_pico_usd (json, key, pico_usd);
}

static void
add_burn_rate (SgCliJson              *json,
               const SgReportForecast *forecast)
{
  if (forecast == NULL) {
    sg_cli_json_add_null (json, "burnRate");
    return;
  }

  sg_cli_json_open (json, "burnRate", '{');
  sg_cli_json_add_double (json, "costPerHour", forecast->usd_per_hour);
  sg_cli_json_add_double (json, "tokensPerMinute", forecast->tokens_per_minute);
  sg_cli_json_add_double (json, "tokensPerMinuteForIndicator", forecast->io_tokens_per_minute);
  sg_cli_json_close (json, '}');
}

static void
add_projection (SgCliJson              *json,
                const SgReportForecast *forecast)
{
  if (forecast == NULL) {
    sg_cli_json_add_null (json, "projection");
    return;
  }

  sg_cli_json_open (json, "projection", '{');
  sg_cli_json_add_int (json, "remainingMinutes", (gint64) forecast->minutes_left);
  sg_cli_json_add_double (json, "totalCost", round (forecast->usd * 100.0) / 100.0);
  sg_cli_json_add_int (json, "totalTokens", (gint64) round (forecast->tokens));
  sg_cli_json_close (json, '}');
}

static void
add_token_counts (SgCliJson          *json,
                  const SgReportSums *sums)
{
  sg_cli_json_open (json, "tokenCounts", '{');
  sg_cli_json_add_int (json, "cacheCreationInputTokens", sums->cache_write);
  sg_cli_json_add_int (json, "cacheReadInputTokens", sums->cache_read);
  sg_cli_json_add_int (json, "inputTokens", sums->input);
  sg_cli_json_add_int (json, "outputTokens", sums->output);
  sg_cli_json_close (json, '}');
}

static void
add_limit_status (SgCliJson              *json,
                  const SgReportForecast *forecast,
                  gint64                  limit)
{
  double projected = round (forecast->tokens);
  double percent = projected / (double) limit * 100.0;

  sg_cli_json_open (json, "tokenLimitStatus", '{');
  sg_cli_json_add_int (json, "limit", limit);
  sg_cli_json_add_double (json, "percentUsed", percent);
  sg_cli_json_add_int (json, "projectedUsage", (gint64) projected);
  sg_cli_json_add_string (json, "status", percent > 100.0 ? "exceeds" : percent > WARNING_PERCENT ? "warning" : "ok");
  sg_cli_json_close (json, '}');
}

static void
add_block (SgCliJson                *json,
           const SgReportBlock      *block,
           const SgCliReportOptions *options,
           gint64                    now_ms)
{
  SgReportForecast values;
  const SgReportForecast *forecast = sg_report_block_forecast (block, now_ms, &values) ? &values : NULL;

  sg_cli_json_open (json, NULL, '{');
  if (block->is_gap)
    sg_cli_json_add_null (json, "actualEndTime");
  else
    add_time (json, "actualEndTime", block->last_ms, "");
  add_burn_rate (json, forecast);
  add_block_cost (json, "costUSD", block->sums.pico_usd);
  add_time (json, "endTime", block->end_ms, "");
  sg_cli_json_add_int (json, "entries", block->sums.n_requests);
  add_time (json, "id", block->start_ms, block->is_gap ? "gap-" : "");
  sg_cli_json_add_boolean (json, "isActive", sg_report_block_is_active (block, now_ms));
  sg_cli_json_add_boolean (json, "isGap", block->is_gap);
  add_names (json, "models", block->models);
  add_projection (json, forecast);
  add_time (json, "startTime", block->start_ms, "");
  add_token_counts (json, &block->sums);
  if (forecast != NULL && options->limit > 0)
    add_limit_status (json, forecast, options->limit);
  sg_cli_json_add_int (json, "totalTokens", sg_report_sums_get_total (&block->sums));
  if (block->limit_resets_ms > 0)
    add_time (json, "usageLimitResetTime", block->limit_resets_ms, "");
  sg_cli_json_close (json, '}');
}

void
sg_cli_blocks_print_json (const SgCliReportOptions *options,
                          GPtrArray                *blocks,
                          gint64                    now_ms)
{
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  sg_cli_json_open (&json, "blocks", '[');
  for (guint i = 0; i < blocks->len; i++)
    add_block (&json, g_ptr_array_index (blocks, i), options, now_ms);
  sg_cli_json_close (&json, ']');
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}
