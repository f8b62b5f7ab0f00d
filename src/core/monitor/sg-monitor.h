/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"
#include "sg-alert-policy.h"
#include "sg-budgets.h"
#include "sg-clock.h"
#include "sg-profile.h"
#include "sg-source.h"
#include "sg-state-file.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgMonitor:
 *
 * The middle of the arrow: readings come in, the ladder picks, the model is
 * written, alerts are raised. What people click ends here too.
 *
 * Signals: `alerts-raised` (GPtrArray of SgAlert): these are new, and in the outbox, for who tells them;
 * `time-passed` (): the clock alone changed what the limits mean; `profiles-changed` ():
 * another profile may be shown, or one has another number or name, or is snoozed or no longer.
 */
#define SG_TYPE_MONITOR (sg_monitor_get_type ())
G_DECLARE_FINAL_TYPE (SgMonitor, sg_monitor, SG, MONITOR, GObject)

SgMonitor *sg_monitor_new (SgClock     *clock,
                           SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;

void           sg_monitor_add_profile (SgMonitor  *self,
                                       const char *id,
                                       const char *folder_name);
void           sg_monitor_add_source (SgMonitor *self,
                                      SgSource  *source);
SgAlertPolicy *sg_monitor_get_alert_policy (SgMonitor *self);
SgAlertOutbox *sg_monitor_get_outbox (SgMonitor *self);
void           sg_monitor_set_budgets (SgMonitor       *self,
                                       const SgBudgets *budgets);
void           sg_monitor_set_session_limit (SgMonitor *self,
                                             gint64     pico_usd);
void           sg_monitor_set_mode (SgMonitor *self,
                                    SgMode     mode);
void           sg_monitor_start (SgMonitor *self);
void           sg_monitor_set_away (SgMonitor *self,
                                    gboolean   away);
void           sg_monitor_set_frugal (SgMonitor *self,
                                      gboolean   frugal);
void           sg_monitor_refresh (SgMonitor *self);
void           sg_monitor_snooze (SgMonitor  *self,
                                  const char *profile_id,
                                  const char *limit_id);
void           sg_monitor_end_snooze (SgMonitor  *self,
                                      const char *profile_id);
GStrv          sg_monitor_dup_snoozed (SgMonitor  *self,
                                       const char *profile_id) G_GNUC_WARN_UNUSED_RESULT;

void           sg_monitor_set_pinned (SgMonitor  *self,
                                      const char *word);
void           sg_monitor_profiles_changed (SgMonitor *self);

GPtrArray     *sg_monitor_get_profiles (SgMonitor *self);
GPtrArray     *sg_monitor_dup_infos (SgMonitor *self) G_GNUC_WARN_UNUSED_RESULT;
SgProfile     *sg_monitor_get_shown (SgMonitor *self);
SgUsageModel  *sg_monitor_get_model (SgMonitor *self);
SgClock       *sg_monitor_get_clock (SgMonitor *self);

G_END_DECLS
