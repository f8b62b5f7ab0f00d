/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-session-feed.h"
#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgSessionDetails:
 *
 * One session or project: its tokens by kind and model; not there while none is. Signal `closed`: the user wants to see it no longer.
 */
#define SG_TYPE_SESSION_DETAILS (sg_session_details_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionDetails, sg_session_details, SG, SESSION_DETAILS, GtkWidget)

void     sg_session_details_set_up (SgSessionDetails      *self,
                                    SgSessionFeed         *feed,
                                    SgLedgerListKind       kind,
                                    const SgSessionMoment *moment);
void     sg_session_details_load (SgSessionDetails *self,
                                  gint64            id);
void     sg_session_details_close (SgSessionDetails *self);
gboolean sg_session_details_is_settled (SgSessionDetails *self);

G_END_DECLS
