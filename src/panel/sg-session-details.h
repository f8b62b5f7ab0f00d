/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgSessionDetails:
 *
 * One session or project: its tokens by kind and model. Signal `closed`: the user wants to see it no longer.
 */
#define SG_TYPE_SESSION_DETAILS (sg_session_details_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionDetails, sg_session_details, SG, SESSION_DETAILS, GtkWidget)

void sg_session_details_show (SgSessionDetails      *self,
                              const SgLedgerListRow *row,
                              GPtrArray             *parts,
                              SgLedgerListKind       kind,
                              const SgSessionMoment *moment);

G_END_DECLS
