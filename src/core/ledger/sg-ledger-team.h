/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-team-record.h"

G_BEGIN_DECLS

/* What the people of an organisation did with Claude Code, by day and person, kept so that only what may still change is asked again. */

/**
 * SgLedgerTeamSpan:
 * @organization: whose
 * @from: Unix seconds, a UTC midnight
 * @until: the first second that does not count, a UTC midnight
 */
typedef struct {
  const char *organization;
  gint64      from;
  gint64      until;
} SgLedgerTeamSpan;

/**
 * SgLedgerTeamDays:
 * @n_read: how many days of the span are known
 * @n_unreadable: how many records of those days could not be read
 * @read_at: when the newest of them was read, in Unix seconds
 */
typedef struct {
  guint  n_read;
  gint64 n_unreadable;
  gint64 read_at;
} SgLedgerTeamDays;

typedef gboolean (*SgLedgerTeamFunc) (const SgTeamRecord *record,
                                      gpointer            user_data);

gboolean sg_ledger_team_replace_day (SgLedger   *self,
                                     const char *organization,
                                     gint64      day,
                                     GPtrArray  *people,
                                     guint       n_unreadable,
                                     gint64      read_at,
                                     GError    **error);
GArray  *sg_ledger_team_find_unsettled (SgLedger               *self,
                                        const SgLedgerTeamSpan *span,
                                        GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_ledger_team_get_days (SgLedger               *self,
                                  const SgLedgerTeamSpan *span,
                                  SgLedgerTeamDays       *days,
                                  GError                **error);
gboolean sg_ledger_team_foreach (SgLedger               *self,
                                 const SgLedgerTeamSpan *span,
                                 SgLedgerTeamFunc        take,
                                 gpointer                user_data,
                                 GError                **error);
char *sg_ledger_team_find_organization (SgLedger *self,
                                        GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
