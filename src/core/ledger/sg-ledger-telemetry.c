/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Requests that telemetry told of. A transcript's word is the last one: what it tells of is not kept here, whichever
 * came first. So each row of `telemetry` is in no transcript: compaction, side calls, streams that were cut.
 */

#include <string.h>

#include "sg-ledger-private.h"

/* Longer names are cut, as in transcripts. */
#define MAX_NAME 255

typedef struct {
  SgLedger         *ledger;     /* (unowned) */
  GHashTable       *models;     /* (owned) (element-type gint64 SgLedgerModel) */
  SgLedgerQuarters *quarters;   /* (owned) */
  sqlite3_stmt     *known;      /* (owned) */
  sqlite3_stmt     *insert;     /* (owned) */
  guint             n_new;
} Writer;

static void
writer_clear (Writer *writer)
{
  g_clear_pointer (&writer->quarters, sg_ledger_quarters_free);
  g_clear_pointer (&writer->models, g_hash_table_unref);
  g_clear_pointer (&writer->known, sqlite3_finalize);
  g_clear_pointer (&writer->insert, sqlite3_finalize);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* The index is for those who have telemetry; the others' ledger is smaller without. */
#define INDEX "CREATE INDEX IF NOT EXISTS requests_by_request ON requests (request)"

#define KNOWN_QUERY \
  "SELECT EXISTS (SELECT 1 FROM requests WHERE request = ?1) OR EXISTS (SELECT 1 FROM telemetry WHERE request = ?1)"

#define PLACE_QUERY "SELECT id FROM places WHERE session = ? ORDER BY project = '" SG_LEDGER_UNKNOWN_PROJECT "', file_session IS NOT NULL LIMIT 1"

static gboolean
prepare (Writer  *writer,
         GError **error)
{
  sqlite3 *db = writer->ledger->db;

  writer->models = sg_ledger_load_models (writer->ledger, error);
  if (writer->models == NULL || !sg_ledger_db_exec (db, INDEX, error))
    return FALSE;
  writer->quarters = sg_ledger_quarters_new (writer->ledger, writer->models);
  writer->known = sg_ledger_db_prepare (db, KNOWN_QUERY, error);
  if (writer->known == NULL)
    return FALSE;
  writer->insert = sg_ledger_db_prepare (db, "INSERT INTO telemetry (" SG_LEDGER_REQUEST_COLUMNS ")"
                                         " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", error);

  return writer->insert != NULL;
}

/* Steps a statement that gives one number. */
static gboolean
take_number (Writer       *writer,
             sqlite3_stmt *statement,
             gboolean     *found,
             gint64       *number,
             GError      **error)
{
  int code = sqlite3_step (statement);

  *found = code == SQLITE_ROW;
  if (*found)
    *number = sqlite3_column_int64 (statement, 0);
  sqlite3_reset (statement);

  return *found || code == SQLITE_DONE || sg_ledger_db_fail (writer->ledger->db, error);
}

static gboolean
add_place (Writer     *writer,
           const char *session,
           guint64    *place,
           GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (writer->ledger->db, "INSERT OR IGNORE INTO places (id, project, session) VALUES (?,?,?)", error);

  if (statement == NULL)
    return FALSE;

  *place = sg_ledger_place_make_id ("", SG_LEDGER_UNKNOWN_PROJECT, session, session);
  sqlite3_bind_int64 (statement, 1, (gint64) *place);
  sqlite3_bind_text (statement, 2, SG_LEDGER_UNKNOWN_PROJECT, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, session, -1, SQLITE_STATIC);

  return sg_ledger_db_run (writer->ledger->db, statement, error);
}

/* Telemetry names no project: the transcripts of the session do. */
static gboolean
find_place (Writer  *writer,
            SgSlice  slice,
            guint64 *place,
            GError **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (writer->ledger->db, PLACE_QUERY, error);
  g_autofree char *session = g_strndup (slice.text, MIN (slice.length, MAX_NAME));
  gboolean found;
  gint64 id;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, session, -1, SQLITE_STATIC);
  if (!take_number (writer, statement, &found, &id, error))
    return FALSE;
  *place = (guint64) id;

  return found || add_place (writer, session, place, error);
}

/* In the order of SG_LEDGER_REQUEST_COLUMNS */
static void
bind_row (sqlite3_stmt      *statement,
          const SgLedgerRow *row)
{
  const gint64 values[] = {
    (gint64) row->key.request, row->time_ms, (gint64) row->place, row->model, row->flags, row->usage.input,
    row->usage.output, row->usage.write_5m, row->usage.write_1h, row->usage.cache_read, row->usage.web_searches,
    row->stated_pico_usd,
  };
  const gsize n_values = G_N_ELEMENTS (values) - (row->stated_pico_usd < 0);

  for (gsize i = 0; i < n_values; i++)
    sqlite3_bind_int64 (statement, (int) i + 1, values[i]);
  if (n_values < G_N_ELEMENTS (values))
    sqlite3_bind_null (statement, (int) n_values + 1);
}

static gboolean
write_new (Writer          *writer,
           const SgRequest *request,
           SgLedgerRow     *row,
           GError         **error)
{
  g_autofree char *name = g_strndup (request->model.text, MIN (request->model.length, MAX_NAME));
  const SgLedgerModel *model = sg_ledger_add_model (writer->ledger, writer->models, name, error);

  if (model == NULL || !find_place (writer, request->session, &row->place, error))
    return FALSE;

  row->model = (guint32) model->id;
  bind_row (writer->insert, row);
  sg_ledger_quarters_count (writer->quarters, row, 1);
  writer->n_new++;

  return sg_ledger_db_run (writer->ledger->db, writer->insert, error);
}

