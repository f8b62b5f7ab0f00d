/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgSessionWatch:
 *
 * Whether nobody looks: the session is locked or idle, as logind says, or a
 * screen saver is on. What nobody tells is taken for somebody being there.
 *
 * Property: `away` (gboolean).
 */
#define SG_TYPE_SESSION_WATCH (sg_session_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionWatch, sg_session_watch, SG, SESSION_WATCH, GObject)

SgSessionWatch *sg_session_watch_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_session_watch_is_away (SgSessionWatch *self);

G_END_DECLS
