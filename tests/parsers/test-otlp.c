/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-otlp.h"

#define RECORD(attributes) "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1795258559087000000\"," \
  "\"attributes\":[" attributes "]}]}]}]}"
#define TEXT(key, value) "{\"key\":\"" key "\",\"value\":{\"stringValue\":\"" value "\"}}"
#define INT(key, value) "{\"key\":\"" key "\",\"value\":{\"intValue\":" value "}}"
#define DOUBLE(key, value) "{\"key\":\"" key "\",\"value\":{\"doubleValue\":" value "}}"
#define NAMED TEXT ("event.name", "api_request") "," TEXT ("request_id", "req_1")

static char *
slice_dup (SgSlice slice)
{
  return g_strndup (slice.text, slice.length);
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

static SgOtlpLogs *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  SgOtlpLogs *logs = sg_otlp_parse_logs (text, strlen (text), &error);

  g_assert_no_error (error);

  return logs;
}

static void
test_real_requests_are_read (void)
{
  g_autofree char *text = load ("logs-second.json");
  g_autoptr (SgOtlpLogs) logs = parse (text);
  const SgRequest *request = &g_array_index (logs->requests, SgRequest, 0);
  g_autofree char *id = slice_dup (request->request_id);
  g_autofree char *session = slice_dup (request->session);
  g_autofree char *model = slice_dup (request->model);

  g_assert_cmpuint (logs->requests->len, ==, 2);
  g_assert_cmpuint (logs->n_records, ==, 6);
  g_assert_cmpuint (logs->n_left_out, ==, 0);
  g_assert_cmpstr (id, ==, "req_011Co5fm9dYvZOXia05Jydar");
  g_assert_cmpstr (session, ==, "cef07e13-c0f6-4a29-b2bb-49fca56005b3");
  g_assert_cmpstr (model, ==, "claude-opus-5-5");
  g_assert_cmpint (request->time_ms, ==, G_GINT64_CONSTANT (1795258559087));
  g_assert_cmpint (request->stated_pico_usd, ==, G_GINT64_CONSTANT (9779200000));
  g_assert_cmpuint (request->usage.input, ==, 4);
  g_assert_cmpuint (request->usage.output, ==, 78);
  g_assert_cmpuint (request->usage.cache_read, ==, 9941);
  g_assert_cmpuint (request->usage.write_5m, ==, 1243);
  g_assert_cmpuint (request->usage.write_1h, ==, 0);
  g_assert_cmpuint (request->flags, ==, 0);
}

typedef struct {
  const char *name;
  const char *text;
  guint       n_requests;
  guint       n_left_out;
  SgUsage     usage;
  gint64      stated_pico_usd;
} RecordCase;

static const RecordCase record_cases[] = {
  { "nothing-used", RECORD (NAMED), 1, 0, { 0 }, -1 },
  { "numbers-as-texts", RECORD (NAMED "," TEXT ("input_tokens", "3") "," TEXT ("cost_usd", "0.5")), 1, 0, { .input = 3 }, 500000000000 },
  { "int-as-text", RECORD (NAMED ",{\"key\":\"output_tokens\",\"value\":{\"intValue\":\"7\"}}"), 1, 0, { .output = 7 }, -1 },
  { "micros", RECORD (NAMED "," INT ("cost_usd_micros", "8222")), 1, 0, { 0 }, 8222000000 },
  { "the-cost-before-micros", RECORD (NAMED "," INT ("cost_usd_micros", "8222") "," DOUBLE ("cost_usd", "0.0082218")), 1, 0, { 0 }, 8221800000 },
  { "whole-writes-only", RECORD (NAMED "," INT ("cache_creation_tokens", "9")), 1, 0, { .write_5m = 9 }, -1 },
  { "writes-apart", RECORD (NAMED "," INT ("cache_creation_tokens", "9") "," INT ("cache_creation_1h_tokens", "4")), 1, 0, { .write_5m = 5, .write_1h = 4 }, -1 },
  { "negative", RECORD (NAMED "," INT ("input_tokens", "-3") "," DOUBLE ("cost_usd", "-1")), 1, 0, { 0 }, -1 },
  { "absurd", RECORD (NAMED "," INT ("input_tokens", "9e18") "," DOUBLE ("cost_usd", "1e300")), 1, 0, { .input = SG_USAGE_MAX_TOKENS }, -1 },
  { "not-a-number", RECORD (NAMED "," TEXT ("input_tokens", "nan") "," TEXT ("cost_usd", "inf")), 1, 0, { 0 }, -1 },
  { "no-request-id", RECORD (TEXT ("event.name", "api_request") "," INT ("input_tokens", "3")), 0, 1, { 0 }, 0 },
  { "empty-request-id", RECORD (TEXT ("event.name", "api_request") "," TEXT ("request_id", "")), 0, 1, { 0 }, 0 },
  { "request-id-of-another-type", RECORD (TEXT ("event.name", "api_request") "," INT ("request_id", "1")), 0, 1, { 0 }, 0 },
  { "an-error", RECORD (TEXT ("event.name", "api_error") "," TEXT ("request_id", "req_1")), 0, 0, { 0 }, 0 },
  { "named-in-the-body", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"observedTimeUnixNano\":1795258559087000000,"
    "\"body\":{\"stringValue\":\"claude_code.api_request\"},\"attributes\":[" TEXT ("request_id", "r") "]}]}]}]}", 1, 0, { 0 }, -1 },
  { "no-time", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"attributes\":[" NAMED "]}]}]}]}", 0, 1, { 0 }, 0 },
  { "time-of-the-event", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"0\",\"attributes\":[" NAMED ","
    TEXT ("event.timestamp", "2026-11-21T10:55:59.087Z") "]}]}]}]}", 1, 0, { 0 }, -1 },
  { "time-absurd", "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"9e40\",\"attributes\":[" NAMED "]}]}]}]}", 0, 1, { 0 }, 0 },
  { "nulls", "{\"resourceLogs\":[null,{\"scopeLogs\":null},{\"scopeLogs\":[{\"logRecords\":[null,3,{\"attributes\":[null,{\"key\":null}]}]}]}]}", 0, 0, { 0 }, 0 },
  { "empty", "{\"resourceLogs\":[]}", 0, 0, { 0 }, 0 },
};

