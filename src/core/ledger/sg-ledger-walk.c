/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-walk.h"

#include "sg-ledger-private.h"
#include "sg-ledger-times.h"

void
sg_ledger_walk_free (SgLedgerWalk *self)
{
  g_array_unref (self->quarters);
  g_array_unref (self->places);
  g_array_unref (self->models);
  g_clear_pointer (&self->place_index, sg_ledger_index_free);
  g_string_chunk_free (self->names);
  g_free (self);
}

static gboolean
load_places (SgLedgerWalk *self,
             SgLedger     *ledger,
             GError      **error)
{
  g_autofree char *sql = g_strconcat ("SELECT id, project, ifnull (file_session, session) FROM places", ledger->places_where, NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (ledger->db, sql, error);
  int code;

  if (statement == NULL)
    return FALSE;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerWalkPlace place = {
      .id = (guint64) sqlite3_column_int64 (statement, 0),
      .project = g_string_chunk_insert_const (self->names, (const char *) sqlite3_column_text (statement, 1)),
      .session = g_string_chunk_insert (self->names, (const char *) sqlite3_column_text (statement, 2)),
    };

    g_array_append_val (self->places, place);
  }

  self->place_index = sg_ledger_index_new (self->places->len);
  for (guint32 i = 0; i < self->places->len; i++)
    sg_ledger_index_add (self->place_index, (gint64) g_array_index (self->places, SgLedgerWalkPlace, i).id, i);

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

static gboolean
load_models (SgLedgerWalk *self,
             SgLedger     *ledger,
             GError      **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (ledger->db, "SELECT id, name FROM models ORDER BY id", error);
  int code;

  if (statement == NULL)
    return FALSE;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerWalkModel model = {
      .id = sqlite3_column_int64 (statement, 0),
      .name = g_intern_string ((const char *) sqlite3_column_text (statement, 1)),
    };

    g_array_append_val (self->models, model);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

static gboolean
find_model (SgLedgerWalk *self,
            gint64        id,
            guint32      *index)
{
  for (*index = 0; *index < self->models->len; (*index)++) {
    if (g_array_index (self->models, SgLedgerWalkModel, *index).id == id)
      return TRUE;
  }

  return FALSE;
}

#define QUARTER_QUERY \
  "SELECT quarter, place, model, fast, n_requests, n_unpriced, input, output, write_5m + write_1h, cache_read, pico_usd, times" \
  " FROM quarters WHERE quarter >= ? AND quarter < ?"

static void
add_quarter (SgLedgerWalk *self,
             sqlite3_stmt *statement)
{
  SgLedgerQuarter quarter = {
    .start_ms = sqlite3_column_int64 (statement, 0) * SG_LEDGER_QUARTER_MS,
    .fast = sqlite3_column_int (statement, 3) != 0,
    .n_requests = sqlite3_column_int64 (statement, 4),
    .n_unpriced = sqlite3_column_int64 (statement, 5),
    .input = sqlite3_column_int64 (statement, 6),
    .output = sqlite3_column_int64 (statement, 7),
    .cache_write = sqlite3_column_int64 (statement, 8),
    .cache_read = sqlite3_column_int64 (statement, 9),
    .pico_usd = sqlite3_column_int64 (statement, 10),
  };

  /* What was taken back leaves a row of zeros. */
  if (quarter.n_requests > 0 && sg_ledger_index_find (self->place_index, sqlite3_column_int64 (statement, 1), &quarter.place) &&
      find_model (self, sqlite3_column_int64 (statement, 2), &quarter.model)) {
    sg_ledger_times_get_span (sqlite3_column_blob (statement, 11), (gsize) sqlite3_column_bytes (statement, 11),
                              quarter.start_ms, &quarter.span);
    g_array_append_val (self->quarters, quarter);
  }
}

static gint64
quarter_at_or_after (gint64 time_ms)
{
  return time_ms / SG_LEDGER_QUARTER_MS + (time_ms % SG_LEDGER_QUARTER_MS > 0);
}

static gboolean
load_quarters (SgLedgerWalk *self,
               SgLedger     *ledger,
               GError      **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (ledger->db, QUARTER_QUERY, error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, quarter_at_or_after (self->from_ms));
  sqlite3_bind_int64 (statement, 2, quarter_at_or_after (self->to_ms));
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_quarter (self, statement);

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

/**
 * sg_ledger_walk_new:
 * @from_ms: Unix time, a full quarter of an hour; %G_MININT64 for all
 * @to_ms: another; %G_MAXINT64 for all
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA
 */
SgLedgerWalk *
sg_ledger_walk_new (SgLedger *ledger,
                    gint64    from_ms,
                    gint64    to_ms,
                    GError  **error)
{
  g_autoptr (SgLedgerWalk) self = g_new0 (SgLedgerWalk, 1);

  self->from_ms = from_ms;
  self->to_ms = to_ms;
  self->names = g_string_chunk_new (64 * 1024);
  self->quarters = g_array_new (FALSE, FALSE, sizeof (SgLedgerQuarter));
  self->places = g_array_new (FALSE, FALSE, sizeof (SgLedgerWalkPlace));
  self->models = g_array_new (FALSE, FALSE, sizeof (SgLedgerWalkModel));

  /* Names last written are for sums written with them: one view of all three. */
  if (!sg_ledger_db_exec (ledger->db, "BEGIN", error))
    return NULL;
  if (!load_places (self, ledger, error) || !load_models (self, ledger, error) || !load_quarters (self, ledger, error)) {
    sqlite3_exec (ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return NULL;
  }
  if (!sg_ledger_db_exec (ledger->db, "COMMIT", error))
    return NULL;

  return g_steal_pointer (&self);
}

static void
add_request (SgLedgerWalk      *self,
             SgLedger          *ledger,
             GHashTable        *models,
             const SgLedgerRow *row,
             GArray            *requests)
{
  gint64 id = row->model;
  const SgLedgerModel *model = g_hash_table_lookup (models, &id);
  SgLedgerQuarter request = {
    .start_ms = row->time_ms,
    .fast = (row->flags & SG_REQUEST_FAST) != 0,
    .n_requests = 1,
    .input = row->usage.input,
    .output = row->usage.output,
    .cache_write = (gint64) row->usage.write_5m + row->usage.write_1h,
    .cache_read = row->usage.cache_read,
    .span = { row->time_ms, G_MAXINT64, row->time_ms },
  };

  if (model == NULL || !sg_ledger_index_find (self->place_index, (gint64) row->place, &request.place) || !find_model (self, id, &request.model))
    return;
  request.n_unpriced = !sg_ledger_get_cost (ledger, model, row, &request.pico_usd);
  g_array_append_val (requests, request);
}

/**
 * sg_ledger_walk_find_at:
 *
 * Returns: (transfer full) (element-type SgLedgerQuarter): the requests made at exactly
 *   @time_ms, one by one
 */
GArray *
sg_ledger_walk_find_at (SgLedgerWalk *self,
                        SgLedger     *ledger,
                        gint64        time_ms,
                        GError      **error)
{
  g_autoptr (GHashTable) models = sg_ledger_load_models (ledger, error);
  g_autoptr (GArray) requests = g_array_new (FALSE, FALSE, sizeof (SgLedgerQuarter));
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code;

  if (models == NULL)
    return NULL;
  statement = sg_ledger_db_prepare (ledger->db, "SELECT " SG_LEDGER_ROW_COLUMNS " FROM requests WHERE time_ms = ?1 UNION ALL SELECT "
                                    SG_LEDGER_TELEMETRY_COLUMNS " FROM telemetry WHERE time_ms = ?1", error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, time_ms);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerRow row;

    sg_ledger_read_row (statement, &row);
    add_request (self, ledger, models, &row, requests);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (ledger->db, error);
    return NULL;
  }

  return g_steal_pointer (&requests);
}

/**
 * sg_ledger_walk_find_notices:
 *
 * Returns: (transfer full) (element-type SgLedgerNotice): in the order of time; each @place is an
 *   index into the walk's places
 */
GArray *
sg_ledger_walk_find_notices (SgLedgerWalk *self,
                             SgLedger     *ledger,
                             GError      **error)
{
  g_autoptr (GArray) notices = g_array_new (FALSE, FALSE, sizeof (SgLedgerNotice));
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT time_ms, resets_ms, place FROM notices ORDER BY time_ms", error);
  int code;

  if (statement == NULL)
    return NULL;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerNotice notice = { sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1), 0 };
    guint32 place;

    if (sg_ledger_index_find (self->place_index, sqlite3_column_int64 (statement, 2), &place)) {
      notice.place = place;
      g_array_append_val (notices, notice);
    }
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (ledger->db, error);
    return NULL;
  }

  return g_steal_pointer (&notices);
}

/**
 * sg_ledger_prepare_rebuild:
 *
 * Lets the next scan read every transcript from its start, and the next
 * sg_ledger_open() make the sums anew. Each request that was counted stays:
 * the transcripts of some are gone.
 */
gboolean
sg_ledger_prepare_rebuild (SgLedger *ledger,
                           GError  **error)
{
  if (sg_ledger_db_exec (ledger->db, "BEGIN IMMEDIATE; DELETE FROM files; DELETE FROM meta WHERE key = 'prices';"
                         "INSERT OR REPLACE INTO meta SELECT 'requests', (SELECT count(*) FROM requests) + (SELECT count(*) FROM telemetry); COMMIT", error))
    return TRUE;
  sqlite3_exec (ledger->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}
