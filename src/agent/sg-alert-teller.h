/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-outbox.h"
#include "sg-clock.h"
#include "sg-key-finder.h"
#include "sg-notifier.h"
#include "sg-quiet-hours.h"

G_BEGIN_DECLS

/**
 * SgAlertTeller:
 *
 * Takes alerts from the outbox to where people want them: the desktop, a command, a webhook. The desktop
 * waits while it is quiet, and is then told of all that was held back at once; the others never wait.
 */
#define SG_TYPE_ALERT_TELLER (sg_alert_teller_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertTeller, sg_alert_teller, SG, ALERT_TELLER, GObject)

SgAlertTeller *sg_alert_teller_new (GDBusConnection *connection,
                                    SgAlertOutbox   *outbox,
                                    SgNotifier      *notifier,
                                    SgClock         *clock) G_GNUC_WARN_UNUSED_RESULT;

void sg_alert_teller_set_quiet_hours (SgAlertTeller      *self,
                                      const SgQuietHours *quiet_hours);
void sg_alert_teller_set_minds_desktop (SgAlertTeller *self,
                                        gboolean       minds_desktop);
void sg_alert_teller_set_webhook_address (SgAlertTeller *self,
                                          SgKeyFinder   *address,
                                          gboolean       allow_loopback);
void sg_alert_teller_set_ways (SgAlertTeller *self,
                               const char    *command,
                               const char    *webhook);
void sg_alert_teller_set_gather_ms (SgAlertTeller *self,
                                    guint          gather_ms);
void sg_alert_teller_set_retry_seconds (SgAlertTeller *self,
                                        guint          seconds);
void sg_alert_teller_look (SgAlertTeller *self);
void sg_alert_teller_test (SgAlertTeller      *self,
                           const char         *way,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);

G_END_DECLS
