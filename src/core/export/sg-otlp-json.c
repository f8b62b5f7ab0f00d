/* SPDX-License-Identifier: GPL-3.0-or-later */

/* https://opentelemetry.io/docs/specs/otlp/#otlphttp: an ExportMetricsServiceRequest, and its answer. */

#include "sg-otlp-json.h"

#include "sg-config.h"
#include "sg-error.h"
#include "sg-json.h"

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
begin_list (JsonBuilder *builder,
            const char  *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
}

static void
begin_member (JsonBuilder *builder,
              const char  *member)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
}

static void
add_attribute (JsonBuilder *builder,
               const char  *key,
               const char  *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  json_builder_begin_object (builder);
  add_text (builder, "key", key);
  begin_member (builder, "value");
  add_text (builder, "stringValue", valid);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_sample (JsonBuilder          *builder,
            const SgMetricSample *sample,
            const char           *nanoseconds)
{
  json_builder_begin_object (builder);
  begin_list (builder, "attributes");
  for (guint i = 0; sample->labels[i] != NULL; i += 2)
    add_attribute (builder, sample->labels[i], sample->labels[i + 1]);
  json_builder_end_array (builder);
  add_text (builder, "timeUnixNano", nanoseconds);
  json_builder_set_member_name (builder, "asDouble");
  json_builder_add_double_value (builder, sample->value);
  json_builder_end_object (builder);
}

static void
add_metric (JsonBuilder    *builder,
            const SgMetric *metric,
            const char     *nanoseconds)
{
  json_builder_begin_object (builder);
  add_text (builder, "name", metric->name);
  add_text (builder, "description", metric->help);
  begin_member (builder, "gauge");
  begin_list (builder, "dataPoints");
  for (guint i = 0; i < metric->samples->len; i++)
    add_sample (builder, g_ptr_array_index (metric->samples, i), nanoseconds);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_resource (JsonBuilder *builder,
              const char  *host)
{
  begin_member (builder, "resource");
  begin_list (builder, "attributes");
  add_attribute (builder, "service.name", "sandglass");
  add_attribute (builder, "service.version", VERSION);
  add_attribute (builder, "host.name", host);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_scope (JsonBuilder       *builder,
           const SgMetricSet *set)
{
  g_autofree char *nanoseconds = g_strdup_printf ("%" G_GINT64_FORMAT "%06d000", g_date_time_to_unix (set->as_of),
                                                  g_date_time_get_microsecond (set->as_of));

  begin_list (builder, "scopeMetrics");
  json_builder_begin_object (builder);
  begin_member (builder, "scope");
  add_text (builder, "name", "sandglass");
  add_text (builder, "version", VERSION);
  json_builder_end_object (builder);
  begin_list (builder, "metrics");
  for (guint i = 0; i < set->metrics->len; i++)
    add_metric (builder, g_ptr_array_index (set->metrics, i), nanoseconds);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
}

/**
 * sg_otlp_json:
 * @host: tells this machine from others
 *
 * Returns: (transfer full): what is posted to `/v1/metrics` of a collector
 */
char *
sg_otlp_json (const SgMetricSet *set,
              const char        *host)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  begin_list (builder, "resourceMetrics");
  json_builder_begin_object (builder);
  add_resource (builder, host);
  add_scope (builder, set);
  json_builder_end_object (builder);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

/**
 * sg_otlp_json_check_reply:
 * @text: what a collector answered with 200; may be empty
 *
 * Returns: %FALSE with @error set when it says that it did not take all
 */
gboolean
sg_otlp_json_check_reply (const char *text,
                          gsize       length,
                          GError    **error)
{
  g_autoptr (JsonNode) root = length > 0 ? sg_json_parse_object (text, length, NULL) : NULL;
  JsonObject *partial = root ? sg_json_get_object (json_node_get_object (root), "partialSuccess") : NULL;
  const char *number = sg_json_get_string (partial, "rejectedDataPoints");
  gint64 n_rejected = number ? g_ascii_strtoll (number, NULL, 10) : 0;

  if (partial != NULL && number == NULL)
    sg_json_get_int (partial, "rejectedDataPoints", &n_rejected);
  if (n_rejected <= 0)
    return TRUE;

  g_set_error (error, SG_ERROR, SG_ERROR_UNEXPECTED_ANSWER, "%" G_GINT64_FORMAT " values were refused", n_rejected);

  return FALSE;
}
