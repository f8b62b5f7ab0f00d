/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-http.h"

#include <string.h>

#include "sg-config.h"
#include "sg-error.h"
#include "sg-http-call.h"

#define IDLE_TIMEOUT_SECONDS 5
#define CALL_TIMEOUT_MS 20000
/* Of several days of a report at once; libsoup's own 2 would have calls wait while their time runs. */
#define CONNECTIONS_PER_HOST 4

/**
 * SgHttp:
 *
 * GET and POST, and nothing that could carry a secret elsewhere: no redirects, no
 * cookies, no plain HTTP beyond this machine. libsoup's session, and with it
 * the TLS library, is loaded by the first call.
 */
struct _SgHttp {
  GObject      parent_instance;

  guint        idle_timeout_seconds;
  SgHttpTerms  terms;
  SoupSession *session;   /* (owned) (nullable) */
};

typedef enum {
  PROP_IDLE_TIMEOUT_SECONDS = 1,
  PROP_CALL_TIMEOUT_MS,
  PROP_PUBLIC_ONLY,
  PROP_STATUS_ONLY,
} SgHttpProperty;

static GParamSpec *properties[PROP_STATUS_ONLY + 1];

G_DEFINE_FINAL_TYPE (SgHttp, sg_http, G_TYPE_OBJECT)

static gboolean
is_private (GUri *uri)
{
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0')
    return FALSE;

  return g_str_equal (g_uri_get_scheme (uri), "https") ||
         (g_str_equal (g_uri_get_scheme (uri), "http") &&
          (g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1") || g_str_equal (host, "localhost")));
}

static SoupMessage *
new_message (const char         *method,
             const char         *address,
             const SgHttpHeader *headers,
             guint               n_headers)
{
  g_autoptr (GUri) uri = g_uri_parse (address, SOUP_HTTP_URI_FLAGS, NULL);
  SoupMessage *message = uri && is_private (uri) ? soup_message_new_from_uri (method, uri) : NULL;

  for (guint i = 0; message != NULL && i < n_headers; i++)
    soup_message_headers_replace (soup_message_get_request_headers (message), headers[i].name, headers[i].value);
  /* On a connection kept from before, libsoup would send again what was not answered: two calls for one. */
  if (message != NULL)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_DO_NOT_USE_AUTH_CACHE |
                            SOUP_MESSAGE_NEW_CONNECTION);

  return message;
}

static SoupSession *
ensure_session (SgHttp *self)
{
  if (self->session == NULL) {
    self->session = soup_session_new_with_options ("user-agent", "sandglass/" VERSION,
                                                   "timeout", self->idle_timeout_seconds,
                                                   "idle-timeout", self->idle_timeout_seconds,
                                                   "max-conns-per-host", CONNECTIONS_PER_HOST,
                                                   NULL);
    soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
    soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
  }

  return self->session;
}

static void
sg_http_set_property (GObject      *object,
                      guint         property_id,
                      const GValue *value,
                      GParamSpec   *pspec)
{
  SgHttp *self = SG_HTTP (object);

  switch ((SgHttpProperty) property_id) {
  case PROP_IDLE_TIMEOUT_SECONDS:
    self->idle_timeout_seconds = g_value_get_uint (value);
    break;
  case PROP_CALL_TIMEOUT_MS:
    self->terms.timeout_ms = g_value_get_uint (value);
    break;
  case PROP_PUBLIC_ONLY:
    self->terms.public_only = g_value_get_boolean (value);
    break;
  case PROP_STATUS_ONLY:
    self->terms.status_only = g_value_get_boolean (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
  }
}

static void
sg_http_finalize (GObject *object)
{
  SgHttp *self = SG_HTTP (object);

  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sg_http_parent_class)->finalize (object);
}

static void
sg_http_class_init (SgHttpClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags construct_only = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sg_http_set_property;
  object_class->finalize = sg_http_finalize;

  /* to connect, and between two bytes */
  properties[PROP_IDLE_TIMEOUT_SECONDS] =
    g_param_spec_uint ("idle-timeout-seconds", NULL, NULL, 1, 600, IDLE_TIMEOUT_SECONDS, construct_only);
  /* from the first byte sent to the last received */
  properties[PROP_CALL_TIMEOUT_MS] =
    g_param_spec_uint ("call-timeout-ms", NULL, NULL, 1, G_MAXINT, CALL_TIMEOUT_MS, construct_only);
  /* whatever a name resolves to: never this machine's, nor a private network's */
  properties[PROP_PUBLIC_ONLY] = g_param_spec_boolean ("public-only", NULL, NULL, FALSE, construct_only);
  /* of a POST: the body of an answer is not read */
  properties[PROP_STATUS_ONLY] = g_param_spec_boolean ("status-only", NULL, NULL, FALSE, construct_only);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_http_init (SgHttp *self)
{
}

SgHttp *
sg_http_new (void)
{
  return g_object_new (SG_TYPE_HTTP, NULL);
}

/* Takes @task and @message. */
static void
send (SgHttp      *self,
      GTask       *task,
      SoupMessage *message,
      gboolean     wants_all)
{
  SgHttpTerms terms = self->terms;

  if (message == NULL) {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER, "the address is neither https nor this machine's");
    g_object_unref (task);
    return;
  }

  terms.wants_all = wants_all;
  sg_http_call_run (ensure_session (self), message, &terms, task);
}

/**
 * sg_http_get_async:
 * @uri: https, or plain http on this machine
 * @headers: (array length=n_headers): sent to the host of @uri and no other
 */
void
sg_http_get_async (SgHttp             *self,
                   const char         *uri,
                   const SgHttpHeader *headers,
                   guint               n_headers,
                   GCancellable       *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_http_get_async);
  send (self, task, new_message (SOUP_METHOD_GET, uri, headers, n_headers), FALSE);
}

