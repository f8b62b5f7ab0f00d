/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-list.h"
#include "sg-limit.h"

G_BEGIN_DECLS

/* What stands in the tables of sessions and projects. Pure. */

/**
 * SgSessionMoment:
 *
 * What times in words depend on.
 */
typedef struct {
  GDateTime *now;
  GTimeZone *zone;
} SgSessionMoment;

char       *sg_session_view_project (const char *project,
                                     const char *home,
                                     gboolean    hidden) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_session_view_title (SgLedgerColumn   column,
                                   SgLedgerListKind kind);
guint       sg_session_view_width_chars (SgLedgerColumn   column,
                                         SgLedgerListKind kind);
char       *sg_session_view_text (const SgLedgerListRow *row,
                                  SgLedgerColumn         column,
                                  SgLedgerListKind       kind,
                                  const SgSessionMoment *moment) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_session_view_explain (const SgLedgerListRow *row,
                                     SgLedgerColumn         column) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_session_view_cost (const SgLedgerSums *sums) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_session_view_saving (const SgLedgerSums *sums) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_session_view_hit_rate (const SgLedgerSums *sums) G_GNUC_WARN_UNUSED_RESULT;
char       *sg_session_view_totals (const SgLedgerListRow *totals,
                                    guint                  n_rows,
                                    SgLedgerListKind       kind) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_session_view_find_window (GPtrArray *limits,
                                         GDateTime *now,
                                         gint64    *from_ms,
                                         gint64    *to_ms);

G_END_DECLS
