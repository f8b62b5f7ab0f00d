/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-agent.h"
#include "sg-historian.h"
#include "sg-source-set.h"
#include "sg-telemetry-server.h"

G_BEGIN_DECLS

/**
 * SgSettings:
 *
 * What people set, carried to the agent and to the core, which knows no GSettings. Changes act at once.
 */
#define SG_TYPE_SETTINGS (sg_settings_get_type ())
G_DECLARE_FINAL_TYPE (SgSettings, sg_settings, SG, SETTINGS, GObject)

SgSettings *sg_settings_new (SgAgent   *agent,
                             SgMonitor *monitor,
                             SgSourceSet *sources,
                             SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;
void sg_settings_bind_telemetry (SgSettings        *self,
                                 SgTelemetryServer *server);
void sg_settings_follow_work_week (SgSettings *self,
                                   GPtrArray  *historians);

G_END_DECLS
