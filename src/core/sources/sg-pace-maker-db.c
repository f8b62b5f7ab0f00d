/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Claude Pace Maker keeps in its `usage.db` (seen in 2.34.2). For worker threads. */

#include "sg-pace-maker-db.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-foreign-db.h"
#include "sg-json.h"
#include "sg-time.h"
#include "sg-usage-reply.h"
#include "sg-whole-file.h"

#define MAX_CONFIG_BYTES (1024 * 1024)
/* It asks at most every 300 s; two calls of one login within a minute are one too many. */
#define POLL_DISTANCE_SECONDS 60
#define LAST_SECOND 253402300799.0   /* of the year 9999 */

static char *
expand (const char *folder,
        const char *path)
{
  g_autofree char *full = NULL;

  if (g_str_has_prefix (path, "~/"))
    full = g_build_filename (g_get_home_dir (), path + 2, NULL);

  return g_canonicalize_filename (full ? full : path, folder);
}

/**
 * sg_pace_maker_db_find:
 * @folder: Pace Maker's own
 *
 * Of its `config.json`, which may hold keys, `db_path` alone is looked at; one
 * that cannot be read moves nothing.
 *
 * Returns: (transfer full): where its database is, or would be
 */
char *
sg_pace_maker_db_find (const char *folder)
{
  g_autofree char *config_path = g_build_filename (folder, "config.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  const char *path = NULL;
  SgFileStamp stamp;
  gsize length = 0;
  int fd = sg_whole_file_open (config_path, MAX_CONFIG_BYTES, &stamp, NULL);

  if (fd >= 0) {
    text = sg_whole_file_read (fd, config_path, MAX_CONFIG_BYTES, &length, NULL);
    close (fd);
  }
  if (text != NULL)
    root = sg_json_parse_object (text, length, NULL);
  if (root != NULL)
    path = sg_json_get_string (json_node_get_object (root), "db_path");

  return path && *path ? expand (folder, path) : g_build_filename (folder, "usage.db", NULL);
}

static GDateTime *
get_time (sqlite3_stmt *row,
          int           column)
{
  double seconds = sqlite3_column_double (row, column);

  return isfinite (seconds) && seconds > 0.0 && seconds <= LAST_SECOND ? sg_time_from_unix_ms ((gint64) (seconds * 1000.0))
                                                                       : NULL;
}

static gboolean
read_time (sqlite3    *db,
           const char *sql,
           GDateTime **time,
           GError    **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  if (!sg_foreign_db_step (db, sql, &row, error))
    return FALSE;
  if (row != NULL)
    *time = get_time (row, 0);

  return TRUE;
}

static gboolean
read_fallback (sqlite3  *db,
               gboolean *is_in_fallback,
               GError  **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;

  if (!sg_foreign_db_step (db, "SELECT state FROM fallback_state_v2 WHERE id = 1", &row, error))
    return FALSE;
  *is_in_fallback = row != NULL && g_strcmp0 ((const char *) sqlite3_column_text (row, 0), "fallback") == 0;

  return TRUE;
}

static gboolean
read_answer (sqlite3           *db,
             SgPaceMakerRecord *record,
             GError           **error)
{
  g_autoptr (sqlite3_stmt) row = NULL;
  g_autoptr (GDateTime) as_of = NULL;
  const char *text;

  if (!sg_foreign_db_step (db, "SELECT timestamp, raw_response FROM api_cache WHERE id = 1", &row, error))
    return FALSE;
  if (row == NULL || (as_of = get_time (row, 0)) == NULL)
    return TRUE;

  text = (const char *) sqlite3_column_text (row, 1);
  if (text != NULL)
    record->reading = sg_usage_reply_parse (text, (gsize) sqlite3_column_bytes (row, 1), SG_ORIGIN_PACE_MAKER, as_of,
                                            &record->problem);

  return TRUE;
}

static void
record_clear (SgPaceMakerRecord *self)
{
  g_clear_pointer (&self->reading, sg_reading_unref);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->backoff_until, g_date_time_unref);
  g_clear_pointer (&self->last_poll_at, g_date_time_unref);
  self->is_in_fallback = FALSE;
}

static gboolean
read_all (sqlite3 *db,
          gpointer user_data,
          GError **error)
{
  SgPaceMakerRecord *record = user_data;

  record_clear (record);

  return read_fallback (db, &record->is_in_fallback, error) &&
         (record->is_in_fallback || read_answer (db, record, error)) &&
         read_time (db, "SELECT backoff_until FROM backoff_state WHERE id = 1", &record->backoff_until, error) &&
         read_time (db, "SELECT last_poll_time FROM global_poll_state WHERE id = 1", &record->last_poll_at, error);
}

/**
 * sg_pace_maker_db_read:
 * @path: from sg_pace_maker_db_find()
 *
 * A table or a column that is missing is nothing said: its schema grew over the versions.
 *
 * Returns: (transfer full): what it knows now, or %NULL with an #SgError
 */
SgPaceMakerRecord *
sg_pace_maker_db_read (const char *path,
                       GError    **error)
{
  g_autoptr (SgPaceMakerRecord) record = g_new0 (SgPaceMakerRecord, 1);

  return sg_foreign_db_read (path, read_all, record, error) ? g_steal_pointer (&record) : NULL;
}

void
sg_pace_maker_record_free (SgPaceMakerRecord *self)
{
  record_clear (self);
  g_free (self);
}

/**
 * sg_pace_maker_record_dup_not_before:
 *
 * Returns: (transfer full) (nullable): when the server may be asked again for this login; a poll
 *   after @now is a clock gone wrong
 */
GDateTime *
sg_pace_maker_record_dup_not_before (const SgPaceMakerRecord *self,
                                     GDateTime               *now)
{
  g_autoptr (GDateTime) apart = NULL;

  if (self->last_poll_at != NULL && g_date_time_compare (self->last_poll_at, now) <= 0)
    apart = g_date_time_add_seconds (self->last_poll_at, POLL_DISTANCE_SECONDS);

  if (self->backoff_until != NULL && (apart == NULL || g_date_time_compare (self->backoff_until, apart) > 0))
    return g_date_time_ref (self->backoff_until);

  return g_steal_pointer (&apart);
}
