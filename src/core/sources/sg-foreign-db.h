/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/**
 * SgForeignDbRead:
 * @db: for queries only, with sg_foreign_db_step()
 *
 * Reads what it wants. It may be called again after it failed, or after what it
 * read proved to be torn, and then starts anew.
 *
 * Returns: %FALSE with @error set
 */
typedef gboolean (*SgForeignDbRead) (sqlite3 *db,
                                     gpointer user_data,
                                     GError **error);

gboolean sg_foreign_db_read (const char     *path,
                             SgForeignDbRead read,
                             gpointer        user_data,
                             GError        **error);
gboolean sg_foreign_db_step (sqlite3       *db,
                             const char    *sql,
                             sqlite3_stmt **row,
                             GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

G_END_DECLS
