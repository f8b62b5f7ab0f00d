/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-http-call.h"

#include "sg-http-status.h"
#include "sg-public-address.h"

#define CHUNK_BYTES 65536

typedef struct {
  SgHttpTerms   terms;
  SoupMessage  *message;       /* (owned) */
  GCancellable *cancellable;   /* (owned): ends the connection, whoever wants it ended */
  GCancellable *caller;        /* (owned) (nullable) */
  gulong        caller_id;
  guint         timeout_id;
  gboolean      is_too_slow;
  gboolean      is_refused;    /* the address is no public one */
  GInputStream *stream;        /* (owned) (nullable) */
  GByteArray   *body;
  gulong        event_id;
} Call;

static void
call_free (Call *call)
{
  g_cancellable_disconnect (call->caller, call->caller_id);
  g_clear_handle_id (&call->timeout_id, g_source_remove);
  g_clear_signal_handler (&call->event_id, call->message);
  g_clear_object (&call->message);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->caller);
  g_clear_object (&call->stream);
  g_byte_array_unref (call->body);
  g_free (call);
}

static SgError
code_of_failure (const GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return SG_ERROR_TIMED_OUT;
  if (failure->domain == SOUP_SESSION_ERROR || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return SG_ERROR_BAD_DATA;

  return SG_ERROR_OFFLINE;
}

static void
return_error (GTask      *task,
              SgError     code,
              const char *what)
{
  Call *call = g_task_get_task_data (task);
  GUri *uri = soup_message_get_uri (call->message);

  g_cancellable_cancel (call->cancellable);
  /* Who posts for the status alone posts to an address that is a secret itself. */
  if (call->terms.status_only)
    g_task_return_new_error (task, SG_ERROR, (int) code, "%s", what);
  else
    g_task_return_new_error (task, SG_ERROR, (int) code, "%s%s: %s", g_uri_get_host (uri), g_uri_get_path (uri), what);
}

static void
return_failure (GTask        *task,
                const GError *failure)
{
  Call *call = g_task_get_task_data (task);

  if (call->is_refused)
    return_error (task, SG_ERROR_ADDRESS_REFUSED, "an address of this machine or of a private network");
  else if (call->is_too_slow)
    return_error (task, SG_ERROR_TIMED_OUT, "no whole answer in time");
  else if (!g_task_return_error_if_cancelled (task))
    return_error (task, code_of_failure (failure), failure->message);
}

static void read_more (GTask *task);

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  Call *call = g_task_get_task_data (task);
  gsize n_bytes = chunk ? g_bytes_get_size (chunk) : 0;

  if (chunk == NULL) {
    return_failure (task, error);
  } else if (call->body->len + n_bytes > SG_HTTP_MAX_BODY_BYTES) {
    return_error (task, SG_ERROR_TOO_LARGE, "the answer has more than 4 MiB");
  } else if (n_bytes > 0) {
    g_byte_array_append (call->body, g_bytes_get_data (chunk, NULL), n_bytes);
    read_more (g_steal_pointer (&task));
  } else {
    g_task_return_pointer (task, g_bytes_new (call->body->data, call->body->len), (GDestroyNotify) g_bytes_unref);
  }
}

static void
read_more (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, chunk_read_cb, task);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Call *call = g_task_get_task_data (task);
  guint status;

  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  status = soup_message_get_status (call->message);

  if (call->stream == NULL) {
    return_failure (task, error);
  } else if (status != SOUP_STATUS_OK && !call->terms.wants_all) {
    g_autofree char *what = g_strdup_printf ("status %u", status);

    return_error (task, sg_http_error_of_status (status), what);
  } else if (call->terms.status_only) {
    /* However much more there is, nobody reads it. */
    g_cancellable_cancel (call->cancellable);
    g_task_return_pointer (task, g_bytes_new (NULL, 0), (GDestroyNotify) g_bytes_unref);
  } else {
    read_more (g_steal_pointer (&task));
  }
}

static gboolean
too_slow_cb (gpointer user_data)
{
  Call *call = user_data;

  call->timeout_id = 0;
  call->is_too_slow = TRUE;
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static void
caller_cancelled_cb (GCancellable *caller,
                     gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

/* Here the name is resolved and nothing is sent yet; a proxy is the user's own, wherever it is. */
static void
network_event_cb (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  Call *call = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  if (address != NULL && (G_IS_PROXY_ADDRESS (address) || sg_public_address_is (address)))
    return;

  call->is_refused = TRUE;
  g_socket_close (g_socket_connection_get_socket (G_SOCKET_CONNECTION (connection)), NULL);
  g_cancellable_cancel (call->cancellable);
}

/**
 * sg_http_call_run:
 * @message: (transfer full): to whom it may go
 * @task: (transfer full): returns the body, a #GBytes, or an #SgError (or %G_IO_ERROR_CANCELLED) whose message holds no header
 *   and nothing of the body
 *
 * The task's data is the call's from then on.
 */
void
sg_http_call_run (SoupSession       *session,
                  SoupMessage       *message,
                  const SgHttpTerms *terms,
                  GTask             *task)
{
  GCancellable *caller = g_task_get_cancellable (task);
  Call *call = g_new0 (Call, 1);

  call->terms = *terms;
  call->message = message;
  call->cancellable = g_cancellable_new ();
  call->body = g_byte_array_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (caller != NULL) {
    call->caller = g_object_ref (caller);
    call->caller_id = g_cancellable_connect (caller, G_CALLBACK (caller_cancelled_cb), call->cancellable, NULL);
  }
  call->timeout_id = g_timeout_add (terms->timeout_ms, too_slow_cb, call);
  if (terms->public_only)
    call->event_id = g_signal_connect (message, "network-event", G_CALLBACK (network_event_cb), call);

  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, call->cancellable, sent_cb, task);
}

/**
 * sg_http_call_get_message:
 *
 * Returns: (transfer none) (nullable): what was sent, and what came back; %NULL when @task never ran
 */
SoupMessage *
sg_http_call_get_message (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  return call ? call->message : NULL;
}
