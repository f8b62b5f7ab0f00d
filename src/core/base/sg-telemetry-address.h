/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTelemetryAddress:
 * @port: on the loopback interface
 * @path: `/` and 32 hexadecimal digits that nobody can guess
 *
 * Where Sandglass takes Claude Code's telemetry. Whoever knows the path can tell us numbers: it is
 * for this user's eyes, and never in a log or in what the doctor says.
 */
typedef struct {
  guint16 port;
  char   *path;
} SgTelemetryAddress;

SgTelemetryAddress *sg_telemetry_address_ensure (const char *state_folder,
                                                 guint       wanted_port,
                                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void                sg_telemetry_address_free (SgTelemetryAddress *self);
char               *sg_telemetry_address_to_url (const SgTelemetryAddress *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTelemetryAddress, sg_telemetry_address_free)

G_END_DECLS
