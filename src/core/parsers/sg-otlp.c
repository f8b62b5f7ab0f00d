/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OTLP/HTTP JSON, https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding: 64-bit numbers may be texts. */

#include "sg-otlp.h"

#include <math.h>
#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-money.h"
#include "sg-time.h"

#define API_REQUEST "api_request"
#define PREFIX "claude_code."
#define DELTA 1

/* 2020 and 2100: a clock that says otherwise says nothing. */
#define FIRST_MS G_GINT64_CONSTANT (1577836800000)
#define LAST_MS G_GINT64_CONSTANT (4102444800000)

/* Dearer than any request, or than what is used between two exports, can be. */
#define MAX_USD 1e3

typedef void (*LookAt) (JsonObject *object,
                        gpointer    user_data);

static void
for_each_object (JsonObject *object,
                 const char *member,
                 LookAt      look,
                 gpointer    user_data)
{
  JsonArray *array = sg_json_get_array (object, member);
  guint length = array ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++) {
    JsonObject *element = sg_json_array_get_object (array, i);

    if (element != NULL)
      look (element, user_data);
  }
}

static JsonObject *
find_attribute (JsonObject *object,
                const char *key)
{
  JsonArray *attributes = sg_json_get_array (object, "attributes");
  guint length = attributes ? json_array_get_length (attributes) : 0;

  for (guint i = 0; i < length; i++) {
    JsonObject *attribute = sg_json_array_get_object (attributes, i);

    if (g_strcmp0 (sg_json_get_string (attribute, "key"), key) == 0)
      return sg_json_get_object (attribute, "value");
  }

  return NULL;
}

static const char *
get_text (JsonObject *object,
          const char *key)
{
  return sg_json_get_string (find_attribute (object, key), "stringValue");
}

static SgSlice
get_slice (JsonObject *object,
           const char *key)
{
  const char *text = get_text (object, key);

  return (SgSlice) { text ? text : "", text ? strlen (text) : 0 };
}

static gboolean
read_number (JsonObject *value,
             const char *member,
             double     *number)
{
  const char *text = sg_json_get_string (value, member);
  char *end = NULL;

  if (text == NULL)
    return sg_json_get_double (value, member, number) && isfinite (*number);
  *number = g_ascii_strtod (text, &end);

  return *text != '\0' && *end == '\0' && isfinite (*number);
}

/* Versions differ in which kind of value they write the same number as. */
static gboolean
get_number (JsonObject *object,
            const char *key,
            double     *number)
{
  JsonObject *value = find_attribute (object, key);

  return value != NULL && (read_number (value, "intValue", number) || read_number (value, "doubleValue", number) ||
                           read_number (value, "stringValue", number));
}

static gint64
usd_to_pico (double usd)
{
  return usd >= 0.0 && usd <= MAX_USD ? (gint64) llround (usd * (double) SG_PICO_PER_USD) : SG_REQUEST_COST_UNSTATED;
}

static guint32
get_tokens (JsonObject *record,
            const char *key)
{
  double number;

  if (!get_number (record, key, &number) || number < 0.0)
    return 0;

  return (guint32) MIN (number, (double) SG_USAGE_MAX_TOKENS);
}

static void
read_usage (JsonObject *record,
            SgUsage    *usage)
{
  guint32 written = get_tokens (record, "cache_creation_tokens");

  usage->input = get_tokens (record, "input_tokens");
  usage->output = get_tokens (record, "output_tokens");
  usage->cache_read = get_tokens (record, "cache_read_tokens");
  usage->write_5m = get_tokens (record, "cache_creation_5m_tokens");
  usage->write_1h = get_tokens (record, "cache_creation_1h_tokens");
  /* Older versions tell the whole only. */
  if (written > usage->write_5m + usage->write_1h)
    usage->write_5m = written - usage->write_1h;
}

static gint64
read_time_ms (JsonObject *record)
{
  g_autoptr (GDateTime) stamp = NULL;
  const char *text = get_text (record, "event.timestamp");
  double nanoseconds;

  if (read_number (record, "timeUnixNano", &nanoseconds) || read_number (record, "observedTimeUnixNano", &nanoseconds)) {
    double ms = round (nanoseconds / 1e6);

    if (ms >= (double) FIRST_MS && ms <= (double) LAST_MS)
      return (gint64) ms;
  }
  stamp = text ? sg_time_parse (text) : NULL;

  return stamp ? g_date_time_to_unix (stamp) * 1000 + g_date_time_get_microsecond (stamp) / 1000 : 0;
}

static gint64
read_cost (JsonObject *record)
{
  double number;

  if (get_number (record, "cost_usd", &number))
    return usd_to_pico (number);

  return get_number (record, "cost_usd_micros", &number) ? usd_to_pico (number / 1e6) : SG_REQUEST_COST_UNSTATED;
}

static gboolean
is_api_request (JsonObject *record)
{
  const char *name = get_text (record, "event.name");

  if (name == NULL)
    name = sg_json_get_string (sg_json_get_object (record, "body"), "stringValue");
  if (name != NULL && g_str_has_prefix (name, PREFIX))
    name += strlen (PREFIX);

  return g_strcmp0 (name, API_REQUEST) == 0;
}

