/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-team-record.h"

G_BEGIN_DECLS

typedef enum {
  SG_TEAM_ORDER_COST,
  SG_TEAM_ORDER_SESSIONS,
  SG_TEAM_ORDER_COMMITS,
  SG_TEAM_ORDER_LINES,
  SG_TEAM_ORDER_ACCEPTANCE,
} SgTeamOrder;

/**
 * SgTeamSums:
 * @people: (element-type SgTeamRecord): each of them once
 * @totals: all of it
 *
 * What a team did with Claude Code, added up.
 */
typedef struct {
  GPtrArray    *people;
  SgTeamRecord *totals;

  /*< private >*/
  GHashTable   *by_name[2];
} SgTeamSums;

SgTeamSums *sg_team_sums_new (void) G_GNUC_WARN_UNUSED_RESULT;
void        sg_team_sums_free (SgTeamSums *self);
gboolean    sg_team_sums_add (SgTeamSums         *self,
                              const SgTeamRecord *record);
void        sg_team_sums_sort (SgTeamSums *self,
                               SgTeamOrder order);
gboolean    sg_team_order_from_nick (const char  *nick,
                                     SgTeamOrder *order);
gboolean    sg_team_tokens_per (gint64  tokens,
                                gint64  count,
                                gint64 *each);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTeamSums, sg_team_sums_free)

G_END_DECLS
