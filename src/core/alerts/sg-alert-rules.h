/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-log.h"
#include "sg-alert-policy.h"
#include "sg-alert.h"
#include "sg-console.h"
#include "sg-login-state.h"

G_BEGIN_DECLS

GPtrArray *sg_alert_rules_run (GPtrArray           *limits,
                               const char          *account_id,
                               const SgAlertPolicy *policy,
                               SgAlertLog          *log,
                               GDateTime           *now) G_GNUC_WARN_UNUSED_RESULT;

SgAlert *sg_alert_rules_run_console (const SgConsole *console,
                                     SgAlertLog      *log) G_GNUC_WARN_UNUSED_RESULT;
SgAlert *sg_alert_rules_run_login (const SgAccount *account,
                                   SgAlertLog      *log,
                                   GDateTime       *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
