/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include <glib/gstdio.h>

#include "sg-error.h"
#include "sg-telemetry-address.h"
#include "sg-telemetry-server.h"

/* As much as the sockets of both sides may hold, beyond what is read. */
#define SLACK_BYTES (24 * 1024 * 1024)
#define GIGABYTE (G_GUINT64_CONSTANT (1) << 30)

typedef struct {
  char              *state_folder;
  char              *address_file;
  SgSource          *source;
  SgTelemetryServer *server;
  GDateTime         *now;
} Fixture;

static SgMetricSet *
collect (GObject *knower)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (1795262400);
  SgMetricSet *set = sg_metric_set_new (now);

  sg_metric_set_add_profile (set, "main", SG_USAGE_MODEL (knower));

  return set;
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (SgClock) clock = NULL;
  g_autofree char *ledger_path = NULL;

  f->now = g_date_time_new_from_unix_utc (1795262400);
  clock = sg_clock_new_at (f->now);
  f->state_folder = g_build_filename (g_get_user_state_dir (), "sandglass", NULL);
  f->address_file = g_build_filename (f->state_folder, "telemetry.ini", NULL);
  ledger_path = g_build_filename (f->state_folder, "ledger.db", NULL);
  f->source = sg_telemetry_source_new (ledger_path, zone);
  f->server = sg_telemetry_server_new (f->state_folder, SG_TELEMETRY_SOURCE (f->source), G_OBJECT (model), collect, clock);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_assert_finalize_object (f->server);
  g_assert_finalize_object (f->source);
  g_free (f->state_folder);
  g_free (f->address_file);
  g_date_time_unref (f->now);
}

/* A stranger or a Claude Code, who waits for the server's thread: it has one of its own. */
typedef struct {
  guint       port;
  const char *head;
  const char *body;
  guint64     n_zeros;    /* sent after the body */

  guint64     n_sent;
  GString    *reply;
  gboolean    refused;    /* nobody listens */
  int         done;
} Talk;

static gboolean
send_bytes (Talk          *talk,
            GOutputStream *output,
            const char    *bytes,
            gsize          length)
{
  gsize n_written = 0;
  gboolean sent = g_output_stream_write_all (output, bytes, length, &n_written, NULL, NULL);

  talk->n_sent += n_written;

  return sent;
}

static gpointer
talk_thread (gpointer data)
{
  Talk *talk = data;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) talk->port, NULL, NULL);
  GOutputStream *output;
  GInputStream *input;
  static const char zeros[65536];
  char buffer[4096];
  gssize length;

  talk->refused = connection == NULL;
  if (connection != NULL) {
    output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
    input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
    if (send_bytes (talk, output, talk->head, strlen (talk->head)) && send_bytes (talk, output, talk->body, strlen (talk->body)))
      while (talk->n_sent < talk->n_zeros && send_bytes (talk, output, zeros, sizeof zeros))
        ;
    while ((length = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
      g_string_append_len (talk->reply, buffer, length);
  }
  g_atomic_int_set (&talk->done, 1);
  g_main_context_wakeup (NULL);

  return NULL;
}

static void
talk_run (Talk *talk)
{
  GThread *thread;

  talk->reply = g_string_new (NULL);
  thread = g_thread_new ("talk", talk_thread, talk);
  while (!g_atomic_int_get (&talk->done))
    g_main_context_iteration (NULL, TRUE);
  g_thread_join (thread);
}

static guint
status_of (const GString *reply)
{
  guint status = 0;

  return sscanf (reply->str, "HTTP/1.%*u %u", &status) == 1 ? status : 0;
}

static char *
secret_of (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgTelemetryAddress) address = sg_telemetry_address_ensure (f->state_folder, 0, &error);

  g_assert_no_error (error);

  return g_strdup (address->path);
}

