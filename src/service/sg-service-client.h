/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-address.h"
#include "sg-service-profiles.h"
#include "sg-usage-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgServiceClient:
 *
 * The agent as another process sees it: a model fed from the bus. What one can ask of it is in sg-service-calls.h.
 * Properties `connected`
 * (notify): whether an agent runs; `profiles` (notify): also when another one is seen.
 */
#define SG_TYPE_SERVICE_CLIENT (sg_service_client_get_type ())
G_DECLARE_FINAL_TYPE (SgServiceClient, sg_service_client, SG, SERVICE_CLIENT, GObject)

SgServiceClient *sg_service_client_new (GDBusConnection *connection);
gboolean           sg_service_client_connect (SgServiceClient *self,
                                              GError         **error);

gboolean           sg_service_client_has_answered (SgServiceClient *self);
gboolean           sg_service_client_is_connected (SgServiceClient *self);
SgBusSandglass1   *sg_service_client_get_agent (SgServiceClient *self);
SgUsageModel      *sg_service_client_get_model (SgServiceClient *self);
SgServiceProfiles *sg_service_client_get_profiles (SgServiceClient *self);
GDateTime         *sg_service_client_now (SgServiceClient *self) G_GNUC_WARN_UNUSED_RESULT;
gint64             sg_service_client_get_demo_time (SgServiceClient *self);
const char        *sg_service_client_get_recording (SgServiceClient *self);
const char *const *sg_service_client_get_session_keys (SgServiceClient *self);
gboolean           sg_service_client_is_snoozed (SgServiceClient *self);
const char *const *sg_service_client_get_snoozed (SgServiceClient *self);
void               sg_service_client_watch (SgServiceClient *self);
void               sg_service_client_unwatch (SgServiceClient *self);

G_END_DECLS
