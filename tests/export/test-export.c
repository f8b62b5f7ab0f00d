/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-otlp-json.h"
#include "sg-prometheus-text.h"
#include "sg-sample.h"

static SgMetricSet *
set_of (SgUsageModel *model,
        GDateTime    *now)
{
  SgMetricSet *set = sg_metric_set_new (now);

  sg_metric_set_add_profile (set, "main", model);

  return set;
}

static char *
text_of (const char *sample)
{
  g_autoptr (SgUsageModel) model = sg_sample_new (sample);
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgMetricSet) set = set_of (model, now);

  return sg_prometheus_text (set);
}

#define NAME "[a-zA-Z_:][a-zA-Z0-9_:]*"
#define LABEL "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\""
#define SAMPLE "^(" NAME ")(\\{" LABEL "(?:," LABEL ")*\\})? (-?[0-9]+(?:\\.[0-9]+)?(?:e[+-]?[0-9]+)?)$"

/* Version 0.0.4, stricter than scrapers are: HELP, TYPE and then all samples of one metric, each once. */
static void
assert_strict (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new (SAMPLE, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *name = NULL;
  guint i;

  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (i = 0; lines[i + 1] != NULL; i++) {
    g_autoptr (GMatchInfo) match = NULL;
    g_autofree char *found = NULL;
    g_auto (GStrv) words = g_strsplit (lines[i], " ", 4);

    if (g_str_has_prefix (lines[i], "# HELP ")) {
      g_autofree char *type = g_strdup_printf ("# TYPE %s gauge", words[2]);

      g_free (name);
      name = g_strdup (words[2]);
      g_assert_true (g_hash_table_add (seen, g_strdup (name)));
      g_assert_cmpstr (lines[++i], ==, type);
      g_assert_true (g_str_has_prefix (lines[i + 1], name));
      continue;
    }
    if (!g_regex_match (regex, lines[i], 0, &match))
      g_error ("not a sample: %s", lines[i]);
    found = g_match_info_fetch (match, 1);
    g_assert_cmpstr (found, ==, name);
    *strrchr (lines[i], ' ') = '\0';
    g_assert_true (g_hash_table_add (seen, g_strdup (lines[i])));
  }
  g_assert_cmpstr (lines[i], ==, "");
}

static void
test_every_sample_is_strict (void)
{
  g_auto (GStrv) names = sg_sample_dup_names (FALSE);

  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *text = text_of (names[i]);

    assert_strict (text);
  }
}

static void
assert_has (const char *text,
            const char *line)
{
  g_autofree char *whole = g_strconcat ("\n", line, "\n", NULL);

  if (strstr (text, whole) == NULL)
    g_error ("no line “%s” in:\n%s", line, text);
}

static void
test_what_is_known_is_there (void)
{
  g_autofree char *text = text_of ("normal");

  assert_has (text, "sandglass_cost_usd{model=\"Opus 5.5\",period=\"today\",profile=\"main\"} 3.2");
  assert_has (text, "sandglass_cost_usd{model=\"Opus 5.5\",period=\"month\",profile=\"main\"} 36.1");
  assert_has (text, "sandglass_tokens{model=\"claude-ibis-6\",period=\"today\",profile=\"main\"} 4000");
  assert_has (text, "sandglass_unpriced_requests{period=\"today\",profile=\"main\"} 1");
  assert_has (text, "sandglass_sessions{period=\"today\",profile=\"main\"} 12");
  assert_has (text, "sandglass_source_up{source=\"demo\",profile=\"main\"} 1");
  g_assert_nonnull (strstr (text, "sandglass_limit_used_percent{limit=\"session\",profile=\"main\"} "));
  g_assert_nonnull (strstr (text, "sandglass_limit_reset_timestamp_seconds{limit=\"weekly:Fable\",profile=\"main\"} 1"));
}

static void
test_what_is_not_known_is_not_there (void)
{
  g_autofree char *normal = text_of ("normal");
  g_autofree char *reset = text_of ("reset");
  g_autofree char *nothing = text_of ("no-data");

  g_assert_null (strstr (normal, "sandglass_cost_usd{model=\"claude-ibis-6\""));
  g_assert_null (strstr (reset, "{limit=\"session\""));
  g_assert_nonnull (strstr (reset, "{limit=\"weekly\""));
  g_assert_null (strstr (nothing, "sandglass_limit"));
  g_assert_null (strstr (nothing, "sandglass_cost"));
  g_assert_nonnull (strstr (nothing, "sandglass_build_info"));
}

