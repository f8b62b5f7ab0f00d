/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"
#include "sg-clock.h"
#include "sg-webhook.h"

G_BEGIN_DECLS

/**
 * SgAlertPoster:
 *
 * Posts what the outbox has for the webhook, one after another. What fails is tried once more; a server that goes on
 * failing is left alone for longer and longer.
 */
#define SG_TYPE_ALERT_POSTER (sg_alert_poster_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertPoster, sg_alert_poster, SG, ALERT_POSTER, GObject)

SgAlertPoster *sg_alert_poster_new (SgAlertOutbox *outbox,
                                    SgWebhook     *webhook,
                                    SgClock       *clock) G_GNUC_WARN_UNUSED_RESULT;
void sg_alert_poster_set_form (SgAlertPoster *self,
                               SgWebhookForm  form);
void sg_alert_poster_set_retry_seconds (SgAlertPoster *self,
                                        guint          seconds);
void sg_alert_poster_look (SgAlertPoster *self);

G_END_DECLS
