/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of requests: how a row of it is read, and what a batch changes in it and in the sums made of it. */

#include "sg-ledger-insert.h"
#include "sg-ledger-private.h"

typedef struct {
  SgLedger         *ledger;     /* (unowned) */
  SgLedgerBatch    *batch;      /* (unowned) */
  GHashTable       *models;     /* (owned) (element-type gint64 SgLedgerModel) */
  SgLedgerQuarters *quarters;   /* (owned) */
  sqlite3_stmt     *select;     /* (owned) */
  SgLedgerInsert    insert;
  sqlite3_stmt     *remove;     /* (owned) */
  guint32          *model_ids;  /* (owned): of the batch's models */
  gint64            empty;      /* whether the ledger has no requests yet */
  SgLedgerSettler   settler;
  gint64            n_added;
} Writer;

static void
writer_clear (Writer *writer)
{
  sg_ledger_settler_clear (&writer->settler);
  g_clear_pointer (&writer->quarters, sg_ledger_quarters_free);
  g_clear_pointer (&writer->models, g_hash_table_unref);
  g_clear_pointer (&writer->select, sqlite3_finalize);
  sg_ledger_insert_clear (&writer->insert);
  g_clear_pointer (&writer->remove, sqlite3_finalize);
  g_clear_pointer (&writer->model_ids, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* In the order of SG_LEDGER_ROW_COLUMNS */
void
sg_ledger_read_row (sqlite3_stmt *statement,
                    SgLedgerRow  *row)
{
  row->key.message = (guint64) sqlite3_column_int64 (statement, 0);
  row->key.request = (guint64) sqlite3_column_int64 (statement, 1);
  row->time_ms = sqlite3_column_int64 (statement, 2);
  row->place = (guint64) sqlite3_column_int64 (statement, 3);
  row->model = (guint32) sqlite3_column_int64 (statement, 4);
  row->flags = (guint32) sqlite3_column_int64 (statement, 5);
  row->usage.input = (guint32) sqlite3_column_int64 (statement, 6);
  row->usage.output = (guint32) sqlite3_column_int64 (statement, 7);
  row->usage.write_5m = (guint32) sqlite3_column_int64 (statement, 8);
  row->usage.write_1h = (guint32) sqlite3_column_int64 (statement, 9);
  row->usage.cache_read = (guint32) sqlite3_column_int64 (statement, 10);
  row->usage.web_searches = (guint32) sqlite3_column_int64 (statement, 11);
  row->stated_pico_usd = sqlite3_column_type (statement, 12) == SQLITE_NULL
    ? SG_REQUEST_COST_UNSTATED : sqlite3_column_int64 (statement, 12);
}

static gboolean
insert_row (Writer            *writer,
            const SgLedgerRow *row,
            GError           **error)
{
  const gint64 values[] = {
    (gint64) row->key.message, (gint64) row->key.request, row->time_ms, (gint64) row->place, row->model, row->flags,
    row->usage.input, row->usage.output, row->usage.write_5m, row->usage.write_1h, row->usage.cache_read,
    row->usage.web_searches, row->stated_pico_usd < 0 ? SG_LEDGER_INSERT_NULL : row->stated_pico_usd,
  };

  return sg_ledger_insert_add (&writer->insert, values, error);
}

static gboolean
count_row (Writer            *writer,
           const SgLedgerRow *row,
           GError           **error)
{
  sg_ledger_quarters_count (writer->quarters, row, 1);

  return insert_row (writer, row, error);
}

static gboolean
remove_row (Writer            *writer,
            const SgLedgerRow *row,
            GError           **error)
{
  sqlite3_bind_int64 (writer->remove, 1, (gint64) row->key.message);
  sqlite3_bind_int64 (writer->remove, 2, (gint64) row->key.request);
  sg_ledger_quarters_count (writer->quarters, row, -1);

  return sg_ledger_db_run (writer->ledger->db, writer->remove, error);
}

static gboolean
replace_row (Writer            *writer,
             const SgLedgerRow *old,
             const SgLedgerRow *row,
             GError           **error)
{
  return remove_row (writer, old, error) && count_row (writer, row, error);
}

static gboolean
load_group (Writer            *writer,
            const SgLedgerRow *copy,
            GArray            *rows,
            GError           **error)
{
  int code;

  g_array_set_size (rows, 0);
  sqlite3_bind_int64 (writer->select, 1, (gint64) copy->key.message);
  while ((code = sqlite3_step (writer->select)) == SQLITE_ROW) {
    SgLedgerRow row;

    sg_ledger_read_row (writer->select, &row);
    g_array_append_val (rows, row);
  }
  sqlite3_reset (writer->select);

  return code == SQLITE_DONE || sg_ledger_db_fail (writer->ledger->db, error);
}

/* Those of @rows that are a sidechain's still */
static gboolean
remove_replays (Writer  *writer,
                GArray  *rows,
                GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    const SgLedgerRow *row = &g_array_index (rows, SgLedgerRow, i);

    if (!sg_ledger_row_is_sidechain (row))
      continue;
    writer->n_added--;
    if (!remove_row (writer, row, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
merge_row (Writer            *writer,
           SgLedgerRow       *row,
           const SgLedgerRow *copy,
           GError           **error)
{
  const SgLedgerRow old = *row;

  return !sg_ledger_row_merge (row, copy) || replace_row (writer, &old, row, error);
}

static gboolean
write_row (Writer            *writer,
           const SgLedgerRow *copy,
           GArray            *rows,
           GError           **error)
{
  SgLedgerGroup group = { 0 };
  SgLedgerRow *row;
  gboolean written = TRUE;

  if (!load_group (writer, copy, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    sg_ledger_group_look (&group, &g_array_index (rows, SgLedgerRow, i), copy);

  switch (sg_ledger_group_decide (&group, copy, &row)) {
  case SG_LEDGER_ADD:
    writer->n_added++;
    written = count_row (writer, copy, error);
    break;
  case SG_LEDGER_MERGE:
    written = merge_row (writer, row, copy, error);
    break;
  case SG_LEDGER_REPLACE:
    written = replace_row (writer, row, copy, error);
    *row = *copy;
    break;
  case SG_LEDGER_DROP:
  default:
    break;
  }

  return written && (sg_ledger_row_is_sidechain (copy) || remove_replays (writer, rows, error));
}

static SgLedgerRow
get_row (Writer            *writer,
         const SgLedgerRow *batch_row)
{
  SgLedgerRow row = *batch_row;

  row.model = writer->model_ids[row.model];

  return row;
}

/* Counted as they were read, one session after the other; written in the ledger's own order. */
static gboolean
fill_rows (Writer  *writer,
           guint    n_rows,
           GError **error)
{
  writer->n_added += n_rows;
  for (guint i = 0; i < n_rows; i++) {
    SgLedgerRow row = get_row (writer, sg_ledger_batch_get_row (writer->batch, i));

    sg_ledger_quarters_count (writer->quarters, &row, 1);
  }
  for (guint i = 0; i < n_rows; i++) {
    SgLedgerRow row = get_row (writer, sg_ledger_batch_get_sorted_row (writer->batch, i));

    if (!insert_row (writer, &row, error))
      return FALSE;
  }

  return sg_ledger_insert_flush (&writer->insert, error);
}

/* A row of the same message as the one before looks for that one. */
static gboolean
add_rows (Writer  *writer,
          guint    n_rows,
          GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (SgLedgerRow));
  guint64 last_message = 0;

  for (guint i = 0; i < n_rows; i++) {
    SgLedgerRow row = get_row (writer, sg_ledger_batch_get_sorted_row (writer->batch, i));

    if (row.key.message == last_message && !sg_ledger_insert_flush (&writer->insert, error))
      return FALSE;
    if (!write_row (writer, &row, rows, error))
      return FALSE;
    last_message = row.key.message;
  }

  return sg_ledger_insert_flush (&writer->insert, error);
}

static gboolean
write_models (Writer  *writer,
              GError **error)
{
  guint n_models = sg_ledger_batch_get_n_models (writer->batch);

  writer->model_ids = g_new (guint32, n_models + 1);
  for (guint i = 0; i < n_models; i++) {
    const SgLedgerModel *model =
      sg_ledger_add_model (writer->ledger, writer->models, sg_ledger_batch_get_model (writer->batch, i), error);

    if (model == NULL)
      return FALSE;
    writer->model_ids[i] = (guint32) model->id;
  }

  return TRUE;
}

static gboolean
settle_rows (Writer  *writer,
             guint    n_rows,
             GError **error)
{
  for (guint i = 0; i < n_rows; i++) {
    if (!sg_ledger_settler_settle (&writer->settler, sg_ledger_batch_get_row (writer->batch, i)->key.request, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_rows (Writer  *writer,
            GError **error)
{
  guint n_rows = sg_ledger_batch_get_n_rows (writer->batch);

  sg_ledger_batch_sort (writer->batch);
  if (!write_models (writer, error) || !settle_rows (writer, n_rows, error))
    return FALSE;

  return writer->empty ? fill_rows (writer, n_rows, error) : add_rows (writer, n_rows, error);
}

static gboolean
remove_results (Writer     *writer,
                const char *session,
                GArray     *rows,
                GError    **error)
{
  const SgLedgerRow any = { .key.message = sg_ledger_results_get_message (session) };

  if (!load_group (writer, &any, rows, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    if (!remove_row (writer, &g_array_index (rows, SgLedgerRow, i), error))
      return FALSE;
  }
  writer->n_added -= rows->len;

  return TRUE;
}

/* What a session's transcript tells, and what a newer result does, takes the place of its command results. */
static gboolean
replace_results (Writer  *writer,
                 GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (SgLedgerRow));
  gint64 has_results = 0;

  if (!sg_ledger_db_get_int (writer->ledger->db, "SELECT EXISTS (SELECT 1 FROM results)", &has_results, error))
    return FALSE;

  for (guint i = 0; has_results && i < sg_ledger_batch_get_n_places (writer->batch); i++) {
    if (!remove_results (writer, sg_ledger_batch_get_place (writer->batch, i)->session, rows, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
prepare (Writer  *writer,
         GError **error)
{
  sqlite3 *db = writer->ledger->db;

  writer->models = sg_ledger_load_models (writer->ledger, error);
  if (writer->models == NULL)
    return FALSE;
  writer->quarters = sg_ledger_quarters_new (writer->ledger, writer->models);

  writer->select =
    sg_ledger_db_prepare (db, "SELECT " SG_LEDGER_ROW_COLUMNS " FROM requests WHERE message = ?", error);
  if (writer->select == NULL)
    return FALSE;
  writer->remove = sg_ledger_db_prepare (db, "DELETE FROM requests WHERE message = ? AND request = ?", error);

  return writer->remove != NULL &&
         sg_ledger_settler_init (&writer->settler, writer->ledger, writer->quarters, error);
}

static gboolean
write_all (Writer  *writer,
           GError **error)
{
  return prepare (writer, error) &&
         sg_ledger_db_get_int (writer->ledger->db, "SELECT NOT EXISTS (SELECT 1 FROM requests)", &writer->empty, error) &&
         (writer->empty || replace_results (writer, error)) &&
         write_rows (writer, error) &&
         sg_ledger_quarters_write (writer->quarters, error);
}

/*
 * Within a transaction.
 *
 * @n_new: (out): how many more are known now; what telemetry had told of is not one of them
 */
gboolean
sg_ledger_write_requests (SgLedger      *self,
                          SgLedgerBatch *batch,
                          gint64        *n_new,
                          GError       **error)
{
  g_auto (Writer) writer = {
    .ledger = self,
    .batch = batch,
    .insert = { .db = self->db, .into = "INSERT INTO requests (" SG_LEDGER_ROW_COLUMNS ")", .n_columns = 13 },
  };

  if (!write_all (&writer, error))
    return FALSE;
  *n_new = writer.n_added - writer.settler.n_settled;

  return TRUE;
}
