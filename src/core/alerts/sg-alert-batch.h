/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"

G_BEGIN_DECLS

/* A batch as the state file holds it. */

SgAlertBatch *sg_alert_batch_new (guint      due,
                                  GDateTime *raised_at) G_GNUC_WARN_UNUSED_RESULT;
void          sg_alert_batch_free (SgAlertBatch *self);
void          sg_alert_batch_take (SgAlertBatch *self,
                                   GPtrArray    *alerts);
char         *sg_alert_batch_to_text (const SgAlertBatch *self) G_GNUC_WARN_UNUSED_RESULT;
SgAlertBatch *sg_alert_batch_from_text (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAlertBatch, sg_alert_batch_free)

G_END_DECLS
