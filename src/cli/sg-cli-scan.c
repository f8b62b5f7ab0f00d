/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli-json.h"
#include "sg-cli-ledger.h"
#include "sg-cli-table.h"
#include "sg-cli.h"

/* The names are the same in the text and in JSON: people look up there what they met here. */
static const char *skips[SG_TRANSCRIPT_N_SKIPS] = {
  [SG_TRANSCRIPT_SKIP_UNREADABLE] = "unreadable",
  [SG_TRANSCRIPT_SKIP_NOT_FILE] = "no-file",
  [SG_TRANSCRIPT_SKIP_LINK] = "link",
  [SG_TRANSCRIPT_SKIP_LOOP] = "loop",
  [SG_TRANSCRIPT_SKIP_TOO_DEEP] = "too-deep",
};

static const char *problems[SG_TRANSCRIPT_N_PROBLEMS] = {
  [SG_TRANSCRIPT_NOT_JSON] = "not-json",
  [SG_TRANSCRIPT_NO_COUNT] = "no-count",
  [SG_TRANSCRIPT_BAD_COUNT] = "bad-count",
  [SG_TRANSCRIPT_NO_TIME] = "no-time",
  [SG_TRANSCRIPT_LONG_TEXT] = "long-text",
  [SG_TRANSCRIPT_LONG_LINE] = "long-line",
};

static void
print_skipped (const SgLedgerScan *scan)
{
  if (scan->tally.n_failed > 0)
    g_print (_ ("Could not be read to the end: %u (%s)\n"), scan->tally.n_failed, scan->tally.failed_path);
  for (guint i = 0; i < SG_TRANSCRIPT_N_SKIPS; i++) {
    if (scan->tree->n_skipped[i] > 0)
      g_print (_ ("Skipped, %s: %u (%s%s)\n"), skips[i], scan->tree->n_skipped[i], scan->tree->skipped_paths[i],
               scan->tree->n_skipped[i] > 1 ? " …" : "");
  }
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++) {
    g_autofree char *number = sg_cli_format_number ((gint64) scan->tally.n_unreadable[i]);

    if (scan->tally.n_unreadable[i] > 0)
      g_print (_ ("Lines left out, %s: %s (%s)\n"), problems[i], number, sg_transcript_problem_to_text (i));
  }
}

/* Without the folder what is known of its files is old. */
static void
print_files (const SgCliLedger *ledger)
{
  gulong n_files = ledger->scan.tree->files->len;
  g_autofree char *files = sg_cli_format_number ((gint64) n_files);
  g_autofree char *size = g_format_size ((guint64) ledger->totals.n_bytes);
  g_autofree char *places = g_strjoinv (", ", (char **) ledger->scan.projects_paths);

  if (ledger->scan.n_roots == 0)
    g_print (_ ("No transcripts are there now; looked for %s. What was counted before is kept.\n"), places);
  else
    g_print (ngettext ("Transcripts: %s file, %s\n", "Transcripts: %s files, %s\n", n_files), files, size);
}

static void
print_text (const SgCliLedger *ledger)
{
  gulong n_lines = (gulong) ledger->scan.tally.n_requests;
  g_autofree char *read = g_format_size (ledger->scan.tally.n_bytes);
  g_autofree char *lines = sg_cli_format_number ((gint64) ledger->scan.tally.n_requests);
  g_autofree char *added = sg_cli_format_number (ledger->totals.n_requests - ledger->n_requests_before);
  g_autofree char *requests = sg_cli_format_number (ledger->totals.n_requests);

  print_files (ledger);
  g_print (ngettext ("Read now: %s in %.2f s; %s line with usage\n", "Read now: %s in %.2f s; %s lines with usage\n", n_lines),
           read, ledger->seconds, lines);
  g_print (_ ("Requests: %s, each counted once; %s of them new\n"), requests, added);
  print_skipped (&ledger->scan);
}

static void
add_counts (SgCliJson         *json,
            const SgCliLedger *ledger)
{
  const SgLedgerScan *scan = &ledger->scan;

  sg_cli_json_open (json, "skippedFiles", '{');
  if (scan->tally.n_failed > 0)
    sg_cli_json_add_int (json, "failed", scan->tally.n_failed);
  for (guint i = 0; i < SG_TRANSCRIPT_N_SKIPS; i++) {
    if (scan->tree->n_skipped[i] > 0)
      sg_cli_json_add_int (json, skips[i], scan->tree->n_skipped[i]);
  }
  sg_cli_json_close (json, '}');
  sg_cli_json_open (json, "skippedLines", '{');
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++) {
    if (scan->tally.n_unreadable[i] > 0)
      sg_cli_json_add_int (json, problems[i], (gint64) scan->tally.n_unreadable[i]);
  }
  sg_cli_json_close (json, '}');
}

static void
print_json (const SgCliLedger *ledger)
{
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  sg_cli_json_add_int (&json, "bytes", ledger->totals.n_bytes);
  sg_cli_json_add_int (&json, "bytesRead", (gint64) ledger->scan.tally.n_bytes);
  sg_cli_json_add_int (&json, "files", (gint64) ledger->scan.tree->files->len);
  sg_cli_json_add_int (&json, "lines", (gint64) ledger->scan.tally.n_requests);
  sg_cli_json_add_int (&json, "newRequests", ledger->totals.n_requests - ledger->n_requests_before);
  sg_cli_json_add_int (&json, "requests", ledger->totals.n_requests);
  sg_cli_json_add_double (&json, "seconds", ledger->seconds);
  add_counts (&json, ledger);
  sg_cli_json_close (&json, '}');
  sg_cli_json_print (&json);
}

/**
 * sg_cli_scan:
 *
 * Reads what is new in the transcripts, or with `--rebuild` all of them, and says what came of it.
 */
int
sg_cli_scan (char **words)
{
  gboolean rebuild = FALSE, json = FALSE;
  g_autoptr (SgCliLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++) {
    if (g_str_equal (words[i], "--rebuild")) {
      rebuild = TRUE;
    } else if (g_str_equal (words[i], "--json")) {
      json = TRUE;
    } else {
      g_printerr (_ ("sandglass scan: it takes --rebuild and --json, not “%s”\n"), words[i]);
      return SG_CLI_WRONG_CALL;
    }
  }

  ledger = sg_cli_ledger_new (rebuild, &error);
  if (ledger == NULL)
    return sg_cli_ledger_say (error);
  if (json)
    print_json (ledger);
  else
    print_text (ledger);

  return EXIT_SUCCESS;
}
