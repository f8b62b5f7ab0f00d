/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One POST to a collector, https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */

#include "sg-otlp-push.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "sg-config.h"
#include "sg-error.h"
#include "sg-otlp-json.h"

#define METRICS_PATH "/v1/metrics"
#define TIMEOUT_SECONDS 10
/* libsoup has no name for it. */
#define TOO_MANY_REQUESTS 429

#define MAX_REPLY_BYTES (64 * 1024)

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 || (address != NULL && g_inet_address_get_is_loopback (address));
}

/**
 * sg_otlp_push_make_url:
 * @base: a collector, as `OTEL_EXPORTER_OTLP_ENDPOINT` names it, or its whole `…/v1/metrics`
 * @insecure: whether plain HTTP may go further than this machine
 *
 * Returns: (transfer full): or %NULL with @error set, which never quotes @base: it may hold a password
 */
char *
sg_otlp_push_make_url (const char *base,
                       gboolean    insecure,
                       GError    **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = uri ? g_uri_get_scheme (uri) : "";
  const char *host = uri ? g_uri_get_host (uri) : NULL;
  g_autofree char *path = NULL;
  gboolean plain = g_str_equal (scheme, "http");

  if (host == NULL || *host == '\0' || (!plain && !g_str_equal (scheme, "https"))) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, _ ("this is no address of a collector; it looks like https://HOST:4318"));
    return NULL;
  }
  if (g_uri_get_userinfo (uri) != NULL) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA,
                         _ ("a password in the address can be read by every user of this machine; OTEL_EXPORTER_OTLP_HEADERS is the place for secrets"));
    return NULL;
  }
  if (plain && !insecure && !is_loopback (host)) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, _ ("http:// to another machine can be read on the way; use https://, or say --insecure"));
    return NULL;
  }
  if (g_str_has_suffix (g_uri_get_path (uri), METRICS_PATH))
    return g_strdup (base);

  path = g_strconcat (g_uri_get_path (uri), g_str_has_suffix (g_uri_get_path (uri), "/") ? "" : "/", METRICS_PATH + 1, NULL);

  return g_uri_join (G_URI_FLAGS_NONE, scheme, NULL, host, g_uri_get_port (uri), path, g_uri_get_query (uri), NULL);
}

static gboolean
is_token (const char *name)
{
  for (const char *at = name; *at != '\0'; at++) {
    if (!g_ascii_isalnum (*at) && strchr ("!#$%&'*+-.^_`|~", *at) == NULL)
      return FALSE;
  }

  return *name != '\0';
}

static gboolean
is_value (const char *value)
{
  for (const char *at = value; *at != '\0'; at++) {
    if (g_ascii_iscntrl (*at))
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_otlp_push_parse_headers:
 * @text: (nullable): what `OTEL_EXPORTER_OTLP_HEADERS` says: `name=value,name=value`, values percent-encoded
 *
 * Returns: (transfer full): name, value, name, value …; or %NULL with @error set, which quotes nothing
 */
GStrv
sg_otlp_push_parse_headers (const char *text,
                            GError    **error)
{
  g_auto (GStrv) pairs = g_strsplit (text ? text : "", ",", -1);
  g_autoptr (GStrvBuilder) headers = g_strv_builder_new ();

  for (guint i = 0; pairs[i] != NULL; i++) {
    char *name = g_strstrip (pairs[i]);
    char *equals = strchr (name, '=');
    g_autofree char *value = equals ? g_uri_unescape_string (g_strstrip (equals + 1), NULL) : NULL;

    if (*name == '\0')
      continue;
    if (equals != NULL)
      *equals = '\0';
    g_strchomp (name);
    if (value == NULL || !is_token (name) || !is_value (value)) {
      g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, _ ("OTEL_EXPORTER_OTLP_HEADERS: part %u is not name=value"), i + 1);
      return NULL;
    }
    g_strv_builder_add (headers, name);
    g_strv_builder_add (headers, value);
  }

  return g_strv_builder_end (headers);
}

static gboolean
is_timed_out (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static int
code_for_status (guint status)
{
  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    return SG_ERROR_LOGIN_REFUSED;
  case TOO_MANY_REQUESTS:
    return SG_ERROR_RATE_LIMITED;
  default:
    return status >= 500 ? SG_ERROR_SERVER_FAILED : SG_ERROR_UNEXPECTED_ANSWER;
  }
}

static gboolean
check_answer (SoupMessage  *message,
              GInputStream *stream,
              GError      **error)
{
  guint status = soup_message_get_status (message);
  g_autoptr (GBytes) reply = g_input_stream_read_bytes (stream, MAX_REPLY_BYTES, NULL, NULL);
  gsize length = 0;
  const char *text = reply ? g_bytes_get_data (reply, &length) : NULL;

  if (!SOUP_STATUS_IS_SUCCESSFUL (status)) {
    g_set_error (error, SG_ERROR, code_for_status (status), _ ("the collector answered %u %s"), status, soup_status_get_phrase (status));
    return FALSE;
  }

  return sg_otlp_json_check_reply (text, length, error);
}

/**
 * sg_otlp_push:
 * @headers: name, value, name, value …
 *
 * Posts once. It follows no redirection, which might carry the headers elsewhere.
 *
 * Returns: %FALSE with @error set to an #SgError
 */
gboolean
sg_otlp_push (const char        *url,
              const char *const *headers,
              const char        *json,
              GError           **error)
{
  g_autoptr (SoupSession) session = soup_session_new_with_options ("timeout", TIMEOUT_SECONDS,
                                                                   "user-agent", "sandglass/" VERSION, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) local = NULL;

  for (guint i = 0; headers[i] != NULL; i += 2)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i], headers[i + 1]);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);

  stream = soup_session_send (session, message, NULL, &local);
  if (stream == NULL) {
    g_set_error (error, SG_ERROR, is_timed_out (local) ? SG_ERROR_TIMED_OUT : SG_ERROR_OFFLINE,
                 _ ("the collector could not be reached: %s"), local->message);
    return FALSE;
  }

  return check_answer (message, stream, error);
}
