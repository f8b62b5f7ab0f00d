/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "sg-team-record.h"

G_BEGIN_DECLS

typedef enum {
  SG_TEAM_COLUMN_PERSON,
  SG_TEAM_COLUMN_COST,
  SG_TEAM_COLUMN_SESSIONS,
  SG_TEAM_COLUMN_COMMITS,
  SG_TEAM_COLUMN_LINES,
  SG_TEAM_COLUMN_ACCEPTED,
} SgTeamColumn;

#define SG_N_TEAM_COLUMNS (SG_TEAM_COLUMN_ACCEPTED + 1)

/**
 * SgTeamRow:
 *
 * What one person did, as a list model holds it. It never changes.
 */
#define SG_TYPE_TEAM_ROW (sg_team_row_get_type ())
G_DECLARE_FINAL_TYPE (SgTeamRow, sg_team_row, SG, TEAM_ROW, GObject)

SgTeamRow *sg_team_row_new (SgTeamRecord *record) G_GNUC_WARN_UNUSED_RESULT;
char *sg_team_row_dup_text (SgTeamRow   *self,
                            SgTeamColumn column) G_GNUC_WARN_UNUSED_RESULT;
int   sg_team_row_compare (SgTeamRow   *a,
                           SgTeamRow   *b,
                           SgTeamColumn column);
char *sg_team_record_dup_text (const SgTeamRecord *record,
                               SgTeamColumn        column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
