/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-telemetry-gate.h"

#define SECRET "/0123456789abcdef0123456789abcdef"
#define JSON "application/json"

typedef struct {
  const char     *name;
  SgTelemetryCall call;
  SoupStatus      status;
  SgTelemetryDoor door;
} Case;

static const Case cases[] = {
  { "logs", { TRUE, FALSE, "127.0.0.1:4318", "POST", SECRET "/v1/logs", JSON, FALSE, 100 }, SOUP_STATUS_NONE, SG_TELEMETRY_LOGS },
  { "metrics", { TRUE, FALSE, "localhost", "POST", SECRET "/v1/metrics", JSON, FALSE, 0 }, SOUP_STATUS_NONE, SG_TELEMETRY_METRICS },
  { "over-ipv6", { TRUE, FALSE, "[::1]:4318", "POST", SECRET "/v1/logs", JSON, FALSE, 4194304 }, SOUP_STATUS_NONE, SG_TELEMETRY_LOGS },
  { "prometheus", { TRUE, FALSE, "LocalHost:4318", "GET", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_NONE, SG_TELEMETRY_PROMETHEUS },
  { "not-loopback", { FALSE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, FALSE, 1 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "a-browser", { TRUE, TRUE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, FALSE, 1 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "a-rebound-name", { TRUE, FALSE, "evil.example:4318", "GET", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "a-name-that-begins-so", { TRUE, FALSE, "localhost.evil.example", "GET", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "a-number-that-begins-so", { TRUE, FALSE, "127.0.0.1.evil.example", "GET", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "no-host", { TRUE, FALSE, NULL, "GET", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_FORBIDDEN, SG_TELEMETRY_NOTHING },
  { "no-secret", { TRUE, FALSE, "127.0.0.1", "POST", "/v1/logs", JSON, FALSE, 1 }, SOUP_STATUS_NOT_FOUND, SG_TELEMETRY_NOTHING },
  { "half-the-secret", { TRUE, FALSE, "127.0.0.1", "POST", "/0123456789abcdef/v1/logs", JSON, FALSE, 1 }, SOUP_STATUS_NOT_FOUND, SG_TELEMETRY_NOTHING },
  { "the-secret-alone", { TRUE, FALSE, "127.0.0.1", "POST", SECRET, JSON, FALSE, 1 }, SOUP_STATUS_NOT_FOUND, SG_TELEMETRY_NOTHING },
  { "traces", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/traces", JSON, FALSE, 1 }, SOUP_STATUS_NOT_FOUND, SG_TELEMETRY_NOTHING },
  { "root", { TRUE, FALSE, "127.0.0.1", "GET", "/", NULL, FALSE, 0 }, SOUP_STATUS_NOT_FOUND, SG_TELEMETRY_NOTHING },
  { "got-not-posted", { TRUE, FALSE, "127.0.0.1", "GET", SECRET "/v1/logs", JSON, FALSE, 0 }, SOUP_STATUS_METHOD_NOT_ALLOWED, SG_TELEMETRY_LOGS },
  { "posted-not-got", { TRUE, FALSE, "127.0.0.1", "POST", "/metrics", NULL, FALSE, 0 }, SOUP_STATUS_METHOD_NOT_ALLOWED, SG_TELEMETRY_PROMETHEUS },
  { "protobuf", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", "application/x-protobuf", FALSE, 9 }, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, SG_TELEMETRY_LOGS },
  { "a-form", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", "text/plain", FALSE, 9 }, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, SG_TELEMETRY_LOGS },
  { "no-type", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", NULL, FALSE, 9 }, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, SG_TELEMETRY_LOGS },
  { "compressed", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, TRUE, 9 }, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, SG_TELEMETRY_LOGS },
  { "too-large", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, FALSE, 4194305 }, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, SG_TELEMETRY_LOGS },
  { "a-gigabyte", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, FALSE, 1073741824 }, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, SG_TELEMETRY_LOGS },
  { "less-than-nothing", { TRUE, FALSE, "127.0.0.1", "POST", SECRET "/v1/logs", JSON, FALSE, -1 }, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, SG_TELEMETRY_LOGS },
};

static void
test_judges (gconstpointer user_data)
{
  const Case *c = user_data;
  SgTelemetryDoor door;

  g_assert_cmpint (sg_telemetry_gate_judge (&c->call, SECRET, TRUE, &door), ==, c->status);
  g_assert_cmpint (door, ==, c->door);
}

static void
test_what_is_off_is_not_there (void)
{
  SgTelemetryDoor door;

  g_assert_cmpint (sg_telemetry_gate_judge (&cases[0].call, NULL, TRUE, &door), ==, SOUP_STATUS_NOT_FOUND);
  g_assert_cmpint (sg_telemetry_gate_judge (&cases[3].call, SECRET, FALSE, &door), ==, SOUP_STATUS_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/telemetry-gate/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_judges);
  }
  g_test_add_func ("/telemetry-gate/what-is-off-is-not-there", test_what_is_off_is_not_there);

  return g_test_run ();
}
