/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-db.h"

#include "sg-error.h"

/* Shows file(1) and us that the database is ours: "SgLe". */
#define APPLICATION_ID 0x53674c65

/*
 * What each version added to the one before. A version that was released is
 * never changed; `user_version` says how many of them a file has.
 */
static const char *versions[] = {
  "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
  "CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
  "CREATE TABLE places (id INTEGER PRIMARY KEY, project TEXT NOT NULL, session TEXT NOT NULL, file_session TEXT);"
  "CREATE TABLE files (id INTEGER PRIMARY KEY, inode INTEGER NOT NULL, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,"
  " offset INTEGER NOT NULL, tail_hash INTEGER NOT NULL, in_skipped_line INTEGER NOT NULL);"
  "CREATE TABLE requests (message INTEGER NOT NULL, request INTEGER NOT NULL, time_ms INTEGER NOT NULL,"
  " place INTEGER NOT NULL, model INTEGER NOT NULL, flags INTEGER NOT NULL, input INTEGER NOT NULL,"
  " output INTEGER NOT NULL, write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL,"
  " web_searches INTEGER NOT NULL, stated_pico_usd INTEGER, PRIMARY KEY (message, request)) WITHOUT ROWID;"
  "CREATE TABLE quarters (quarter INTEGER NOT NULL, place INTEGER NOT NULL, model INTEGER NOT NULL,"
  " fast INTEGER NOT NULL, n_requests INTEGER NOT NULL, n_unpriced INTEGER NOT NULL, input INTEGER NOT NULL,"
  " output INTEGER NOT NULL, write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL,"
  " web_searches INTEGER NOT NULL, pico_usd INTEGER NOT NULL,"
  " PRIMARY KEY (quarter, place, model, fast)) WITHOUT ROWID;",
  "CREATE TABLE console_buckets (report TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, dimensions TEXT NOT NULL,"
  " amount TEXT NOT NULL, list_amount TEXT NOT NULL, uncached_input INTEGER NOT NULL, output INTEGER NOT NULL,"
  " write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL, web_searches INTEGER NOT NULL,"
  " n_requests INTEGER NOT NULL, PRIMARY KEY (report, start, dimensions)) WITHOUT ROWID;"
  "CREATE TABLE console_days (report TEXT NOT NULL, start INTEGER NOT NULL, read_at INTEGER NOT NULL,"
  " PRIMARY KEY (report, start)) WITHOUT ROWID;",
  /* Without prices the sums are made anew, and the moments with them. */
  "ALTER TABLE quarters ADD COLUMN times BLOB;"
  "DELETE FROM meta WHERE key = 'prices';",
  "CREATE TABLE notices (time_ms INTEGER NOT NULL, place INTEGER NOT NULL, resets_ms INTEGER NOT NULL,"
  " PRIMARY KEY (time_ms, place, resets_ms)) WITHOUT ROWID;",
  "CREATE TABLE results (id INTEGER PRIMARY KEY, session TEXT NOT NULL, time_ms INTEGER NOT NULL, flags INTEGER NOT NULL,"
  " problem TEXT, pico_usd INTEGER NOT NULL, has_own INTEGER NOT NULL, own_input INTEGER NOT NULL, own_output INTEGER NOT NULL,"
  " own_write INTEGER NOT NULL, own_read INTEGER NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL, writes INTEGER NOT NULL,"
  " reads INTEGER NOT NULL);"
  "CREATE INDEX results_session ON results (session);"
  "CREATE TABLE result_models (result INTEGER NOT NULL, model TEXT NOT NULL, input INTEGER NOT NULL, output INTEGER NOT NULL,"
  " write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL, web_searches INTEGER NOT NULL,"
  " pico_usd INTEGER NOT NULL, PRIMARY KEY (result, model)) WITHOUT ROWID;",
  "CREATE TABLE telemetry (request INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL,"
  " place INTEGER NOT NULL, model INTEGER NOT NULL, flags INTEGER NOT NULL, input INTEGER NOT NULL,"
  " output INTEGER NOT NULL, write_5m INTEGER NOT NULL, write_1h INTEGER NOT NULL, cache_read INTEGER NOT NULL,"
  " web_searches INTEGER NOT NULL, stated_pico_usd INTEGER);"
  "CREATE INDEX telemetry_by_time ON telemetry (time_ms);",
  /* Whose session it is; empty is the main profile's. */
  "ALTER TABLE places ADD COLUMN profile TEXT NOT NULL DEFAULT '';",
  "CREATE TABLE limit_samples (profile TEXT NOT NULL, limit_id TEXT NOT NULL, time INTEGER NOT NULL, until INTEGER NOT NULL,"
  " percent REAL NOT NULL, resets_at INTEGER NOT NULL, origin TEXT NOT NULL, PRIMARY KEY (profile, limit_id, time)) WITHOUT ROWID;",
  "CREATE TABLE team_days (organization TEXT NOT NULL, start INTEGER NOT NULL, read_at INTEGER NOT NULL,"
  " n_unreadable INTEGER NOT NULL, PRIMARY KEY (organization, start)) WITHOUT ROWID;"
  "CREATE TABLE team_people (id INTEGER PRIMARY KEY, organization TEXT NOT NULL, is_key INTEGER NOT NULL, name TEXT NOT NULL,"
  " UNIQUE (organization, is_key, name));"
  "CREATE TABLE team_work (start INTEGER NOT NULL, person INTEGER NOT NULL, sessions INTEGER NOT NULL, commits INTEGER NOT NULL,"
  " pull_requests INTEGER NOT NULL, lines_added INTEGER NOT NULL, lines_removed INTEGER NOT NULL, accepted INTEGER NOT NULL,"
  " rejected INTEGER NOT NULL, PRIMARY KEY (start, person)) WITHOUT ROWID;"
  "CREATE TABLE team_models (start INTEGER NOT NULL, person INTEGER NOT NULL, model TEXT NOT NULL, input INTEGER NOT NULL,"
  " output INTEGER NOT NULL, cache_read INTEGER NOT NULL, cache_write INTEGER NOT NULL, cents INTEGER NOT NULL,"
  " pico_cents INTEGER NOT NULL, PRIMARY KEY (start, person, model)) WITHOUT ROWID;"
  "CREATE TABLE team_tools (organization TEXT NOT NULL, start INTEGER NOT NULL, tool TEXT NOT NULL, accepted INTEGER NOT NULL,"
  " rejected INTEGER NOT NULL, PRIMARY KEY (organization, start, tool)) WITHOUT ROWID;",
  "CREATE TABLE console_askings (who TEXT PRIMARY KEY, asked_at INTEGER NOT NULL, not_before INTEGER NOT NULL,"
  " trouble INTEGER NOT NULL, failures INTEGER NOT NULL, organization TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID;"
  "DELETE FROM meta WHERE key = 'console-asked';",
};

