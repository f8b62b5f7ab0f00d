/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-telemetry-server.h"

#include "sg-metric-set.h"
#include "sg-prometheus-text.h"
#include "sg-telemetry-address.h"
#include "sg-telemetry-gate.h"

/* As many bodies are taken in at a time; one Claude Code sends one after the other. */
#define MAX_CALLS 16

/* A stranger may open connections and say nothing: neither many nor for long. */
#define MAX_CONNECTIONS 64
#define SILENCE_SECONDS 60

struct _SgTelemetryServer {
  GObject             parent_instance;

  char               *state_folder;   /* (owned) */
  SgTelemetrySource  *source;         /* (owned) */
  GObject            *knower;         /* (owned) */
  SgMetricCollector   collect;
  SgClock            *clock;          /* (owned) */
  gboolean            receiver;
  gboolean            prometheus;
  guint               wanted_port;
  SgTelemetryAddress *address;        /* (owned) (nullable): of @server */
  SoupServer         *server;         /* (owned) (nullable) */
  GSocketService     *service;        /* (owned) (nullable): of @server */
  guint               n_connections;
  guint               n_calls;
};

typedef enum {
  PROP_RECEIVER = 1,
  PROP_PROMETHEUS,
  PROP_PORT,
} SgTelemetryServerProperty;

static GParamSpec *properties[PROP_PORT + 1];

G_DEFINE_FINAL_TYPE (SgTelemetryServer, sg_telemetry_server, G_TYPE_OBJECT)

/* Lives as long as its message. */
typedef struct {
  SgTelemetryServer *server;      /* (owned) */
  SgTelemetryDoor    door;
  gsize              n_bytes;
  gboolean           is_over;
} Call;

static void
call_free (gpointer data)
{
  Call *call = data;

  call->server->n_calls--;
  g_object_unref (call->server);
  g_free (call);
}

static Call *
call_of (SoupServerMessage *message)
{
  return g_object_get_data (G_OBJECT (message), "sg-call");
}

static gboolean
is_loopback (SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);

  return G_IS_INET_SOCKET_ADDRESS (remote) &&
         g_inet_address_get_is_loopback (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

static SoupStatus
judge (SgTelemetryServer *self,
       SoupServerMessage *message,
       const char        *path,
       SgTelemetryDoor   *door)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const SgTelemetryCall call = {
    .from_loopback = is_loopback (message),
    .from_browser = soup_message_headers_get_one (headers, "Origin") != NULL,
    .host = soup_message_headers_get_one (headers, "Host"),
    .method = soup_server_message_get_method (message),
    .path = path,
    .content_type = soup_message_headers_get_content_type (headers, NULL),
    .encoded = soup_message_headers_get_list (headers, "Content-Encoding") != NULL,
    .content_length = soup_message_headers_get_content_length (headers),
  };

  return sg_telemetry_gate_judge (&call, self->receiver ? self->address->path : NULL, self->prometheus, door);
}

/* Chunks may go on for ever. */
static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              Call              *call)
{
  call->n_bytes += g_bytes_get_size (chunk);
  if (call->n_bytes > SG_TELEMETRY_MAX_BODY_BYTES && !call->is_over) {
    call->is_over = TRUE;
    sg_telemetry_gate_refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  }
}

static void
finished_cb (SoupServerMessage *message,
             Call              *call)
{
  call->is_over = TRUE;
}

static void
headers_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  SgTelemetryServer *self = user_data;
  SgTelemetryDoor door;
  SoupStatus status = judge (self, message, path, &door);
  Call *call;

  if (status == SOUP_STATUS_NONE && self->n_calls >= MAX_CALLS)
    status = SOUP_STATUS_SERVICE_UNAVAILABLE;
  if (status != SOUP_STATUS_NONE) {
    sg_telemetry_gate_refuse (message, status);
    return;
  }

  call = g_new0 (Call, 1);
  call->server = g_object_ref (self);
  call->door = door;
  self->n_calls++;
  g_object_set_data_full (G_OBJECT (message), "sg-call", call, call_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), call);
  g_signal_connect (message, "finished", G_CALLBACK (finished_cb), call);
}