/**
 * sg_http_get_finish:
 * @retry_after: (out) (optional) (nullable): the header of that name, as it came, with or without an error
 *
 * Returns: (transfer full): the body of a 200, or %NULL with an #SgError (or
 *   %G_IO_ERROR_CANCELLED) whose message holds no header and nothing of the body
 */
GBytes *
sg_http_get_finish (SgHttp       *self,
                    GAsyncResult *result,
                    char        **retry_after,
                    GError      **error)
{
  SoupMessage *message = sg_http_call_get_message (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (retry_after != NULL) {
    SoupMessageHeaders *headers = message ? soup_message_get_response_headers (message) : NULL;

    *retry_after = headers ? g_strdup (soup_message_headers_get_one (headers, "Retry-After")) : NULL;
  }

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sg_http_get_status:
 * @result: of sg_http_get_async()
 *
 * Returns: what the server answered, or 0 when nobody did
 */
guint
sg_http_get_status (SgHttp       *self,
                    GAsyncResult *result)
{
  SoupMessage *message = sg_http_call_get_message (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, self), 0);

  return message ? soup_message_get_status (message) : 0;
}

/**
 * sg_http_post_json_async:
 * @uri: https, or plain http on this machine
 * @headers: (array length=n_headers): sent to the host of @uri and no other
 */
void
sg_http_post_json_async (SgHttp             *self,
                         const char         *uri,
                         const SgHttpHeader *headers,
                         guint               n_headers,
                         const char         *json,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  SoupMessage *message = new_message (SOUP_METHOD_POST, uri, headers, n_headers);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  g_task_set_source_tag (task, sg_http_post_json_async);
  if (message != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  send (self, task, message, TRUE);
}

static void
keep_header (const char *name,
             const char *value,
             gpointer    headers)
{
  g_hash_table_replace (headers, g_ascii_strdown (name, -1), g_strdup (value));
}

/**
 * sg_http_post_json_finish:
 *
 * Returns: (transfer full): what the server said, whatever its status, or %NULL with an
 *   #SgError (or %G_IO_ERROR_CANCELLED) whose message holds no header and nothing of the body
 */
SgHttpAnswer *
sg_http_post_json_finish (SgHttp       *self,
                          GAsyncResult *result,
                          GError      **error)
{
  SoupMessage *message = sg_http_call_get_message (G_TASK (result));
  g_autoptr (GBytes) body = NULL;
  SgHttpAnswer *answer;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  body = g_task_propagate_pointer (G_TASK (result), error);
  if (body == NULL)
    return NULL;

  answer = g_new0 (SgHttpAnswer, 1);
  answer->status = soup_message_get_status (message);
  answer->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  answer->body = g_steal_pointer (&body);
  soup_message_headers_foreach (soup_message_get_response_headers (message), keep_header, answer->headers);

  return answer;
}

void
sg_http_answer_free (SgHttpAnswer *self)
{
  g_clear_pointer (&self->headers, g_hash_table_unref);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
