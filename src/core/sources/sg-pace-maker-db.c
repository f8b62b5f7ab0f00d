/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What Claude Pace Maker keeps in its `usage.db` (seen in 2.34.2). For worker threads. */

#include "sg-pace-maker-db.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

#include "sg-error.h"
#include "sg-foreign-db.h"
#include "sg-pace-maker-rule.h"
#include "sg-time.h"
#include "sg-usage-reply.h"
#include "sg-whole-file.h"

#define MAX_CONFIG_BYTES (1024 * 1024)
#define MAX_DELAY_SECONDS (24 * 60 * 60)
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
 * sg_pace_maker_db_configure:
 * @folder: Pace Maker's own
 * @config: (out): its settings; the defaults where they cannot be read
 */
void
sg_pace_maker_db_configure (const char        *folder,
                            SgPaceMakerConfig *config)
{
  g_autofree char *path = g_build_filename (folder, "config.json", NULL);
  g_autofree char *text = NULL;
  SgFileStamp stamp;
  gsize length = 0;
  int fd = sg_whole_file_open (path, MAX_CONFIG_BYTES, &stamp, NULL);

  if (fd >= 0) {
    text = sg_whole_file_read (fd, path, MAX_CONFIG_BYTES, &length, NULL);
    close (fd);
  }

  sg_pace_maker_config_parse (config, text, text ? length : 0);
}

/**
 * sg_pace_maker_db_find:
 * @folder: Pace Maker's own
 *
 * Returns: (transfer full): where its database is, or would be
 */
char *
sg_pace_maker_db_find (const char              *folder,
                       const SgPaceMakerConfig *config)
{
  return config->db_path ? expand (folder, config->db_path) : g_build_filename (folder, "usage.db", NULL);
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

static gboolean
read_decision (sqlite3           *db,
               SgPaceMakerRecord *record,
               GError           **error)
{
  static const char sql[] =
    "SELECT timestamp, should_throttle, delay_seconds FROM pacing_decisions ORDER BY timestamp DESC, id DESC LIMIT 1";
  g_autoptr (sqlite3_stmt) row = NULL;

  if (!sg_foreign_db_step (db, sql, &row, error))
    return FALSE;
  if (row == NULL || (record->decided_at = get_time (row, 0)) == NULL)
    return TRUE;

  record->throttles = sqlite3_column_int (row, 1) != 0;
  record->delay_seconds = (guint) CLAMP (sqlite3_column_int64 (row, 2), 0, MAX_DELAY_SECONDS);

  return TRUE;
}

static void
record_clear (SgPaceMakerRecord *self)
{
  g_clear_pointer (&self->reading, sg_reading_unref);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->backoff_until, g_date_time_unref);
  g_clear_pointer (&self->last_poll_at, g_date_time_unref);
  g_clear_pointer (&self->decided_at, g_date_time_unref);
  self->throttles = FALSE;
  self->delay_seconds = 0;
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
         read_time (db, "SELECT last_poll_time FROM global_poll_state WHERE id = 1", &record->last_poll_at, error) &&
         read_decision (db, record, error);
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

/* What it says is as old as the newest thing it says. */
static GDateTime *
get_as_of (const SgPaceMakerRecord *self,
           GDateTime               *now)
{
  GDateTime *answered_at = self->reading ? self->reading->as_of : NULL;
  GDateTime *as_of = self->decided_at ? self->decided_at : answered_at;

  if (as_of != NULL && answered_at != NULL && g_date_time_compare (answered_at, as_of) > 0)
    as_of = answered_at;

  return as_of && g_date_time_compare (as_of, now) <= 0 ? as_of : now;
}

/**
 * sg_pace_maker_record_dup_pacing:
 *
 * Returns: (transfer full): what it does, as far as that was known at @now
 */
SgPacing *
sg_pace_maker_record_dup_pacing (const SgPaceMakerRecord *self,
                                 const SgPaceMakerConfig *config,
                                 GDateTime               *now)
{
  SgPacing *pacing = sg_pacing_new (SG_ORIGIN_PACE_MAKER, get_as_of (self, now));

  pacing->enabled = config->enabled;
  pacing->tempo = g_strdup (config->tempo);
  pacing->in_fallback = self->is_in_fallback;
  if (self->decided_at != NULL) {
    pacing->decided_at = g_date_time_ref (self->decided_at);
    pacing->throttles = self->throttles && self->delay_seconds > 0;
    pacing->delay_seconds = self->delay_seconds;
    pacing->holds_until = g_date_time_add_seconds (self->decided_at, config->poll_seconds + self->delay_seconds);
  }
  if (self->reading != NULL)
    sg_pace_maker_rule_explain (pacing, config, self->reading->limits, self->reading->as_of);

  return pacing;
}
