/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-private.h"
#include "sg-model-name.h"

#define FILE_COLUMNS "id, inode, size, mtime_ns, offset, tail_hash, in_skipped_line"

static void
read_file (sqlite3_stmt *statement,
           SgLedgerFile *file)
{
  file->id = (guint64) sqlite3_column_int64 (statement, 0);
  file->inode = (guint64) sqlite3_column_int64 (statement, 1);
  file->size = (guint64) sqlite3_column_int64 (statement, 2);
  file->mtime_ns = sqlite3_column_int64 (statement, 3);
  file->offset = (guint64) sqlite3_column_int64 (statement, 4);
  file->tail_hash = (guint64) sqlite3_column_int64 (statement, 5);
  file->in_skipped_line = sqlite3_column_int (statement, 6) != 0;
}

/**
 * sg_ledger_load_files:
 *
 * Returns: (transfer full) (element-type guint64 SgLedgerFile): how far each file was read, by id
 */
GHashTable *
sg_ledger_load_files (SgLedger *self,
                      GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, "SELECT " FILE_COLUMNS " FROM files", error);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  int code;

  if (statement == NULL)
    return NULL;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerFile *file = g_new (SgLedgerFile, 1);

    read_file (statement, file);
    g_hash_table_insert (files, &file->id, file);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&files);
}

/**
 * sg_ledger_find_file:
 * @id: what it is known by
 * @inode: tells a file that was renamed
 * @file: (out): zeros when it is not known
 */
gboolean
sg_ledger_find_file (SgLedger     *self,
                     guint64       id,
                     guint64       inode,
                     SgLedgerFile *file,
                     GError      **error)
{
  const char *queries[] = {
    "SELECT " FILE_COLUMNS " FROM files WHERE id = ?",
    "SELECT " FILE_COLUMNS " FROM files WHERE inode = ?",
  };
  const gint64 values[] = { (gint64) id, (gint64) inode };

  *file = (SgLedgerFile) { 0 };
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++) {
    g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, queries[i], error);
    int code;

    if (statement == NULL)
      return FALSE;
    sqlite3_bind_int64 (statement, 1, values[i]);
    code = sqlite3_step (statement);
    if (code == SQLITE_ROW) {
      read_file (statement, file);
      return TRUE;
    }
    if (code != SQLITE_DONE)
      return sg_ledger_db_fail (self->db, error);
  }

  return TRUE;
}

/**
 * sg_ledger_get_totals:
 * @totals: (out):
 */
gboolean
sg_ledger_get_totals (SgLedger       *self,
                      SgLedgerTotals *totals,
                      GError        **error)
{
  *totals = (SgLedgerTotals) { 0 };

  return sg_ledger_db_get_int (self->db, "SELECT count(*) FROM files", &totals->n_files, error) &&
         sg_ledger_db_get_int (self->db, "SELECT total(size) FROM files", &totals->n_bytes, error) &&
         sg_ledger_db_get_int (self->db, "SELECT value FROM meta WHERE key = 'requests'", &totals->n_requests, error);
}

typedef struct {
  gint64 month_start;   /* quarters since 1970 */
  gint64 month_end;
  gint64 today_start;
  gint64 today_end;
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

static SgModelCost *
find_model_cost (SgCostSummary *summary,
                 const char    *model_id,
                 gboolean       priced)
{
  g_autofree char *name = priced ? sg_model_name_display (model_id) : g_strdup (*model_id ? model_id : "?");
  SgModelCost *cost;

  for (guint i = 0; i < summary->models_today->len; i++) {
    cost = g_ptr_array_index (summary->models_today, i);
    if (cost->priced == priced && g_str_equal (cost->model, name))
      return cost;
  }

  cost = sg_model_cost_new (name, priced, 0, 0);
  g_ptr_array_add (summary->models_today, cost);

  return cost;
}

/* Month and today, one row a model, the month's own rows first: day, model, session, sums. */
#define SUMMARY_QUERY \
  "SELECT quarter >= ?3 AND quarter < ?4, models.name, sum (n_requests), sum (n_unpriced), total (pico_usd)," \
  " sum (input + output + write_5m + write_1h + cache_read)" \
  " FROM quarters JOIN models ON models.id = quarters.model" \
  " WHERE quarter >= ?1 AND quarter < ?2 AND n_requests > 0 GROUP BY 1, quarters.model"

#define SESSIONS_QUERY \
  "SELECT count (DISTINCT session) FROM quarters JOIN places ON places.id = quarters.place" \
  " WHERE quarter >= ?3 AND quarter < ?4 AND n_requests > 0"

static sqlite3_stmt *
prepare (SgLedger     *self,
         const char   *sql,
         const Period *period,
         GError      **error)
{
  sqlite3_stmt *statement = sg_ledger_db_prepare (self->db, sql, error);

  if (statement != NULL) {
    sqlite3_bind_int64 (statement, 1, period->month_start);
    sqlite3_bind_int64 (statement, 2, period->month_end);
    sqlite3_bind_int64 (statement, 3, period->today_start);
    sqlite3_bind_int64 (statement, 4, period->today_end);
  }

  return statement;
}

static void
add_model (SgCostSummary *summary,
           sqlite3_stmt  *statement)
{
  gboolean today = sqlite3_column_int (statement, 0) != 0;
  const char *model_id = (const char *) sqlite3_column_text (statement, 1);
  gint64 n_requests = sqlite3_column_int64 (statement, 2);
  gint64 n_unpriced = sqlite3_column_int64 (statement, 3);
  gint64 pico_usd = sqlite3_column_int64 (statement, 4);
  SgModelCost *cost;

  summary->month_pico_usd = add_clamped (summary->month_pico_usd, pico_usd);
  summary->n_unpriced_month += (guint) n_unpriced;
  if (!today)
    return;

  summary->today_pico_usd = add_clamped (summary->today_pico_usd, pico_usd);
  summary->n_unpriced_today += (guint) n_unpriced;
  cost = find_model_cost (summary, model_id, n_unpriced < n_requests);
  cost->cost_pico_usd = add_clamped (cost->cost_pico_usd, pico_usd);
  cost->tokens += (guint64) sqlite3_column_int64 (statement, 5);
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

static gboolean
count_sessions (SgLedger      *self,
                const Period  *period,
                SgCostSummary *summary,
                GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare (self, SESSIONS_QUERY, period, error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return sg_ledger_db_fail (self->db, error);
  summary->n_sessions_today = (guint) sqlite3_column_int64 (statement, 0);

  return TRUE;
}

static gboolean
add_models (SgLedger      *self,
            const Period  *period,
            SgCostSummary *summary,
            GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = prepare (self, SUMMARY_QUERY, period, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_model (summary, statement);
  g_ptr_array_sort (summary->models_today, compare_models);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/**
 * sg_ledger_summarize:
 * @zone: whose midnight begins a day
 *
 * Returns: (transfer full): today and this month at list prices
 */
SgCostSummary *
sg_ledger_summarize (SgLedger  *self,
                     GDateTime *now,
                     GTimeZone *zone,
                     GError   **error)
{
  g_autoptr (SgCostSummary) summary = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  Period period;

  find_period (&period, now, zone);
  if (!add_models (self, &period, summary, error) || !count_sessions (self, &period, summary, error))
    return NULL;

  return g_steal_pointer (&summary);
}
