/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-ledger-list.h"

G_BEGIN_DECLS

/**
 * SgSessionQuestion:
 * @from_ms: Unix time, a full quarter of an hour; %G_MININT64 for all
 * @profiles: (nullable): the ids of all, the main one first; %NULL for all together
 * @profile: which of them
 * @window_from_ms: when the present 5-hour window began; 0 when that is not known
 * @window_to_ms: when it ends
 * @hide_projects: whether names of projects stay hidden
 * @demo_time: Unix seconds, for made-up sessions; 0 for the ledger's
 * @is_replay: whether there are none to be listed: a recording tells of no session
 *
 * What is listed.
 */
typedef struct {
  SgLedgerListKind kind;
  gint64           from_ms;
  GStrv            profiles;
  guint            profile;
  gint64           window_from_ms;
  gint64           window_to_ms;
  gboolean         hide_projects;
  gint64           demo_time;
  gboolean         is_replay;
} SgSessionQuestion;

/**
 * SgSessionAnswer:
 * @ids: (element-type gint64): in order
 * @totals: of all of them; its project and session are %NULL
 * @shares: (nullable): %NULL when the window is not known, or was not asked for
 */
typedef struct {
  GArray         *ids;
  SgLedgerListRow totals;
  SgLedgerShares *shares;
} SgSessionAnswer;

void sg_session_answer_free (SgSessionAnswer *self);

/**
 * SgSessionParts:
 * @parts: (element-type SgLedgerPart): they add up to @row
 */
typedef struct {
  SgLedgerListRow *row;
  GPtrArray       *parts;
} SgSessionParts;

void sg_session_parts_free (SgSessionParts *self);

/**
 * SgSessionFeed:
 *
 * The ledger's list in a thread of its own. What is asked is answered one after the other.
 */
#define SG_TYPE_SESSION_FEED (sg_session_feed_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionFeed, sg_session_feed, SG, SESSION_FEED, GObject)

SgSessionFeed *sg_session_feed_new (void);
void sg_session_feed_open_async (SgSessionFeed           *self,
                                 const SgSessionQuestion *question,
                                 const SgLedgerListOrder *order,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data);
void sg_session_feed_sort_async (SgSessionFeed           *self,
                                 const SgLedgerListOrder *order,
                                 GCancellable            *cancellable,
                                 GAsyncReadyCallback      callback,
                                 gpointer                 user_data);
SgSessionAnswer *sg_session_feed_answer_finish (SgSessionFeed *self,
                                                GAsyncResult  *result,
                                                GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void             sg_session_feed_load_async (SgSessionFeed      *self,
                                             GArray             *ids,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
GPtrArray *sg_session_feed_load_finish (SgSessionFeed *self,
                                        GAsyncResult  *result,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void       sg_session_feed_load_parts_async (SgSessionFeed      *self,
                                             gint64              id,
                                             GCancellable       *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer            user_data);
SgSessionParts *sg_session_feed_load_parts_finish (SgSessionFeed *self,
                                                   GAsyncResult  *result,
                                                   GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void            sg_session_feed_close (SgSessionFeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSessionAnswer, sg_session_answer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSessionParts, sg_session_parts_free)

G_END_DECLS
