/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-teller.h"
#include "sg-key-chain.h"
#include "sg-monitor.h"
#include "sg-player.h"
#include "sg-rate-limits-source.h"
#include "sg-status-page-source.h"
#include "sg-tray-presenter.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgAgent:
 *
 * The resident put together: monitor → tray, notifications, data service; clicks → panel.
 *
 * Signal `quit` (): somebody asked it to end.
 */
#define SG_TYPE_AGENT (sg_agent_get_type ())
G_DECLARE_FINAL_TYPE (SgAgent, sg_agent, SG, AGENT, GObject)

SgAgent *sg_agent_new (GDBusConnection *connection,
                       SgMonitor       *monitor,
                       const char *libexec_path,
                       gint64 demo_time,
                       const char *recording_path) G_GNUC_WARN_UNUSED_RESULT;
void             sg_agent_serve_rate_limits (SgAgent            *self,
                                             SgRateLimitsSource *source);
void             sg_agent_serve_keys (SgAgent    *self,
                                      SgKeyChain *chain);
void             sg_agent_serve_status_page (SgAgent            *self,
                                             SgStatusPageSource *source);
void             sg_agent_follow_player (SgAgent  *self,
                                         SgPlayer *player);
void             sg_agent_style_changed (SgAgent *self);
void             sg_agent_serve_webhook (SgAgent *self,
                                         gboolean allow_loopback);
SgAlertTeller   *sg_agent_get_teller (SgAgent *self);
SgTrayPresenter *sg_agent_get_tray (SgAgent *self);
gboolean         sg_agent_start (SgAgent *self,
                                 GError **error);

G_END_DECLS