/* What the thread gets and gives. */
typedef struct {
  GBytes         *body;       /* (owned) */
  SgTelemetryDoor door;

  SgOtlpLogs     *logs;       /* (owned) (nullable) */
  SgOtlpMetrics   metrics;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->body, g_bytes_unref);
  g_clear_pointer (&job->logs, sg_otlp_logs_free);
  g_free (job);
}

static void
parse_thread (GTask        *task,
              gpointer      source_object,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  gsize length;
  const char *text = g_bytes_get_data (job->body, &length);
  gboolean parsed;

  if (job->door == SG_TELEMETRY_LOGS)
    parsed = (job->logs = sg_otlp_parse_logs (text, length, NULL)) != NULL;
  else
    parsed = sg_otlp_parse_metrics (text, length, &job->metrics, NULL);

  g_task_return_boolean (task, parsed);
}

static SoupStatus
hand_over (SgTelemetryServer *self,
           Job               *job)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  if (job->door == SG_TELEMETRY_METRICS) {
    sg_telemetry_source_take_metrics (self->source, &job->metrics, now);
    return SOUP_STATUS_OK;
  }

  return sg_telemetry_source_take_logs (self->source, g_steal_pointer (&job->logs), now)
    ? SOUP_STATUS_OK : SOUP_STATUS_SERVICE_UNAVAILABLE;
}

static void
answer (SoupServerMessage *message,
        SoupStatus         status,
        const char        *type,
        const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SoupServerMessage) message = user_data;
  Call *call = call_of (message);
  SgTelemetryServer *self = call->server;
  Job *job = g_task_get_task_data (G_TASK (result));
  SoupStatus status = SOUP_STATUS_BAD_REQUEST;

  /* It counts though the receiver was switched off, or its sender left, while we looked. */
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    status = hand_over (self, job);
  if (call->is_over)
    return;

  answer (message, status, "application/json", "{}");
  soup_server_message_unpause (message);
}

static void
take_body (SoupServerMessage *message,
           SgTelemetryDoor    door)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, parsed_cb, g_object_ref (message));
  Job *job = g_new0 (Job, 1);

  job->door = door;
  job->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  soup_server_message_pause (message);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, parse_thread);
}

static void
serve_prometheus (SgTelemetryServer *self,
                  SoupServerMessage *message)
{
  g_autoptr (SgMetricSet) set = self->collect (self->knower);
  g_autofree char *text = sg_prometheus_text (set);

  answer (message, SOUP_STATUS_OK, SG_PROMETHEUS_CONTENT_TYPE, text);
}

static void
body_cb (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  SgTelemetryServer *self = user_data;
  Call *call = call_of (message);

  if (call == NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
  else if (call->door == SG_TELEMETRY_PROMETHEUS)
    serve_prometheus (self, message);
  else
    take_body (message, call->door);
}

/* The connection holds us: it may outlive the server that was switched off. */
static void
connection_gone (gpointer data)
{
  SgTelemetryServer *self = data;

  self->n_connections--;
  g_object_unref (self);
}

static gboolean
incoming_cb (SgTelemetryServer *self,
             GSocketConnection *connection)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);

  if (self->n_connections >= MAX_CONNECTIONS)
    return TRUE;

  self->n_connections++;
  g_object_set_data_full (G_OBJECT (connection), "sg-connection", g_object_ref (self), connection_gone);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), SILENCE_SECONDS);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), local, remote, NULL);

  return TRUE;
}

static gboolean
listen_on (SgTelemetryServer *self,
           GSocketFamily      family,
           GError           **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->address->port);

  return g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                        G_SOCKET_PROTOCOL_TCP, NULL, NULL, error);
}

static gboolean
start (SgTelemetryServer *self,
       GError           **error)
{
  self->address = sg_telemetry_address_ensure (self->state_folder, self->wanted_port, error);
  if (self->address == NULL)
    return FALSE;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_early_handler (self->server, NULL, headers_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, body_cb, self, NULL);
  self->service = g_socket_service_new ();
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self, G_CONNECT_SWAPPED);
  /* There may be no IPv6. */
  listen_on (self, G_SOCKET_FAMILY_IPV6, NULL);

  return listen_on (self, G_SOCKET_FAMILY_IPV4, error);
}

