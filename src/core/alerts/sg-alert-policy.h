/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert.h"

G_BEGIN_DECLS

/**
 * SgAlertPolicy:
 *
 * What people want to be told of: which kinds of alerts, and the thresholds of each limit.
 */
typedef struct _SgAlertPolicy SgAlertPolicy;

SgAlertPolicy *sg_alert_policy_new (void) G_GNUC_WARN_UNUSED_RESULT;
void           sg_alert_policy_free (SgAlertPolicy *self);

void           sg_alert_policy_set_thresholds (SgAlertPolicy *self,
                                               guint          first_percent,
                                               guint          second_percent);
void           sg_alert_policy_set_own (SgAlertPolicy *self,
                                        GVariant      *own);
void           sg_alert_policy_set_kind (SgAlertPolicy *self,
                                         SgAlertKind    kind,
                                         gboolean       on);

const GArray  *sg_alert_policy_get_thresholds (const SgAlertPolicy *self,
                                               const SgLimit       *limit);
gboolean       sg_alert_policy_has (const SgAlertPolicy *self,
                                    SgAlertKind          kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAlertPolicy, sg_alert_policy_free)

G_END_DECLS
