/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-anthropic-double.h"
#include "sg-endpoint-source.h"
#include "sg-http.h"
#include "sg-time.h"
#include "source-testing.h"

/* noon () is 1795262400 */
#define LOGIN(token, expires, rest) "{\"claudeAiOauth\":{\"accessToken\":\"" token "\",\"refreshToken\":\"sk-ant-ort01-R\"," \
  "\"expiresAt\":" expires ",\"refreshTokenExpiresAt\":1797800000000,\"scopes\":[\"user:inference\",\"user:profile\"]," \
  "\"subscriptionType\":\"max\",\"rateLimitTier\":\"default_claude_max_5x\"" rest "}}"
#define GOOD_LOGIN LOGIN (SG_ANTHROPIC_DOUBLE_TOKEN, "1795300000000", "")
#define OTHER_LOGIN LOGIN ("sk-ant-oat01-OTHER", "1795300000000", "")

typedef struct {
  SgAnthropicDouble *server;
  char              *path;
  GDateTime         *now;
  SgSource          *source;
  guint              n_changes;
} Fixture;

static SgSource *
new_source (Fixture *f,
            gboolean enabled,
            gboolean traffic_disabled)
{
  g_autoptr (SgHttp) http = g_object_new (SG_TYPE_HTTP, "idle-timeout-seconds", 1, NULL);

  return g_object_new (SG_TYPE_ENDPOINT_SOURCE,
                       "id", "endpoint",
                       "origin", SG_ORIGIN_ENDPOINT,
                       "interval-seconds", SG_ENDPOINT_INTERVAL_SECONDS,
                       "credentials-path", f->path,
                       "base-url", sg_anthropic_double_get_base_url (f->server),
                       "enabled", enabled,
                       "nonessential-traffic-disabled", traffic_disabled,
                       "http", http,
                       NULL);
}

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->server = sg_anthropic_double_new ();
  f->path = g_build_filename (g_get_home_dir (), ".claude", ".credentials.json", NULL);
  f->now = noon ();
  write_file (f->path, GOOD_LOGIN);
  f->source = new_source (f, TRUE, FALSE);
  g_signal_connect_swapped (f->source, "changed", G_CALLBACK (count_cb), &f->n_changes);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_clear_object (&f->source);
  g_clear_object (&f->server);
  g_clear_pointer (&f->now, g_date_time_unref);
  g_clear_pointer (&f->path, g_free);
}

static void
pass_minutes (Fixture *f,
              int      minutes)
{
  GDateTime *later = g_date_time_add_minutes (f->now, minutes);

  g_date_time_unref (f->now);
  f->now = later;
}

static SgReading *
take_turn (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgReading *reading = read_and_wait (f->source, f->now, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sg_anthropic_double_get_complaints (f->server), ==, "");

  return reading;
}

static void
assert_turn_fails (Fixture *f,
                   SgError  code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_null (strstr (error->message, "sk-ant"));
  g_assert_null (strstr (error->message, "@"));
}

static void
assert_calls (Fixture *f,
              guint    n_usage,
              guint    n_profile)
{
  g_assert_cmpuint (sg_anthropic_double_get_n_usage_calls (f->server), ==, n_usage);
  g_assert_cmpuint (sg_anthropic_double_get_n_profile_calls (f->server), ==, n_profile);
}

static void
test_first_turn_reads_the_usage (Fixture      *f,
                                 gconstpointer user_data)
{
  g_autoptr (SgReading) reading = take_turn (f);

  assert_calls (f, 1, 0);
  g_assert_true (reading->complete);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_ENDPOINT);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "session")->used_percent, ==, 37.0);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "weekly")->used_percent, ==, 52.0);
  g_assert_cmpfloat (sg_limits_find (reading->limits, "weekly:Fable")->used_percent, ==, 91.0);
  g_assert_cmpint (reading->credits->used.minor, ==, 1234);
  g_assert_cmpstr (reading->account->plan, ==, "Max 5×");
  g_assert_cmpint (g_date_time_to_unix (reading->account->login_ends_at), ==, 1797800000);
  g_assert_null (reading->account->email);
}

static void
turn_is_good (Fixture *f)
{
  g_autoptr (SgReading) reading = take_turn (f);

  g_assert_nonnull (reading);
}

