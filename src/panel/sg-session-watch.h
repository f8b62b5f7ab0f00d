/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"
#include "sg-session-page.h"

G_BEGIN_DECLS

/**
 * SgSessionWatch:
 *
 * Keeps a page of sessions or projects up to date while it is on screen.
 */
#define SG_TYPE_SESSION_WATCH (sg_session_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionWatch, sg_session_watch, SG, SESSION_WATCH, GObject)

SgSessionWatch *sg_session_watch_new (SgServiceClient *client,
                                      SgSessionPage   *page) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
