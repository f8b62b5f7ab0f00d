/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Reads another program's SQLite database without leaving a trace. For worker threads.
 *
 * Opening one "read-only" is not enough: with a write-ahead log, SQLite makes the
 * `-wal` and `-shm` files it misses, and fails where it cannot. So it is opened
 * as it lies only while those files are there, the second of them read-only; a
 * database without a log is read as one nobody writes; and one whose log only a
 * writer could take over is copied first.
 */

#include "sg-foreign-db.h"

#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "sg-error.h"
#include "sg-whole-file.h"

#define HEADER_BYTES 20
#define MAGIC "SQLite format 3"
#define BUSY_MILLISECONDS 200
#define MAX_COPY_BYTES (64 * 1024 * 1024)
#define MAX_VALUE_BYTES (4 * 1024 * 1024)
#define MAX_TRIES 3
/* Of 1000 steps of SQLite's machine each: no query of ours needs more. */
#define MAX_STEPS 5000

typedef struct {
  SgFileStamp db;
  SgFileStamp wal;
  gboolean    has_wal;
  gboolean    is_wal_mode;
} Look;

/* In WAL mode its file-format version is 2 (SQLite file format, 1.3.3). */
static gboolean
read_header (int         fd,
             const char *path,
             gboolean   *is_wal_mode,
             GError    **error)
{
  guint8 header[HEADER_BYTES] = { 0 };
  gssize n_read = pread (fd, header, sizeof header, 0);

  /* SQLite would throw away the log of an empty database. */
  if (n_read == 0) {
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "%s is empty", path);
    return FALSE;
  }
  if (n_read != sizeof header || memcmp (header, MAGIC, sizeof MAGIC) != 0) {
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "%s is not a database", path);
    return FALSE;
  }
  *is_wal_mode = header[19] == 2;

  return TRUE;
}

/* SQLite would wait at a FIFO. */
static gboolean
look_beside (const char  *path,
             const char  *suffix,
             SgFileStamp *stamp,
             gboolean    *is_there,
             GError     **error)
{
  g_autofree char *full = g_strconcat (path, suffix, NULL);
  g_autoptr (GError) local = NULL;
  int fd = sg_whole_file_open (full, G_MAXSIZE, stamp, &local);

  *is_there = fd >= 0;
  if (fd >= 0)
    close (fd);
  if (fd >= 0 || g_error_matches (local, SG_ERROR, SG_ERROR_NOT_FOUND))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

static gboolean
look_around (const char *path,
             Look       *look,
             GError    **error)
{
  SgFileStamp ignored;
  gboolean is_there;

  return look_beside (path, "-wal", &look->wal, &look->has_wal, error) &&
         look_beside (path, "-shm", &ignored, &is_there, error) &&
         look_beside (path, "-journal", &ignored, &is_there, error);
}

static gboolean
look_at (const char *path,
         Look       *look,
         GError    **error)
{
  int fd;
  gboolean good;

  memset (look, 0, sizeof *look);
  fd = sg_whole_file_open (path, G_MAXSIZE, &look->db, error);
  if (fd < 0)
    return FALSE;
  good = read_header (fd, path, &look->is_wal_mode, error) && look_around (path, look, error);
  close (fd);

  return good;
}

static gboolean
look_equal (const Look *a,
            const Look *b)
{
  return sg_file_stamp_equal (&a->db, &b->db) && sg_file_stamp_equal (&a->wal, &b->wal) && a->has_wal == b->has_wal;
}

static int
count_down_cb (void *user_data)
{
  guint *n_left = user_data;

  return --*n_left == 0;
}

/* Its schema is not ours: nothing in it may act, and nothing may run for long. */
static void
guard (sqlite3 *db,
       guint   *n_left)
{
  sqlite3_db_config (db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_limit (db, SQLITE_LIMIT_LENGTH, MAX_VALUE_BYTES);
  sqlite3_busy_timeout (db, BUSY_MILLISECONDS);
  sqlite3_progress_handler (db, 1000, count_down_cb, n_left);
}

static gboolean
fail (sqlite3    *db,
      const char *path,
      GError    **error)
{
  int code = sqlite3_errcode (db) & 0xff;
  SgError kind = SG_ERROR_UNREADABLE;

  if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
    kind = SG_ERROR_BAD_DATA;
  else if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    kind = SG_ERROR_BUSY;
  g_set_error (error, SG_ERROR, kind, "%s: %s", path, sqlite3_errmsg (db));

  return FALSE;
}

static gboolean
attempt (const char     *path,
         const char     *options,
         SgForeignDbRead read,
         gpointer        user_data,
         int            *code,
         GError        **error)
{
  g_autofree char *escaped = g_uri_escape_string (path, "/", FALSE);
  g_autofree char *uri = g_strdup_printf ("file:%s?%s", escaped, options);
  sqlite3 *db = NULL;
  guint n_left = MAX_STEPS;
  gboolean done;

  *code = sqlite3_open_v2 (uri, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
  if (*code == SQLITE_OK) {
    guard (db, &n_left);
    done = read (db, user_data, error);
    *code = sqlite3_errcode (db) & 0xff;
  } else {
    done = fail (db, path, error);
  }
  sqlite3_close (db);

  return done;
}

static gboolean
copy_file (const char *from,
           const char *to,
           GError    **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) local = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_TARGET_DEFAULT_PERMS, NULL, NULL, NULL, &local))
    return TRUE;

  g_set_error (error, SG_ERROR, SG_ERROR_UNREADABLE, "a copy of %s: %s", from, local->message);

  return FALSE;
}

