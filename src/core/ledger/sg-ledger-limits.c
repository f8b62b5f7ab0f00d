/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How full the limits were: a row where a percentage or a reset changed, with the time until which it stood. */

#include "sg-ledger-limits.h"

#include "sg-ledger-private.h"
#include "sg-ledger-times.h"
#include "sg-money.h"

/* `resets_at` wobbles by seconds, and by a minute where a source rounds it. */
#define SAME_RESET_SECONDS 120

#define LIMIT_COLUMNS "time, until, percent, resets_at, origin"

static void
bind_names (sqlite3_stmt *statement,
            const char   *profile,
            const char   *limit_id)
{
  sqlite3_bind_text (statement, 1, profile, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, limit_id, -1, SQLITE_STATIC);
}

static void
read_sample (sqlite3_stmt   *statement,
             SgLedgerSample *sample)
{
  *sample = (SgLedgerSample) {
    .time = sqlite3_column_int64 (statement, 0),
    .until = sqlite3_column_int64 (statement, 1),
    .percent = sqlite3_column_double (statement, 2),
    .resets_at = sqlite3_column_int64 (statement, 3),
    .origin = sg_origin_from_nick ((const char *) sqlite3_column_text (statement, 4)),
  };
}

static gboolean
load_last (SgLedger       *self,
           const char     *profile,
           const char     *limit_id,
           SgLedgerSample *last,
           GError        **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT " LIMIT_COLUMNS " FROM limit_samples WHERE profile = ? AND limit_id = ?"
                          " ORDER BY time DESC LIMIT 1", error);
  int code;

  *last = (SgLedgerSample) { 0 };
  if (statement == NULL)
    return FALSE;

  bind_names (statement, profile, limit_id);
  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    read_sample (statement, last);

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

static gboolean
prolong (SgLedger             *self,
         const char           *profile,
         const char           *limit_id,
         const SgLedgerSample *sample,
         gint64                until,
         GError              **error)
{
  g_autoptr (sqlite3_stmt) statement = NULL;

  if (until <= sample->until)
    return TRUE;

  statement = sg_ledger_db_prepare (self->db, "UPDATE limit_samples SET until = ?4 WHERE profile = ?1 AND limit_id = ?2 AND time = ?3",
                                    error);
  if (statement == NULL)
    return FALSE;
  bind_names (statement, profile, limit_id);
  sqlite3_bind_int64 (statement, 3, sample->time);
  sqlite3_bind_int64 (statement, 4, until);

  return sg_ledger_db_run (self->db, statement, error);
}

static gboolean
insert (SgLedger      *self,
        const char    *profile,
        const SgLimit *limit,
        GError       **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "INSERT OR IGNORE INTO limit_samples (profile, limit_id, " LIMIT_COLUMNS ")"
                          " VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)", error);

  if (statement == NULL)
    return FALSE;
  bind_names (statement, profile, limit->id);
  sqlite3_bind_int64 (statement, 3, g_date_time_to_unix (limit->as_of));
  sqlite3_bind_double (statement, 4, limit->used_percent);
  sqlite3_bind_int64 (statement, 5, limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0);
  sqlite3_bind_text (statement, 6, sg_origin_to_nick (limit->origin), -1, SQLITE_STATIC);

  return sg_ledger_db_run (self->db, statement, error);
}

/**
 * sg_ledger_sample_is_same:
 *
 * Returns: whether both say the same number of the same window
 */
gboolean
sg_ledger_sample_is_same (const SgLedgerSample *self,
                          const SgLedgerSample *other)
{
  return self->percent == other->percent && ABS (self->resets_at - other->resets_at) <= SAME_RESET_SECONDS;
}

static gboolean
is_same (const SgLedgerSample *last,
         const SgLimit        *limit)
{
  const SgLedgerSample sample = {
    .percent = limit->used_percent,
    .resets_at = limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0,
  };

  return sg_ledger_sample_is_same (last, &sample);
}

/**
 * sg_ledger_keep_limit:
 * @profile: whose limit it is; empty for the main one
 * @limit: an official number
 * @still_until: Unix seconds, until when the number before was still read; 0 for not known
 *
 * Adds @limit where it says another thing than the last one did; one that is older is left out.
 */
