/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-bus.h"

G_BEGIN_DECLS

/*
 * The few things one can ask of an agent, as sg_service_client_get_agent() lends it. What has no answer is sent and
 * forgotten; of an agent nobody has heard of (%NULL) nothing is asked.
 */

void sg_service_calls_refresh (SgBusSandglass1 *agent);
void sg_service_calls_snooze (SgBusSandglass1 *agent,
                              const char      *limit_id);
void sg_service_calls_end_snooze (SgBusSandglass1 *agent);
void sg_service_calls_show_panel (SgBusSandglass1 *agent,
                                  const char      *page,
                                  const char      *activation_token);
void sg_service_calls_quit (SgBusSandglass1 *agent);

void sg_service_calls_test_alert_async (SgBusSandglass1    *agent,
                                        const char         *way,
                                        GCancellable       *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer            user_data);
char *sg_service_calls_test_alert_finish (GAsyncResult *result,
                                          GError      **error) G_GNUC_WARN_UNUSED_RESULT;

void  sg_service_calls_set_session_key_async (SgBusSandglass1    *agent,
                                              const char         *kind,
                                              const char         *key,
                                              GCancellable       *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer            user_data);
gboolean sg_service_calls_set_session_key_finish (GAsyncResult *result,
                                                  GError      **error);

G_END_DECLS
