/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/**
 * SgAlertLog:
 *
 * What was told, and what is snoozed, across restarts. An entry is an account, a
 * limit, its reset time and a threshold: another account or a new window starts afresh.
 * The end of a login is one too.
 */
#define SG_TYPE_ALERT_LOG (sg_alert_log_get_type ())
/* Takes a threshold's place in an entry. */
#define SG_ALERT_LOG_RUN_OUT 200

G_DECLARE_FINAL_TYPE (SgAlertLog, sg_alert_log, SG, ALERT_LOG, GObject)

SgAlertLog *sg_alert_log_new (SgStateFile *state,
                              const char *profile) G_GNUC_WARN_UNUSED_RESULT;

gboolean sg_alert_log_has (SgAlertLog    *self,
                           const char    *account_id,
                           const SgLimit *limit,
                           guint          threshold_percent);
void     sg_alert_log_add (SgAlertLog    *self,
                           const char    *account_id,
                           const SgLimit *limit,
                           guint          threshold_percent);
guint    sg_alert_log_get_highest (SgAlertLog    *self,
                                   const char    *account_id,
                                   const SgLimit *limit);
gboolean sg_alert_log_has_anomaly (SgAlertLog *self,
                                   const char *organization,
                                   GDateTime  *start);
void     sg_alert_log_add_anomaly (SgAlertLog *self,
                                   const char *organization,
                                   GDateTime  *start);
void     sg_alert_log_snooze (SgAlertLog    *self,
                              const SgLimit *limit,
                              GDateTime     *now);
void     sg_alert_log_end_snooze (SgAlertLog *self);
gboolean sg_alert_log_is_snoozed (SgAlertLog    *self,
                                  const SgLimit *limit,
                                  GDateTime     *now);
gboolean sg_alert_log_has_login (SgAlertLog *self,
                                 const char *account_id,
                                 GDateTime  *ends_at);
void     sg_alert_log_add_login (SgAlertLog *self,
                                 const char *account_id,
                                 GDateTime  *ends_at);
void     sg_alert_log_store (SgAlertLog *self,
                             GDateTime  *now);

G_END_DECLS