/**
 * sg_ledger_db_fail:
 *
 * Sets @error to what SQLite said last: %SG_ERROR_BAD_DATA when the file is
 * damaged, %SG_ERROR_DISK when it cannot be used now.
 *
 * Returns: %FALSE
 */
gboolean
sg_ledger_db_fail (sqlite3 *db,
                   GError **error)
{
  int code = sqlite3_errcode (db);

  g_set_error (error, SG_ERROR, code == SQLITE_CORRUPT || code == SQLITE_NOTADB ? SG_ERROR_BAD_DATA : SG_ERROR_DISK,
               "the ledger: %s", sqlite3_errmsg (db));

  return FALSE;
}

gboolean
sg_ledger_db_exec (sqlite3    *db,
                   const char *sql,
                   GError    **error)
{
  return sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK || sg_ledger_db_fail (db, error);
}

sqlite3_stmt *
sg_ledger_db_prepare (sqlite3    *db,
                      const char *sql,
                      GError    **error)
{
  sqlite3_stmt *statement = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) != SQLITE_OK)
    sg_ledger_db_fail (db, error);

  return statement;
}

/**
 * sg_ledger_db_run:
 * @statement: one that gives no rows, with its values bound; ready to be bound again after that
 */
gboolean
sg_ledger_db_run (sqlite3      *db,
                  sqlite3_stmt *statement,
                  GError      **error)
{
  gboolean done = sqlite3_step (statement) == SQLITE_DONE || sg_ledger_db_fail (db, error);

  sqlite3_reset (statement);

  return done;
}

/**
 * sg_ledger_db_step_int:
 * @statement: gives one number
 * @value: (out): left alone when there is no row
 */