static void
remove_copy (const char *folder)
{
  static const char *const names[] = { "copy", "copy-wal", "copy-shm", "copy-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (folder, names[i], NULL);

    g_unlink (path);
  }
  g_rmdir (folder);
}

static gboolean
read_copy (const char     *path,
           const Look     *look,
           SgForeignDbRead read,
           gpointer        user_data,
           GError        **error)
{
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);
  g_autofree char *folder = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *wal_copy = NULL;
  gboolean done;
  int code;

  if (look->db.size + look->wal.size > MAX_COPY_BYTES) {
    g_set_error (error, SG_ERROR, SG_ERROR_TOO_LARGE, "%s is too large to copy", path);
    return FALSE;
  }
  folder = g_dir_make_tmp ("sandglass-XXXXXX", NULL);
  if (folder == NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_DISK, "no folder for temporary files");
    return FALSE;
  }

  copy = g_build_filename (folder, "copy", NULL);
  wal_copy = g_build_filename (folder, "copy-wal", NULL);
  done = copy_file (path, copy, error) && copy_file (wal_path, wal_copy, error) &&
         attempt (copy, "mode=rw", read, user_data, &code, error);
  remove_copy (folder);

  return done;
}

/* The others keep what they need beside it, or would write there. */
static gboolean
can_be_read_otherwise (int code)
{
  return code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_IOERR || code == SQLITE_PERM ||
         code == SQLITE_PROTOCOL;
}

static gboolean
read_once (const char     *path,
           const Look     *look,
           SgForeignDbRead read,
           gpointer        user_data,
           gboolean       *may_be_torn,
           GError        **error)
{
  g_autoptr (GError) local = NULL;
  int code;

  *may_be_torn = FALSE;
  if (look->has_wal || !look->is_wal_mode) {
    if (attempt (path, "mode=ro&readonly_shm=1", read, user_data, &code, &local))
      return TRUE;
    if (!look->is_wal_mode || !can_be_read_otherwise (code)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  }

  *may_be_torn = TRUE;

  return look->wal.size > 0 ? read_copy (path, look, read, user_data, error)
                            : attempt (path, "mode=ro&immutable=1", read, user_data, &code, error);
}

/**
 * sg_foreign_db_read:
 * @path: absolute
 *
 * Opens the database, calls @read and closes it: nothing is written, made or left
 * beside it, and no transaction outlives a query. One that a writer holds is
 * waited for a moment.
 *
 * Returns: %FALSE with @error set to an #SgError that names @path
 */
gboolean
sg_foreign_db_read (const char     *path,
                    SgForeignDbRead read,
                    gpointer        user_data,
                    GError        **error)
{
  g_autoptr (GError) local = NULL;
  gboolean may_be_torn = TRUE;
  gboolean done = FALSE;

  for (guint n_tries = 0; may_be_torn && n_tries < MAX_TRIES; n_tries++) {
    Look before, after;

    g_clear_error (&local);
    if (!look_at (path, &before, &local))
      break;
    done = read_once (path, &before, read, user_data, &may_be_torn, &local);
    if (may_be_torn)
      may_be_torn = !look_at (path, &after, NULL) || !look_equal (&before, &after);
  }

  if (done && may_be_torn)
    g_set_error (&local, SG_ERROR, SG_ERROR_BUSY, "%s is written to all the time", path);
  if (local == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local));

  return FALSE;
}

/**
 * sg_foreign_db_step:
 * @sql: gives one row at most
 * @row: (out) (nullable): the row; %NULL when there is none, or no such table or column
 *
 * Returns: %FALSE with @error set when the database cannot be read
 */
gboolean
sg_foreign_db_step (sqlite3       *db,
                    const char    *sql,
                    sqlite3_stmt **row,
                    GError       **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;
  const char *path = sqlite3_db_filename (db, "main");
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  *row = NULL;
  if ((code & 0xff) == SQLITE_ERROR)
    return TRUE;
  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *row = g_steal_pointer (&statement);

  return code == SQLITE_ROW || code == SQLITE_DONE || fail (db, path ? path : "the database", error);
}
