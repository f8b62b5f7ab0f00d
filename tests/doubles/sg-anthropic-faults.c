/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-anthropic-faults.h"

#include <string.h>
#include <sys/socket.h>

#define HUGE_BYTES (1024 * 1024 * 1024)
#define CHUNK_BYTES 65536
#define LARGE_BYTES (10 * 1024 * 1024)
#define DRIP_MS 20

#define ERROR_BODY(type) "{\"type\":\"error\",\"error\":{\"type\":\"" type "\",\"message\":\"Of a@example.org.\"},\"request_id\":\"req_1\"}"

static void
set_body (SoupServerMessage *message,
          guint              status,
          const char        *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body, strlen (body));
}

static void
answer_well (const SgFault     *self,
             SgFaultContext    *context,
             SoupServerMessage *message,
             const char        *good_body)
{
  set_body (message, SOUP_STATUS_OK, good_body);
}

static void
answer_text (const SgFault     *self,
             SgFaultContext    *context,
             SoupServerMessage *message,
             const char        *good_body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  set_body (message, self->status, self->text);
  if (self->retry_after != NULL)
    soup_message_headers_replace (headers, "Retry-After", self->retry_after);
}

static void
answer_retry_date (const SgFault     *self,
                   SgFaultContext    *context,
                   SoupServerMessage *message,
                   const char        *good_body)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_minutes (now, 10);
  g_autofree char *text = soup_date_time_to_string (later, SOUP_DATE_HTTP);

  answer_text (self, context, message, good_body);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", text);
}

static void
answer_redirect (const SgFault     *self,
                 SgFaultContext    *context,
                 SoupServerMessage *message,
                 const char        *good_body)
{
  soup_server_message_set_redirect (message, SOUP_STATUS_FOUND, context->redirect ? context->redirect : "https://example.org/");
}

/* Speaks for itself from here: libsoup would mend what is to be broken. */
static GIOStream *
take_over (SoupServerMessage *message,
           const char        *head,
           const char        *part)
{
  GIOStream *stream = soup_server_message_steal_connection (message);
  g_autofree char *text = g_strconcat ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n", head, "\r\n\r\n", part, NULL);

  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text, strlen (text), NULL, NULL, NULL);

  return stream;
}

static void
answer_cut (const SgFault     *self,
            SgFaultContext    *context,
            SoupServerMessage *message,
            const char        *good_body)
{
  g_autofree char *half = g_strndup (good_body, strlen (good_body) / 2);
  g_autoptr (GIOStream) stream = take_over (message, self->text, half);

  g_io_stream_close (stream, NULL, NULL);
}

/* The connection is torn down: RST instead of FIN. */
static void
answer_reset (const SgFault     *self,
              SgFaultContext    *context,
              SoupServerMessage *message,
              const char        *good_body)
{
  const struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GSocket) socket = g_object_ref (soup_server_message_get_socket (message));
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_io_stream_close (stream, NULL, NULL);
}

static void
answer_large (const SgFault     *self,
              SgFaultContext    *context,
              SoupServerMessage *message,
              const char        *good_body)
{
  char *body = g_malloc (LARGE_BYTES);

  memset (body, ' ', LARGE_BYTES);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, body, LARGE_BYTES);
}

static GBytes *
compress (const char *text)
{
  g_autoptr (GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  char buffer[CHUNK_BYTES];
  gsize n_read, n_written;

  if (g_converter_convert (compressor, text, strlen (text), buffer, sizeof buffer, G_CONVERTER_INPUT_AT_END,
                           &n_read, &n_written, NULL) != G_CONVERTER_FINISHED)
    g_error ("No compression");

  return g_bytes_new (buffer, n_written);
}

/* As a proxy does that did not ask whether we can read it. */
static void
answer_compressed (const SgFault     *self,
                   SgFaultContext    *context,
                   SoupServerMessage *message,
                   const char        *good_body)
{
  g_autoptr (GBytes) body = compress (good_body);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, g_bytes_get_data (body, NULL),
                                    g_bytes_get_size (body));
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Content-Encoding", "gzip");
}

static void
answer_never (const SgFault     *self,
              SgFaultContext    *context,
              SoupServerMessage *message,
              const char        *good_body)
{
  g_ptr_array_add (context->open, take_over (message, "Content-Length: 5000", "{"));
}

static gboolean
drip_cb (gpointer user_data)
{
  SgFaultContext *context = user_data;

  for (guint i = 0; i < context->open->len; i++) {
    GIOStream *stream = g_ptr_array_index (context->open, i);

    g_output_stream_write (g_io_stream_get_output_stream (stream), " ", 1, NULL, NULL);
  }

  return G_SOURCE_CONTINUE;
}

