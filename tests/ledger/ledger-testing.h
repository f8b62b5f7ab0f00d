/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the tests of the ledger share: transcripts of a few lines, and the sums as one text. */

#pragma once

#include <stdio.h>
#include <string.h>

#include <glib/gstdio.h>

#include "sg-error.h"
#include "sg-ledger-private.h"
#include "sg-ledger-scan.h"

typedef struct {
  char         *projects;
  char         *ledger_path;
  SgPriceTable *prices;
} Desk;

static inline void
desk_set_up (Desk         *desk,
             gconstpointer user_data)
{
  g_autofree char *claude = g_build_filename (g_get_home_dir (), "claude", NULL);

  g_mkdir_with_parents (claude, 0700);
  desk->projects = g_build_filename (claude, "projects", NULL);
  desk->ledger_path = g_build_filename (g_get_user_state_dir (), "sandglass", "ledger.db", NULL);
  desk->prices = sg_price_table_new ();
}

static inline void
desk_tear_down (Desk         *desk,
                gconstpointer user_data)
{
  g_free (desk->projects);
  g_free (desk->ledger_path);
  sg_price_table_free (desk->prices);
}

static inline char *
desk_path (Desk       *desk,
           const char *relative)
{
  return g_build_filename (desk->projects, relative, NULL);
}

static inline void
desk_write (Desk       *desk,
            const char *relative,
            const char *mode,
            const char *text,
            gsize       length)
{
  g_autofree char *path = desk_path (desk, relative);
  g_autofree char *folder = g_path_get_dirname (path);
  FILE *file;

  g_mkdir_with_parents (folder, 0700);
  file = fopen (path, mode);
  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, length, file), ==, length);
  fclose (file);
}

/* An answer of opus-5-5: @tokens in and out; @more are members such as `"isSidechain":true,`. */
static inline char *
answer (const char *message_id,
        const char *request_id,
        guint       input,
        guint       output,
        const char *time,
        const char *more)
{
  return g_strdup_printf ("{%s\"type\":\"assistant\",\"timestamp\":\"%s\",\"requestId\":\"%s\",\"message\":{\"id\":\"%s\","
                          "\"model\":\"claude-opus-5-5\",\"usage\":{\"input_tokens\":%u,\"output_tokens\":%u}}}\n",
                          more, time, request_id, message_id, input, output);
}

#define TIME "2026-11-21T10:00:00.000Z"

static inline void
desk_append_answer (Desk       *desk,
                    const char *relative,
                    const char *id,
                    guint       output)
{
  g_autofree char *request_id = g_strconcat ("req_", id, NULL);
  g_autofree char *line = answer (id, request_id, 1, output, TIME, "");

  desk_write (desk, relative, "a", line, strlen (line));
}

static inline SgLedger *
desk_open (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  SgLedger *ledger = sg_ledger_open (desk->ledger_path, desk->prices, &error);

  g_assert_no_error (error);

  return ledger;
}

/* What version 1 made, by its own SQL, and what @more of SQL (nullable) adds */
static inline void
write_version_1 (const char *ledger_path,
                 const char *more)
{
  g_autofree char *fixture = g_test_build_filename (G_TEST_DIST, "ledger", "version-1.sql", NULL);
  g_autofree char *folder = g_path_get_dirname (ledger_path);
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *db;

  g_file_get_contents (fixture, &sql, NULL, &error);
  g_assert_no_error (error);
  g_mkdir_with_parents (folder, 0700);
  g_assert_cmpint (sqlite3_open (ledger_path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, more ? more : "", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static inline void
desk_scan_ledger (Desk         *desk,
                  SgLedger     *ledger,
                  SgLedgerScan *scan)
{
  const char *const paths[] = { desk->projects, NULL };
  g_autoptr (GError) error = NULL;

  scan->projects_paths = paths;
  scan->n_threads = SG_LEDGER_SCAN_THREADS;
  sg_ledger_scan (ledger, scan, NULL, &error);
  g_assert_no_error (error);
  scan->projects_paths = NULL;
}

static inline guint64
desk_scan (Desk *desk)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_auto (SgLedgerScan) scan = { 0 };

  desk_scan_ledger (desk, ledger, &scan);

  return scan.tally.n_bytes;
}

/* One line per row of @sql, columns with spaces between */
static inline char *
ledger_query (SgLedger   *ledger,
              const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) statement = sg_ledger_db_prepare (ledger->db, sql, &error);
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  while (sqlite3_step (statement) == SQLITE_ROW) {
    for (int i = 0; i < sqlite3_column_count (statement); i++)
      g_string_append_printf (text, "%s%s", i > 0 ? " " : text->len > 0 ? "\n" : "", sqlite3_column_text (statement, i));
  }

  return g_string_free (text, FALSE);
}

/* Requests, input and output; the sums must say the same as the rows */
static inline char *
ledger_sums (SgLedger *ledger)
{
  g_autofree char *rows = ledger_query (ledger, "SELECT count(*), ifnull(sum(input),0), ifnull(sum(output),0) FROM requests");
  g_autofree char *sums = ledger_query (ledger, "SELECT ifnull(sum(n_requests),0), ifnull(sum(input),0), ifnull(sum(output),0) FROM quarters");
  g_autofree char *n = ledger_query (ledger, "SELECT ifnull((SELECT value FROM meta WHERE key = 'requests'), 0) || ' ' || "
                                     "ifnull(sum(input),0) || ' ' || ifnull(sum(output),0) FROM requests");

  g_assert_cmpstr (rows, ==, sums);
  g_assert_cmpstr (rows, ==, n);

  return g_steal_pointer (&rows);
}

static inline void
desk_assert_sums (Desk       *desk,
                  const char *expected)
{
  g_autoptr (SgLedger) ledger = desk_open (desk);
  g_autofree char *sums = ledger_sums (ledger);

  g_assert_cmpstr (sums, ==, expected);
}

#define desk_test(path, function) g_test_add (path, Desk, NULL, desk_set_up, function, desk_tear_down)
