/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sums up in integers, row by row: SQLite's own sum() fails where they end, its total() rounds. */

#include "sg-ledger-private.h"
#include "sg-model-name.h"

typedef struct {
  gint64 month_start;   /* quarters since 1970 */
  gint64 month_end;
  gint64 today_start;
  gint64 today_end;
  gint64 week_start;
  gint64 week_end;
} Period;

static gint64
quarter_of (GDateTime *time)
{
  return g_date_time_to_unix (time) * 1000 / SG_LEDGER_QUARTER_MS;
}

/* Local days begin at local midnight, also where the clock was changed. */
static gint64
day_start (GTimeZone *zone,
           GDateTime *day)
{
  g_autoptr (GDateTime) midnight = g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                                                    g_date_time_get_day_of_month (day), 0, 0, 0.0);

  return quarter_of (midnight);
}

static void
find_period (Period    *period,
             GDateTime *now,
             GTimeZone *zone)
{
  g_autoptr (GDateTime) today = g_date_time_to_timezone (now, zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (today, 1);
  g_autoptr (GDateTime) first = g_date_time_add_days (today, 1 - g_date_time_get_day_of_month (today));
  g_autoptr (GDateTime) next_first = g_date_time_add_months (first, 1);
  g_autoptr (GDateTime) monday = NULL;
  g_autoptr (GDateTime) next_monday = NULL;

  monday = g_date_time_add_days (today, 1 - g_date_time_get_day_of_week (today));
  next_monday = g_date_time_add_days (monday, 7);
  period->week_start = day_start (zone, monday);
  period->week_end = day_start (zone, next_monday);
  period->today_start = day_start (zone, today);
  period->today_end = day_start (zone, tomorrow);
  period->month_start = day_start (zone, first);
  period->month_end = day_start (zone, next_first);
}

static gint64
add_clamped (gint64 a,
             gint64 b)
{
  gint64 sum;

  return __builtin_add_overflow (a, b, &sum) ? G_MAXINT64 : sum;
}

/* A range of quarters, both ends bound, of the places that @where leaves */
static sqlite3_stmt *
prepare_range (SgLedger   *self,
               const char *sql,
               const char *where,
               gint64      start,
               gint64      end,
               GError    **error)
{
  g_autofree char *whole = g_strconcat (sql, where, NULL);
  sqlite3_stmt *statement = sg_ledger_db_prepare (self->db, whole, error);

  if (statement != NULL) {
    sqlite3_bind_int64 (statement, 1, start);
    sqlite3_bind_int64 (statement, 2, end);
  }

  return statement;
}

static gboolean
add_week (SgLedger      *self,
          const char    *where,
          const Period  *period,
          SgCostSummary *summary,
          GError       **error)
{
  g_autoptr (sqlite3_stmt) statement =
    prepare_range (self, "SELECT pico_usd FROM quarters WHERE quarter >= ? AND quarter < ?", where, period->week_start,
                   period->week_end, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    summary->week_pico_usd = add_clamped (summary->week_pico_usd, sqlite3_column_int64 (statement, 0));
  summary->week_ends_at = g_date_time_new_from_unix_utc (period->week_end * SG_LEDGER_QUARTER_MS / 1000);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/* Spellings of one model are one model; those without a price are told apart as they are written. */
static SgModelCost *
find_model_cost (GPtrArray  *models,
                 const char *model_id,
                 gboolean    priced)
{
  g_autofree char *name = priced ? sg_model_name_display (model_id) : g_strdup (*model_id ? model_id : "?");
  SgModelCost *cost;

  for (guint i = 0; i < models->len; i++) {
    cost = g_ptr_array_index (models, i);
    if (cost->priced == priced && g_str_equal (cost->model, name))
      return cost;
  }

  cost = sg_model_cost_new (name, priced, 0, 0);
  g_ptr_array_add (models, cost);

  return cost;
}

static void
add_today_row (SgCostSummary *summary,
               GHashTable    *sessions,
               sqlite3_stmt  *statement)
{
  const char *model_id = (const char *) sqlite3_column_text (statement, 0);
  const char *session = (const char *) sqlite3_column_text (statement, 1);
  gint64 n_requests = sqlite3_column_int64 (statement, 2);
  gint64 n_unpriced = sqlite3_column_int64 (statement, 3);
  gint64 pico_usd = sqlite3_column_int64 (statement, 4);
  SgModelCost *cost = find_model_cost (summary->models_today, model_id, n_unpriced < n_requests);

  summary->today_pico_usd = add_clamped (summary->today_pico_usd, pico_usd);
  summary->n_unpriced_today += (guint) n_unpriced;
  cost->cost_pico_usd = add_clamped (cost->cost_pico_usd, pico_usd);
  cost->tokens += (guint64) sqlite3_column_int64 (statement, 5);
  g_hash_table_add (sessions, g_strdup (session));
}

/* What is counted though its transcript is not here. */
static gboolean
add_results (SgLedger      *self,
             const char    *where,
             const Period  *period,
             SgCostSummary *summary,
             GError       **error)
{
  g_autoptr (sqlite3_stmt) statement =
    prepare_range (self, "SELECT quarter, pico_usd FROM quarters WHERE quarter >= ? AND quarter < ? AND place IN"
                   " (SELECT id FROM places WHERE project = '" SG_LEDGER_RESULTS_PROJECT "')", where, period->month_start, period->month_end,
                   error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    gint64 quarter = sqlite3_column_int64 (statement, 0);
    gint64 pico_usd = sqlite3_column_int64 (statement, 1);

    summary->results_month_pico_usd = add_clamped (summary->results_month_pico_usd, pico_usd);
    if (quarter >= period->today_start && quarter < period->today_end)
      summary->results_today_pico_usd = add_clamped (summary->results_today_pico_usd, pico_usd);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

static int
compare_models (gconstpointer a,
                gconstpointer b)
{
  const SgModelCost *first = *(const SgModelCost *const *) a, *second = *(const SgModelCost *const *) b;

  if (first->priced != second->priced)
    return first->priced ? -1 : 1;
  if (first->cost_pico_usd != second->cost_pico_usd)
    return first->cost_pico_usd > second->cost_pico_usd ? -1 : 1;
  if (first->tokens != second->tokens)
    return first->tokens > second->tokens ? -1 : 1;

  return g_strcmp0 (first->model, second->model);
}

/* A month has thousands of sums and a handful of models: each is looked for by name once. */
static SgModelCost *
find_month_cost (SgCostSummary *summary,
                 GHashTable    *costs,
                 sqlite3_stmt  *statement,
                 gboolean       priced)
{
  gpointer key = GINT_TO_POINTER (2 * sqlite3_column_int (statement, 0) + priced);
  SgModelCost *cost = g_hash_table_lookup (costs, key);

  if (cost == NULL) {
    cost = find_model_cost (summary->models_month, (const char *) sqlite3_column_text (statement, 1), priced);
    g_hash_table_insert (costs, key, cost);
  }

  return cost;
}

static void
add_month_row (SgCostSummary *summary,
               GHashTable    *costs,
               sqlite3_stmt  *statement)
{
  gint64 n_unpriced = sqlite3_column_int64 (statement, 3);
  gint64 pico_usd = sqlite3_column_int64 (statement, 4);
  SgModelCost *cost = find_month_cost (summary, costs, statement, n_unpriced < sqlite3_column_int64 (statement, 2));

  summary->n_unpriced_month += (guint) n_unpriced;
  summary->month_pico_usd = add_clamped (summary->month_pico_usd, pico_usd);
  cost->cost_pico_usd = add_clamped (cost->cost_pico_usd, pico_usd);
  cost->tokens += (guint64) sqlite3_column_int64 (statement, 5);
}

static gboolean
add_month (SgLedger      *self,
           const char    *where,
           const Period  *period,
           SgCostSummary *summary,
           GError       **error)
{
  g_autoptr (GHashTable) costs = g_hash_table_new (NULL, NULL);
  g_autoptr (sqlite3_stmt) statement =
    prepare_range (self, "SELECT models.id, models.name, n_requests, n_unpriced, pico_usd,"
                   " input + output + write_5m + write_1h + cache_read"
                   " FROM quarters CROSS JOIN models ON models.id = model"
                   " WHERE quarter >= ? AND quarter < ? AND n_requests > 0",
                   where, period->month_start, period->month_end, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_month_row (summary, costs, statement);
  g_ptr_array_sort (summary->models_month, compare_models);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

static gboolean
add_today (SgLedger      *self,
           const char    *where,
           const Period  *period,
           SgCostSummary *summary,
           GError       **error)
{
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (sqlite3_stmt) statement =
    prepare_range (self, "SELECT models.name, places.session, n_requests, n_unpriced, pico_usd,"
                   " input + output + write_5m + write_1h + cache_read"
                   " FROM quarters CROSS JOIN models ON models.id = model CROSS JOIN places ON places.id = place"
                   " WHERE quarter >= ? AND quarter < ? AND n_requests > 0",
                   where, period->today_start, period->today_end, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_today_row (summary, sessions, statement);
  summary->n_sessions_today = g_hash_table_size (sessions);
  g_ptr_array_sort (summary->models_today, compare_models);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/**
 * sg_ledger_summarize:
 * @zone: whose midnight begins a day
 *
 * Returns: (transfer full): today, this week from Monday, this month and the 5-hour block under way, at list prices;
 *   of one profile after sg_ledger_look_at_profile()
 */
SgCostSummary *
sg_ledger_summarize (SgLedger  *self,
                     GDateTime *now,
                     GTimeZone *zone,
                     GError   **error)
{
  g_autoptr (SgCostSummary) summary = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  g_autofree char *where = sg_ledger_dup_place_condition (self);
  Period period;

  find_period (&period, now, zone);
  if (!add_month (self, where, &period, summary, error) || !add_week (self, where, &period, summary, error) ||
      !add_today (self, where, &period, summary, error) || !add_results (self, where, &period, summary, error) ||
      !sg_ledger_telemetry_sum (self, period.today_start * SG_LEDGER_QUARTER_MS, period.today_end * SG_LEDGER_QUARTER_MS,
                                &summary->n_telemetry_today, &summary->telemetry_today_pico_usd, error) ||
      !sg_ledger_find_block (self, now, summary, error))
    return NULL;

  return g_steal_pointer (&summary);
}