gboolean
sg_ledger_keep_limit (SgLedger      *self,
                      const char    *profile,
                      const SgLimit *limit,
                      gint64         still_until,
                      GError       **error)
{
  gint64 time = g_date_time_to_unix (limit->as_of);
  SgLedgerSample last;

  if (!load_last (self, profile, limit->id, &last, error))
    return FALSE;
  if (time <= last.time)
    return TRUE;
  if (last.time > 0 && is_same (&last, limit))
    return prolong (self, profile, limit->id, &last, time, error);

  return (last.time == 0 || prolong (self, profile, limit->id, &last, MIN (still_until, time), error)) &&
         insert (self, profile, limit, error);
}

/**
 * sg_ledger_load_limit:
 * @from: Unix seconds
 *
 * Returns: (transfer full) (element-type SgLedgerSample): what stood at @from or later, oldest first
 */
GArray *
sg_ledger_load_limit (SgLedger   *self,
                      const char *profile,
                      const char *limit_id,
                      gint64      from,
                      GError    **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (SgLedgerSample));
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT " LIMIT_COLUMNS " FROM limit_samples WHERE profile = ? AND limit_id = ? AND until >= ?"
                          " ORDER BY time", error);
  SgLedgerSample sample;
  int code;

  if (statement == NULL)
    return NULL;

  bind_names (statement, profile, limit_id);
  sqlite3_bind_int64 (statement, 3, from);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    read_sample (statement, &sample);
    g_array_append_val (samples, sample);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&samples);
}

/**
 * sg_ledger_visit_limits:
 * @from: Unix seconds
 *
 * Tells @func every sample that stood at @from or later: profile by profile, limit by limit, oldest first.
 */
gboolean
sg_ledger_visit_limits (SgLedger          *self,
                        gint64             from,
                        SgLedgerSampleFunc func,
                        gpointer           user_data,
                        GError           **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT " LIMIT_COLUMNS ", profile, limit_id FROM limit_samples WHERE until >= ?"
                          " ORDER BY profile, limit_id, time", error);
  SgLedgerSample sample;
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, from);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    read_sample (statement, &sample);
    func ((const char *) sqlite3_column_text (statement, 5), (const char *) sqlite3_column_text (statement, 6), &sample, user_data);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/* The cost of a quarter of an hour, in equal parts at the moments of its requests. */
static void
visit_quarter (sqlite3_stmt        *statement,
               SgLedgerSpendingFunc func,
               gpointer             user_data)
{
  gint64 start_ms = sqlite3_column_int64 (statement, 0) * SG_LEDGER_QUARTER_MS;
  double usd = (double) sqlite3_column_int64 (statement, 1) / (double) SG_PICO_PER_USD;
  const char *model = (const char *) sqlite3_column_text (statement, 2);
  const void *times = sqlite3_column_blob (statement, 3);
  guint n_times = sg_ledger_times_count ((gsize) sqlite3_column_bytes (statement, 3));

  if (n_times == 0)
    func ((start_ms + SG_LEDGER_QUARTER_MS / 2) / 1000, usd, model, user_data);
  for (guint i = 0; i < n_times; i++)
    func ((start_ms + sg_ledger_times_get (times, i)) / 1000, usd / n_times, model, user_data);
}

/**
 * sg_ledger_visit_spending:
 * @profile: whose spending; empty for the main one
 * @from: Unix seconds
 *
 * Tells @func what this machine spent at list prices since, in no order.
 */
gboolean
sg_ledger_visit_spending (SgLedger            *self,
                          const char          *profile,
                          gint64               from,
                          SgLedgerSpendingFunc func,
                          gpointer             user_data,
                          GError             **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT quarter, pico_usd, models.name, times FROM quarters CROSS JOIN models ON models.id = model"
                          " CROSS JOIN places ON places.id = place WHERE quarter >= ? AND pico_usd > 0 AND profile = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, from * 1000 / SG_LEDGER_QUARTER_MS);
  sqlite3_bind_text (statement, 2, profile, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    visit_quarter (statement, func, user_data);

  return code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}