static void
stop (SgTelemetryServer *self)
{
  if (self->service != NULL) {
    g_socket_service_stop (self->service);
    g_socket_listener_close (G_SOCKET_LISTENER (self->service));
    soup_server_disconnect (self->server);
  }
  g_clear_object (&self->service);
  g_clear_object (&self->server);
  g_clear_pointer (&self->address, sg_telemetry_address_free);
}

static void
tell_source (SgTelemetryServer *self,
             const GError      *error)
{
  g_autofree char *where = self->address ? g_strdup_printf ("127.0.0.1:%u", self->address->port) : NULL;
  g_autofree char *problem = error ? g_strdup_printf ("%s: %s", where ? where : "telemetry", error->message) : NULL;

  if (!self->receiver)
    sg_telemetry_source_set_listening (self->source, NULL, NULL);
  else
    sg_telemetry_source_set_listening (self->source, problem ? NULL : where, problem);
}

static void
restart (SgTelemetryServer *self)
{
  g_autoptr (GError) error = NULL;

  stop (self);
  if ((self->receiver || self->prometheus) && !start (self, &error) && !self->receiver)
    g_message ("No metrics are served: %s", error->message);
  tell_source (self, error);
  if (error != NULL)
    stop (self);
}

static void
sg_telemetry_server_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  SgTelemetryServer *self = SG_TELEMETRY_SERVER (object);

  switch ((SgTelemetryServerProperty) property_id) {
  case PROP_RECEIVER:
    self->receiver = g_value_get_boolean (value);
    break;
  case PROP_PROMETHEUS:
    self->prometheus = g_value_get_boolean (value);
    break;
  case PROP_PORT:
    self->wanted_port = g_value_get_uint (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    return;
  }

  restart (self);
}

static void
sg_telemetry_server_dispose (GObject *object)
{
  stop (SG_TELEMETRY_SERVER (object));

  G_OBJECT_CLASS (sg_telemetry_server_parent_class)->dispose (object);
}

static void
sg_telemetry_server_finalize (GObject *object)
{
  SgTelemetryServer *self = SG_TELEMETRY_SERVER (object);

  g_clear_pointer (&self->state_folder, g_free);
  g_clear_object (&self->source);
  g_clear_object (&self->knower);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (sg_telemetry_server_parent_class)->finalize (object);
}

static void
sg_telemetry_server_class_init (SgTelemetryServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = sg_telemetry_server_set_property;
  object_class->dispose = sg_telemetry_server_dispose;
  object_class->finalize = sg_telemetry_server_finalize;

  properties[PROP_RECEIVER] =
    g_param_spec_boolean ("receiver", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROMETHEUS] =
    g_param_spec_boolean ("prometheus", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  /* 0: one that is chosen once and kept */
  properties[PROP_PORT] =
    g_param_spec_uint ("port", NULL, NULL, 0, G_MAXUINT16, 0, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sg_telemetry_server_init (SgTelemetryServer *self)
{
}

/**
 * sg_telemetry_server_new:
 * @state_folder: where its address is kept
 * @source: gets what comes
 * @knower: whom @collect asks
 *
 * Returns: (transfer full): with both switches off: no socket, no thread
 */
SgTelemetryServer *
sg_telemetry_server_new (const char        *state_folder,
                         SgTelemetrySource *source,
                         GObject           *knower,
                         SgMetricCollector  collect,
                         SgClock           *clock)
{
  SgTelemetryServer *self = g_object_new (SG_TYPE_TELEMETRY_SERVER, NULL);

  self->state_folder = g_strdup (state_folder);
  self->source = g_object_ref (source);
  self->knower = g_object_ref (knower);
  self->collect = collect;
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * sg_telemetry_server_get_port:
 *
 * Returns: where it listens, or 0
 */
guint
sg_telemetry_server_get_port (SgTelemetryServer *self)
{
  return self->server ? self->address->port : 0;
}
