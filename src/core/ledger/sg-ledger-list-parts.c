/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What one row is made of, and what the present window is made of. */

#include "sg-ledger-list-private.h"
#include "sg-ledger-times.h"

void
sg_ledger_part_free (SgLedgerPart *self)
{
  g_free (self->model);
  g_free (self);
}

void
sg_ledger_share_free (SgLedgerShare *self)
{
  g_free (self->name);
  g_free (self->session);
  g_free (self);
}

void
sg_ledger_shares_free (SgLedgerShares *self)
{
  g_ptr_array_unref (self->shares);
  g_free (self);
}

static sqlite3_stmt *
prepare_parts (SgLedgerList *self,
               gint64        id,
               GError      **error)
{
  gboolean sessions = self->query.kind == SG_LEDGER_LIST_SESSIONS;
  g_autofree char *where = sg_ledger_dup_place_condition (self->ledger);
  g_autofree char *sql =
    g_strconcat ("SELECT sg_bit (model) AS bit, " SG_LEDGER_LIST_SUMS " FROM " SG_LEDGER_LIST_QUARTERS
                 " WHERE quarter >= (SELECT first_quarter FROM " SG_LEDGER_LIST_TABLE " WHERE id = ?3)"
                 " AND quarter <= (SELECT last_quarter FROM " SG_LEDGER_LIST_TABLE " WHERE id = ?3)"
                 " AND place IN (SELECT same.id FROM " SG_LEDGER_LIST_TABLE " AS list JOIN main.places AS one ON one.id = list.place"
                 " JOIN main.places AS same ON same.project = one.project",
                 sessions ? " AND ifnull (same.file_session, same.session) = ifnull (one.file_session, one.session)" : "",
                 " WHERE list.id = ?3)", where, " GROUP BY bit ORDER BY 8 DESC, 5 DESC", NULL);
  sqlite3_stmt *statement = sg_ledger_db_prepare (self->ledger->db, sql, error);

  if (statement != NULL) {
    sg_ledger_list_bind_range (self, statement);
    sqlite3_bind_int64 (statement, 3, id);
  }

  return statement;
}

/**
 * sg_ledger_list_load_parts:
 * @id: of sg_ledger_list_sort()
 *
 * Returns: (transfer full) (element-type SgLedgerPart): its models, the dearest first; they add up to the row
 */
GPtrArray *
sg_ledger_list_load_parts (SgLedgerList *self,
                           gint64        id,
                           GError      **error)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_ledger_part_free);
  g_autoptr (sqlite3_stmt) statement = prepare_parts (self, id, error);
  int code;

  if (statement == NULL)
    return NULL;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgLedgerPart *part = g_new0 (SgLedgerPart, 1);

    part->model = sg_ledger_list_names_dup_models (self->names, sqlite3_column_int64 (statement, 0));
    sg_ledger_list_read_sums (statement, 1, &part->sums);
    g_ptr_array_add (parts, part);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->ledger->db, error);
    return NULL;
  }

  return g_steal_pointer (&parts);
}

/* Which part of a quarter of an hour is within; its cost is in equal parts at the moments of its requests. */
static double
part_within (gint64        start_ms,
             const guint8 *times,
             guint         n_times,
             gint64        from_ms,
             gint64        to_ms)
{
  guint n_within = 0;
  gint64 middle_ms = start_ms + SG_LEDGER_QUARTER_MS / 2;

  if (n_times == 0)
    return middle_ms >= from_ms && middle_ms < to_ms ? 1.0 : 0.0;

  for (guint i = 0; i < n_times; i++) {
    gint64 time_ms = start_ms + sg_ledger_times_get (times, i);

    n_within += time_ms >= from_ms && time_ms < to_ms;
  }

  return (double) n_within / n_times;
}