static gboolean
write_request (Writer          *writer,
               const SgRequest *request,
               GError         **error)
{
  SgLedgerRow row = {
    .key = sg_request_get_key (request, request->request_id),
    .time_ms = request->time_ms,
    .stated_pico_usd = request->stated_pico_usd,
    .usage = request->usage,
    .flags = request->flags,
  };
  gboolean found;
  gint64 known = 0;

  sqlite3_bind_int64 (writer->known, 1, (gint64) row.key.request);
  if (!take_number (writer, writer->known, &found, &known, error))
    return FALSE;

  return known || write_new (writer, request, &row, error);
}

static gboolean
write_count (Writer  *writer,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO meta VALUES ('requests', %u)"
                                          " ON CONFLICT DO UPDATE SET value = value + excluded.value", writer->n_new);

  return writer->n_new == 0 || sg_ledger_db_exec (writer->ledger->db, sql, error);
}

static gboolean
write_all (Writer  *writer,
           GArray  *requests,
           GError **error)
{
  if (!prepare (writer, error))
    return FALSE;
  for (guint i = 0; i < requests->len; i++) {
    if (!write_request (writer, &g_array_index (requests, SgRequest, i), error))
      return FALSE;
  }

  return sg_ledger_quarters_write (writer->quarters, error) &&
         write_count (writer, error) &&
         sg_ledger_db_exec (writer->ledger->db, "COMMIT", error);
}

/**
 * sg_ledger_write_telemetry:
 * @requests: (element-type SgRequest): each with a request id; none with a message id
 * @n_new: (out) (optional): those neither a transcript nor telemetry told of before
 *
 * Counts what is new, until a transcript tells of it: sg_ledger_write() then takes it back.
 *
 * Returns: %FALSE with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA; then the ledger is as it was
 */
gboolean
sg_ledger_write_telemetry (SgLedger *self,
                           GArray   *requests,
                           guint    *n_new,
                           GError  **error)
{
  g_auto (Writer) writer = { .ledger = self };

  if (!sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!write_all (&writer, requests, error)) {
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
  }
  if (n_new != NULL)
    *n_new = writer.n_new;

  return TRUE;
}

/* Within a transaction. */
gboolean
sg_ledger_settler_init (SgLedgerSettler  *self,
                        SgLedger         *ledger,
                        SgLedgerQuarters *quarters,
                        GError          **error)
{
  gint64 has_rows = 0;

  self->ledger = ledger;
  self->quarters = quarters;
  if (!sg_ledger_db_get_int (ledger->db, "SELECT EXISTS (SELECT 1 FROM telemetry)", &has_rows, error))
    return FALSE;
  if (!has_rows)
    return TRUE;

  self->select =
    sg_ledger_db_prepare (ledger->db, "SELECT " SG_LEDGER_TELEMETRY_COLUMNS " FROM telemetry WHERE request = ?", error);
  if (self->select != NULL)
    self->remove = sg_ledger_db_prepare (ledger->db, "DELETE FROM telemetry WHERE request = ?", error);

  return self->remove != NULL;
}

void
sg_ledger_settler_clear (SgLedgerSettler *self)
{
  g_clear_pointer (&self->select, sqlite3_finalize);
  g_clear_pointer (&self->remove, sqlite3_finalize);
}

/* A transcript tells of @request (0 for none): what telemetry said of it counts no more. */
gboolean
sg_ledger_settler_settle (SgLedgerSettler *self,
                          guint64          request,
                          GError         **error)
{
  SgLedgerRow row;
  int code;

  if (self->select == NULL || request == 0)
    return TRUE;

  sqlite3_bind_int64 (self->select, 1, (gint64) request);
  code = sqlite3_step (self->select);
  if (code == SQLITE_ROW)
    sg_ledger_read_row (self->select, &row);
  sqlite3_reset (self->select);
  if (code != SQLITE_ROW)
    return code == SQLITE_DONE || sg_ledger_db_fail (self->ledger->db, error);

  sg_ledger_quarters_count (self->quarters, &row, -1);
  self->n_settled++;
  sqlite3_bind_int64 (self->remove, 1, (gint64) request);

  return sg_ledger_db_run (self->ledger->db, self->remove, error);
}

/* What only telemetry told of, from @from_ms until before @to_ms, of the profile looked at. */
gboolean
sg_ledger_telemetry_sum (SgLedger *self,
                         gint64    from_ms,
                         gint64    to_ms,
                         guint    *n_requests,
                         gint64   *pico_usd,
                         GError  **error)
{
  g_autofree char *where = sg_ledger_dup_place_condition (self);
  g_autofree char *sql =
    g_strconcat ("SELECT " SG_LEDGER_TELEMETRY_COLUMNS " FROM telemetry WHERE time_ms >= ? AND time_ms < ?", where, NULL);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, sql, error);
  g_autoptr (GHashTable) models = statement ? sg_ledger_load_models (self, error) : NULL;
  int code;

  if (models == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, from_ms);
  sqlite3_bind_int64 (statement, 2, to_ms);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerRow row;
    gint64 model, cost;

    sg_ledger_read_row (statement, &row);
    model = row.model;
    if (sg_ledger_get_cost (self, g_hash_table_lookup (models, &model), &row, &cost))
      *pico_usd += cost;
    (*n_requests)++;
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}
