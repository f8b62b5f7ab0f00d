/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgTeamTable:
 *
 * What the people of an organisation did with Claude Code, sortable by every column, with the sums below.
 */
#define SG_TYPE_TEAM_TABLE (sg_team_table_get_type ())
G_DECLARE_FINAL_TYPE (SgTeamTable, sg_team_table, SG, TEAM_TABLE, AdwBin)

void     sg_team_table_follow (SgTeamTable     *self,
                               SgServiceClient *client);
gboolean sg_team_table_has_data (SgTeamTable *self);

G_END_DECLS
