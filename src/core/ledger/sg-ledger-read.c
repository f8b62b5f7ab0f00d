/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-private.h"

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
         sg_ledger_db_get_int (self->db, "SELECT ifnull(sum(size), 0) FROM files", &totals->n_bytes, error) &&
         sg_ledger_db_get_int (self->db, "SELECT value FROM meta WHERE key = 'requests'", &totals->n_requests, error);
}
