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
gboolean sg_alert_log_has_anomaly (SgAlertLog *self,
                                   const char *organization,
                                   GDateTime  *start);
void     sg_alert_log_add_anomaly (SgAlertLog *self,
                                   const char *organization,
                                   GDateTime  *start);
void     sg_alert_log_snooze (SgAlertLog    *self,
                              const SgLimit *limit,
                              GDateTime     *now);
gboolean sg_alert_log_is_snoozed (SgAlertLog    *self,
                                  const SgLimit *limit,
                                  GDateTime     *now);
gboolean sg_alert_log_has_login (SgAlertLog *self,
                                 const char *account_id,
                                 GDateTime  *ends_at);
void     sg_alert_log_add_login (SgAlertLog *self,
                                 const char *account_id,
                                 GDateTime  *ends_at);
gboolean sg_alert_log_save (SgAlertLog *self,
                            GDateTime  *now,
                            GError    **error);

G_END_DECLS
