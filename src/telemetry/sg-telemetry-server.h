/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-clock.h"
#include "sg-metric-set.h"
#include "sg-telemetry-source.h"

G_BEGIN_DECLS

/**
 * SgMetricCollector:
 *
 * Returns: (transfer full): what is known now
 */
typedef SgMetricSet *(*SgMetricCollector) (GObject *knower);

/**
 * SgTelemetryServer:
 *
 * Listens on loopback, and only while one of its two switches is on: `receiver` takes Claude Code's
 * telemetry and hands it to an #SgTelemetrySource, `prometheus` serves what is known at `/metrics`.
 */
#define SG_TYPE_TELEMETRY_SERVER (sg_telemetry_server_get_type ())
G_DECLARE_FINAL_TYPE (SgTelemetryServer, sg_telemetry_server, SG, TELEMETRY_SERVER, GObject)

SgTelemetryServer *sg_telemetry_server_new (const char *state_folder,
                                            SgTelemetrySource *source,
                                            GObject           *knower,
                                            SgMetricCollector collect,
                                            SgClock           *clock) G_GNUC_WARN_UNUSED_RESULT;
guint sg_telemetry_server_get_port (SgTelemetryServer *self);

G_END_DECLS