static guint
post (Fixture    *f,
      const char *path,
      const char *body)
{
  g_autofree char *secret = secret_of (f);
  g_autofree char *head = g_strdup_printf ("POST %s%s HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                                           "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n", secret, path, strlen (body));
  Talk talk = { .port = sg_telemetry_server_get_port (f->server), .head = head, .body = body };
  guint status;

  talk_run (&talk);
  status = status_of (talk.reply);
  g_string_free (talk.reply, TRUE);

  return status;
}

static char *
get (Fixture    *f,
     const char *path)
{
  g_autofree char *head = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n", path);
  Talk talk = { .port = sg_telemetry_server_get_port (f->server), .head = head, .body = "" };

  talk_run (&talk);

  return g_string_free (talk.reply, FALSE);
}

static char *
load (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "otlp", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static SgReading *
read_source (Fixture *f,
             GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sg_source_read_async (f->source, f->now, NULL, keep_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sg_source_read_finish (f->source, result, error);
}

static void
test_off_there_is_nothing (Fixture      *f,
                           gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (sg_telemetry_server_get_port (f->server), ==, 0);
  g_assert_false (g_file_test (f->address_file, G_FILE_TEST_EXISTS));
  g_assert_null (read_source (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_SWITCHED_OFF);
}

static void
test_its_address_stays_and_is_private (Fixture      *f,
                                       gconstpointer unused)
{
  g_autofree char *secret = NULL;
  g_autofree char *again = NULL;
  guint port;
  GStatBuf status;

  g_object_set (f->server, "receiver", TRUE, NULL);
  port = sg_telemetry_server_get_port (f->server);
  secret = secret_of (f);
  g_assert_cmpuint (port, >, 1023);
  g_assert_cmpuint (strlen (secret), ==, 33);
  g_assert_cmpint (g_stat (f->address_file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_object_set (f->server, "receiver", FALSE, NULL);
  g_assert_cmpuint (sg_telemetry_server_get_port (f->server), ==, 0);
  g_object_set (f->server, "receiver", TRUE, NULL);
  again = secret_of (f);
  g_assert_cmpuint (sg_telemetry_server_get_port (f->server), ==, port);
  g_assert_cmpstr (again, ==, secret);
}

static void
test_real_logs_are_counted_once (Fixture      *f,
                                 gconstpointer unused)
{
  g_autofree char *first = load ("logs-first.json");
  g_autofree char *second = load ("logs-second.json");
  g_autofree char *metrics = load ("metrics-second.json");
  g_autofree char *secret = secret_of (f);
  g_autoptr (SgReading) reading = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (f->server, "receiver", TRUE, NULL);
  g_assert_cmpuint (post (f, "/v1/logs", first), ==, 200);
  g_assert_cmpuint (post (f, "/v1/logs", second), ==, 200);
  g_assert_cmpuint (post (f, "/v1/metrics", metrics), ==, 200);
  g_assert_cmpuint (post (f, "/v1/logs", second), ==, 200);

  reading = read_source (f, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_TELEMETRY);
  g_assert_cmpint (reading->costs->today_pico_usd, ==, G_GINT64_CONSTANT (27138000000));
  g_assert_cmpuint (reading->costs->n_telemetry_today, ==, 3);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "5 requests, 3 in no transcript"));
  g_assert_null (strstr (sg_source_get_detail (f->source), secret));
}

static void
test_metrics_alone_are_told_not_counted (Fixture      *f,
                                         gconstpointer unused)
{
  g_autofree char *metrics = load ("metrics-second.json");
  g_autoptr (SgReading) reading = NULL;

  g_object_set (f->server, "receiver", TRUE, NULL);
  g_assert_cmpuint (post (f, "/v1/metrics", metrics), ==, 200);
  reading = read_source (f, NULL);
  g_assert_null (reading->costs);
  g_assert_nonnull (strstr (sg_source_get_detail (f->source), "OTEL_LOGS_EXPORTER"));
}

static void
test_what_is_no_otlp_is_refused (Fixture      *f,
                                 gconstpointer unused)
{
  const char *const bodies[] = { "", "{", "{}", "[]", "\x1f\x8b\x08", "{\"resourceLogs\":7}" };

  g_object_set (f->server, "receiver", TRUE, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_cmpuint (post (f, "/v1/logs", bodies[i]), ==, 400);
}

static void
test_a_stranger_is_refused (Fixture      *f,
                            gconstpointer unused)
{
  g_autofree char *reply = NULL;

  g_object_set (f->server, "receiver", TRUE, NULL);
  g_assert_cmpuint (post (f, "0/v1/logs", "{}"), ==, 404);
  g_assert_cmpuint (post (f, "/v1/traces", "{}"), ==, 404);
  reply = get (f, "/metrics");
  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 404 "));
  g_assert_cmpuint (strlen (reply), <, 256);
}

/* @head: what comes before a gigabyte */
static void
send_gigabyte (Fixture    *f,
               const char *more_headers,
               const char *body,
               guint64     n_most)
{
  g_autofree char *secret = secret_of (f);
  g_autofree char *head = g_strdup_printf ("POST %s/v1/logs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n%s\r\n",
                                           secret, more_headers);
  Talk talk = { .port = sg_telemetry_server_get_port (f->server), .head = head, .body = body, .n_zeros = GIGABYTE };
  guint status;

  talk_run (&talk);
  status = status_of (talk.reply);
  g_string_free (talk.reply, TRUE);

  /* Who is still sending when we hang up may miss why. */
  g_assert_true (status == 413 || status == 0);
  g_assert_cmpuint (talk.n_sent, <, n_most);
}

static void
test_a_gigabyte_is_not_read (Fixture      *f,
                             gconstpointer unused)
{
  g_object_set (f->server, "receiver", TRUE, NULL);
  send_gigabyte (f, "Content-Length: 1073741824\r\n", "", SLACK_BYTES);
  send_gigabyte (f, "Transfer-Encoding: chunked\r\n", "40000000\r\n", SLACK_BYTES);
  /* It is as well as before. */
  g_assert_cmpuint (post (f, "/v1/logs", "{\"resourceLogs\":[]}"), ==, 200);
}

static void
test_many_who_say_nothing_keep_nobody_out_for_ever (Fixture      *f,
                                                    gconstpointer unused)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func (g_object_unref);

  g_object_set (f->server, "receiver", TRUE, NULL);
  for (guint i = 0; i < 80; i++) {
    GSocketConnection *connection = g_socket_client_connect_to_host (client, "127.0.0.1", (guint16) sg_telemetry_server_get_port (f->server), NULL, NULL);

    g_assert_nonnull (connection);
    g_ptr_array_add (silent, connection);
    while (g_main_context_iteration (NULL, FALSE))
      ;
  }
  /* The last ones were hung up on. */
  g_assert_cmpint (g_input_stream_read (g_io_stream_get_input_stream (g_ptr_array_index (silent, 79)), (char[1]) { 0 }, 1, NULL, NULL), <=, 0);
  g_ptr_array_set_size (silent, 0);
  while (post (f, "/v1/logs", "{\"resourceLogs\":[]}") != 200)
    ;
}

static void
test_off_again_nobody_listens (Fixture      *f,
                               gconstpointer unused)
{
  Talk talk = { .head = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", .body = "" };

  g_object_set (f->server, "receiver", TRUE, NULL);
  talk.port = sg_telemetry_server_get_port (f->server);
  g_object_set (f->server, "receiver", FALSE, NULL);
  talk_run (&talk);
  g_assert_true (talk.refused);
  g_string_free (talk.reply, TRUE);
}

static void
test_a_taken_port_is_told (Fixture      *f,
                           gconstpointer unused)
{
  g_autoptr (GSocketListener) other = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (other, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_object_set (f->server, "port", (guint) port, "receiver", TRUE, NULL);
  g_assert_cmpuint (sg_telemetry_server_get_port (f->server), ==, 0);
  g_assert_null (read_source (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_UNREADABLE);

  g_object_set (f->server, "port", 0, NULL);
  g_assert_cmpuint (sg_telemetry_server_get_port (f->server), !=, 0);
}

static void
test_prometheus_is_a_switch_of_its_own (Fixture      *f,
                                        gconstpointer unused)
{
  g_autofree char *reply = NULL;
  g_autoptr (GError) error = NULL;

  g_object_set (f->server, "prometheus", TRUE, NULL);
  reply = get (f, "/metrics");
  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (reply, "text/plain; version=0.0.4"));
  g_assert_nonnull (strstr (reply, "\nsandglass_build_info{"));
  g_assert_cmpuint (post (f, "/v1/logs", "{\"resourceLogs\":[]}"), ==, 404);
  g_assert_null (read_source (f, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_SWITCHED_OFF);
}

static SgOtlpLogs *
many_requests (guint n_requests)
{
  g_autoptr (GError) error = NULL;
  SgOtlpLogs *logs = sg_otlp_parse_logs ("{\"resourceLogs\":[]}", 19, &error);

  g_array_set_size (logs->requests, n_requests);

  return logs;
}

static void
test_too_much_waits_for_nobody (Fixture      *f,
                                gconstpointer unused)
{
  SgTelemetrySource *source = SG_TELEMETRY_SOURCE (f->source);

  g_assert_true (sg_telemetry_source_take_logs (source, many_requests (9999), f->now));
  g_assert_false (sg_telemetry_source_take_logs (source, many_requests (2), f->now));
  g_assert_true (sg_telemetry_source_take_logs (source, many_requests (1), f->now));
}

#define server_test(path, function) g_test_add ("/telemetry-server/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  server_test ("off-there-is-nothing", test_off_there_is_nothing);
  server_test ("its-address-stays-and-is-private", test_its_address_stays_and_is_private);
  server_test ("real-logs-are-counted-once", test_real_logs_are_counted_once);
  server_test ("metrics-alone-are-told-not-counted", test_metrics_alone_are_told_not_counted);
  server_test ("what-is-no-otlp-is-refused", test_what_is_no_otlp_is_refused);
  server_test ("a-stranger-is-refused", test_a_stranger_is_refused);
  server_test ("a-gigabyte-is-not-read", test_a_gigabyte_is_not_read);
  server_test ("many-who-say-nothing-keep-nobody-out-for-ever", test_many_who_say_nothing_keep_nobody_out_for_ever);
  server_test ("off-again-nobody-listens", test_off_again_nobody_listens);
  server_test ("a-taken-port-is-told", test_a_taken_port_is_told);
  server_test ("prometheus-is-a-switch-of-its-own", test_prometheus_is_a_switch_of_its_own);
  server_test ("too-much-waits-for-nobody", test_too_much_waits_for_nobody);

  return g_test_run ();
}
