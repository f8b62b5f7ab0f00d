/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-anthropic-double.h"
#include "sg-error.h"
#include "sg-http-call.h"
#include "sg-http-status.h"
#include "sg-http.h"
#include "wait-testing.h"

typedef struct {
  SgAnthropicDouble *server;
  char              *uri;
  char              *retry_after;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer user_data)
{
  f->server = sg_anthropic_double_new ();
  f->uri = g_strconcat (sg_anthropic_double_get_base_url (f->server), "/api/oauth/usage", NULL);
}

static void
tear_down (Fixture      *f,
           gconstpointer user_data)
{
  g_clear_object (&f->server);
  g_clear_pointer (&f->uri, g_free);
  g_clear_pointer (&f->retry_after, g_free);
}

static GBytes *
get_and_wait (Fixture    *f,
              SgHttp     *http,
              const char *uri,
              GError    **error)
{
  const SgHttpHeader headers[] = {
    { "Authorization", "Bearer " SG_ANTHROPIC_DOUBLE_TOKEN },
    { "anthropic-beta", "oauth-2025-04-20" },
    { "Content-Type", "application/json" },
  };
  g_autoptr (GAsyncResult) result = NULL;

  sg_http_get_async (http, uri, headers, G_N_ELEMENTS (headers), NULL, keep_result_cb, &result);
  wait_for_result (&result);

  g_clear_pointer (&f->retry_after, g_free);

  return sg_http_get_finish (http, result, &f->retry_after, error);
}

static void
assert_fails (Fixture    *f,
              SgHttp     *http,
              const char *uri,
              SgError     code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (get_and_wait (f, http, uri, &error));
  g_assert_error (error, SG_ERROR, (int) code);
  g_assert_null (strstr (error->message, "sk-ant"));
}

static void
test_get_is_honest (Fixture      *f,
                    gconstpointer user_data)
{
  g_autoptr (SgHttp) http = sg_http_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = get_and_wait (f, http, f->uri, &error);

  g_assert_no_error (error);
  g_assert_cmpint (((const char *) g_bytes_get_data (body, NULL))[0], ==, '{');
  g_assert_cmpstr (sg_anthropic_double_get_complaints (f->server), ==, "");
  g_assert_null (f->retry_after);
}

static void
test_retry_after_comes_with_the_error (Fixture      *f,
                                       gconstpointer user_data)
{
  g_autoptr (SgHttp) http = sg_http_new ();

  sg_anthropic_double_set_scenario (f->server, "429-retry-120");
  assert_fails (f, http, f->uri, SG_ERROR_RATE_LIMITED);
  g_assert_cmpstr (f->retry_after, ==, "120");
  sg_anthropic_double_set_scenario (f->server, "429-retry-date");
  assert_fails (f, http, f->uri, SG_ERROR_RATE_LIMITED);
  g_assert_nonnull (strstr (f->retry_after, "GMT"));
}

static void
test_redirect_carries_the_token_nowhere (Fixture      *f,
                                         gconstpointer user_data)
{
  g_autoptr (SgHttp) http = sg_http_new ();
  g_autoptr (SgAnthropicDouble) other = sg_anthropic_double_new ();
  g_autofree char *location = g_strconcat (sg_anthropic_double_get_base_url (other), "/api/oauth/usage", NULL);

  sg_anthropic_double_set_redirect (f->server, location);
  sg_anthropic_double_set_scenario (f->server, "redirect");
  assert_fails (f, http, f->uri, SG_ERROR_UNEXPECTED_ANSWER);
  g_assert_cmpuint (sg_anthropic_double_get_n_usage_calls (other), ==, 0);
}

