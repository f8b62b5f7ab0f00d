/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A day of the team, written whole. */

#include "sg-ledger-team.h"

#include "sg-error.h"
#include "sg-ledger-private.h"

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