static void
read_record (JsonObject *record,
             gpointer    user_data)
{
  SgOtlpLogs *self = user_data;
  SgRequest request = { 0 };

  self->n_records++;
  if (!is_api_request (record))
    return;

  request.request_id = get_slice (record, "request_id");
  request.session = get_slice (record, "session.id");
  request.model = get_slice (record, "model");
  request.time_ms = read_time_ms (record);
  request.stated_pico_usd = read_cost (record);
  request.flags = g_strcmp0 (get_text (record, "speed"), "fast") == 0 ? SG_REQUEST_FAST : 0;
  read_usage (record, &request.usage);

  if (request.request_id.length > 0 && request.time_ms >= FIRST_MS && request.time_ms <= LAST_MS)
    g_array_append_val (self->requests, request);
  else
    self->n_left_out++;
}

static void
read_log_scope (JsonObject *scope,
                gpointer    logs)
{
  for_each_object (scope, "logRecords", read_record, logs);
}

static void
read_log_resource (JsonObject *resource,
                   gpointer    logs)
{
  for_each_object (resource, "scopeLogs", read_log_scope, logs);
}

static JsonNode *
parse_list (const char *text,
            gsize       length,
            const char *member,
            GError    **error)
{
  g_autoptr (JsonNode) root = sg_json_parse_object (text, length, error);

  if (root == NULL)
    return NULL;
  if (sg_json_get_array (json_node_get_object (root), member) == NULL) {
    g_set_error (error, SG_ERROR, SG_ERROR_BAD_DATA, "no %s", member);
    return NULL;
  }

  return g_steal_pointer (&root);
}

/**
 * sg_otlp_parse_logs:
 * @text: an ExportLogsServiceRequest as JSON, as Claude Code 2.1 posts it to `/v1/logs`
 *
 * A request that names no request id (as behind some gateways) cannot be told from what a
 * transcript says of it, and is left out.
 *
 * Returns: (transfer full): or %NULL with @error set to %SG_ERROR_BAD_DATA
 */
SgOtlpLogs *
sg_otlp_parse_logs (const char *text,
                    gsize       length,
                    GError    **error)
{
  JsonNode *root = parse_list (text, length, "resourceLogs", error);
  SgOtlpLogs *self;

  if (root == NULL)
    return NULL;

  self = g_new0 (SgOtlpLogs, 1);
  self->root = root;
  self->requests = g_array_new (FALSE, FALSE, sizeof (SgRequest));
  for_each_object (json_node_get_object (root), "resourceLogs", read_log_resource, self);

  return self;
}

void
sg_otlp_logs_free (SgOtlpLogs *self)
{
  g_array_unref (self->requests);
  json_node_unref (self->root);
  g_free (self);
}

typedef struct {
  SgOtlpMetrics *metrics;
  gboolean       cost;   /* else tokens */
} Counter;

static void
read_point (JsonObject *point,
            gpointer    user_data)
{
  Counter *counter = user_data;
  double number;

  if ((!read_number (point, "asDouble", &number) && !read_number (point, "asInt", &number)) || number < 0.0)
    return;

  counter->metrics->n_points++;
  if (counter->cost)
    counter->metrics->cost_pico_usd = MIN (counter->metrics->cost_pico_usd, G_MAXINT64 / 2) + MAX (usd_to_pico (number), 0);
  else
    counter->metrics->tokens += (guint64) MIN (number, (double) SG_USAGE_MAX_TOKENS);
}

static void
count_cumulative (JsonObject *point,
                  gpointer    metrics)
{
  ((SgOtlpMetrics *) metrics)->n_cumulative++;
}

static void
read_metric (JsonObject *metric,
             gpointer    metrics)
{
  const char *name = sg_json_get_string (metric, "name");
  JsonObject *sum = sg_json_get_object (metric, "sum");
  Counter counter = { metrics, g_strcmp0 (name, PREFIX "cost.usage") == 0 };
  gint64 temporality = 0;

  if (sum == NULL || (!counter.cost && g_strcmp0 (name, PREFIX "token.usage") != 0))
    return;

  sg_json_get_int (sum, "aggregationTemporality", &temporality);
  if (temporality == DELTA)
    for_each_object (sum, "dataPoints", read_point, &counter);
  else
    for_each_object (sum, "dataPoints", count_cumulative, metrics);
}

static void
read_metric_scope (JsonObject *scope,
                   gpointer    metrics)
{
  for_each_object (scope, "metrics", read_metric, metrics);
}

static void
read_metric_resource (JsonObject *resource,
                      gpointer    metrics)
{
  for_each_object (resource, "scopeMetrics", read_metric_scope, metrics);
}

/**
 * sg_otlp_parse_metrics:
 * @text: an ExportMetricsServiceRequest as JSON, as Claude Code 2.1 posts it to `/v1/metrics`
 * @metrics: (out):
 *
 * They count the tokens of the logs a second time, and name no request.
 *
 * Returns: %FALSE with @error set to %SG_ERROR_BAD_DATA
 */
gboolean
sg_otlp_parse_metrics (const char    *text,
                       gsize          length,
                       SgOtlpMetrics *metrics,
                       GError       **error)
{
  g_autoptr (JsonNode) root = parse_list (text, length, "resourceMetrics", error);

  *metrics = (SgOtlpMetrics) { 0 };
  if (root == NULL)
    return FALSE;
  for_each_object (json_node_get_object (root), "resourceMetrics", read_metric_resource, metrics);

  return TRUE;
}