static void
answer_drip (const SgFault     *self,
             SgFaultContext    *context,
             SoupServerMessage *message,
             const char        *good_body)
{
  answer_never (self, context, message, good_body);
  if (context->drip_id == 0)
    context->drip_id = g_timeout_add (DRIP_MS, drip_cb, context);
}

static void
append_chunk (SoupServerMessage *message,
              SgFaultContext    *context)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  if (context->n_bytes_sent >= HUGE_BYTES) {
    soup_message_body_complete (body);
    return;
  }

  soup_message_body_append_take (body, g_malloc0 (CHUNK_BYTES), CHUNK_BYTES);
  context->n_bytes_sent += CHUNK_BYTES;
}

static void
answer_huge (const SgFault     *self,
             SgFaultContext    *context,
             SoupServerMessage *message,
             const char        *good_body)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (headers, SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (append_chunk), context);
  append_chunk (message, context);
}

static const SgFault faults[] = {
  { "ok", answer_well },
  { "400", answer_text, 400, ERROR_BODY ("invalid_request_error") },
  { "400-balance", answer_text, 400,
    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"Your credit balance is too low.\"}}" },
  { "401", answer_text, 401, ERROR_BODY ("authentication_error") },
  { "403", answer_text, 403, ERROR_BODY ("permission_error") },
  { "404", answer_text, 404, ERROR_BODY ("not_found_error") },
  { "429", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}" },
  { "429-retry-0", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}", "0" },
  { "429-retry-120", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}", "120" },
  { "429-retry-garbage", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}", "later" },
  { "429-retry-date", answer_retry_date, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}" },
  { "429-retry-absurd", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}", "99999999999999999999" },
  { "429-retry-negative", answer_text, 429, "{\"error\":{\"type\":\"rate_limit_error\"}}", "-5" },
  { "204", answer_text, 204, "" },
  { "502-html", answer_text, 502, "<html>Bad gateway</html>" },
  { "503-retry-7", answer_text, 503, ERROR_BODY ("api_error"), "7" },
  { "500", answer_text, 500, ERROR_BODY ("api_error") },
  { "529", answer_text, 529, ERROR_BODY ("overloaded_error") },
  { "redirect", answer_redirect },
  { "cut", answer_cut, 200, "Content-Length: 5000" },
  { "cut-chunked", answer_cut, 200, "Transfer-Encoding: chunked\r\n\r\n1000" },
  { "cut-unframed", answer_cut, 200, "Connection: close" },
  { "reset", answer_reset },
  { "compressed", answer_compressed },
  { "large", answer_large },
  { "slow", answer_never },
  { "drip", answer_drip },
  { "huge", answer_huge },
  { "not-json", answer_text, 200, "<html>It is us.</html>" },
  { "empty", answer_text, 200, "" },
  { "wrong-types", answer_text, 200,
    "{\"five_hour\":[],\"seven_day\":{\"utilization\":\"52\",\"resets_at\":7},\"limits\":[1,{\"kind\":\"session\",\"percent\":12,"
    "\"resets_at\":{},\"scope\":3}],\"extra_usage\":\"none\",\"spend\":{\"used\":1},\"account\":[]}" },
  { "unknown-fields", answer_text, 200,
    "{\"weather\":{\"is\":\"fine\"},\"tangelo\":{\"utilization\":5,\"resets_at\":null,\"x\":[1]},"
    "\"five_hour\":{\"utilization\":12,\"resets_at\":null,\"y\":{}},\"account\":{\"uuid\":\"account-1\",\"z\":1}}" },
  { "null-everywhere", answer_text, 200,
    "{\"five_hour\":null,\"seven_day\":null,\"seven_day_opus\":null,\"limits\":null,\"extra_usage\":null,\"spend\":null,"
    "\"account\":null,\"organization\":null}" },
  { "error-200", answer_text, 200, ERROR_BODY ("rate_limit_error") },
};

/**
 * sg_fault_find:
 *
 * Returns: (nullable): the scenario of that name
 */
const SgFault *
sg_fault_find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++) {
    if (g_strcmp0 (faults[i].name, name) == 0)
      return &faults[i];
  }

  return NULL;
}

const char *const *
sg_fault_get_names (void)
{
  static const char *names[G_N_ELEMENTS (faults) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    names[i] = faults[i].name;

  return names;
}

void
sg_fault_context_init (SgFaultContext *context)
{
  context->open = g_ptr_array_new_with_free_func (g_object_unref);
}

void
sg_fault_context_clear (SgFaultContext *context)
{
  g_clear_handle_id (&context->drip_id, g_source_remove);
  g_clear_pointer (&context->open, g_ptr_array_unref);
  g_clear_pointer (&context->redirect, g_free);
}
