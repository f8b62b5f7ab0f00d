/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"
#include "sg-alert-policy.h"
#include "sg-clock.h"
#include "sg-profiles.h"
#include "sg-source.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/**
 * SgMonitor:
 *
 * The middle of the arrow: readings come in, the ladder picks, the model is
 * written, alerts are raised. What people click ends here too.
 *
 * Signals: `alerts-raised` (GPtrArray of SgAlert): these are new, and in the outbox, for who tells them;
 * `time-passed` (): the clock alone changed what the limits mean.
 */
#define SG_TYPE_MONITOR (sg_monitor_get_type ())
G_DECLARE_FINAL_TYPE (SgMonitor, sg_monitor, SG, MONITOR, GObject)

SgMonitor *sg_monitor_new (SgClock     *clock,
                           SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;

void           sg_monitor_add_source (SgMonitor *self,
                                      SgSource  *source);
SgAlertPolicy *sg_monitor_get_alert_policy (SgMonitor *self);
SgAlertOutbox *sg_monitor_get_outbox (SgMonitor *self);
void           sg_monitor_start (SgMonitor *self);
void           sg_monitor_set_away (SgMonitor *self,
                                    gboolean   away);
void           sg_monitor_set_frugal (SgMonitor *self,
                                      gboolean   frugal);
void           sg_monitor_refresh (SgMonitor *self);

SgProfiles    *sg_monitor_get_profiles (SgMonitor *self);
SgUsageModel  *sg_monitor_get_model (SgMonitor *self);
SgClock       *sg_monitor_get_clock (SgMonitor *self);

G_END_DECLS
