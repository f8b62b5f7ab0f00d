/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-profile-info.h"
#include "sg-service-bus.h"

G_BEGIN_DECLS

/**
 * SgServiceProfiles:
 *
 * The profiles an agent has, and the one of them that was chosen to be seen: its own object on the bus. Until one was
 * chosen, and where there is but one, the agent chooses. Signals `turned` (): another one is seen; `changed` (): the
 * chosen one says something else.
 */
#define SG_TYPE_SERVICE_PROFILES (sg_service_profiles_get_type ())
G_DECLARE_FINAL_TYPE (SgServiceProfiles, sg_service_profiles, SG, SERVICE_PROFILES, GObject)

SgServiceProfiles *sg_service_profiles_new (GDBusConnection *connection,
                                            GCancellable    *cancellable);

gboolean         sg_service_profiles_hear (SgServiceProfiles *self,
                                           GVariant          *list);
GPtrArray       *sg_service_profiles_get_infos (SgServiceProfiles *self);
const char      *sg_service_profiles_get_chosen_id (SgServiceProfiles *self);
SgBusSandglass1 *sg_service_profiles_get_chosen (SgServiceProfiles *self);
void             sg_service_profiles_choose (SgServiceProfiles *self,
                                             const char        *profile_id);
gboolean         sg_service_profiles_choose_sync (SgServiceProfiles *self,
                                                  const char        *profile_id,
                                                  GError           **error);

G_END_DECLS
