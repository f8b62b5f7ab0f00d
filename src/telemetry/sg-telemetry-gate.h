/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* More than Claude Code sends in an hour. */
#define SG_TELEMETRY_MAX_BODY_BYTES (4 * 1024 * 1024)

typedef enum {
  SG_TELEMETRY_NOTHING,
  SG_TELEMETRY_LOGS,
  SG_TELEMETRY_METRICS,      /* Claude Code's, coming in */
  SG_TELEMETRY_PROMETHEUS,   /* ours, going out */
} SgTelemetryDoor;

/**
 * SgTelemetryCall:
 * @host: (nullable): the header
 * @path: as it came, decoded
 * @content_type: (nullable): without parameters
 * @content_length: 0 where none is said
 *
 * What is known of a call before its body is read.
 */
typedef struct {
  gboolean    from_loopback;
  gboolean    from_browser;
  const char *host;
  const char *method;
  const char *path;
  const char *content_type;
  gboolean    encoded;
  gint64      content_length;
} SgTelemetryCall;

SoupStatus sg_telemetry_gate_judge (const SgTelemetryCall *call,
                                    const char            *secret_path,
                                    gboolean               prometheus,
                                    SgTelemetryDoor       *door);
void       sg_telemetry_gate_refuse (SoupServerMessage *message,
                                     SoupStatus         status);

G_END_DECLS
