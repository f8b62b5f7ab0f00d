/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "samples.h"
#include "sg-error.h"
#include "sg-claude-folder.h"
#include "sg-statusline.h"

#define AS_OF_MS G_GINT64_CONSTANT (1795262400123)
#define LIMITS(five, seven) "{\"session_id\":\"s-1\",\"rate_limits\":{\"five_hour\":" five ",\"seven_day\":" seven "}}"
#define WINDOW(percent, reset) "{\"used_percentage\":" percent ",\"resets_at\":" reset "}"

typedef struct {
  const char *name;
  const char *text;
  double      session_percent;   /* -1 is not known */
  gint64      session_reset;     /* 0 is not known */
  double      week_percent;
} LimitCase;

static const LimitCase limit_cases[] = {
  { "both", LIMITS (WINDOW ("37.4", "1795269000"), WINDOW ("52.0", "1795510800")), 37.4, 1795269000, 52.0 },
  { "one", "{\"rate_limits\":{\"seven_day\":" WINDOW ("52", "1795510800") "}}", -1, 0, 52.0 },
  { "nothing-used", LIMITS (WINDOW ("0", "null"), WINDOW ("0", "0")), 0.0, 0, 0.0 },
  { "over-full", LIMITS (WINDOW ("104.2", "1795269000"), "null"), 104.2, 1795269000, -1 },
  { "no-limits", "{\"session_id\":\"s-1\"}", -1, 0, -1 },
  { "null-limits", "{\"rate_limits\":null}", -1, 0, -1 },
  { "limits-of-another-type", "{\"rate_limits\":[1,{}]}", -1, 0, -1 },
  { "window-of-another-type", LIMITS ("37", "\"52\""), -1, 0, -1 },
  { "percent-of-another-type", LIMITS (WINDOW ("\"37\"", "1"), WINDOW ("true", "1")), -1, 0, -1 },
  { "percent-null", LIMITS (WINDOW ("null", "1795269000"), WINDOW ("52", "1795510800")), -1, 0, 52.0 },
  { "percent-negative", LIMITS (WINDOW ("-1", "1795269000"), "{}"), -1, 0, -1 },
  { "percent-absurd", LIMITS (WINDOW ("1e9", "1795269000"), WINDOW ("1e999", "1")), -1, 0, -1 },
  { "reset-in-milliseconds", LIMITS (WINDOW ("37", "1795269000000"), "{}"), 37.0, 1795269000, -1 },
  { "reset-as-text", LIMITS (WINDOW ("37", "\"2026-11-21T13:50:00Z\""), "{}"), 37.0, 1795269000, -1 },
  { "reset-wobbles", LIMITS (WINDOW ("37", "1795269000.9"), "{}"), 37.0, 1795269000, -1 },
  { "reset-absurd", LIMITS (WINDOW ("37", "1e300"), "{}"), 37.0, 0, -1 },
  { "reset-before-time", LIMITS (WINDOW ("37", "-5"), "{}"), 37.0, 0, -1 },
  { "the-last-of-two", "{\"rate_limits\":{\"five_hour\":" WINDOW ("1", "0") ",\"five_hour\":" WINDOW ("2", "0") "}}", 2.0, 0, -1 },
  { "a-window-more", "{\"rate_limits\":{\"spend_limit\":{\"used_percentage\":9},\"five_hour\":" WINDOW ("2", "0") "}}", 2.0, 0, -1 },
};

static void
assert_limit (const SgStatusline *statusline,
              SgLimitKind         kind,
              double              percent,
              gint64              reset)
{
  g_autoptr (SgLimit) limit = sg_statusline_get_limit (statusline, kind);

  if (percent < 0.0) {
    g_assert_null (limit);
    return;
  }

  g_assert_cmpfloat (limit->used_percent, ==, percent);
  g_assert_cmpint (limit->origin, ==, SG_ORIGIN_STATUSLINE);
  g_assert_cmpint (g_date_time_to_unix (limit->as_of), ==, statusline->as_of_ms / 1000);
  g_assert_cmpint (limit->resets_at ? g_date_time_to_unix (limit->resets_at) : 0, ==, reset);
}

