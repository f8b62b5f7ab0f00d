/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "sg-session-list.h"
#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgSessionTable:
 *
 * The list as a table. Signals `order-changed`: the user wants another order; `row-chosen`: another row, or none.
 */
#define SG_TYPE_SESSION_TABLE (sg_session_table_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionTable, sg_session_table, SG, SESSION_TABLE, AdwBin)

void           sg_session_table_set_up (SgSessionTable        *self,
                                        SgSessionFeed         *feed,
                                        SgLedgerListKind       kind,
                                        const SgSessionMoment *moment);
void           sg_session_table_show (SgSessionTable *self,
                                      GArray         *ids,
                                      gboolean        changed);
void           sg_session_table_get_order (SgSessionTable *self,
                                           SgLedgerColumn *column,
                                           gboolean       *descending);
void           sg_session_table_set_order (SgSessionTable *self,
                                           SgLedgerColumn  column,
                                           gboolean        descending);
SgSessionRow  *sg_session_table_get_chosen (SgSessionTable *self);
SgSessionList *sg_session_table_get_list (SgSessionTable *self);
void           sg_session_table_choose_first (SgSessionTable *self);
void           sg_session_table_choose_none (SgSessionTable *self);

G_END_DECLS
