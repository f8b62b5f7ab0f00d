/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which days of the team are known, and what a span of them adds up to. */

#include "sg-ledger-team.h"

#include "sg-error.h"
#include "sg-ledger-private.h"
#include "sg-time.h"

/* The server is up to an hour behind; a day more, for what its terminals send late. */
#define SETTLE_SECONDS (25 * G_GINT64_CONSTANT (3600))

static sqlite3_stmt *
prepare_for_span (SgLedger               *self,
                  const char             *sql,
                  const SgLedgerTeamSpan *span,
                  GError                **error)
{
  sqlite3_stmt *statement = sg_ledger_db_prepare (self->db, sql, error);

  if (statement != NULL) {
    sqlite3_bind_text (statement, 1, span->organization, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (statement, 2, span->from);
    sqlite3_bind_int64 (statement, 3, span->until);
  }

  return statement;
}

/**
 * sg_ledger_team_find_unsettled:
 *
 * Returns: (transfer full) (element-type gint64): the days that must be read: first those that never
 *   were, so that who is stopped again and again still gets on, then those read so early that more may
 *   have come, the newest first; or %NULL with @error set
 */
GArray *
sg_ledger_team_find_unsettled (SgLedger               *self,
                               const SgLedgerTeamSpan *span,
                               GError                **error)
{
  g_autoptr (GHashTable) read = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) early = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (sqlite3_stmt) statement =
    prepare_for_span (self, "SELECT start, read_at FROM team_days WHERE organization = ? AND start >= ? AND start < ? "
                      "ORDER BY start DESC", span, error);
  int code;

  if (statement == NULL)
    return NULL;

  while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
    gint64 day = sqlite3_column_int64 (statement, 0);

    g_hash_table_add (read, g_memdup2 (&day, sizeof day));
    if (sqlite3_column_int64 (statement, 1) <= day + SG_DAY_SECONDS + SETTLE_SECONDS)
      g_array_append_val (early, day);
  }
  if (code != SQLITE_DONE) {
    sg_ledger_db_fail (self->db, error);
    return NULL;
  }

  for (gint64 day = span->until - SG_DAY_SECONDS; day >= span->from; day -= SG_DAY_SECONDS) {
    if (!g_hash_table_contains (read, &day))
      g_array_append_val (days, day);
  }
  g_array_append_vals (days, early->data, early->len);

  return g_steal_pointer (&days);
}

/**
 * sg_ledger_team_get_days:
 * @days: (out):
 */
gboolean
sg_ledger_team_get_days (SgLedger               *self,
                         const SgLedgerTeamSpan *span,
                         SgLedgerTeamDays       *days,
                         GError                **error)
{
  g_autoptr (sqlite3_stmt) statement =
    prepare_for_span (self, "SELECT count(*), ifnull(sum(n_unreadable), 0), ifnull(max(read_at), 0) FROM team_days "
                      "WHERE organization = ? AND start >= ? AND start < ?", span, error);

  if (statement == NULL || sqlite3_step (statement) != SQLITE_ROW)
    return statement != NULL && sg_ledger_db_fail (self->db, error);

  days->n_read = (guint) sqlite3_column_int64 (statement, 0);
  days->n_unreadable = sqlite3_column_int64 (statement, 1);
  days->read_at = sqlite3_column_int64 (statement, 2);

  return TRUE;
}

static gboolean
take_row (const SgTeamRecord *record,
          gboolean            fits,
          SgLedgerTeamFunc    take,
          gpointer            user_data,
          GError            **error)
{
  if (fits && take (record, user_data))
    return TRUE;

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the team's figures are more than can be added");

  return FALSE;
}

static SgTeamRecord *
read_work (sqlite3_stmt *statement)
{
  SgTeamRecord *record =
    sg_team_record_new ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_int (statement, 1) != 0);
  gint64 *numbers[] = {
    &record->sessions, &record->commits, &record->pull_requests, &record->lines_added, &record->lines_removed,
    &record->accepted, &record->rejected,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    *numbers[i] = sqlite3_column_int64 (statement, 2 + (int) i);

  return record;
}

