/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-team.h"

#include "sg-error.h"
#include "sg-ledger-private.h"
#include "sg-time.h"

/* The server is up to an hour behind; a day more, for what its terminals send late. */
#define SETTLE_SECONDS (25 * G_GINT64_CONSTANT (3600))

/* Everything that is written, ready to be bound. */
typedef struct {
  SgLedger     *ledger;   /* (unowned) */
  const char   *organization;
  gint64        day;
  sqlite3_stmt *person;
  sqlite3_stmt *work;
  sqlite3_stmt *model;
  sqlite3_stmt *tool;
} Writer;

static void
writer_clear (Writer *writer)
{
  sqlite3_finalize (writer->person);
  sqlite3_finalize (writer->work);
  sqlite3_finalize (writer->model);
  sqlite3_finalize (writer->tool);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

static gboolean
writer_prepare (Writer  *writer,
                GError **error)
{
  sqlite3 *db = writer->ledger->db;

  return (writer->person =
            sg_ledger_db_prepare (db, "INSERT INTO team_people (organization, is_key, name) VALUES (?, ?, ?) "
                                  "ON CONFLICT DO UPDATE SET name = name RETURNING id", error)) != NULL &&
         (writer->work = sg_ledger_db_prepare (db, "INSERT INTO team_work VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", error)) != NULL &&
         (writer->model = sg_ledger_db_prepare (db, "INSERT INTO team_models VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", error)) != NULL &&
         (writer->tool = sg_ledger_db_prepare (db, "INSERT INTO team_tools VALUES (?, ?, ?, ?, ?)", error)) != NULL;
}

static gboolean
find_person (Writer             *writer,
             const SgTeamRecord *record,
             gint64             *id,
             GError            **error)
{
  gboolean found;

  sqlite3_bind_text (writer->person, 1, writer->organization, -1, SQLITE_STATIC);
  sqlite3_bind_int (writer->person, 2, record->is_key);
  sqlite3_bind_text (writer->person, 3, record->name, -1, SQLITE_STATIC);
  found = sqlite3_step (writer->person) == SQLITE_ROW || sg_ledger_db_fail (writer->ledger->db, error);
  *id = found ? sqlite3_column_int64 (writer->person, 0) : 0;
  sqlite3_reset (writer->person);

  return found;
}

static gboolean
write_numbers (Writer       *writer,
               sqlite3_stmt *statement,
               int           first,
               const gint64 *numbers,
               gsize         n_numbers,
               GError      **error)
{
  for (gsize i = 0; i < n_numbers; i++)
    sqlite3_bind_int64 (statement, first + (int) i, numbers[i]);

  return sg_ledger_db_run (writer->ledger->db, statement, error);
}

static gboolean
write_model (Writer            *writer,
             gint64             person,
             const SgTeamModel *model,
             GError           **error)
{
  const gint64 numbers[] = {
    model->input, model->output, model->cache_read, model->cache_write, model->cost.whole, model->cost.pico,
  };

  sqlite3_bind_int64 (writer->model, 1, writer->day);
  sqlite3_bind_int64 (writer->model, 2, person);
  sqlite3_bind_text (writer->model, 3, model->name, -1, SQLITE_STATIC);

  return write_numbers (writer, writer->model, 4, numbers, G_N_ELEMENTS (numbers), error);
}

static gboolean
write_work (Writer             *writer,
            gint64              person,
            const SgTeamRecord *record,
            GError            **error)
{
  const gint64 numbers[] = {
    writer->day, person, record->sessions, record->commits, record->pull_requests, record->lines_added, record->lines_removed,
    record->accepted, record->rejected,
  };

  return write_numbers (writer, writer->work, 1, numbers, G_N_ELEMENTS (numbers), error);
}

static gboolean
write_person (Writer             *writer,
              const SgTeamRecord *record,
              GError            **error)
{
  gint64 person;

  if (!find_person (writer, record, &person, error) || !write_work (writer, person, record, error))
    return FALSE;

  for (guint i = 0; i < record->models->len; i++) {
    if (!write_model (writer, person, g_ptr_array_index (record->models, i), error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_tools (Writer             *writer,
             const SgTeamRecord *all,
             GError            **error)
{
  for (guint i = 0; i < all->tools->len; i++) {
    const SgTeamTool *tool = g_ptr_array_index (all->tools, i);

    sqlite3_bind_text (writer->tool, 1, writer->organization, -1, SQLITE_STATIC);
    sqlite3_bind_int64 (writer->tool, 2, writer->day);
    sqlite3_bind_text (writer->tool, 3, tool->name, -1, SQLITE_STATIC);
    if (!write_numbers (writer, writer->tool, 4, (gint64[]) { tool->accepted, tool->rejected }, 2, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
write_people (Writer    *writer,
              GPtrArray *people,
              GError   **error)
{
  g_autoptr (SgTeamRecord) all = sg_team_record_new (NULL, FALSE);

  for (guint i = 0; i < people->len; i++) {
    const SgTeamRecord *record = g_ptr_array_index (people, i);

    for (guint j = 0; j < record->tools->len; j++) {
      if (!sg_team_record_add_tool (all, g_ptr_array_index (record->tools, j))) {
        g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "the tools of a day are more than can be added");
        return FALSE;
      }
    }
    if (!write_person (writer, record, error))
      return FALSE;
  }

  return write_tools (writer, all, error);
}

static gboolean
run_for_day (SgLedger   *self,
             const char *sql,
             const char *organization,
             gint64      day,
             GError    **error)
{
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (self->db, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, organization, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, day);

  return sg_ledger_db_run (self->db, statement, error);
}

static gboolean
forget_day (SgLedger   *self,
            const char *organization,
            gint64      day,
            GError    **error)
{
#define OF_DAY "WHERE start = ?2 AND person IN (SELECT id FROM team_people WHERE organization = ?1)"
  static const char *const statements[] = {
    "DELETE FROM team_work " OF_DAY,
    "DELETE FROM team_models " OF_DAY,
    "DELETE FROM team_tools WHERE organization = ?1 AND start = ?2",
  };
#undef OF_DAY
  gint64 is_known = 0;
  g_autofree char *look = g_strdup_printf ("SELECT EXISTS (SELECT 1 FROM team_work WHERE start = %" G_GINT64_FORMAT ")", day);

  if (!sg_ledger_db_get_int (self->db, look, &is_known, error))
    return FALSE;

  for (gsize i = 0; is_known && i < G_N_ELEMENTS (statements); i++) {
    if (!run_for_day (self, statements[i], organization, day, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
stamp_day (SgLedger   *self,
           const char *organization,
           gint64      day,
           gint64      read_at,
           guint       n_unreadable,
           GError    **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT OR REPLACE INTO team_days VALUES (?, ?, %" G_GINT64_FORMAT ", %u)", read_at, n_unreadable);

  return run_for_day (self, sql, organization, day, error);
}

static gboolean
replace_day (Writer    *writer,
             GPtrArray *people,
             guint      n_unreadable,
             gint64     read_at,
             GError   **error)
{
  return forget_day (writer->ledger, writer->organization, writer->day, error) && writer_prepare (writer, error) &&
         write_people (writer, people, error) &&
         stamp_day (writer->ledger, writer->organization, writer->day, read_at, n_unreadable, error);
}

/**
 * sg_ledger_team_replace_day:
 * @day: Unix seconds, a UTC midnight
 * @people: (element-type SgTeamRecord): the whole day, each of them once
 * @n_unreadable: how many records are not in it
 * @read_at: Unix seconds
 *
 * It takes the place of what was known of the day: all of it, or on failure nothing.
 */
gboolean
sg_ledger_team_replace_day (SgLedger   *self,
                            const char *organization,
                            gint64      day,
                            GPtrArray  *people,
                            guint       n_unreadable,
                            gint64      read_at,
                            GError    **error)
{
  g_auto (Writer) writer = { .ledger = self, .organization = organization, .day = day };

  if (!sg_ledger_db_exec (self->db, "BEGIN IMMEDIATE", error))
    return FALSE;
  if (replace_day (&writer, people, n_unreadable, read_at, error) && sg_ledger_db_exec (self->db, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);

  return FALSE;
}

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
