/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-team-record.h"

G_BEGIN_DECLS

/**
 * SgTeamPage:
 * @records: (element-type SgTeamRecord): in the server's order, each with a @terminal
 * @n_unreadable: how many more there are that could not be read
 * @next_page: (nullable): %NULL on the last one
 *
 * One page of /v1/organizations/usage_report/claude_code.
 */
typedef struct {
  GPtrArray *records;
  guint      n_unreadable;
  char      *next_page;
} SgTeamPage;

SgTeamPage *sg_team_page_parse (gint64      day,
                                const char *text,
                                gsize       length,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void        sg_team_page_free (SgTeamPage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTeamPage, sg_team_page_free)

G_END_DECLS
