/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each command gets the words after its own name, prints, and returns the exit code:
 * 0 done, 1 it could not be done and said why, 2 it was called wrongly. */
#define SG_CLI_WRONG_CALL 2
/* That of sysexits.h: of the days a report was asked for none is known. */
#define SG_CLI_NO_DAY_KNOWN 69

int sg_cli_start (char **words);
int sg_cli_alerts (char **words);
int sg_cli_show (char **words);
int sg_cli_refresh (char **words);
int sg_cli_quit (char **words);
int sg_cli_status (char **words);
int sg_cli_doctor (char **words);
int sg_cli_ingest (char **words);
int sg_cli_guard (char **words);
int sg_cli_key (char **words);
int sg_cli_report (char **words);
int sg_cli_export (char **words);
int sg_cli_history (char **words);
int sg_cli_scan (char **words);
int sg_cli_replay (char **words);
int sg_cli_setup (char **words);
int sg_cli_statusline (char **words);
int sg_cli_team (char **words);
int sg_cli_watch (char **words);

G_END_DECLS
