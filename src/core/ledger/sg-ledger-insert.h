/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-db.h"

G_BEGIN_DECLS

#define SG_LEDGER_INSERT_NULL G_MININT64
#define SG_LEDGER_INSERT_ROWS 64
#define SG_LEDGER_INSERT_COLUMNS 13

/**
 * SgLedgerInsert:
 * @db: (unowned)
 * @into: (unowned): an INSERT statement up to its values
 * @n_columns: %SG_LEDGER_INSERT_COLUMNS at most
 *
 * Writes rows of numbers, some at a time: a statement costs more than a row.
 */
typedef struct {
  sqlite3      *db;
  const char   *into;
  guint         n_columns;

  /*< private >*/
  sqlite3_stmt *one;    /* (owned) (nullable): until it is needed */
  sqlite3_stmt *many;   /* (owned) (nullable): until it is needed */
  guint         n_waiting;
  gint64        waiting[SG_LEDGER_INSERT_ROWS][SG_LEDGER_INSERT_COLUMNS];
} SgLedgerInsert;

gboolean sg_ledger_insert_add (SgLedgerInsert *self,
                               const gint64   *values,
                               GError        **error);
gboolean sg_ledger_insert_flush (SgLedgerInsert *self,
                                 GError        **error);
void     sg_ledger_insert_clear (SgLedgerInsert *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgLedgerInsert, sg_ledger_insert_clear)

G_END_DECLS