/* What is kept says the same again. */
static void
assert_capture (const SgStatusline *statusline)
{
  g_autofree char *text = sg_statusline_to_capture (statusline);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgStatusline) again = sg_statusline_parse_capture (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (sg_statusline_says_the_same (statusline, again));
  g_assert_cmpint (again->as_of_ms, ==, statusline->as_of_ms);
  g_assert_cmpstr (again->session_id, ==, statusline->session_id);
  g_assert_cmpstr (again->model_id, ==, statusline->model_id);
}

static void
test_limits (gconstpointer user_data)
{
  const LimitCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgStatusline) statusline = sg_statusline_parse (c->text, strlen (c->text), AS_OF_MS, &error);

  g_assert_no_error (error);
  g_assert_cmpint (statusline->as_of_ms, ==, AS_OF_MS);
  g_assert_true (sg_statusline_has_limits (statusline) == (c->session_percent >= 0.0 || c->week_percent >= 0.0));
  assert_limit (statusline, SG_LIMIT_SESSION, c->session_percent, c->session_reset);
  g_assert_cmpfloat (statusline->seven_day.used_percent, ==, c->week_percent);
  assert_capture (statusline);
}

typedef struct {
  const char *name;
  const char *text;
  gint64      cost_pico_usd;
  const char *session_id;
  const char *model_id;
  const char *model_name;
} RestCase;

static const RestCase rest_cases[] = {
  { "all", "{\"session_id\":\"3019d93f-f2f1\",\"model\":{\"id\":\"claude-opus-5-5\",\"display_name\":\"Opus 5.5\"},"
    "\"cost\":{\"total_cost_usd\":0.06140860000000001}}", 61408600000, "3019d93f-f2f1", "claude-opus-5-5", "Opus 5.5" },
  { "nothing", "{}", -1, NULL, NULL, NULL },
  { "cost-nothing", "{\"cost\":{\"total_cost_usd\":0}}", 0, NULL, NULL, NULL },
  { "cost-negative", "{\"cost\":{\"total_cost_usd\":-1}}", -1, NULL, NULL, NULL },
  { "cost-absurd", "{\"cost\":{\"total_cost_usd\":1e30}}", -1, NULL, NULL, NULL },
  { "cost-of-another-type", "{\"cost\":7}", -1, NULL, NULL, NULL },
  { "session-leads-out", "{\"session_id\":\"../../x\"}", -1, NULL, NULL, NULL },
  { "session-hidden", "{\"session_id\":\".x\"}", -1, NULL, NULL, NULL },
  { "session-empty", "{\"session_id\":\"\"}", -1, NULL, NULL, NULL },
  { "session-with-nul", "{\"session_id\":\"a\\u0000b\"}", -1, NULL, NULL, NULL },
  { "session-long", "{\"session_id\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}", -1, NULL, NULL, NULL },
  { "session-a-number", "{\"session_id\":7}", -1, NULL, NULL, NULL },
  { "model-with-context", "{\"model\":{\"id\":\"claude-sonnet-5[1m]\"}}", -1, NULL, "claude-sonnet-5[1m]", "claude-sonnet-5[1m]" },
  { "model-with-quote", "{\"model\":{\"id\":\"a\\\"b\",\"display_name\":\"a\\u001b[31mb\"}}", -1, NULL, NULL, "a [31mb" },
  { "model-of-another-type", "{\"model\":\"opus\"}", -1, NULL, NULL, NULL },
};

static void
test_rest (gconstpointer user_data)
{
  const RestCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgStatusline) statusline = sg_statusline_parse (c->text, strlen (c->text), AS_OF_MS, &error);

  g_assert_no_error (error);
  g_assert_cmpint (statusline->cost_pico_usd, ==, c->cost_pico_usd);
  g_assert_cmpstr (statusline->session_id, ==, c->session_id);
  g_assert_cmpstr (statusline->model_id, ==, c->model_id);
  g_assert_cmpstr (statusline->model_name, ==, c->model_name);
  assert_capture (statusline);
}

