/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-askings.h"

#include "sg-error.h"
#include "sg-ledger-private.h"

/* As long as a server may send us away; more in the file is a clock that ran wild. */
#define LONGEST_PAUSE_SECONDS (25 * 60 * 60)
/* A server in trouble is asked after five minutes, then ten, until it is the gap again. */
#define FIRST_BACKOFF_SECONDS 300

/**
 * sg_ledger_begin_asking:
 * @who: tells keys apart, and says nothing of one
 * @now: Unix seconds
 * @gap_seconds: the least time since anybody else asked with that key; less after a failure, but for a key that was refused
 * @own_asked_at: when the caller itself asked last, who keeps to the gap by itself; 0 for never
 * @may: (out): whether the server may be asked; then this is an asking
 */
gboolean
sg_ledger_begin_asking (SgLedger   *self,
                        const char *who,
                        gint64      now,
                        gint64      gap_seconds,
                        gint64      own_asked_at,
                        gboolean   *may,
                        GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "INSERT INTO console_askings VALUES (?1, ?2, 0, -1, 0, '', '') ON CONFLICT (who) DO UPDATE"
                          " SET asked_at = ?2, not_before = 0, trouble = -1"
                          " WHERE (asked_at <= ?2 - min (?3, CASE WHEN failures = 0 OR trouble = ?6 THEN ?3"
                          "                                   ELSE ?7 << min (failures - 1, 4) END) OR asked_at > ?2 OR asked_at = ?4)"
                          " AND (not_before <= ?2 OR not_before > ?2 + ?5)", error);

  *may = FALSE;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, who, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, now);
  sqlite3_bind_int64 (statement, 3, gap_seconds);
  sqlite3_bind_int64 (statement, 4, own_asked_at);
  sqlite3_bind_int64 (statement, 5, LONGEST_PAUSE_SECONDS);
  sqlite3_bind_int (statement, 6, SG_ERROR_KEY_REFUSED);
  sqlite3_bind_int (statement, 7, FIRST_BACKOFF_SECONDS);
  if (!sg_ledger_db_run (self->db, statement, error))
    return FALSE;
  *may = sqlite3_changes (self->db) > 0;

  return TRUE;
}

/**
 * sg_ledger_end_asking:
 * @asked_at: Unix seconds, or 0 when nobody was reached and so nobody was asked
 * @not_before: until when the server wants to be left alone, or 0
 * @trouble: the #SgError it ended with, or -1 when it went well
 */
gboolean
sg_ledger_end_asking (SgLedger   *self,
                      const char *who,
                      gint64      asked_at,
                      gint64      not_before,
                      int         trouble,
                      GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "UPDATE console_askings SET asked_at = ?2, not_before = ?3, trouble = ?4,"
                          " failures = CASE WHEN ?4 < 0 THEN 0 ELSE failures + 1 END WHERE who = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, who, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, asked_at);
  sqlite3_bind_int64 (statement, 3, not_before);
  sqlite3_bind_int (statement, 4, trouble);

  return sg_ledger_db_run (self->db, statement, error);
}

/**
 * sg_ledger_get_asking_trouble:
 * @trouble: (out): what the last asking with that key ended with; -1 when it went well, or is under way
 */
gboolean
sg_ledger_get_asking_trouble (SgLedger   *self,
                              const char *who,
                              int        *trouble,
                              GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT trouble FROM console_askings WHERE who = ?", error);
  gint64 last = -1;

  *trouble = -1;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, who, -1, SQLITE_STATIC);
  if (!sg_ledger_db_step_int (self->db, statement, &last, error))
    return FALSE;
  *trouble = (int) last;

  return TRUE;
}

/**
 * sg_ledger_get_pause:
 * @gap_seconds: the longest back-off of a server that did not say how long it wants to be left alone
 * @until: (out): Unix seconds, after @now: until when that key was sent away; 0 when it was not
 */
gboolean
sg_ledger_get_pause (SgLedger   *self,
                     const char *who,
                     gint64      now,
                     gint64      gap_seconds,
                     gint64     *until,
                     GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT max(CASE WHEN not_before <= ?2 + ?4 THEN not_before ELSE 0 END,"
                          " CASE WHEN trouble = ?5 AND failures > 0 AND asked_at <= ?2"
                          " THEN asked_at + min(?3, ?6 << min(failures - 1, 4)) ELSE 0 END)"
                          " FROM console_askings WHERE who = ?1", error);
  gint64 pause_until = 0;

  *until = 0;
  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, who, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, now);
  sqlite3_bind_int64 (statement, 3, gap_seconds);
  sqlite3_bind_int64 (statement, 4, LONGEST_PAUSE_SECONDS);
  sqlite3_bind_int (statement, 5, SG_ERROR_RATE_LIMITED);
  sqlite3_bind_int (statement, 6, FIRST_BACKOFF_SECONDS);
  if (!sg_ledger_db_step_int (self->db, statement, &pause_until, error))
    return FALSE;
  if (pause_until > now)
    *until = pause_until;

  return TRUE;
}

/**
 * sg_ledger_note_pause:
 * @not_before: until when the server wants to be left alone, or 0 when it did not say
 *
 * Notes that @who was sent away at @now, by whichever question.
 */
gboolean
sg_ledger_note_pause (SgLedger   *self,
                      const char *who,
                      gint64      now,
                      gint64      not_before,
                      GError    **error)
{
  gboolean may;

  /* Whether it might is no matter: it was. */
  return sg_ledger_begin_asking (self, who, now, 0, 0, &may, error) &&
         sg_ledger_end_asking (self, who, now, not_before, SG_ERROR_RATE_LIMITED, error);
}

/**
 * sg_ledger_name_asked:
 * @name: (nullable):
 *
 * Notes whose the key is.
 */
gboolean
sg_ledger_name_asked (SgLedger   *self,
                      const char *who,
                      const char *organization_id,
                      const char *name,
                      GError    **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "UPDATE console_askings SET organization = ?2, name = ?3 WHERE who = ?1", error);

  if (statement == NULL)
    return FALSE;

  sqlite3_bind_text (statement, 1, who, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, organization_id, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, name ? name : "", -1, SQLITE_STATIC);

  return sg_ledger_db_run (self->db, statement, error);
}

/**
 * sg_ledger_find_asked:
 * @organization_id: (out) (nullable): whose bills were asked for last
 * @name: (out) (nullable): what it is called
 */
gboolean
sg_ledger_find_asked (SgLedger *self,
                      char    **organization_id,
                      char    **name,
                      GError  **error)
{
  g_autoptr (sqlite3_stmt) statement =
    sg_ledger_db_prepare (self->db, "SELECT organization, nullif (name, '') FROM console_askings WHERE organization <> ''"
                          " ORDER BY asked_at DESC LIMIT 1", error);
  int code;

  *organization_id = NULL;
  *name = NULL;
  if (statement == NULL)
    return FALSE;

  code = sqlite3_step (statement);
  if (code == SQLITE_ROW) {
    *organization_id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    *name = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  }

  return code == SQLITE_ROW || code == SQLITE_DONE || sg_ledger_db_fail (self->db, error);
}

/**
 * sg_ledger_forget_asked:
 *
 * The key was taken away: nobody's bills are shown any more, though they are kept. When the server was asked stays known.
 */
gboolean
sg_ledger_forget_asked (SgLedger *self,
                        GError  **error)
{
  return sg_ledger_db_exec (self->db, "UPDATE console_askings SET organization = '', name = ''", error);
}
