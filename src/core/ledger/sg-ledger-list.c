/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-list.h"

#include "sg-error.h"
#include "sg-ledger-list-private.h"

/* Sums of a hundred thousand rows are some ten megabytes: SQLite keeps half a one of them, and the rest in a file. */
#define TABLE_QUERY \
  "PRAGMA temp_store = FILE; PRAGMA temp.cache_size = -512; PRAGMA main.cache_size = -512; DROP TABLE IF EXISTS " SG_LEDGER_LIST_TABLE ";" \
  "CREATE TEMP TABLE list (id INTEGER PRIMARY KEY, place INTEGER, project INTEGER, n_sessions INTEGER, first_quarter INTEGER," \
  " last_quarter INTEGER, first_ms INTEGER, last_ms INTEGER, models INTEGER, n_requests INTEGER, n_unpriced INTEGER, input INTEGER," \
  " output INTEGER, cache_write INTEGER, cache_read INTEGER, pico_usd INTEGER, saved INTEGER, priced_reads INTEGER)"

#define SESSION_NAME "ifnull (file_session, session)"

/* The id is a hash of the names: the next list has the same. */
#define FILL_QUERY(session_in_id, n_sessions) \
  "INSERT INTO " SG_LEDGER_LIST_TABLE " SELECT sg_group (project, " session_in_id ") AS id, min (place), sg_project (project), " n_sessions \
  ", min (quarter), max (quarter), min (sg_first (quarter, times)), max (sg_last (quarter, times)), sg_or (sg_bit (model)), " \
  SG_LEDGER_LIST_SUMS \
  " FROM " SG_LEDGER_LIST_QUARTERS " CROSS JOIN main.places ON places.id = place WHERE 1"
#define FILL_SESSIONS FILL_QUERY (SESSION_NAME, "1")
#define FILL_PROJECTS FILL_QUERY ("''", "count (DISTINCT sg_group (project, " SESSION_NAME "))")

/* As in reports, who used nothing is not there. */
#define FILL_GROUPS \
  " GROUP BY 1 HAVING sg_sum (input) > 0 OR sg_sum (output) > 0 OR sg_sum (cache_write) > 0 OR sg_sum (cache_read) > 0"

#define ROW_COLUMNS \
  "project, n_sessions, first_ms, last_ms, models, n_requests, n_unpriced, input, output, cache_write, cache_read, pico_usd, saved, priced_reads"

#define N_NAME_COLUMNS 5

static const char *const sort_keys[SG_N_LEDGER_COLUMNS] = {
  [SG_LEDGER_COLUMN_PROJECT] = "sg_project_rank (list.project)",
  [SG_LEDGER_COLUMN_SESSION] = SESSION_NAME,
  [SG_LEDGER_COLUMN_START] = "first_ms",
  [SG_LEDGER_COLUMN_DURATION] = "last_ms - first_ms",
  [SG_LEDGER_COLUMN_COST] = "iif (n_unpriced < n_requests OR pico_usd > 0, pico_usd, NULL)",
  [SG_LEDGER_COLUMN_SAVED] = "iif (priced_reads > 0 OR cache_read = 0, saved, NULL)",
  [SG_LEDGER_COLUMN_HIT_RATE] = "CAST (cache_read AS REAL) / nullif (CAST (input AS REAL) + cache_write + cache_read, 0.0)",
  [SG_LEDGER_COLUMN_INPUT] = "input",
  [SG_LEDGER_COLUMN_OUTPUT] = "output",
  [SG_LEDGER_COLUMN_CACHE_WRITE] = "cache_write",
  [SG_LEDGER_COLUMN_CACHE_READ] = "cache_read",
  [SG_LEDGER_COLUMN_MODELS] = "sg_models_rank (models)",
};

SgLedgerKnowledge
sg_ledger_sums_know_cost (const SgLedgerSums *self)
{
  if (self->n_unpriced == 0)
    return SG_LEDGER_KNOWN;

  return self->n_unpriced < self->n_requests || self->pico_usd > 0 ? SG_LEDGER_AT_LEAST : SG_LEDGER_NOT_KNOWN;
}

SgLedgerKnowledge
sg_ledger_sums_know_saving (const SgLedgerSums *self)
{
  if (self->priced_reads >= self->cache_read)
    return SG_LEDGER_KNOWN;

  return self->priced_reads > 0 ? SG_LEDGER_AT_LEAST : SG_LEDGER_NOT_KNOWN;
}

/**
 * sg_ledger_sums_get_hit_percent:
 *
 * Returns: how much of all prompts was read from the cache, 0-100; below 0 when nothing was asked
 */
