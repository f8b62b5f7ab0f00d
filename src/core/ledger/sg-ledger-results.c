/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What `claude -p` stated, session by session. A session whose transcript is
 * not here counts by it, as requests of its own; the transcript, when it comes,
 * takes their place.
 */

#include "sg-ledger-results.h"

#include <string.h>

#include "sg-ledger-private.h"
#include "sg-ledger-results-private.h"

#define IS_PARTIAL 1

static gboolean
insert (SgLedger          *ledger,
        const SgCliResult *result,
        gint64             time_ms,
        gboolean          *is_new,
        GError           **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "INSERT OR IGNORE INTO results VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", error);
  SgResultCounts total = sg_cli_result_get_total (result);
  const gint64 counts[] = {
    result->cost_pico_usd, result->has_own, result->own.input, result->own.output, result->own.write_5m, result->own.cache_read,
    (gint64) total.input, (gint64) total.output, (gint64) total.write, (gint64) total.read,
  };

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, (gint64) result->id);
  sqlite3_bind_text (statement, 2, result->session, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 3, time_ms);
  sqlite3_bind_int64 (statement, 4, result->is_partial ? IS_PARTIAL : 0);
  sqlite3_bind_text (statement, 5, result->problem, -1, SQLITE_STATIC);
  for (gsize i = 0; i < G_N_ELEMENTS (counts); i++)
    sqlite3_bind_int64 (statement, (int) i + 6, counts[i]);
  if (!sg_ledger_db_run (ledger->db, statement, error))
    return FALSE;
  *is_new = sqlite3_changes (ledger->db) > 0;

  return TRUE;
}

static gboolean
insert_models (SgLedger          *ledger,
               const SgCliResult *result,
               GError           **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "INSERT OR REPLACE INTO result_models VALUES (?,?,?,?,?,?,?,?,?)", error);

  for (guint i = 0; statement != NULL && i < result->models->len; i++) {
    const SgCliModelUse *use = g_ptr_array_index (result->models, i);
    const gint64 counts[] = {
      use->usage.input, use->usage.output, use->usage.write_5m, use->usage.write_1h, use->usage.cache_read, use->usage.web_searches,
      use->cost_pico_usd,
    };

    sqlite3_bind_int64 (statement, 1, (gint64) result->id);
    sqlite3_bind_text (statement, 2, use->model, -1, SQLITE_STATIC);
    for (gsize j = 0; j < G_N_ELEMENTS (counts); j++)
      sqlite3_bind_int64 (statement, (int) j + 3, counts[j]);
    if (!sg_ledger_db_run (ledger->db, statement, error))
      return FALSE;
  }

  return statement != NULL;
}

static gboolean
insert_all (SgLedger  *ledger,
            GPtrArray *results,
            gint64     time_ms,
            guint     *n_new,
            GError   **error)
{
  for (guint i = 0; i < results->len; i++) {
    const SgCliResult *result = g_ptr_array_index (results, i);
    gboolean is_new;

    if (!insert (ledger, result, time_ms, &is_new, error) || (is_new && !insert_models (ledger, result, error)))
      return FALSE;
    *n_new += is_new;
  }

  return TRUE;
}

static gboolean
load_models (SgLedger    *ledger,
             SgCliResult *result,
             GError     **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT model, input, output, write_5m, write_1h, cache_read, web_searches, pico_usd"
                          " FROM result_models WHERE result = ?", error);
  int code;

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_int64 (statement, 1, (gint64) result->id);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgCliModelUse *use = sg_cli_result_find_model (result, (const char *) sqlite3_column_text (statement, 0));

    use->usage = (SgUsage) {
      .input = (guint32) sqlite3_column_int64 (statement, 1),
      .output = (guint32) sqlite3_column_int64 (statement, 2),
      .write_5m = (guint32) sqlite3_column_int64 (statement, 3),
      .write_1h = (guint32) sqlite3_column_int64 (statement, 4),
      .cache_read = (guint32) sqlite3_column_int64 (statement, 5),
      .web_searches = (guint32) sqlite3_column_int64 (statement, 6),
    };
    use->cost_pico_usd = sqlite3_column_int64 (statement, 7);
  }

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

#define RESULT_COLUMNS "id, session, time_ms, flags, problem, pico_usd, has_own, own_input, own_output, own_write, own_read"

