/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-activity.h"

#include "sg-ledger-private.h"
#include "sg-ledger-times.h"

static void
add_times (SgLedgerActivity *activity,
           sqlite3_stmt     *statement)
{
  SgLedgerSpan span;

  sg_ledger_times_get_span (sqlite3_column_blob (statement, 4), (gsize) sqlite3_column_bytes (statement, 4), activity->start_ms, &span);
  /* Without its moments it may have been any time of the quarter. */
  if (span.last_ms == G_MININT64)
    span = (SgLedgerSpan) { activity->start_ms, G_MAXINT64, activity->start_ms + SG_LEDGER_QUARTER_MS - 1 };

  activity->first_ms = MIN (activity->first_ms, span.first_ms);
  activity->last_ms = MAX (activity->last_ms, span.last_ms);
}

static void
add_row (GArray       *activities,
         sqlite3_stmt *statement)
{
  gint64 start_ms = sqlite3_column_int64 (statement, 0) * SG_LEDGER_QUARTER_MS;
  SgLedgerActivity *last = activities->len > 0 ? &g_array_index (activities, SgLedgerActivity, activities->len - 1) : NULL;

  if (last == NULL || last->start_ms != start_ms) {
    const SgLedgerActivity empty = { .start_ms = start_ms, .first_ms = G_MAXINT64, .last_ms = G_MININT64 };

    g_array_append_val (activities, empty);
    last = &g_array_index (activities, SgLedgerActivity, activities->len - 1);
  }

  last->n_requests += sqlite3_column_int64 (statement, 1);
  last->n_unpriced += sqlite3_column_int64 (statement, 2);
  last->pico_usd += sqlite3_column_int64 (statement, 3);
  add_times (last, statement);
}

/* Claude Code deletes its transcripts after a month: what came before the first one found is not known. */
static gboolean
find_first (SgLedger *self,
            gint64   *counted_from,
            GError  **error)
{
  gint64 quarter = 0;

  if (!sg_ledger_db_get_int (self->db, "SELECT quarter FROM quarters ORDER BY quarter LIMIT 1", &quarter, error))
    return FALSE;

  *counted_from = quarter * SG_LEDGER_QUARTER_MS / 1000;

  return TRUE;
}

/**
 * sg_ledger_load_activity:
 * @profile: whose; empty for the main one
 * @from: Unix seconds; the quarter it lies in is the first
 * @counted_from: (out): Unix seconds of the oldest quarter that holds a request of anyone; 0 when there is none
 *
 * Returns: (transfer full) (element-type SgLedgerActivity): the quarters in which something was
 *   asked, in the order of time
 */
GArray *
sg_ledger_load_activity (SgLedger   *self,
                         const char *profile,
                         gint64      from,
                         gint64     *counted_from,
                         GError    **error)
{
  g_autoptr (GArray) activities = g_array_new (FALSE, FALSE, sizeof (SgLedgerActivity));
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT quarter, n_requests, n_unpriced, pico_usd, times FROM quarters"
                          " CROSS JOIN places ON places.id = place WHERE quarter >= ? AND n_requests > 0 AND profile = ? ORDER BY quarter",
                          error);
  int code;

  if (statement == NULL || !find_first (self, counted_from, error))
    return NULL;

  sqlite3_bind_int64 (statement, 1, from * 1000 / SG_LEDGER_QUARTER_MS);
  sqlite3_bind_text (statement, 2, profile, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_row (activities, statement);
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  return g_steal_pointer (&activities);
}
