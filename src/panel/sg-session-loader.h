/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-session-feed.h"
#include "sg-session-range.h"
#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgSessionLoader:
 *
 * Asks the feed for what a page lists, in the light of when it is, of the present 5-hour window, and of whether names stay
 * hidden. Only what was asked last is answered.
 *
 * Signals: `answered` (SgSessionAnswer *, gboolean): and whether the ledger was read for it; `failed` (GError *); `loaded` ():
 * after either, where it was; `outdated` (): what is shown should be asked for anew.
 */
#define SG_TYPE_SESSION_LOADER (sg_session_loader_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionLoader, sg_session_loader, SG, SESSION_LOADER, GObject)

SgSessionLoader *sg_session_loader_new (SgLedgerListKind kind) G_GNUC_WARN_UNUSED_RESULT;

void sg_session_loader_set_context (SgSessionLoader *self,
                                    GDateTime       *now,
                                    gint64           demo_time,
                                    gboolean         is_replay,
                                    GPtrArray       *limits);
void sg_session_loader_ask (SgSessionLoader         *self,
                            SgSessionRange           range,
                            GStrv                    profiles,
                            guint                    profile,
                            const SgLedgerListOrder *order,
                            gboolean                 anew);
void                   sg_session_loader_stop (SgSessionLoader *self);
void                   sg_session_loader_close (SgSessionLoader *self);
gboolean               sg_session_loader_is_busy (SgSessionLoader *self);

SgSessionFeed         *sg_session_loader_get_feed (SgSessionLoader *self);
const SgSessionMoment *sg_session_loader_get_moment (SgSessionLoader *self);
gint64                 sg_session_loader_get_window_start_ms (SgSessionLoader *self);

G_END_DECLS
