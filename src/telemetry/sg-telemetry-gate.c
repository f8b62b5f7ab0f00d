/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who may come in. Another user of this machine, and any page in a browser, can reach a loopback port. */

#include "sg-telemetry-gate.h"

#include <string.h>

/* A page that had its name resolved to us (DNS rebinding) still says its own name. */
static gboolean
is_loopback_host (const char *host)
{
  static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };

  for (gsize i = 0; host != NULL && i < G_N_ELEMENTS (names); i++) {
    gsize length = strlen (names[i]);

    if (g_ascii_strncasecmp (host, names[i], length) == 0 && (host[length] == '\0' || host[length] == ':'))
      return TRUE;
  }

  return FALSE;
}

static SgTelemetryDoor
find_door (const char *path,
           const char *secret_path,
           gboolean    prometheus)
{
  gsize length = secret_path ? strlen (secret_path) : 0;

  if (prometheus && g_str_equal (path, "/metrics"))
    return SG_TELEMETRY_PROMETHEUS;
  if (length == 0 || strncmp (path, secret_path, length) != 0)
    return SG_TELEMETRY_NOTHING;
  if (g_str_equal (path + length, "/v1/logs"))
    return SG_TELEMETRY_LOGS;

  return g_str_equal (path + length, "/v1/metrics") ? SG_TELEMETRY_METRICS : SG_TELEMETRY_NOTHING;
}

/**
 * sg_telemetry_gate_judge:
 * @secret_path: (nullable): %NULL while nothing is taken
 * @prometheus: whether `/metrics` is served
 * @door: (out): where the call goes
 *
 * Pure. What is compressed is refused: nothing is ever inflated.
 *
 * Returns: why the call is refused, or %SOUP_STATUS_NONE
 */
SoupStatus
sg_telemetry_gate_judge (const SgTelemetryCall *call,
                         const char            *secret_path,
                         gboolean               prometheus,
                         SgTelemetryDoor       *door)
{
  *door = SG_TELEMETRY_NOTHING;
  if (!call->from_loopback || call->from_browser || !is_loopback_host (call->host))
    return SOUP_STATUS_FORBIDDEN;

  *door = find_door (call->path, secret_path, prometheus);
  if (*door == SG_TELEMETRY_NOTHING)
    return SOUP_STATUS_NOT_FOUND;
  if (!g_str_equal (call->method, *door == SG_TELEMETRY_PROMETHEUS ? "GET" : "POST"))
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  if (call->content_length < 0 || call->content_length > SG_TELEMETRY_MAX_BODY_BYTES)
    return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
  if (*door != SG_TELEMETRY_PROMETHEUS && (call->encoded || g_strcmp0 (call->content_type, "application/json") != 0))
    return SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE;

  return SOUP_STATUS_NONE;
}

/**
 * sg_telemetry_gate_refuse:
 *
 * Answers and hangs up. Not one more byte is read.
 */
void
sg_telemetry_gate_refuse (SoupServerMessage *message,
                          SoupStatus         status)
{
  const char *reason = soup_status_get_phrase (status);
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %d %s\r\nConnection: close\r\nContent-Type: text/plain\r\n"
                                             "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s\n",
                                             (int) status, reason, strlen (reason) + 1, reason);
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GOutputStream *output = g_io_stream_get_output_stream (stream);

  /* It fits into any socket's buffer; a stranger whose buffer is full needs no answer. */
  if (G_IS_POLLABLE_OUTPUT_STREAM (output))
    g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output), answer, strlen (answer), NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}
