/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* For the ledger's own files only: SQLite, with its errors in our terms. */

gboolean      sg_ledger_db_fail (sqlite3 *db,
                                 GError **error);
gboolean      sg_ledger_db_exec (sqlite3    *db,
                                 const char *sql,
                                 GError    **error);
sqlite3_stmt *sg_ledger_db_prepare (sqlite3    *db,
                                    const char *sql,
                                    GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      sg_ledger_db_run (sqlite3      *db,
                                sqlite3_stmt *statement,
                                GError      **error);
gboolean      sg_ledger_db_step_int (sqlite3      *db,
                                     sqlite3_stmt *statement,
                                     gint64       *value,
                                     GError      **error);
gboolean      sg_ledger_db_get_int (sqlite3    *db,
                                    const char *sql,
                                    gint64     *value,
                                    GError    **error);
gboolean      sg_ledger_db_be_durable (sqlite3 *db,
                                       GError **error);
gboolean      sg_ledger_db_set_up (sqlite3 *db,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
