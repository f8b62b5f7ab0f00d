/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-otlp.h"
#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_TELEMETRY_SOURCE (sg_telemetry_source_get_type ())
G_DECLARE_FINAL_TYPE (SgTelemetrySource, sg_telemetry_source, SG, TELEMETRY_SOURCE, SgSource)

SgSource *sg_telemetry_source_new (const char *ledger_path,
                                   GTimeZone  *zone) G_GNUC_WARN_UNUSED_RESULT;
void     sg_telemetry_source_set_prices_path (SgTelemetrySource *self,
                                              const char        *path);
void     sg_telemetry_source_set_profiles (SgTelemetrySource *self,
                                           const char *const *profiles);
void     sg_telemetry_source_set_listening (SgTelemetrySource *self,
                                            const char        *where,
                                            const char        *problem);
gboolean sg_telemetry_source_take_logs (SgTelemetrySource *self,
                                        SgOtlpLogs        *logs,
                                        GDateTime         *now);
void     sg_telemetry_source_take_metrics (SgTelemetrySource   *self,
                                           const SgOtlpMetrics *metrics,
                                           GDateTime           *now);

G_END_DECLS
