/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-policy.h"
#include "sg-alert-teller.h"

G_BEGIN_DECLS

/**
 * SgAlertSettings:
 *
 * What people set about alerts, carried to the rules and to who tells them. Changes act at once.
 */
#define SG_TYPE_ALERT_SETTINGS (sg_alert_settings_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertSettings, sg_alert_settings, SG, ALERT_SETTINGS, GObject)

SgAlertSettings *sg_alert_settings_new (SgAlertPolicy *policy,
                                        SgAlertTeller *teller,
                                        gboolean desktop_only) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
