/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-session-feed.h"
#include "sg-session-row.h"

G_BEGIN_DECLS

/**
 * SgSessionList:
 *
 * A list model of the ledger's sessions that holds a number for each of them, and a row for those that were seen last.
 * Rows fill in when sg_session_list_look_at() says that they are on screen.
 */
#define SG_TYPE_SESSION_LIST (sg_session_list_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionList, sg_session_list, SG, SESSION_LIST, GObject)

SgSessionList *sg_session_list_new (SgSessionFeed *feed) G_GNUC_WARN_UNUSED_RESULT;
void     sg_session_list_show (SgSessionList *self,
                               GArray        *ids,
                               gboolean       changed);
void     sg_session_list_look_at (SgSessionList *self,
                                  guint          first,
                                  guint          n_rows);
guint    sg_session_list_find (SgSessionList *self,
                               gint64         id);
gboolean sg_session_list_is_settled (SgSessionList *self);
guint    sg_session_list_get_n_kept (SgSessionList *self);

G_END_DECLS
