/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-telemetry-address.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "sg-error.h"
#include "sg-state-file.h"

#define FILE_NAME "telemetry.ini"
#define GROUP "receiver"
#define N_BYTES 16

void
sg_telemetry_address_free (SgTelemetryAddress *self)
{
  g_free (self->path);
  g_free (self);
}

static gboolean
is_path (const char *path)
{
  return path != NULL && *path == '/' && strlen (path) == 1 + 2 * N_BYTES &&
         strspn (path + 1, "0123456789abcdef") == 2 * N_BYTES;
}

static char *
make_path (GError **error)
{
  guint8 bytes[N_BYTES];
  g_autoptr (GString) path = g_string_new ("/");

  if (getrandom (bytes, sizeof bytes, 0) != sizeof bytes) {
    g_set_error (error, SG_ERROR, SG_ERROR_DISK, "no random numbers: %s", g_strerror (errno));
    return NULL;
  }
  for (gsize i = 0; i < N_BYTES; i++)
    g_string_append_printf (path, "%02x", bytes[i]);

  return g_string_free (g_steal_pointer (&path), FALSE);
}

/* One that is free now. It is kept, so it is not certain to be free later: then whoever listens says so. */
static guint16
find_port (GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any_port = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, any_port, FALSE, error))
    return 0;
  bound = g_socket_get_local_address (socket, error);

  return bound ? g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)) : 0;
}

static gboolean
complete (SgTelemetryAddress *self,
          guint               wanted_port,
          GError            **error)
{
  if (!is_path (self->path)) {
    g_free (self->path);
    self->path = make_path (error);
  }
  if (self->path == NULL)
    return FALSE;
  if (wanted_port == 0 && self->port == 0)
    self->port = find_port (error);

  return wanted_port != 0 || self->port != 0;
}

static gboolean
keep (const SgTelemetryAddress *self,
      SgStateFile              *file,
      GError                  **error)
{
  const char *const paths[] = { self->path, NULL };

  sg_state_file_set_strings (file, GROUP, "path", paths);
  sg_state_file_set_int (file, GROUP, "port", self->port);

  return sg_state_file_save (file, error);
}

/**
 * sg_telemetry_address_ensure:
 * @state_folder: where `telemetry.ini` keeps it, for this user's eyes only
 * @wanted_port: 0 for one that is chosen once and kept
 *
 * Returns: (transfer full): the same every time; or %NULL with @error set to %SG_ERROR_DISK
 *   or a %G_IO_ERROR
 */
SgTelemetryAddress *
sg_telemetry_address_ensure (const char *state_folder,
                             guint       wanted_port,
                             GError    **error)
{
  g_autofree char *file_path = g_build_filename (state_folder, FILE_NAME, NULL);
  g_autoptr (SgStateFile) file = sg_state_file_new (file_path);
  g_auto (GStrv) paths = sg_state_file_get_strings (file, GROUP, "path");
  gint64 port = sg_state_file_get_int (file, GROUP, "port", 0);
  g_autoptr (SgTelemetryAddress) self = g_new0 (SgTelemetryAddress, 1);
  gboolean is_kept;

  self->path = g_strdup (paths[0]);
  self->port = port > 0 && port <= G_MAXUINT16 ? (guint16) port : 0;
  is_kept = is_path (self->path) && (self->port != 0 || wanted_port != 0);
  if (!is_kept && (!complete (self, wanted_port, error) || !keep (self, file, error)))
    return NULL;
  if (wanted_port != 0)
    self->port = (guint16) wanted_port;

  return g_steal_pointer (&self);
}

/**
 * sg_telemetry_address_to_url:
 *
 * Returns: (transfer full): what `OTEL_EXPORTER_OTLP_ENDPOINT` is set to
 */
char *
sg_telemetry_address_to_url (const SgTelemetryAddress *self)
{
  return g_strdup_printf ("http://127.0.0.1:%u%s", self->port, self->path);
}
