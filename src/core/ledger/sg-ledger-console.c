/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-console.h"

#include "sg-ledger-private.h"
#include "sg-time.h"

#define HOUR_SECONDS 3600
/* Late usage comes minutes after the fact; a day is more than any delay that was seen. */
#define SETTLE_SECONDS SG_DAY_SECONDS
#define SEPARATOR "\x1f"

#define COLUMNS "start, end, dimensions, amount, list_amount, uncached_input, output, write_5m, write_1h, cache_read, " \
  "web_searches, n_requests"

static char *
join_dimensions (const SgConsoleBucket *bucket)
{
  const char *parts[SG_N_DIMENSIONS + 1] = { NULL };

  for (guint i = 0; i < SG_N_DIMENSIONS; i++)
    parts[i] = bucket->dimensions[i] ? bucket->dimensions[i] : "";

  return g_strjoinv (SEPARATOR, (char **) parts);
}

static void
split_dimensions (SgConsoleBucket *bucket,
                  const char      *text)
{
  g_auto (GStrv) parts = g_strsplit (text ? text : "", SEPARATOR, SG_N_DIMENSIONS);

  for (guint i = 0; i < SG_N_DIMENSIONS && parts[i] != NULL; i++)
    bucket->dimensions[i] = *parts[i] != '\0' ? g_strdup (parts[i]) : NULL;
}

static gboolean
insert_bucket (SgLedger              *self,
               sqlite3_stmt          *statement,
               const char            *report,
               const SgConsoleBucket *bucket,
               GError               **error)
{
  const gint64 counts[] = {
    bucket->uncached_input, bucket->output, bucket->write_5m, bucket->write_1h, bucket->cache_read, bucket->web_searches,
    bucket->n_requests,
  };
  g_autofree char *dimensions = join_dimensions (bucket);
  g_autofree char *amount = sg_cents_to_text (&bucket->amount);
  g_autofree char *list_amount = sg_cents_to_text (&bucket->list_amount);

  sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, bucket->start);
  sqlite3_bind_int64 (statement, 3, bucket->end);
  sqlite3_bind_text (statement, 4, dimensions, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 5, amount, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 6, list_amount, -1, SQLITE_STATIC);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    sqlite3_bind_int64 (statement, 7 + (int) i, counts[i]);

  return sg_ledger_db_run (self->db, statement, error);
}

static gboolean
delete_span (SgLedger   *self,
             const char *table,
             const char *report,
             gint64      from,
             gint64      until,
             GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE report = ? AND start >= ? AND start < ?", table);
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, until);

  return sg_ledger_db_run (self->db, statement, error);
}

static gboolean
stamp_days (SgLedger   *self,
            const char *report,
            gint64      from,
            gint64      until,
            gint64      read_at,
            GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, "INSERT INTO console_days VALUES (?, ?, ?)", error);

  for (gint64 day = from; statement != NULL && day < until; day += SG_DAY_SECONDS) {
    sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (statement, 2, day);
    sqlite3_bind_int64 (statement, 3, read_at);
    if (!sg_ledger_db_run (self->db, statement, error))
      return FALSE;
  }

  return statement != NULL;
}

static gboolean
replace_all (SgLedger   *self,
             const char *report,
             gint64      from,
             gint64      until,
             GPtrArray  *buckets,
             gint64      read_at,
             GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "INSERT OR REPLACE INTO console_buckets (report, " COLUMNS ") "
                          "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);

  if (statement == NULL || !delete_span (self, "console_buckets", report, from, until, error) ||
      !delete_span (self, "console_days", report, from, until, error))
    return FALSE;

  for (guint i = 0; i < buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (buckets, i);

    if (bucket->start >= from && bucket->start < until && !insert_bucket (self, statement, report, bucket, error))
      return FALSE;
  }

  return stamp_days (self, report, from, until, read_at, error);
}

/**
 * sg_ledger_replace_buckets:
 * @report: whose, and split how: what was asked, without the span
 * @from: Unix seconds, a UTC midnight
 * @until: the first second no longer asked for, a UTC midnight
 * @buckets: (element-type SgConsoleBucket): the whole answer; one sent twice counts once, one outside the span does not count
 * @read_at: Unix seconds
 *
 * The answer takes the place of what was known of the span: all of it, or on failure nothing.
 */