double
sg_ledger_sums_get_hit_percent (const SgLedgerSums *self)
{
  double prompt = (double) self->input + (double) self->cache_write + (double) self->cache_read;

  return prompt > 0.0 ? (double) self->cache_read / prompt * 100.0 : -1.0;
}

void
sg_ledger_list_row_free (SgLedgerListRow *self)
{
  g_free (self->project);
  g_free (self->session);
  g_free (self->models);
  g_free (self);
}

void
sg_ledger_list_read_sums (sqlite3_stmt *statement,
                          int           column,
                          SgLedgerSums *sums)
{
  *sums = (SgLedgerSums) {
    .n_requests = sqlite3_column_int64 (statement, column),
    .n_unpriced = sqlite3_column_int64 (statement, column + 1),
    .input = sqlite3_column_int64 (statement, column + 2),
    .output = sqlite3_column_int64 (statement, column + 3),
    .cache_write = sqlite3_column_int64 (statement, column + 4),
    .cache_read = sqlite3_column_int64 (statement, column + 5),
    .pico_usd = sqlite3_column_int64 (statement, column + 6),
    .saved_pico_usd = sqlite3_column_int64 (statement, column + 7),
    .priced_reads = sqlite3_column_int64 (statement, column + 8),
  };
}

void
sg_ledger_list_free (SgLedgerList *self)
{
  g_clear_pointer (&self->row, sqlite3_finalize);
  sqlite3_exec (self->ledger->db, "DROP TABLE IF EXISTS " SG_LEDGER_LIST_TABLE, NULL, NULL, NULL);
  sg_ledger_list_names_take_down (self->ledger->db);
  g_clear_pointer (&self->names, sg_ledger_list_names_free);
  g_free (self);
}

static gint64
quarter_at_or_after (gint64 time_ms)
{
  return time_ms / SG_LEDGER_QUARTER_MS + (time_ms % SG_LEDGER_QUARTER_MS > 0);
}

void
sg_ledger_list_bind_range (SgLedgerList *self,
                           sqlite3_stmt *statement)
{
  sqlite3_bind_int64 (statement, 1, quarter_at_or_after (self->query.from_ms));
  sqlite3_bind_int64 (statement, 2, quarter_at_or_after (self->query.to_ms));
}

static gboolean
fill (SgLedgerList *self,
      GError      **error)
{
  gboolean sessions = self->query.kind == SG_LEDGER_LIST_SESSIONS;
  g_autofree char *where = sg_ledger_dup_place_condition (self->ledger);
  g_autofree char *sql = g_strconcat (sessions ? FILL_SESSIONS : FILL_PROJECTS, where, FILL_GROUPS, NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->ledger->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sg_ledger_list_bind_range (self, statement);

  return sg_ledger_db_run (self->ledger->db, statement, error);
}

/**
 * sg_ledger_list_new:
 * @query: its prices and names must outlive the list
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA
 */
SgLedgerList *
sg_ledger_list_new (SgLedger                *ledger,
                    const SgLedgerListQuery *query,
                    GError                 **error)
{
  g_autoptr (SgLedgerList) self = g_new0 (SgLedgerList, 1);

  self->ledger = ledger;
  self->query = *query;
  self->names = sg_ledger_list_names_new (ledger, &self->query, error);
  if (self->names == NULL || !sg_ledger_list_names_set_up (self->names, ledger->db, error) ||
      !sg_ledger_db_exec (ledger->db, TABLE_QUERY, error) || !fill (self, error))
    return NULL;
  sg_ledger_list_names_rank_projects (self->names);

  return g_steal_pointer (&self);
}

static gboolean
rank_models (SgLedgerList *self,
             GError      **error)
{
  g_autoptr (GArray) masks = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->ledger->db, "SELECT DISTINCT models FROM " SG_LEDGER_LIST_TABLE, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    gint64 mask = sqlite3_column_int64 (statement, 0);

    g_array_append_val (masks, mask);
  }
  sg_ledger_list_names_rank_models (self->names, masks);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->ledger->db, error);
}

/* What may be asked for by name only is looked up only when it is. */
static char *
from_of (SgLedgerList *self,
         gboolean      with_names)
{
  gboolean sessions = self->query.kind == SG_LEDGER_LIST_SESSIONS;
  gboolean searching = self->names->words->len > 0;

  return g_strconcat (" FROM " SG_LEDGER_LIST_TABLE, sessions && (searching || with_names) ? " JOIN main.places ON places.id = list.place" : "",
                      searching ? " WHERE sg_found (list.project, models, " : "",
                      searching ? sessions ? SESSION_NAME ")" : "NULL)" : "", NULL);
}

