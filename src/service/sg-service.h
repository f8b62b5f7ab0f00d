/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-monitor.h"
#include "sg-service-client.h"
#include "sg-watchers.h"

G_BEGIN_DECLS

/**
 * SgService:
 *
 * The model on the session bus, for the panel, the command line, bars and scripts.
 *
 * Signals: `show-panel` (const char *page, const char *activation_token (nullable)), `quit` (),
 * `session-keys-changed` (), `test-alert` (const char *way, GDBusMethodInvocation *): answer it with a problem or "".
 */
#define SG_TYPE_SERVICE (sg_service_get_type ())
G_DECLARE_FINAL_TYPE (SgService, sg_service, SG, SERVICE, GObject)

SgService *sg_service_new (SgMonitor *monitor,
                           gint64 demo_time) G_GNUC_WARN_UNUSED_RESULT;
gboolean    sg_service_export (SgService       *self,
                               GDBusConnection *connection,
                               GError         **error);
void        sg_service_show_account (SgService     *self,
                                     SgAccountParts parts);
void        sg_service_set_demo_time (SgService *self,
                                      gint64     demo_time);
void        sg_service_set_recording (SgService  *self,
                                      const char *path);
void        sg_service_style_changed (SgService *self);
const char *sg_service_get_session_key (SgService  *self,
                                        const char *kind);
SgWatchers *sg_service_get_watchers (SgService *self);

G_END_DECLS
