/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One transaction holds the requests and how far the files were read: whenever we are killed, both fit. */

#include "sg-ledger-insert.h"
#include "sg-ledger-private.h"

static gboolean
write_places (SgLedger      *self,
              SgLedgerBatch *batch,
              GError       **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "INSERT OR IGNORE INTO places (id, project, session, file_session, profile)"
                          " VALUES (?,?,?,?,?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < sg_ledger_batch_get_n_places (batch); i++) {
    const SgLedgerPlace *place = sg_ledger_batch_get_place (batch, i);
    gboolean same = g_str_equal (place->session, place->file_session);

    sqlite3_bind_int64 (statement, 1, (gint64) place->id);
    sqlite3_bind_text (statement, 2, place->project, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 3, place->session, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 4, same ? NULL : place->file_session, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 5, place->profile, -1, SQLITE_STATIC);
    if (!sg_ledger_db_run (self->db, statement, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_files (SgLedger      *self,
             SgLedgerBatch *batch,
             GError       **error)
{
  g_auto (SgLedgerInsert) insert = { .db = self->db, .into = "INSERT OR REPLACE INTO files", .n_columns = 7 };

  for (guint i = 0; i < sg_ledger_batch_get_n_files (batch); i++) {
    const SgLedgerFile *file = sg_ledger_batch_get_file (batch, i);
    const gint64 values[] = {
      (gint64) file->id, (gint64) file->inode, (gint64) file->size, file->mtime_ns, (gint64) file->offset,
      (gint64) file->tail_hash, file->in_skipped_line,
    };

    if (!sg_ledger_insert_add (&insert, values, error))
      return FALSE;
  }

  return sg_ledger_insert_flush (&insert, error);
}

static gboolean
write_notices (SgLedger      *self,
               SgLedgerBatch *batch,
               GError       **error)
{
  GArray *notices = sg_ledger_batch_get_notices (batch);
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "INSERT OR IGNORE INTO notices VALUES (?,?,?)", error);

  if (statement == NULL)
    return FALSE;

  for (guint i = 0; i < notices->len; i++) {
    const SgLedgerNotice *notice = &g_array_index (notices, SgLedgerNotice, i);

    sqlite3_bind_int64 (statement, 1, notice->time_ms);
    sqlite3_bind_int64 (statement, 2, (gint64) notice->place);
    sqlite3_bind_int64 (statement, 3, notice->resets_ms);
    if (!sg_ledger_db_run (self->db, statement, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_count (SgLedger *self,
             gint64    n_new,
             GError  **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO meta VALUES ('requests', %" G_GINT64_FORMAT ")"
                                          " ON CONFLICT DO UPDATE SET value = value + excluded.value", n_new);

  return n_new == 0 || sg_ledger_db_exec (self->db, sql, error);
}

static gboolean
write_all (SgLedger      *self,
           SgLedgerBatch *batch,
           GError       **error)
{
  gint64 n_new;

  return sg_ledger_write_requests (self, batch, &n_new, error) &&
         write_places (self, batch, error) &&
         write_files (self, batch, error) &&
         write_notices (self, batch, error) &&
         write_count (self, n_new, error) &&
         sg_ledger_db_exec (self->db, "COMMIT", error);
}

/**
 * sg_ledger_write:
 * @batch: nothing can be added to it after that
 *
 * Counts what is new in the batch. What another batch or process counted
 * already counts no more.
 *
 * Returns: %FALSE with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA; then
 *   the ledger is as it was
 */
gboolean
sg_ledger_write (SgLedger      *self,
                 SgLedgerBatch *batch,
                 GError       **error)
{
  if (!sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (write_all (self, batch, error))
    return TRUE;
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/**
 * sg_ledger_forget_files:
 * @ids: (element-type guint64): files that are gone
 *
 * What was counted from them stays.
 */
gboolean
sg_ledger_forget_files (SgLedger *self,
                        GArray   *ids,
                        GError  **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (ids->len == 0)
    return TRUE;
  statement = sg_ledger_db_prepare (self->db, "DELETE FROM files WHERE id = ?", error);
  if (statement == NULL || !sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;

  for (guint i = 0; i < ids->len; i++) {
    sqlite3_bind_int64 (statement, 1, (gint64) g_array_index (ids, guint64, i));
    if (!sg_ledger_db_run (self->db, statement, error)) {
      sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  }

  return sg_ledger_db_exec (self->db, "COMMIT", error);
}