static gboolean
take_work (sqlite3_stmt    *statement,
           SgLedgerTeamFunc take,
           gpointer         user_data,
           GError         **error)
{
  g_autoptr (SgTeamRecord) record = read_work (statement);

  return take_row (record, TRUE, take, user_data, error);
}

static gboolean
take_model (sqlite3_stmt    *statement,
            SgLedgerTeamFunc take,
            gpointer         user_data,
            GError         **error)
{
  g_autoptr (SgTeamRecord) record =
    sg_team_record_new ((const char *) sqlite3_column_text (statement, 0), sqlite3_column_int (statement, 1) != 0);
  gint64 pico = sqlite3_column_int64 (statement, 8);
  const SgTeamModel model = {
    .name = (char *) sqlite3_column_text (statement, 2),
    .input = sqlite3_column_int64 (statement, 3),
    .output = sqlite3_column_int64 (statement, 4),
    .cache_read = sqlite3_column_int64 (statement, 5),
    .cache_write = sqlite3_column_int64 (statement, 6),
    .cost = { sqlite3_column_int64 (statement, 7) + pico / SG_PICO_PER_WHOLE_CENT, pico % SG_PICO_PER_WHOLE_CENT },
  };

  return take_row (record, sg_team_record_add_model (record, &model), take, user_data, error);
}

static gboolean
take_tool (sqlite3_stmt    *statement,
           SgLedgerTeamFunc take,
           gpointer         user_data,
           GError         **error)
{
  g_autoptr (SgTeamRecord) record = sg_team_record_new (NULL, FALSE);
  const SgTeamTool tool = {
    .name = (char *) sqlite3_column_text (statement, 0),
    .accepted = sqlite3_column_int64 (statement, 1),
    .rejected = sqlite3_column_int64 (statement, 2),
  };

  return take_row (record, sg_team_record_add_tool (record, &tool), take, user_data, error);
}

#define IN_SPAN "JOIN team_people ON team_people.id = person WHERE organization = ? AND start >= ? AND start < ? "

static const struct {
  const char *sql;
  gboolean    (*take)(sqlite3_stmt    *statement,
                      SgLedgerTeamFunc take,
                      gpointer         user_data,
                      GError         **error);
} parts[] = {
  { "SELECT name, is_key, sum(sessions), sum(commits), sum(pull_requests), sum(lines_added), sum(lines_removed), sum(accepted), "
    "sum(rejected) FROM team_work " IN_SPAN "GROUP BY person", take_work },
  { "SELECT name, is_key, model, sum(input), sum(output), sum(cache_read), sum(cache_write), sum(cents), sum(pico_cents) "
    "FROM team_models " IN_SPAN "GROUP BY person, model", take_model },
  { "SELECT tool, sum(accepted), sum(rejected) FROM team_tools WHERE organization = ? AND start >= ? AND start < ? GROUP BY tool",
    take_tool },
};

/**
 * sg_ledger_team_foreach:
 * @take: gets records that add up to the span: what each person did, then what with each model, then
 *   (without a name) how each tool of all of them was taken; returns %FALSE when it cannot add them
 */
gboolean
sg_ledger_team_foreach (SgLedger               *self,
                        const SgLedgerTeamSpan *span,
                        SgLedgerTeamFunc        take,
                        gpointer                user_data,
                        GError                **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++) {
    g_autoptr (sqlite3_stmt) statement = prepare_for_span (self, parts[i].sql, span, error);
    int code;

    if (statement == NULL)
      return FALSE;

    while ((code = sqlite3_step (statement)) == SQLITE_ROW) {
      if (!parts[i].take (statement, take, user_data, error))
        return FALSE;
    }
    if (code != SQLITE_DONE)
      return sg_ledger_db_fail (self->db, error);
  }

  return TRUE;
}

/**
 * sg_ledger_team_find_organization:
 *
 * Returns: (transfer full) (nullable): whose team was read last; %NULL when none ever was, or with @error set
 */
char *
sg_ledger_team_find_organization (SgLedger *self,
                                  GError  **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT organization FROM team_days ORDER BY read_at DESC LIMIT 1", error);
  int code;

  if (statement == NULL)
    return NULL;

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    return g_strdup ((const char *) sqlite3_column_text (statement, 0));
  if (code != SQLITE_DONE)
    sg_ledger_db_fail (self->db, error);

  return NULL;
}
