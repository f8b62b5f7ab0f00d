/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-alert-json.h"
#include "sg-json.h"
#include "sg-webhook-text.h"

typedef struct {
  GDateTime *now;
  GPtrArray *alerts;
} Fixture;

static void
add (Fixture    *f,
     const char *label,
     double      used_percent,
     guint       threshold)
{
  g_autoptr (GDateTime) reset = g_date_time_add_hours (f->now, 2);
  g_autoptr (SgLimit) limit = sg_limit_new ("weekly:X", SG_LIMIT_SCOPED, label, used_percent, reset, SG_ORIGIN_ENDPOINT, f->now);

  g_ptr_array_add (f->alerts, sg_alert_new (SG_ALERT_THRESHOLD, limit, threshold));
}

static void
set_up (Fixture      *f,
        gconstpointer unused)
{
  f->now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0.0);
  f->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_alert_free);
}

static void
tear_down (Fixture      *f,
           gconstpointer unused)
{
  g_date_time_unref (f->now);
  g_ptr_array_unref (f->alerts);
}

static JsonNode *
text_of (Fixture      *f,
         SgWebhookForm form)
{
  g_autofree char *text = sg_webhook_text (form, f->alerts, 77, f->now);
  JsonNode *node = sg_json_parse_object (text, strlen (text), NULL);

  g_assert_nonnull (node);

  return node;
}

static void
test_slack_gets_a_text_that_calls_nobody (Fixture      *f,
                                          gconstpointer unused)
{
  g_autoptr (JsonNode) node = NULL;
  const char *text;

  add (f, "<!channel> & co", 91.0, 90);
  node = text_of (f, SG_WEBHOOK_SLACK);
  text = sg_json_get_string (json_node_get_object (node), "text");
  g_assert_nonnull (strstr (text, "*Week, &lt;!channel&gt; &amp; co: over 90 %*"));
  g_assert_null (strchr (text, '<'));
}

static void
test_discord_gets_a_short_one_that_pings_nobody (Fixture      *f,
                                                 gconstpointer unused)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;
  JsonArray *parse;
  const char *content;

  add (f, "@everyone", 91.0, 90);
  node = text_of (f, SG_WEBHOOK_DISCORD);
  object = json_node_get_object (node);
  content = sg_json_get_string (object, "content");
  parse = sg_json_get_array (sg_json_get_object (object, "allowed_mentions"), "parse");
  g_assert_nonnull (strstr (content, "over 90 %"));
  g_assert_cmpint (g_utf8_strlen (content, -1), <=, 2000);
  g_assert_nonnull (parse);
  g_assert_cmpuint (json_array_get_length (parse), ==, 0);
}

static void
test_plain_json_has_every_alert (Fixture      *f,
                                 gconstpointer unused)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object, *alert, *limit;
  double percent = 0.0;
  gint64 number = 0;

  for (guint i = 0; i < 20; i++)
    add (f, "X", 91.5, 90);
  node = text_of (f, SG_WEBHOOK_JSON);
  object = json_node_get_object (node);
  g_assert_cmpuint (json_array_get_length (sg_json_get_array (object, "alerts")), ==, 20);
  g_assert_true (sg_json_get_int (object, "id", &number));
  g_assert_cmpint (number, ==, 77);
  alert = sg_json_array_get_object (sg_json_get_array (object, "alerts"), 0);
  limit = sg_json_get_object (alert, "limit");
  g_assert_cmpstr (sg_json_get_string (alert, "kind"), ==, "threshold");
  g_assert_cmpstr (sg_json_get_string (limit, "id"), ==, "weekly:X");
  g_assert_true (sg_json_get_double (limit, "used_percent", &percent));
  g_assert_cmpfloat (percent, ==, 91.5);
  g_assert_true (sg_json_get_int (limit, "resets_at", &number));
  g_assert_cmpint (number, ==, g_date_time_to_unix (f->now) + 7200);
}

static void
test_a_command_inherits_no_key (Fixture      *f,
                                gconstpointer unused)
{
  const char *const before[] = {
    "PATH=/bin", "ANTHROPIC_ADMIN_API_KEY=sk-ant-admin01-x", "ANTHROPIC_API_KEY=sk-ant-api03-x", "ANTHROPIC_AUTH_TOKEN=t",
    "CLAUDE_CODE_OAUTH_TOKEN=t", NULL,
  };
  g_auto (GStrv) environment = NULL;
  g_autofree char *text = NULL;

  add (f, "X", 91.5, 90);
  environment = sg_alert_to_environment (g_ptr_array_index (f->alerts, 0), 77, before, f->now);
  text = g_strjoinv ("\n", environment);
  g_assert_null (strstr (text, "sk-ant"));
  g_assert_null (strstr (text, "TOKEN"));
  g_assert_cmpstr (g_environ_getenv (environment, "PATH"), ==, "/bin");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_ALERT"), ==, "threshold");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_LIMIT"), ==, "weekly:X");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_PERCENT"), ==, "91");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_THRESHOLD"), ==, "90");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_ALERT_ID"), ==, "77");
}

static void
test_a_command_is_told_whose_limit_it_is (Fixture      *f,
                                          gconstpointer unused)
{
  const char *const before[] = { NULL };
  g_auto (GStrv) alone = NULL;
  g_auto (GStrv) environment = NULL;
  g_autofree char *text = NULL;
  SgAlert *alert;

  add (f, "X", 91.5, 90);
  alert = g_ptr_array_index (f->alerts, 0);
  alone = sg_alert_to_environment (alert, 77, before, f->now);
  alert->profile_id = g_strdup ("main");
  alert->profile_name = g_strdup ("Looms");
  environment = sg_alert_to_environment (alert, 77, before, f->now);
  text = sg_alert_to_json_text (alert, 77, f->now);

  g_assert_false (g_str_has_prefix (g_environ_getenv (alone, "SANDGLASS_TITLE"), "Looms"));
  g_assert_null (g_environ_getenv (alone, "SANDGLASS_PROFILE_NAME"));
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_TITLE"), ==, "Looms: Week, X: over 90 %");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_PROFILE"), ==, "main");
  g_assert_cmpstr (g_environ_getenv (environment, "SANDGLASS_PROFILE_NAME"), ==, "Looms");
  g_assert_nonnull (strstr (text, "\"title\":\"Looms: Week, X: over 90 %\""));
}

#define ADD(name, function) g_test_add ("/webhook-text/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("slack-gets-a-text-that-calls-nobody", test_slack_gets_a_text_that_calls_nobody);
  ADD ("discord-gets-a-short-one-that-pings-nobody", test_discord_gets_a_short_one_that_pings_nobody);
  ADD ("plain-json-has-every-alert", test_plain_json_has_every_alert);
  ADD ("a-command-inherits-no-key", test_a_command_inherits_no_key);
  ADD ("a-command-is-told-whose-limit-it-is", test_a_command_is_told_whose_limit_it_is);

  return g_test_run ();
}