static void
test_any_name_is_quoted (void)
{
  g_autoptr (SgUsageModel) model = sg_usage_model_new ();
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgReading) reading = sg_reading_new (SG_ORIGIN_ENDPOINT, now);
  g_autoptr (SgMetricSet) set = NULL;
  g_autofree char *text = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;

  reading->costs = sg_cost_summary_new (SG_ORIGIN_TRANSCRIPTS, now);
  g_ptr_array_add (reading->costs->models_today, sg_model_cost_new ("a\"b\\c\nd\x01", TRUE, 1, 2));
  sg_usage_model_apply (model, reading);
  set = set_of (model, now);
  text = sg_prometheus_text (set);
  json = sg_otlp_json (set, "host \"1\"");
  root = sg_json_parse_object (json, strlen (json), NULL);

  assert_strict (text);
  assert_has (text, "sandglass_cost_usd{model=\"a\\\"b\\\\c\\nd\x01\",period=\"today\",profile=\"main\"} 1e-12");
  g_assert_nonnull (root);
}

static JsonObject *
first_object (JsonObject *object,
              const char *member)
{
  JsonArray *array = sg_json_get_array (object, member);

  g_assert_nonnull (array);

  return sg_json_array_get_object (array, 0);
}

static void
test_otlp_says_the_same (void)
{
  g_autoptr (SgUsageModel) model = sg_sample_new ("normal");
  g_autoptr (GDateTime) now = sg_sample_now ();
  g_autoptr (SgMetricSet) set = set_of (model, now);
  g_autofree char *json = sg_otlp_json (set, "desk");
  g_autoptr (JsonNode) root = sg_json_parse_object (json, strlen (json), NULL);
  JsonObject *scope = first_object (first_object (json_node_get_object (root), "resourceMetrics"), "scopeMetrics");
  JsonArray *metrics = sg_json_get_array (scope, "metrics");

  g_assert_cmpuint (json_array_get_length (metrics), ==, set->metrics->len);
  for (guint i = 0; i < set->metrics->len; i++) {
    const SgMetric *metric = g_ptr_array_index (set->metrics, i);
    const SgMetricSample *sample = g_ptr_array_index (metric->samples, 0);
    JsonObject *object = sg_json_array_get_object (metrics, i);
    JsonObject *point = first_object (sg_json_get_object (object, "gauge"), "dataPoints");
    double value = -1.0;

    g_assert_cmpstr (sg_json_get_string (object, "name"), ==, metric->name);
    g_assert_true (sg_json_get_double (point, "asDouble", &value));
    g_assert_cmpfloat (value, ==, sample->value);
    g_assert_cmpstr (sg_json_get_string (point, "timeUnixNano"), ==, "1770035760000000000");
    g_assert_cmpuint (json_array_get_length (sg_json_get_array (point, "attributes")), ==, g_strv_length (sample->labels) / 2);
  }
}

static void
test_a_partial_success_is_a_failure (void)
{
  static const struct {
    const char *text;
    gboolean    taken;
  } replies[] = {
    { "", TRUE }, { "{}", TRUE }, { "ok", TRUE }, { "{\"partialSuccess\":{}}", TRUE },
    { "{\"partialSuccess\":{\"rejectedDataPoints\":\"0\",\"errorMessage\":\"hm\"}}", TRUE },
    { "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\"}}", FALSE },
    { "{\"partialSuccess\":{\"rejectedDataPoints\":1}}", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (replies); i++)
    g_assert_cmpint (sg_otlp_json_check_reply (replies[i].text, strlen (replies[i].text), NULL), ==, replies[i].taken);
}

static void
test_the_dashboard_asks_for_what_there_is (void)
{
  g_autofree char *text = text_of ("normal");
  g_autofree char *dashboard = NULL;
  g_autoptr (GRegex) regex = g_regex_new ("sandglass_[a-z_]+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (JsonNode) root = NULL;
  guint n_metrics = 0;
  gsize length;

  g_assert_true (g_file_get_contents (g_getenv ("SANDGLASS_DASHBOARD"), &dashboard, &length, NULL));
  root = sg_json_parse_object (dashboard, length, NULL);
  g_assert_nonnull (root);
  for (g_regex_match (regex, dashboard, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL)) {
    g_autofree char *name = g_match_info_fetch (match, 0);
    g_autofree char *type = g_strdup_printf ("# TYPE %s gauge", name);

    assert_has (text, type);
    n_metrics++;
  }
  g_assert_cmpuint (n_metrics, >=, 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/every-sample-is-strict", test_every_sample_is_strict);
  g_test_add_func ("/export/what-is-known-is-there", test_what_is_known_is_there);
  g_test_add_func ("/export/what-is-not-known-is-not-there", test_what_is_not_known_is_not_there);
  g_test_add_func ("/export/any-name-is-quoted", test_any_name_is_quoted);
  g_test_add_func ("/export/otlp-says-the-same", test_otlp_says_the_same);
  g_test_add_func ("/export/a-partial-success-is-a-failure", test_a_partial_success_is_a_failure);
  g_test_add_func ("/export/the-dashboard-asks-for-what-there-is", test_the_dashboard_asks_for_what_there_is);

  return g_test_run ();
}