static SgResultShare *
read_result (SgLedger     *ledger,
             sqlite3_stmt *statement,
             GError      **error)
{
  SgCliResult *result = sg_cli_result_new ((const char *) sqlite3_column_text (statement, 1));
  g_autoptr (SgResultShare) share = sg_result_share_new (result, sqlite3_column_int64 (statement, 2));

  result->id = (guint64) sqlite3_column_int64 (statement, 0);
  result->is_partial = (sqlite3_column_int64 (statement, 3) & IS_PARTIAL) != 0;
  result->problem = g_strdup ((const char *) sqlite3_column_text (statement, 4));
  result->cost_pico_usd = sqlite3_column_int64 (statement, 5);
  result->has_own = sqlite3_column_int (statement, 6) != 0;
  result->own = (SgUsage) {
    .input = (guint32) sqlite3_column_int64 (statement, 7),
    .output = (guint32) sqlite3_column_int64 (statement, 8),
    .write_5m = (guint32) sqlite3_column_int64 (statement, 9),
    .cache_read = (guint32) sqlite3_column_int64 (statement, 10),
  };

  return load_models (ledger, result, error) ? g_steal_pointer (&share) : NULL;
}

/* Of other sessions than @session that state exactly @counts; not of one that states nothing. */
static sqlite3_stmt *
prepare_same_counts (SgLedger             *ledger,
                     const char           *columns,
                     const char           *kind,
                     const char           *session,
                     const SgResultCounts *counts,
                     GError              **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT %s FROM results WHERE session != ? AND %s AND output > 0", columns, kind);
  sqlite3_stmt *statement = sg_ledger_db_prepare (ledger->db, sql, error);
  const gint64 values[] = { (gint64) counts->input, (gint64) counts->output, (gint64) counts->write, (gint64) counts->read };

  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, session, -1, SQLITE_TRANSIENT);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    sqlite3_bind_int64 (statement, (int) i + 2, values[i]);

  return statement;
}

/* A fork begins with its parent's total, to the token. */
static gboolean
find_parent (SgLedger      *ledger,
             SgResultShare *share,
             GError       **error)
{
  SgResultCounts base = sg_cli_result_get_base (share->result);
  g_autoptr (sqlite3_stmt) statement = NULL;
  g_autoptr (SgResultShare) parent = NULL;
  int code;

  if (!share->result->has_own || base.output == 0)
    return TRUE;

  statement = prepare_same_counts (ledger, RESULT_COLUMNS, "(input, output, writes, reads) = (?, ?, ?, ?)", share->result->session,
                                   &base, error);
  if (statement == NULL)
    return FALSE;
  code = sqlite3_step (statement);
  if (code == SQLITE_DONE)
    return TRUE;
  if (code != SQLITE_ROW)
    return sg_ledger_db_fail (ledger->db, error);

  parent = read_result (ledger, statement, error);
  if (parent == NULL)
    return FALSE;
  share->parent = g_steal_pointer (&parent->result);

  return TRUE;
}

/* Returns: (element-type SgResultShare): settled */
GPtrArray *
sg_ledger_results_load (SgLedger   *ledger,
                        const char *session,
                        GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT " RESULT_COLUMNS " FROM results WHERE session = ?", error);
  g_autoptr (GPtrArray) shares = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_result_share_free);
  int code;

  if (statement == NULL)
    return NULL;

  sqlite3_bind_text (statement, 1, session, -1, SQLITE_STATIC);
  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    SgResultShare *share = read_result (ledger, statement, error);

    if (share == NULL)
      return NULL;
    g_ptr_array_add (shares, share);
    if (!find_parent (ledger, share, error))
      return NULL;
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (ledger->db, error);
    return NULL;
  }
  sg_result_shares_settle (shares);

  return g_steal_pointer (&shares);
}

/* Its own requests; what a fork copied is its parent's. */
gboolean
sg_ledger_results_is_in_transcripts (SgLedger   *ledger,
                                     const char *session,
                                     gboolean   *is_there,
                                     GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (ledger->db, "SELECT 1 FROM places WHERE session = ? AND project != '" SG_LEDGER_RESULTS_PROJECT "'"
                          " AND EXISTS (SELECT 1 FROM quarters WHERE place = places.id AND n_requests > 0)", error);
  gint64 found = 0;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, session, -1, SQLITE_STATIC);
  if (!sg_ledger_db_step_int (ledger->db, statement, &found, error))
    return FALSE;
  *is_there = found != 0;

  return TRUE;
}

static SgSlice
slice (const char *text)
{
  return (SgSlice) { text, strlen (text) };
}

/* What stands in the message id's place, so that a session's are found by it. */
guint64
sg_ledger_results_get_message (const char *session)
{
  g_autofree char *id = g_strconcat ("result:", session, NULL);
  SgRequest request = { .message_id = slice (id) };

  return sg_request_get_key (&request, (SgSlice) { NULL, 0 }).message;
}