static void
test_record (gconstpointer user_data)
{
  const RecordCase *c = user_data;
  g_autoptr (SgOtlpLogs) logs = parse (c->text);

  g_assert_cmpuint (logs->requests->len, ==, c->n_requests);
  g_assert_cmpuint (logs->n_left_out, ==, c->n_left_out);
  if (c->n_requests > 0) {
    const SgRequest *request = &g_array_index (logs->requests, SgRequest, 0);

    g_assert_cmpmem (&request->usage, sizeof (SgUsage), &c->usage, sizeof (SgUsage));
    g_assert_cmpint (request->stated_pico_usd, ==, c->stated_pico_usd);
    g_assert_cmpint (request->time_ms, ==, G_GINT64_CONSTANT (1795258559087));
  }
}

static void
test_a_fast_request_says_so (void)
{
  g_autoptr (SgOtlpLogs) logs = parse (RECORD (NAMED "," TEXT ("speed", "fast")));

  g_assert_cmpuint (g_array_index (logs->requests, SgRequest, 0).flags, ==, SG_REQUEST_FAST);
}

static void
test_real_metrics_are_read (void)
{
  g_autofree char *text = load ("metrics-second.json");
  g_autoptr (GError) error = NULL;
  SgOtlpMetrics metrics;

  g_assert_true (sg_otlp_parse_metrics (text, strlen (text), &metrics, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (metrics.n_points, ==, 5);
  g_assert_cmpuint (metrics.n_cumulative, ==, 0);
  g_assert_cmpuint (metrics.tokens, ==, 22628);
  g_assert_cmpint (metrics.cost_pico_usd, ==, G_GINT64_CONSTANT (18916000000));
}

static void
test_cumulative_metrics_are_not_added (void)
{
  g_autofree char *text = load ("metrics-second.json");
  g_auto (GStrv) parts = g_strsplit (text, "\"aggregationTemporality\":1", -1);
  g_autofree char *cumulative = g_strjoinv ("\"aggregationTemporality\":2", parts);
  SgOtlpMetrics metrics;

  g_assert_true (sg_otlp_parse_metrics (cumulative, strlen (cumulative), &metrics, NULL));
  g_assert_cmpuint (metrics.n_points, ==, 0);
  g_assert_cmpuint (metrics.n_cumulative, ==, 5);
  g_assert_cmpuint (metrics.tokens, ==, 0);
}

static void
test_no_otlp (void)
{
  const char *const texts[] = { "", "{", "[]", "null", "{}", "{\"resourceLogs\":{}}", "\x0a\x02\x08\x01", "{\"resourceMetrics\":null}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;
    SgOtlpMetrics metrics;

    g_assert_null (sg_otlp_parse_logs (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    g_assert_false (sg_otlp_parse_metrics (texts[i], strlen (texts[i]), &metrics, NULL));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/otlp/real-requests-are-read", test_real_requests_are_read);
  for (gsize i = 0; i < G_N_ELEMENTS (record_cases); i++) {
    g_autofree char *path = g_strconcat ("/otlp/record/", record_cases[i].name, NULL);

    g_test_add_data_func (path, &record_cases[i], test_record);
  }
  g_test_add_func ("/otlp/a-fast-request-says-so", test_a_fast_request_says_so);
  g_test_add_func ("/otlp/real-metrics-are-read", test_real_metrics_are_read);
  g_test_add_func ("/otlp/cumulative-metrics-are-not-added", test_cumulative_metrics_are_not_added);
  g_test_add_func ("/otlp/no-otlp", test_no_otlp);

  return g_test_run ();
}
