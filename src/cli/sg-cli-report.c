/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-cli-report.h"

#include <glib/gi18n.h>
#include <stdlib.h>

#include "sg-cli-ledger.h"
#include "sg-cli-program.h"
#include "sg-cli.h"

#define RECENT_MS (3 * 24 * G_GINT64_CONSTANT (3600000))

static gboolean
is_wanted (const SgCliReportOptions *options,
           const SgReportBlock      *block,
           gint64                    now_ms)
{
  gboolean active = sg_report_block_is_active (block, now_ms);

  if (options->active)
    return active;

  return !options->recent || active || block->start_ms >= now_ms - RECENT_MS;
}

static int
print_blocks (SgCliReportOptions *options,
              SgLedger           *ledger,
              GError            **error)
{
  SgReportBlockQuery query = {
    .zone = options->query.zone,
    .since = options->query.since,
    .until = options->query.until,
    .project = options->query.project,
    .descending = options->query.descending,
  };
  gint64 now_ms = g_get_real_time () / 1000;
  g_autoptr (GPtrArray) blocks = sg_report_blocks_new (ledger, &query, error);

  if (blocks == NULL)
    return EXIT_FAILURE;

  if (options->limit_is_max)
    options->limit = sg_report_blocks_get_largest (blocks, now_ms);
  for (guint i = blocks->len; i > 0; i--) {
    if (!is_wanted (options, g_ptr_array_index (blocks, i - 1), now_ms))
      g_ptr_array_remove_index (blocks, i - 1);
  }
  if (options->json)
    sg_cli_blocks_print_json (options, blocks, now_ms);
  else
    sg_cli_blocks_print_table (options, blocks, now_ms);

  return EXIT_SUCCESS;
}

static int
print_report (const SgCliReportOptions *options,
              SgLedger                 *ledger,
              GError                  **error)
{
  g_autoptr (SgReport) report = sg_report_new (ledger, &options->query, error);

  if (report == NULL)
    return EXIT_FAILURE;

  if (options->json)
    sg_cli_report_print_json (options, report);
  else
    sg_cli_report_print_table (options, report);

  return EXIT_SUCCESS;
}

/**
 * sg_cli_report:
 *
 * Prints what Claude Code used by day, week, month, session or block. It reads what is
 * new in the transcripts first; no agent and no bus is needed.
 */
int
sg_cli_report (char **words)
{
  g_auto (SgCliReportOptions) options = { 0 };
  g_autoptr (SgCliLedger) ledger = NULL;
  g_autoptr (GError) error = NULL;
  const char *profile;
  int status;

  if (g_strcmp0 (words[0], "console") == 0 || g_strcmp0 (words[0], "team") == 0)
    return sg_cli_hand_over ("report", words);
  if (!sg_cli_report_options_parse (&options, words, &error)) {
    g_printerr (_ ("sandglass report: %s\n"), error->message);
    return SG_CLI_WRONG_CALL;
  }

  ledger = sg_cli_ledger_new (FALSE, &error);
  if (ledger == NULL)
    return sg_cli_ledger_say (error);

  profile = options.profile ? options.profile : ledger->meant;
  if (profile != NULL && !sg_cli_ledger_look_at (ledger, profile, &error)) {
    g_printerr (_ ("sandglass report: %s\n"), error->message);
    return SG_CLI_WRONG_CALL;
  }

  status = options.is_blocks ? print_blocks (&options, ledger->ledger, &error) : print_report (&options, ledger->ledger, &error);
  if (error != NULL)
    return sg_cli_ledger_say (error);

  return status;
}