gboolean
sg_ledger_replace_buckets (SgLedger   *self,
                           const char *report,
                           gint64      from,
                           gint64      until,
                           GPtrArray  *buckets,
                           gint64      read_at,
                           GError    **error)
{
  if (!sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (replace_all (self, report, from, until, buckets, read_at, error) && sg_ledger_db_exec (self->db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

static SgConsoleBucket *
read_bucket (sqlite3_stmt *statement,
             SgBucketKind  kind)
{
  SgConsoleBucket *bucket =
    sg_console_bucket_new (kind, sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1));
  gint64 *counts[] = {
    &bucket->uncached_input, &bucket->output, &bucket->write_5m, &bucket->write_1h, &bucket->cache_read,
    &bucket->web_searches, &bucket->n_requests,
  };

  split_dimensions (bucket, (const char *) sqlite3_column_text (statement, 2));
  sg_cents_parse ((const char *) sqlite3_column_text (statement, 3), &bucket->amount, NULL);
  sg_cents_parse ((const char *) sqlite3_column_text (statement, 4), &bucket->list_amount, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    *counts[i] = sqlite3_column_int64 (statement, 5 + (int) i);

  return bucket;
}

/**
 * sg_ledger_load_buckets:
 *
 * Returns: (transfer full) (element-type SgConsoleBucket): those that start in the span, by time; or %NULL with @error set
 */
GPtrArray *
sg_ledger_load_buckets (SgLedger    *self,
                        const char  *report,
                        SgBucketKind kind,
                        gint64       from,
                        gint64       until,
                        GError     **error)
{
  g_autoptr (GPtrArray) buckets = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT " COLUMNS " FROM console_buckets WHERE report = ? AND start >= ? AND start < ? "
                          "ORDER BY start", error);
  int code;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, from);
  sqlite3_bind_int64 (statement, 3, until);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (buckets, read_bucket (statement, kind));
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&buckets);
}

/**
 * sg_ledger_find_unsettled:
 * @from: Unix seconds, a UTC midnight
 * @first: (out): the first day in the span that was never read, or so early that more may have come; @until when there is none
 */
gboolean
sg_ledger_find_unsettled (SgLedger   *self,
                          const char *report,
                          gint64      from,
                          gint64      until,
                          gint64     *first,
                          GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT start, read_at FROM console_days WHERE report = ? AND start >= ? ORDER BY start", error);
  int code = SQLITE_DONE;

  *first = from;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, from);
  while (*first < until && (code = sqlite3_step (statement)) == SQLITE_ROW) {
    gint64 day = sqlite3_column_int64 (statement, 0);
    gint64 read_at = sqlite3_column_int64 (statement, 1);

    if (day != *first || read_at < day + SG_DAY_SECONDS + SETTLE_SECONDS)
      return TRUE;
    *first = day + SG_DAY_SECONDS;
  }

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/**
 * sg_ledger_find_first_read:
 * @day: Unix seconds, a UTC midnight
 * @first: (out): the first of the days without a gap until @day that were read; the day after it when @day was not
 */
gboolean
sg_ledger_find_first_read (SgLedger   *self,
                           const char *report,
                           gint64      day,
                           gint64     *first,
                           GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT start FROM console_days WHERE report = ? AND start <= ? ORDER BY start DESC", error);
  int code;

  *first = day + SG_DAY_SECONDS;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, report, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, day);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW && sqlite3_column_int64 (statement, 0) == *first - SG_DAY_SECONDS)
    *first -= SG_DAY_SECONDS;

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/**
 * sg_ledger_find_report:
 * @pattern: as SQL's GLOB has it
 * @report: (out) (nullable): the one read last of those it fits
 * @read_at: (out): when, in Unix seconds
 */
gboolean
sg_ledger_find_report (SgLedger   *self,
                       const char *pattern,
                       char      **report,
                       gint64     *read_at,
                       GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT report, read_at FROM console_days WHERE report GLOB ? ORDER BY read_at DESC LIMIT 1",
                          error);
  int code;

  *report = NULL;
  *read_at = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, pattern, -1, SQLITE_STATIC);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW) {
    *report = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    *read_at = sqlite3_column_int64 (statement, 1);
  }

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

static SgConsoleBucket *
read_hour (sqlite3_stmt *statement)
{
  gint64 start = sqlite3_column_int64 (statement, 0) * HOUR_SECONDS;
  SgConsoleBucket *bucket = sg_console_bucket_new (SG_BUCKET_USAGE, start, start + HOUR_SECONDS);

  bucket->dimensions[SG_DIMENSION_MODEL] = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  bucket->n_requests = sqlite3_column_int64 (statement, 2);
  bucket->uncached_input = sqlite3_column_int64 (statement, 3);
  bucket->output = sqlite3_column_int64 (statement, 4);
  bucket->write_5m = sqlite3_column_int64 (statement, 5);
  bucket->write_1h = sqlite3_column_int64 (statement, 6);
  bucket->cache_read = sqlite3_column_int64 (statement, 7);
  bucket->web_searches = sqlite3_column_int64 (statement, 8);

  return bucket;
}

/**
 * sg_ledger_load_hours:
 * @from: Unix seconds, a full hour
 * @until: the first hour that does not count
 *
 * What this machine itself counted, in the shape of the Admin API's usage.
 *
 * Returns: (transfer full) (element-type SgConsoleBucket): by hour and model, some of them in several parts; or %NULL with @error set
 */
GPtrArray *
sg_ledger_load_hours (SgLedger *self,
                      gint64    from,
                      gint64    until,
                      GError  **error)
{
  g_autoptr (GPtrArray) hours = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_console_bucket_free);
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT quarter / 4, models.name, n_requests, input, output, write_5m, write_1h, cache_read,"
                          " web_searches FROM quarters CROSS JOIN models ON models.id = model"
                          " WHERE quarter >= ? AND quarter < ? AND n_requests > 0", error);
  int code;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, from * 1000 / SG_LEDGER_QUARTER_MS);
  sqlite3_bind_int64 (statement, 2, until * 1000 / SG_LEDGER_QUARTER_MS);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_ptr_array_add (hours, read_hour (statement));
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&hours);
}