gboolean
sg_ledger_db_step_int (sqlite3      *db,
                       sqlite3_stmt *statement,
                       gint64       *value,
                       GError      **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (db, error);
}

/**
 * sg_ledger_db_get_int:
 * @sql: gives one number
 * @value: (out): left alone when there is no row
 */
gboolean
sg_ledger_db_get_int (sqlite3    *db,
                      const char *sql,
                      gint64     *value,
                      GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (db, sql, error);

  return statement != NULL && sg_ledger_db_step_int (db, statement, value, error);
}

static gboolean
migrate (sqlite3 *db,
         gint64   version,
         GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION_ID,
                                            (int) G_N_ELEMENTS (versions));

  for (gsize i = (gsize) version; i < G_N_ELEMENTS (versions); i++) {
    if (!sg_ledger_db_exec (db, versions[i], error))
      return FALSE;
  }

  return sg_ledger_db_exec (db, stamp, error);
}

/* Another process may be about to do the same: only within a transaction the version is sure. */
static gboolean
migrate_alone (sqlite3 *db,
               GError **error)
{
  gint64 version = 0;

  if (!sg_ledger_db_exec (db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (sg_ledger_db_get_int (db, "PRAGMA user_version", &version, error) && migrate (db, version, error) &&
      sg_ledger_db_exec (db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

/*
 * A write-ahead log lets others read while one writes. Not before the first requests
 * are in: it has all of them written twice, and a rollback journal has nothing to keep
 * of an empty ledger.
 */
static gboolean
use_wal_if_filled (sqlite3 *db,
                   GError **error)
{
  gint64 filled = 0;

  if (!sg_ledger_db_get_int (db, "SELECT EXISTS (SELECT 1 FROM requests)", &filled, error))
    return FALSE;
  if (!filled || sqlite3_exec (db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  /* Someone who uses it just now keeps us from that, and no waiting helps: it works as it is, and a later one does it. */
  return sqlite3_errcode (db) == SQLITE_BUSY || sg_ledger_db_fail (db, error);
}

typedef struct {
  gint64 application;
  gint64 version;
  gint64 n_tables;
} Stamp;

/* In one transaction: between two looks another process may make the ledger, and ours would seem a stranger's. */
static gboolean
read_stamp (sqlite3 *db,
            Stamp   *stamp,
            GError **error)
{
  gboolean read;

  if (!sg_ledger_db_exec (db, "BEGIN", error))
    return FALSE;

  read = sg_ledger_db_get_int (db, "PRAGMA application_id", &stamp->application, error) &&
         sg_ledger_db_get_int (db, "PRAGMA user_version", &stamp->version, error) &&
         sg_ledger_db_get_int (db, "SELECT count(*) FROM sqlite_schema", &stamp->n_tables, error);
  sqlite3_exec (db, "COMMIT", NULL, NULL, NULL);

  return read;
}

/**
 * sg_ledger_db_set_up:
 *
 * Brings a new or an older ledger to the present schema. Before anything else is
 * written it wants sg_ledger_db_be_durable().
 *
 * Returns: %FALSE with @error set to %SG_ERROR_BAD_DATA when it is none of ours,
 *   to %SG_ERROR_DISK when a newer version wrote it or it cannot be changed
 */
gboolean
sg_ledger_db_set_up (sqlite3 *db,
                     GError **error)
{
  Stamp stamp = { 0 };

  if (!sg_ledger_db_exec (db, "PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF;", error) ||
      !read_stamp (db, &stamp, error))
    return FALSE;

  if (stamp.n_tables > 0 && stamp.application != APPLICATION_ID) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the ledger: another program's database");
    return FALSE;
  }
  if (stamp.version > (gint64) G_N_ELEMENTS (versions)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_DISK, "the ledger was written by a newer version of Sandglass");
    return FALSE;
  }

  /* The disk need not be waited for while there is nothing to lose. */
  if (stamp.n_tables == 0 && !sg_ledger_db_exec (db, "PRAGMA synchronous = OFF", error))
    return FALSE;

  return (stamp.version == (gint64) G_N_ELEMENTS (versions) || migrate_alone (db, error)) && use_wal_if_filled (db, error);
}

gboolean
sg_ledger_db_be_durable (sqlite3 *db,
                         GError **error)
{
  return sg_ledger_db_exec (db, "PRAGMA synchronous = NORMAL", error);
}