static void
test_one_call_a_turn_and_the_profile_once_a_day (Fixture      *f,
                                                 gconstpointer user_data)
{
  static const guint n_usage[] = { 1, 1, 2 }, n_profile[] = { 0, 1, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (n_usage); i++) {
    g_autoptr (SgReading) reading = take_turn (f);

    g_assert_cmpuint (reading->limits->len, ==, 3);
    g_assert_cmpstr (reading->account->name, ==, i == 0 ? NULL : "A");
    g_assert_nonnull (reading->account->login_ends_at);
    assert_calls (f, n_usage[i], n_profile[i]);
    pass_minutes (f, 5);
  }

  pass_minutes (f, 24 * 60);
  write_file (f->path, LOGIN (SG_ANTHROPIC_DOUBLE_TOKEN, "1796300000000", ""));
  turn_is_good (f);
  assert_calls (f, 3, 1);
  pass_minutes (f, 5);
  turn_is_good (f);
  assert_calls (f, 3, 2);
}

static void
test_profile_turn_keeps_the_age_of_the_limits (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (GDateTime) first = g_date_time_ref (f->now);
  g_autoptr (SgReading) reading = NULL;

  turn_is_good (f);
  pass_minutes (f, 5);
  reading = take_turn (f);

  g_assert_true (sg_time_equal (sg_limits_find (reading->limits, "session")->as_of, first));
  g_assert_true (sg_time_equal (reading->as_of, first));
}

static void
test_profile_refused_does_not_hide_the_limits (Fixture      *f,
                                               gconstpointer user_data)
{
  static const char *const harmless[] = { "403", "404", "not-json", "wrong-types", "null-everywhere" };

  turn_is_good (f);
  for (guint i = 0; i < G_N_ELEMENTS (harmless); i++) {
    g_autoptr (SgReading) reading = NULL;

    sg_anthropic_double_set_profile_scenario (f->server, harmless[i]);
    reading = take_turn (f);
    g_assert_cmpuint (reading->limits->len, ==, 3);
    assert_calls (f, 2 * i + 1, i + 1);

    turn_is_good (f);
    assert_calls (f, 2 * i + 2, i + 1);
    pass_minutes (f, 60);
    turn_is_good (f);
    assert_calls (f, 2 * i + 3, i + 1);
  }
}

static void
test_profile_rate_limited_is_heeded (Fixture      *f,
                                     gconstpointer user_data)
{
  turn_is_good (f);
  sg_anthropic_double_set_profile_scenario (f->server, "429-retry-120");
  assert_turn_fails (f, SG_ERROR_RATE_LIMITED);
  g_assert_cmpint (sg_time_seconds_between (f->now, sg_source_get_not_before (f->source)), ==, 120);
}

typedef struct {
  const char *scenario;
  SgError     code;
} FaultCase;

static const FaultCase fault_cases[] = {
  { "401", SG_ERROR_LOGIN_REFUSED },
  { "403", SG_ERROR_LOGIN_FORBIDDEN },
  { "404", SG_ERROR_UNEXPECTED_ANSWER },
  { "429", SG_ERROR_RATE_LIMITED },
  { "429-retry-0", SG_ERROR_RATE_LIMITED },
  { "429-retry-120", SG_ERROR_RATE_LIMITED },
  { "429-retry-garbage", SG_ERROR_RATE_LIMITED },
  { "500", SG_ERROR_SERVER_FAILED },
  { "529", SG_ERROR_SERVER_FAILED },
  { "redirect", SG_ERROR_UNEXPECTED_ANSWER },
  { "cut", SG_ERROR_OFFLINE },
  { "cut-chunked", SG_ERROR_OFFLINE },
  { "cut-unframed", SG_ERROR_BAD_DATA },
  { "429-retry-absurd", SG_ERROR_RATE_LIMITED },
  { "429-retry-negative", SG_ERROR_RATE_LIMITED },
  { "204", SG_ERROR_UNEXPECTED_ANSWER },
  { "502-html", SG_ERROR_SERVER_FAILED },
  { "503-retry-7", SG_ERROR_SERVER_FAILED },
  { "reset", SG_ERROR_OFFLINE },
  { "compressed", SG_ERROR_BAD_DATA },
  { "large", SG_ERROR_TOO_LARGE },
  { "slow", SG_ERROR_TIMED_OUT },
  { "huge", SG_ERROR_TOO_LARGE },
  { "not-json", SG_ERROR_BAD_DATA },
  { "empty", SG_ERROR_BAD_DATA },
  { "error-200", SG_ERROR_RATE_LIMITED },
};