static void
test_what_is_no_object_is_refused (void)
{
  static const char *const texts[] = { "", "null", "[]", "7", "{", "{\"session_id\":\"s-1\"", "{}{}", "{\"a\" 1}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sg_statusline_parse (texts[i], strlen (texts[i]), AS_OF_MS, &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  }
}

static void
test_a_capture_without_age_is_refused (void)
{
  static const char *const texts[] = { "{}", "{\"as_of_ms\":0}", "{\"as_of_ms\":-1}", "{\"as_of_ms\":null}", "{\"as_of_ms\":1e300}", "" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sg_statusline_parse_capture (texts[i], strlen (texts[i]), &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  }
}

static void
test_megabytes_are_refused (void)
{
  g_autofree char *text = g_strnfill (SG_STATUSLINE_MAX_BYTES + 1, ' ');
  g_autoptr (GError) error = NULL;

  g_assert_null (sg_statusline_parse (text, SG_STATUSLINE_MAX_BYTES + 1, AS_OF_MS, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_TOO_LARGE);
}

static void
look_at_line (const char *line,
              gsize       length,
              gpointer    user_data)
{
  guint *n_with_limits = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgStatusline) statusline = sg_statusline_parse (line, length, AS_OF_MS, &error);

  if (length == 0)
    return;

  g_assert_no_error (error);
  g_assert_cmpstr (statusline->session_id, ==, "3019d93f-f2f1-4f4c-97ed-afef55086221");
  g_assert_cmpstr (statusline->model_id, ==, "claude-opus-5-5");
  g_assert_cmpstr (statusline->model_name, ==, "Opus 5.5");
  g_assert_cmpint (statusline->cost_pico_usd, >=, 0);
  g_assert_cmpint (statusline->api_ms, >=, 0);
  assert_capture (statusline);
  *n_with_limits += sg_statusline_has_limits (statusline);
}

static void
test_real_captures (void)
{
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "data", "statusline", NULL);
  guint n_with_limits = 0;

  for_each_sample_line (folder, look_at_line, &n_with_limits);
  g_assert_cmpuint (n_with_limits, ==, 1);
}

static void
test_folder_of_the_session (void)
{
  static const char *const paths[][2] = {
    { "/home/a/.claude-work/projects/-home-a-p/s.jsonl", "/home/a/.claude-work" },
    { "/projects/projects/p/s.jsonl", "/projects" },
    { "/projects/p/s.jsonl", NULL },
    { "nowhere", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *text = g_strdup_printf ("{\"transcript_path\":\"%s\"}", paths[i][0]);
    g_autoptr (SgStatusline) parsed = sg_statusline_parse (text, strlen (text), 1, NULL);
    g_autofree char *capture = sg_statusline_to_capture (parsed);
    g_autoptr (SgStatusline) kept = sg_statusline_parse_capture (capture, strlen (capture), NULL);
    g_autofree char *expected = paths[i][1] ? sg_claude_folder_profile_of (paths[i][1]) : NULL;

    g_assert_cmpstr (parsed->folder, ==, expected);
    g_assert_cmpstr (kept->folder, ==, expected);
    g_assert_null (strstr (capture, "/"));
  }
}

/* Found by fuzzing: a number of so many digits was read again as another. */
static void
test_a_dear_session_is_kept_as_it_is (void)
{
  const char *costs[] = { "4168.6", "4168.600000000001", "999999.9999999999", "0.1", "0.30000000000000004", "1e-9" };

  for (gsize i = 0; i < G_N_ELEMENTS (costs); i++) {
    g_autofree char *text = g_strdup_printf ("{\"cost\":{\"total_cost_usd\":%s}}", costs[i]);
    g_autoptr (SgStatusline) statusline = sg_statusline_parse (text, strlen (text), 1795262400123, NULL);
    g_autofree char *capture = sg_statusline_to_capture (statusline);
    g_autoptr (SgStatusline) again = sg_statusline_parse_capture (capture, strlen (capture), NULL);

    g_assert_cmpint (statusline->cost_pico_usd, >, 0);
    g_assert_true (sg_statusline_says_the_same (statusline, again));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (limit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/statusline/limits/%s", limit_cases[i].name);
    g_test_add_data_func (path, &limit_cases[i], test_limits);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (rest_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/statusline/rest/%s", rest_cases[i].name);
    g_test_add_data_func (path, &rest_cases[i], test_rest);
  }
  g_test_add_func ("/statusline/what-is-no-object-is-refused", test_what_is_no_object_is_refused);
  g_test_add_func ("/statusline/a-capture-without-age-is-refused", test_a_capture_without_age_is_refused);
  g_test_add_func ("/statusline/megabytes-are-refused", test_megabytes_are_refused);
  g_test_add_func ("/statusline/real-captures", test_real_captures);
  g_test_add_func ("/statusline/dear-session", test_a_dear_session_is_kept_as_it_is);
  g_test_add_func ("/statusline/folder-of-the-session", test_folder_of_the_session);

  return g_test_run ();
}
