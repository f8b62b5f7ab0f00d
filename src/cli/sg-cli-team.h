/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-team.h"
#include "sg-team-sums.h"

G_BEGIN_DECLS

typedef enum {
  SG_CLI_TEAM_TABLE,
  SG_CLI_TEAM_JSON,
  SG_CLI_TEAM_CSV,
} SgCliTeamForm;

/**
 * SgCliTeamOptions:
 * @from: Unix seconds, a UTC midnight
 * @until: the first second that does not count
 * @limit: how many people are printed; 0 for all
 * @endpoint_url: (nullable): another server, on this machine
 *
 * What `sandglass report team` was asked for.
 */
typedef struct {
  gint64        from;
  gint64        until;
  SgTeamOrder   order;
  SgCliTeamForm form;
  gint64        limit;
  char         *endpoint_url;
} SgCliTeamOptions;

gboolean sg_cli_team_options_parse (SgCliTeamOptions *self,
                                    char            **words,
                                    gint64            now,
                                    GError          **error);
void     sg_cli_team_options_clear (SgCliTeamOptions *self);
guint    sg_cli_team_options_get_n_days (const SgCliTeamOptions *self);
void     sg_cli_team_print (const SgCliTeamOptions *options,
                            SgTeamSums             *sums,
                            const SgLedgerTeamDays *days);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SgCliTeamOptions, sg_cli_team_options_clear)

G_END_DECLS