static void
test_fault (Fixture      *f,
            gconstpointer user_data)
{
  const FaultCase *c = user_data;
  GDateTime *not_before;

  g_assert_true (sg_anthropic_double_set_scenario (f->server, c->scenario));
  assert_turn_fails (f, c->code);
  assert_calls (f, 1, 0);

  not_before = sg_source_get_not_before (f->source);
  if (g_str_equal (c->scenario, "429-retry-120"))
    g_assert_cmpint (sg_time_seconds_between (f->now, not_before), ==, 120);
  else
    g_assert_null (not_before);
}

static void
test_strange_answer_is_read_as_far_as_it_goes (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (SgReading) wrong_types = NULL;
  g_autoptr (SgReading) nothing = NULL;

  sg_anthropic_double_set_scenario (f->server, "wrong-types");
  wrong_types = take_turn (f);
  g_assert_cmpuint (wrong_types->limits->len, ==, 1);
  g_assert_cmpfloat (sg_limits_find (wrong_types->limits, "session")->used_percent, ==, 12.0);

  sg_anthropic_double_set_scenario (f->server, "null-everywhere");
  sg_anthropic_double_set_profile_scenario (f->server, "403");
  turn_is_good (f);
  nothing = take_turn (f);
  g_assert_cmpuint (nothing->limits->len, ==, 0);
  g_assert_true (nothing->complete);
}

static void
test_a_call_torn_down_is_not_made_again (Fixture      *f,
                                         gconstpointer user_data)
{
  turn_is_good (f);
  sg_anthropic_double_set_profile_scenario (f->server, "reset");
  assert_turn_fails (f, SG_ERROR_OFFLINE);
  assert_calls (f, 1, 1);
}

static void
test_good_answer_lifts_the_block (Fixture      *f,
                                  gconstpointer user_data)
{
  sg_anthropic_double_set_scenario (f->server, "429-retry-120");
  assert_turn_fails (f, SG_ERROR_RATE_LIMITED);
  sg_anthropic_double_set_scenario (f->server, "ok");
  turn_is_good (f);
  g_assert_null (sg_source_get_not_before (f->source));
}

typedef struct {
  const char *name;
  const char *login;   /* NULL for no file */
  SgError     code;
} LoginCase;

static const LoginCase login_cases[] = {
  { "none", NULL, SG_ERROR_LOGIN_MISSING },
  { "mcp-only", "{\"mcpOAuth\":{}}", SG_ERROR_LOGIN_MISSING },
  { "half-written", "{\"claudeAiOauth\":{\"accessToken\":\"sk-ant-oat01", SG_ERROR_DAMAGED },
  { "lapsed", LOGIN (SG_ANTHROPIC_DOUBLE_TOKEN, "1795262400000", ""), SG_ERROR_LOGIN_LAPSED },
  { "ended", LOGIN (SG_ANTHROPIC_DOUBLE_TOKEN, "1795300000000", ",\"loginEnded\":true"), SG_ERROR_LOGIN_ENDED },
  { "setup-token", "{\"claudeAiOauth\":{\"accessToken\":\"sk-ant-oat01-X\",\"scopes\":[\"user:inference\"]}}", SG_ERROR_SCOPE_MISSING },
};