static SgLedgerShare *
find_share (SgLedgerList   *self,
            SgLedgerShares *shares,
            GHashTable     *found,
            sqlite3_stmt   *statement)
{
  gboolean sessions = self->query.kind == SG_LEDGER_LIST_SESSIONS;
  const char *project = (const char *) sqlite3_column_text (statement, 4);
  const char *session = sessions ? (const char *) sqlite3_column_text (statement, 5) : "";
  g_autofree char *key = g_strconcat (project, "/", session, NULL);
  SgLedgerShare *share = g_hash_table_lookup (found, key);

  if (share == NULL) {
    const SgLedgerListProject *known = self->names->projects->pdata[sg_ledger_list_names_add_project (self->names, project)];

    share = g_new0 (SgLedgerShare, 1);
    share->name = g_strdup (known->shown);
    share->session = g_strdup (session);
    g_ptr_array_add (shares->shares, share);
    g_hash_table_insert (found, g_steal_pointer (&key), share);
  }

  return share;
}

static void
add_share (SgLedgerList   *self,
           SgLedgerShares *shares,
           GHashTable     *found,
           sqlite3_stmt   *statement,
           gint64          from_ms,
           gint64          to_ms)
{
  guint n_times = sg_ledger_times_count ((gsize) sqlite3_column_bytes (statement, 1));
  double part = part_within (sqlite3_column_int64 (statement, 0) * SG_LEDGER_QUARTER_MS, sqlite3_column_blob (statement, 1), n_times,
                             from_ms, to_ms);
  gint64 pico_usd = (gint64) ((double) sqlite3_column_int64 (statement, 2) * part);
  SgLedgerShare *share;

  if (part <= 0.0)
    return;

  shares->n_unpriced += sqlite3_column_int64 (statement, 3);
  if (pico_usd <= 0)
    return;
  share = find_share (self, shares, found, statement);
  if (__builtin_add_overflow (share->pico_usd, pico_usd, &share->pico_usd))
    share->pico_usd = G_MAXINT64;
  if (__builtin_add_overflow (shares->pico_usd, pico_usd, &shares->pico_usd))
    shares->pico_usd = G_MAXINT64;
}

static int
compare_shares (gconstpointer a,
                gconstpointer b)
{
  const SgLedgerShare *first = *(const SgLedgerShare *const *) a, *second = *(const SgLedgerShare *const *) b;

  if (first->pico_usd != second->pico_usd)
    return first->pico_usd > second->pico_usd ? -1 : 1;

  return g_strcmp0 (first->session, second->session);
}

/**
 * sg_ledger_list_load_shares:
 * @from_ms: Unix time, when a window began; need not be within the query's
 * @to_ms: when it ends
 *
 * Returns: (transfer full): who spent how much of what this machine spent in the window
 */
SgLedgerShares *
sg_ledger_list_load_shares (SgLedgerList *self,
                            gint64        from_ms,
                            gint64        to_ms,
                            GError      **error)
{
  g_autoptr (SgLedgerShares) shares = g_new0 (SgLedgerShares, 1);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *where = sg_ledger_dup_place_condition (self->ledger);
  g_autofree char *sql = g_strconcat ("SELECT quarter, times, pico_usd, n_unpriced, project, ifnull (file_session, session)"
                                      " FROM main.quarters CROSS JOIN main.places ON places.id = place"
                                      " WHERE n_requests > 0 AND quarter >= ? AND quarter < ?", where, NULL);
  g_autoptr (sqlite3_stmt) statement = NULL;
  int code;

  shares->shares = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_ledger_share_free);
  statement = sg_ledger_db_prepare (self->ledger->db, sql, error);
  if (statement == NULL)
    return NULL;

  sqlite3_bind_int64 (statement, 1, from_ms / SG_LEDGER_QUARTER_MS);
  sqlite3_bind_int64 (statement, 2, to_ms / SG_LEDGER_QUARTER_MS + 1);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    add_share (self, shares, found, statement, from_ms, to_ms);
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->ledger->db, error);
    return NULL;
  }
  g_ptr_array_sort (shares->shares, compare_shares);

  return g_steal_pointer (&shares);
}
