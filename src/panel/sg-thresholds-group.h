/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgThresholdsGroup:
 *
 * A row for each limit there is, to type in thresholds of its own.
 */
#define SG_TYPE_THRESHOLDS_GROUP (sg_thresholds_group_get_type ())
G_DECLARE_FINAL_TYPE (SgThresholdsGroup, sg_thresholds_group, SG, THRESHOLDS_GROUP, AdwPreferencesGroup)

void sg_thresholds_group_bind (SgThresholdsGroup *self,
                               GSettings         *settings,
                               SgServiceClient   *client);

G_END_DECLS
