/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-profile-info.h"
#include "sg-usage-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_BUS_NAME "io.github.sandglass.Sandglass"
#define SG_BUS_PATH "/io/github/sandglass/Sandglass"
#define SG_BUS_PROFILES_PATH SG_BUS_PATH "/profiles/"

/**
 * SgServiceClient:
 *
 * The agent as another process sees it: a model fed from the bus, and the few
 * things one can ask for. Property `connected` (notify) tells whether an agent runs.
 */
#define SG_TYPE_SERVICE_CLIENT (sg_service_client_get_type ())
G_DECLARE_FINAL_TYPE (SgServiceClient, sg_service_client, SG, SERVICE_CLIENT, GObject)

SgServiceClient *sg_service_client_new (GDBusConnection *connection);
gboolean           sg_service_client_connect (SgServiceClient *self,
                                              GError         **error);

gboolean           sg_service_client_has_answered (SgServiceClient *self);
gboolean           sg_service_client_is_connected (SgServiceClient *self);
SgUsageModel      *sg_service_client_get_model (SgServiceClient *self);
GPtrArray         *sg_service_client_get_profiles (SgServiceClient *self);
const char        *sg_service_client_get_profile (SgServiceClient *self);
void               sg_service_client_show_profile (SgServiceClient *self,
                                                   const char      *profile_id);
gboolean           sg_service_client_turn_to_profile (SgServiceClient *self,
                                                      const char      *profile_id,
                                                      GError         **error);
GDateTime         *sg_service_client_now (SgServiceClient *self) G_GNUC_WARN_UNUSED_RESULT;
gint64             sg_service_client_get_demo_time (SgServiceClient *self);
const char *const *sg_service_client_get_session_keys (SgServiceClient *self);

void               sg_service_client_refresh (SgServiceClient *self);
void               sg_service_client_snooze (SgServiceClient *self,
                                             const char      *limit_id);
void               sg_service_client_test_alert_async (SgServiceClient    *self,
                                                       const char         *way,
                                                       GCancellable       *cancellable,
                                                       GAsyncReadyCallback callback,
                                                       gpointer            user_data);
char *sg_service_client_test_alert_finish (SgServiceClient *self,
                                           GAsyncResult    *result,
                                           GError         **error) G_GNUC_WARN_UNUSED_RESULT;
void  sg_service_client_show_panel (SgServiceClient *self,
                                    const char      *page,
                                    const char      *activation_token);
void  sg_service_client_watch (SgServiceClient *self);
void  sg_service_client_unwatch (SgServiceClient *self);
void  sg_service_client_quit (SgServiceClient *self);
void  sg_service_client_set_session_key_async (SgServiceClient    *self,
                                               const char         *kind,
                                               const char         *key,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
gboolean sg_service_client_set_session_key_finish (SgServiceClient *self,
                                                   GAsyncResult    *result,
                                                   GError         **error);

G_END_DECLS