/* The double would send 1 GiB. */
static void
test_huge_answer_is_cut_off (Fixture      *f,
                             gconstpointer user_data)
{
  g_autoptr (SgHttp) http = sg_http_new ();

  sg_anthropic_double_set_scenario (f->server, "huge");
  assert_fails (f, http, f->uri, SG_ERROR_TOO_LARGE);
  g_assert_cmpuint (sg_anthropic_double_get_n_bytes_sent (f->server), >, SG_HTTP_MAX_BODY_BYTES);
  g_assert_cmpuint (sg_anthropic_double_get_n_bytes_sent (f->server), <, 64 * 1024 * 1024);
}

static void
test_dripping_answer_ends_with_the_whole_call (Fixture      *f,
                                               gconstpointer user_data)
{
  g_autoptr (SgHttp) http = g_object_new (SG_TYPE_HTTP, "call-timeout-ms", 200, NULL);

  sg_anthropic_double_set_scenario (f->server, "drip");
  assert_fails (f, http, f->uri, SG_ERROR_TIMED_OUT);
}

static void
test_plain_http_stays_on_this_machine (Fixture      *f,
                                       gconstpointer user_data)
{
  static const char *const uris[] = {
    "http://api.anthropic.com/", "http://127.0.0.1.example.org/", "http://127.0.0.1@example.org/",
    "ftp://127.0.0.1/", "file:///etc/passwd", "", "nonsense",
  };
  g_autoptr (SgHttp) http = sg_http_new ();

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    assert_fails (f, http, uris[i], SG_ERROR_UNEXPECTED_ANSWER);
}

static void
test_freed_while_waiting (Fixture      *f,
                          gconstpointer user_data)
{
  SgHttp *http = sg_http_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (f->server, "called", G_CALLBACK (g_cancellable_cancel), cancellable);
  sg_anthropic_double_set_scenario (f->server, "slow");
  sg_http_get_async (http, f->uri, NULL, 0, cancellable, keep_result_cb, &result);
  wait_for_result (&result);

  g_assert_null (sg_http_get_finish (http, result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (http);
}

static void
test_every_scenario_ends (Fixture      *f,
                          gconstpointer user_data)
{
  g_autoptr (SgHttp) http = g_object_new (SG_TYPE_HTTP, "call-timeout-ms", 200, NULL);
  const char *const *names = sg_anthropic_double_get_scenarios ();

  for (guint i = 0; names[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) body = NULL;

    g_assert_true (sg_anthropic_double_set_scenario (f->server, names[i]));
    body = get_and_wait (f, http, f->uri, &error);
    g_assert_true ((body == NULL) == (error != NULL));
  }
}

static void
test_a_status_says_what_can_be_done (void)
{
  static const struct {
    guint   status;
    SgError expected;
  } cases[] = {
    { 401, SG_ERROR_LOGIN_REFUSED },
    { 403, SG_ERROR_SCOPE_MISSING },
    { 429, SG_ERROR_RATE_LIMITED },
    { 500, SG_ERROR_SERVER_FAILED },
    { 599, SG_ERROR_SERVER_FAILED },
    { 600, SG_ERROR_UNEXPECTED_ANSWER },
    { 404, SG_ERROR_UNEXPECTED_ANSWER },
    { 302, SG_ERROR_UNEXPECTED_ANSWER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sg_http_error_of_status (cases[i].status), ==, cases[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add ("/http/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("get-is-honest", test_get_is_honest);
  ADD ("retry-after-comes-with-the-error", test_retry_after_comes_with_the_error);
  ADD ("redirect-carries-the-token-nowhere", test_redirect_carries_the_token_nowhere);
  ADD ("huge-answer-is-cut-off", test_huge_answer_is_cut_off);
  ADD ("dripping-answer-ends-with-the-whole-call", test_dripping_answer_ends_with_the_whole_call);
  ADD ("plain-http-stays-on-this-machine", test_plain_http_stays_on_this_machine);
  ADD ("freed-while-waiting", test_freed_while_waiting);
  ADD ("every-scenario-ends", test_every_scenario_ends);
#undef ADD
  g_test_add_func ("/http/a-status-says-what-can-be-done", test_a_status_says_what_can_be_done);

  return g_test_run ();
}