static gboolean
load_ids (SgLedgerList            *self,
          const SgLedgerListOrder *order,
          GArray                  *ids,
          GError                 **error)
{
  gboolean counted = self->query.kind == SG_LEDGER_LIST_PROJECTS && order->column == SG_LEDGER_COLUMN_SESSION;
  const char *key = counted ? "n_sessions" : sort_keys[order->column];
  g_autofree char *from = from_of (self, order->column == SG_LEDGER_COLUMN_SESSION);
  g_autofree char *sql = g_strconcat ("SELECT list.id", from, " ORDER BY ", key, " IS NULL, ", key, order->descending ? " DESC" : " ASC",
                                      ", first_ms DESC, list.id", NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->ledger->db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    gint64 id = sqlite3_column_int64 (statement, 0);

    g_array_append_val (ids, id);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (self->ledger->db, error);
}

static void
read_row (SgLedgerList    *self,
          sqlite3_stmt    *statement,
          SgLedgerListRow *row)
{
  row->n_sessions = sqlite3_column_int64 (statement, 1);
  row->first_ms = sqlite3_column_type (statement, 2) == SQLITE_NULL ? G_MAXINT64 : sqlite3_column_int64 (statement, 2);
  row->last_ms = sqlite3_column_type (statement, 3) == SQLITE_NULL ? G_MININT64 : sqlite3_column_int64 (statement, 3);
  row->models = sg_ledger_list_names_dup_models (self->names, sqlite3_column_int64 (statement, 4));
  sg_ledger_list_read_sums (statement, N_NAME_COLUMNS, &row->sums);
}

static gboolean
load_totals (SgLedgerList    *self,
             SgLedgerListRow *totals,
             GError         **error)
{
  g_autofree char *from = from_of (self, FALSE);
  g_autofree char *sql = g_strconcat ("SELECT count (*), sg_sum (n_sessions), min (first_ms), max (last_ms), sg_or (models), "
                                      SG_LEDGER_LIST_SUMS, from, NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->ledger->db, sql, error);

  if (statement == NULL)
    return FALSE;
  if (sqlite3_step (statement) != SQLITE_ROW)
    return sg_ledger_db_fail (self->ledger->db, error);

  *totals = (SgLedgerListRow) { 0 };
  read_row (self, statement, totals);

  return TRUE;
}

/**
 * sg_ledger_list_sort:
 * @totals: (out): the sums of all that is found; without project and session, its models to be freed
 *
 * What is not known comes last, whichever way it is sorted; of equals the latest first.
 *
 * Returns: (transfer full) (element-type gint64): the ids of what is found, in that order
 */
GArray *
sg_ledger_list_sort (SgLedgerList            *self,
                     const SgLedgerListOrder *order,
                     SgLedgerListRow         *totals,
                     GError                 **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_return_val_if_fail (order->column < SG_N_LEDGER_COLUMNS, NULL);

  sg_ledger_list_names_set_search (self->names, order->search);
  if ((order->column == SG_LEDGER_COLUMN_MODELS && !rank_models (self, error)) || !load_ids (self, order, ids, error) ||
      !load_totals (self, totals, error))
    return NULL;

  return g_steal_pointer (&ids);
}

/**
 * sg_ledger_list_load_row:
 * @id: of sg_ledger_list_sort()
 */
SgLedgerListRow *
sg_ledger_list_load_row (SgLedgerList *self,
                         gint64        id,
                         GError      **error)
{
  g_autoptr (SgLedgerListRow) row = g_new0 (SgLedgerListRow, 1);
  int code;

  if (self->row == NULL)
    self->row = sg_ledger_db_prepare (self->ledger->db, "SELECT list." ROW_COLUMNS ", " SESSION_NAME " FROM " SG_LEDGER_LIST_TABLE
                                      " JOIN main.places ON places.id = place WHERE list.id = ?", error);
  if (self->row == NULL)
    return NULL;

  sqlite3_reset (self->row);
  sqlite3_bind_int64 (self->row, 1, id);
  code = sqlite3_step (self->row);
  if (code != SQLITE_ROW) {
    if (code == SQLITE_DONE)
      g_set_error_literal (error, SG_ERROR, SG_ERROR_NOT_FOUND, "the ledger: no such row in the list");
    else
      sg_ledger_db_fail (self->ledger->db, error);
    sqlite3_reset (self->row);
    return NULL;
  }

  read_row (self, self->row, row);
  row->project = g_strdup (((SgLedgerListProject *) self->names->projects->pdata[sqlite3_column_int (self->row, 0)])->shown);
  row->session = self->query.kind == SG_LEDGER_LIST_SESSIONS ?
                 g_strdup ((const char *) sqlite3_column_text (self->row, N_NAME_COLUMNS + 9)) : g_strdup ("");
  sqlite3_reset (self->row);

  return g_steal_pointer (&row);
}
