/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-insert.h"

#include <string.h>

void
sg_ledger_insert_clear (SgLedgerInsert *self)
{
  g_clear_pointer (&self->one, sqlite3_finalize);
  g_clear_pointer (&self->many, sqlite3_finalize);
}

static gboolean
prepare (SgLedgerInsert *self,
         sqlite3_stmt  **statement,
         guint           n_rows,
         GError        **error)
{
  g_autoptr (GString) sql = NULL;

  if (*statement != NULL)
    return TRUE;

  sql = g_string_new (self->into);
  for (guint row = 0; row < n_rows; row++) {
    g_string_append (sql, row > 0 ? ",(?" : " VALUES (?");
    for (guint i = 1; i < self->n_columns; i++)
      g_string_append (sql, ",?");
    g_string_append_c (sql, ')');
  }
  *statement = sg_ledger_db_prepare (self->db, sql->str, error);

  return *statement != NULL;
}

static void
bind (SgLedgerInsert *self,
      sqlite3_stmt   *statement,
      guint           nth,
      const gint64   *values)
{
  for (guint i = 0; i < self->n_columns; i++) {
    int parameter = (int) (nth * self->n_columns + i + 1);

    if (values[i] == SG_LEDGER_INSERT_NULL)
      sqlite3_bind_null (statement, parameter);
    else
      sqlite3_bind_int64 (statement, parameter, values[i]);
  }
}

static gboolean
write_many (SgLedgerInsert *self,
            GError        **error)
{
  if (!prepare (self, &self->many, SG_LEDGER_INSERT_ROWS, error))
    return FALSE;
  for (guint i = 0; i < SG_LEDGER_INSERT_ROWS; i++)
    bind (self, self->many, i, self->waiting[i]);
  self->n_waiting = 0;

  return sg_ledger_db_run (self->db, self->many, error);
}

/**
 * sg_ledger_insert_add:
 * @values: as many as there are columns; %SG_LEDGER_INSERT_NULL is NULL
 *
 * It is written after sg_ledger_insert_flush() at the latest.
 */
gboolean
sg_ledger_insert_add (SgLedgerInsert *self,
                      const gint64   *values,
                      GError        **error)
{
  memcpy (self->waiting[self->n_waiting++], values, self->n_columns * sizeof *values);

  return self->n_waiting < SG_LEDGER_INSERT_ROWS || write_many (self, error);
}

gboolean
sg_ledger_insert_flush (SgLedgerInsert *self,
                        GError        **error)
{
  if (self->n_waiting > 0 && !prepare (self, &self->one, 1, error))
    return FALSE;

  for (guint i = 0; i < self->n_waiting; i++) {
    bind (self, self->one, 0, self->waiting[i]);
    if (!sg_ledger_db_run (self->db, self->one, error))
      return FALSE;
  }
  self->n_waiting = 0;

  return TRUE;
}