static void
add_share (SgLedgerBatch       *batch,
           const SgResultShare *share)
{
  g_autofree char *message_id = g_strconcat ("result:", share->result->session, NULL);

  for (guint i = 0; i < share->models->len; i++) {
    const SgCliModelUse *use = g_ptr_array_index (share->models, i);
    g_autofree char *request_id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x/%s", share->result->id, use->model);
    SgRequest request = {
      .message_id = slice (message_id),
      .request_id = slice (request_id),
      .session = slice (share->result->session),
      .model = slice (use->model),
      .time_ms = share->time_ms,
      .stated_pico_usd = use->cost_pico_usd,
      .usage = use->usage,
      .flags = SG_REQUEST_RESULT,
    };

    if (sg_usage_get_total (&use->usage) > 0 || use->cost_pico_usd > 0)
      sg_ledger_batch_add_request (batch, &request, (SgSlice) { NULL, 0 });
  }
}

static gboolean
book (SgLedger   *ledger,
      const char *session,
      GError    **error)
{
  g_autoptr (SgLedgerBatch) batch = sg_ledger_batch_new ();
  g_autofree char *path = g_strconcat (SG_LEDGER_RESULTS_PROJECT "/", session, ".jsonl", NULL);
  g_autoptr (GPtrArray) shares = NULL;
  gboolean in_transcripts;

  if (!sg_ledger_results_is_in_transcripts (ledger, session, &in_transcripts, error))
    return FALSE;
  if (in_transcripts)
    return TRUE;

  shares = sg_ledger_results_load (ledger, session, error);
  if (shares == NULL)
    return FALSE;
  sg_ledger_batch_start_file (batch, path);
  for (guint i = 0; i < shares->len; i++)
    add_share (batch, g_ptr_array_index (shares, i));

  return sg_ledger_write (ledger, batch, error);
}

/* Forks of what was just taken in counted it too, until now. */
static gboolean
add_forks (SgLedger          *ledger,
           const SgCliResult *result,
           GHashTable        *sessions,
           GError           **error)
{
  SgResultCounts total = sg_cli_result_get_total (result);
  g_autoptr (sqlite3_stmt) statement =
    prepare_same_counts (ledger, "session", "has_own AND (input - own_input, output - own_output, writes - own_write, reads - own_read)"
                         " = (?, ?, ?, ?)", result->session, &total, error);
  int code;

  if (statement == NULL)
    return FALSE;
  while ((code = sqlite3_step (statement)) == SQLITE_ROW)
    g_hash_table_add (sessions, g_strdup ((const char *) sqlite3_column_text (statement, 0)));

  return code == SQLITE_DONE || sg_ledger_db_fail (ledger->db, error);
}

static gboolean
book_all (SgLedger  *ledger,
          GPtrArray *results,
          GError   **error)
{
  g_autoptr (GHashTable) sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer session;

  for (guint i = 0; i < results->len; i++) {
    const SgCliResult *result = g_ptr_array_index (results, i);

    g_hash_table_add (sessions, g_strdup (result->session));
    if (!add_forks (ledger, result, sessions, error))
      return FALSE;
  }

  g_hash_table_iter_init (&iter, sessions);
  while (g_hash_table_iter_next (&iter, &session, NULL)) {
    if (!book (ledger, session, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_ledger_results_get_marker:
 *
 * Returns: (transfer full): the file that is written anew whenever results were taken in, for who
 *   watches: the ledger's own files change at every look
 */
char *
sg_ledger_results_get_marker (const char *ledger_path)
{
  return g_strconcat (ledger_path, ".results", NULL);
}

static void
tell (SgLedger *ledger)
{
  const char *path = sqlite3_db_filename (ledger->db, "main");
  g_autofree char *marker = path && *path != '\0' ? sg_ledger_results_get_marker (path) : NULL;

  /* Without it the sums are seen at the next look at all. */
  if (marker != NULL)
    g_file_set_contents_full (marker, "", 0, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
}

/**
 * sg_ledger_results_add:
 * @results: (element-type SgCliResult): in any order; those there are already change nothing
 * @time_ms: when they were made; a result itself does not say it
 * @n_new: (out):
 *
 * Returns: %FALSE with @error set to %SG_ERROR_DISK or %SG_ERROR_BAD_DATA
 */
gboolean
sg_ledger_results_add (SgLedger  *ledger,
                       GPtrArray *results,
                       gint64     time_ms,
                       guint     *n_new,
                       GError   **error)
{
  *n_new = 0;
  if (!sg_ledger_db_exec (ledger->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (!insert_all (ledger, results, time_ms, n_new, error) || !sg_ledger_db_exec (ledger->db, "COMMIT", error)) {
    sqlite3_exec (ledger->db, "ROLLBACK", NULL, NULL, NULL);
    return FALSE;
  }

  if (!book_all (ledger, results, error))
    return FALSE;
  if (*n_new > 0)
    tell (ledger);

  return TRUE;
}
