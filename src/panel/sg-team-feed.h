/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-ledger-team.h"
#include "sg-team-sums.h"

G_BEGIN_DECLS

typedef enum {
  SG_TEAM_OF_LEDGER,
  SG_TEAM_OF_SAMPLE,
  SG_TEAM_OF_NOBODY,
} SgTeamOrigin;

/**
 * SgTeamQuestion:
 * @origin: whose team
 * @n_days: UTC days, the one @now is in the last of them
 * @now: Unix seconds
 *
 * What is asked of a team.
 */
typedef struct {
  SgTeamOrigin origin;
  guint        n_days;
  gint64       now;
} SgTeamQuestion;

/**
 * SgTeamFigures:
 * @sums: (nullable): %NULL when no team was ever read
 * @n_days: how many days were asked for
 *
 * What the ledger knows of a team.
 */
typedef struct {
  SgTeamSums      *sums;
  SgLedgerTeamDays days;
  guint            n_days;
} SgTeamFigures;

void           sg_team_figures_free (SgTeamFigures *self);

void           sg_team_feed_load_async (const SgTeamQuestion *question,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
SgTeamFigures *sg_team_feed_load_finish (GAsyncResult *result,
                                         GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void           sg_team_feed_read_async (guint               n_days,
                                        gint64              now,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
gboolean sg_team_feed_read_finish (GAsyncResult *result,
                                   char        **problem,
                                   GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTeamFigures, sg_team_figures_free)

G_END_DECLS