static void
test_login_that_is_no_use_makes_no_call (Fixture      *f,
                                         gconstpointer user_data)
{
  const LoginCase *c = user_data;
  g_autoptr (GError) error = NULL;

  if (c->login != NULL)
    write_file (f->path, c->login);
  else
    g_unlink (f->path);

  g_assert_null (read_and_wait (f->source, f->now, NULL, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
  g_assert_nonnull (strstr (error->message, f->path));
  g_assert_null (strstr (error->message, "sk-ant"));
  assert_calls (f, 0, 0);
}

static void
test_refused_token_is_not_sent_again (Fixture      *f,
                                      gconstpointer user_data)
{
  sg_anthropic_double_set_scenario (f->server, "401");
  assert_turn_fails (f, SG_ERROR_LOGIN_REFUSED);
  assert_turn_fails (f, SG_ERROR_LOGIN_REFUSED);
  assert_calls (f, 1, 0);

  sg_anthropic_double_set_scenario (f->server, "ok");
  sg_anthropic_double_set_token (f->server, "sk-ant-oat01-OTHER");
  write_file (f->path, OTHER_LOGIN);
  turn_is_good (f);
  assert_calls (f, 2, 0);
}

static void
replace_login_cb (Fixture *f)
{
  write_file (f->path, OTHER_LOGIN);
}

static void
test_token_replaced_during_the_call_gets_another_turn (Fixture      *f,
                                                       gconstpointer user_data)
{
  sg_anthropic_double_set_scenario (f->server, "401");
  g_signal_connect_swapped (f->server, "called", G_CALLBACK (replace_login_cb), f);
  assert_turn_fails (f, SG_ERROR_UNEXPECTED_ANSWER);

  assert_turn_fails (f, SG_ERROR_LOGIN_REFUSED);
  assert_turn_fails (f, SG_ERROR_LOGIN_REFUSED);
  assert_calls (f, 2, 0);
}

static void
test_another_token_is_another_person (Fixture      *f,
                                      gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  turn_is_good (f);
  turn_is_good (f);
  assert_calls (f, 1, 1);

  sg_anthropic_double_set_token (f->server, "sk-ant-oat01-OTHER");
  write_file (f->path, OTHER_LOGIN);
  reading = take_turn (f);
  g_assert_null (reading->account->name);
  assert_calls (f, 2, 1);
}

static void
test_another_token_of_one_account_keeps_the_profile (Fixture      *f,
                                                     gconstpointer user_data)
{
  g_autoptr (SgReading) reading = NULL;

  turn_is_good (f);
  turn_is_good (f);
  sg_anthropic_double_set_token (f->server, "sk-ant-oat01-OTHER");
  write_file (f->path, LOGIN ("sk-ant-oat01-OTHER", "1795300000000", ",\"accountUuid\":\"account-1\""));
  reading = take_turn (f);
  g_assert_cmpstr (reading->account->name, ==, "A");
  assert_calls (f, 2, 1);
}

static void
test_403_for_a_login_of_unknown_scopes_is_about_the_scope (Fixture      *f,
                                                           gconstpointer user_data)
{
  write_file (f->path, "{\"claudeAiOauth\":{\"accessToken\":\"" SG_ANTHROPIC_DOUBLE_TOKEN "\"}}");
  sg_anthropic_double_set_scenario (f->server, "403");
  assert_turn_fails (f, SG_ERROR_SCOPE_MISSING);
  assert_calls (f, 1, 0);
}

static void
test_switched_off_touches_nothing (Fixture      *f,
                                   gconstpointer user_data)
{
  sg_endpoint_source_set_enabled (SG_ENDPOINT_SOURCE (f->source), FALSE);
  g_assert_cmpuint (f->n_changes, ==, 1);
  assert_turn_fails (f, SG_ERROR_SWITCHED_OFF);
  assert_calls (f, 0, 0);

  g_object_set (f->source, "enabled", TRUE, NULL);
  g_assert_cmpuint (f->n_changes, ==, 2);
  turn_is_good (f);
}

static void
test_claude_codes_own_switch_is_honoured (Fixture      *f,
                                          gconstpointer user_data)
{
  g_object_unref (f->source);
  f->source = new_source (f, TRUE, TRUE);
  assert_turn_fails (f, SG_ERROR_SWITCHED_OFF);
  assert_calls (f, 0, 0);
}

static void
test_claude_codes_settings_are_honoured (Fixture      *f,
                                         gconstpointer user_data)
{
  g_autofree char *folder = g_path_get_dirname (f->path);
  g_autofree char *path = g_build_filename (folder, "settings.json", NULL);

  write_file (path, "{\"env\":{\"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC\":\"1\"}}");
  assert_turn_fails (f, SG_ERROR_SWITCHED_OFF);
  assert_calls (f, 0, 0);

  write_file (path, "{\"env\":{\"CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC\":\"0\"}}");
  turn_is_good (f);
  write_file (path, "{\"env\":7");
  turn_is_good (f);
}

static void
test_new_login_is_noticed_and_a_rewrite_is_not (Fixture      *f,
                                                gconstpointer user_data)
{
  turn_is_good (f);
  write_file (f->path, GOOD_LOGIN);
  write_file (f->path, OTHER_LOGIN);
  wait_for_count (&f->n_changes, 1);
  g_unlink (f->path);
  wait_for_count (&f->n_changes, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (f->n_changes, ==, 2);
}

/* A penalty for the login before ends with each. */
static void
test_every_new_login_is_told_of_without_a_read (Fixture      *f,
                                                gconstpointer user_data)
{
  static const char *const logins[] = { OTHER_LOGIN, GOOD_LOGIN, OTHER_LOGIN };

  turn_is_good (f);
  for (guint i = 0; i < G_N_ELEMENTS (logins); i++) {
    write_file (f->path, logins[i]);
    wait_for_count (&f->n_changes, i + 1);
  }
}

static void
test_no_server (Fixture      *f,
                gconstpointer user_data)
{
  g_object_unref (f->server);
  f->server = NULL;
  assert_turn_fails (f, SG_ERROR_OFFLINE);
  f->server = sg_anthropic_double_new ();
}

static void
test_cancelled (Fixture      *f,
                gconstpointer user_data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  sg_anthropic_double_set_scenario (f->server, "drip");
  g_signal_connect_swapped (f->server, "called", G_CALLBACK (g_cancellable_cancel), cancellable);
  g_assert_null (read_and_wait (f->source, f->now, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_real_address_is_the_default (void)
{
  SgSource *source = sg_endpoint_source_new ("/nonexistent/.credentials.json", NULL, FALSE);

  g_assert_cmpstr (sg_source_get_id (source), ==, "endpoint");
  g_assert_cmpuint (sg_source_get_interval_seconds (source), ==, 300);
  g_assert_cmpuint (sg_source_get_gap_seconds (source), ==, 300);
  g_assert_true (sg_endpoint_source_get_enabled (SG_ENDPOINT_SOURCE (source)));
  g_object_unref (source);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, func) g_test_add ("/endpoint-source/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("first-turn-reads-the-usage", test_first_turn_reads_the_usage);
  ADD ("one-call-a-turn-and-the-profile-once-a-day", test_one_call_a_turn_and_the_profile_once_a_day);
  ADD ("profile-turn-keeps-the-age-of-the-limits", test_profile_turn_keeps_the_age_of_the_limits);
  ADD ("profile-refused-does-not-hide-the-limits", test_profile_refused_does_not_hide_the_limits);
  ADD ("profile-rate-limited-is-heeded", test_profile_rate_limited_is_heeded);
  ADD ("strange-answer-is-read-as-far-as-it-goes", test_strange_answer_is_read_as_far_as_it_goes);
  ADD ("a-call-torn-down-is-not-made-again", test_a_call_torn_down_is_not_made_again);
  ADD ("good-answer-lifts-the-block", test_good_answer_lifts_the_block);
  ADD ("refused-token-is-not-sent-again", test_refused_token_is_not_sent_again);
  ADD ("token-replaced-during-the-call-gets-another-turn", test_token_replaced_during_the_call_gets_another_turn);
  ADD ("another-token-is-another-person", test_another_token_is_another_person);
  ADD ("another-token-of-one-account-keeps-the-profile", test_another_token_of_one_account_keeps_the_profile);
  ADD ("403-for-a-login-of-unknown-scopes-is-about-the-scope", test_403_for_a_login_of_unknown_scopes_is_about_the_scope);
  ADD ("switched-off-touches-nothing", test_switched_off_touches_nothing);
  ADD ("claude-codes-own-switch-is-honoured", test_claude_codes_own_switch_is_honoured);
  ADD ("claude-codes-settings-are-honoured", test_claude_codes_settings_are_honoured);
  ADD ("new-login-is-noticed-and-a-rewrite-is-not", test_new_login_is_noticed_and_a_rewrite_is_not);
  ADD ("every-new-login-is-told-of-without-a-read", test_every_new_login_is_told_of_without_a_read);
  ADD ("no-server", test_no_server);
  ADD ("cancelled", test_cancelled);
#undef ADD
  g_test_add_func ("/endpoint-source/real-address-is-the-default", test_real_address_is_the_default);

  for (gsize i = 0; i < G_N_ELEMENTS (fault_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/endpoint-source/fault/%s", fault_cases[i].scenario);
    g_test_add (path, Fixture, &fault_cases[i], set_up, test_fault, tear_down);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (login_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/endpoint-source/login/%s", login_cases[i].name);
    g_test_add (path, Fixture, &login_cases[i], set_up, test_login_that_is_no_use_makes_no_call, tear_down);
  }

  return g_test_run ();
}
