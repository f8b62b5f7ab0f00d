/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-credentials.h"
#include "sg-error.h"

/* 2026-11-21T12:00:00Z is 1795262400 */
#define PAST "1795262399000"
#define FUTURE "1795262401000"
#define LOGIN(rest) "{\"mcpOAuth\":{},\"claudeAiOauth\":{\"accessToken\":\"sk-ant-oat01-T\",\"refreshToken\":\"sk-ant-ort01-R\"," rest "}}"
#define GOOD -1

typedef struct {
  const char *name;
  const char *text;
  int         code;
} CheckCase;

static const CheckCase check_cases[] = {
  { "good", LOGIN ("\"expiresAt\":" FUTURE ",\"refreshTokenExpiresAt\":" FUTURE ",\"scopes\":[\"user:inference\",\"user:profile\"]"), GOOD },
  { "no-dates", LOGIN ("\"expiresAt\":null,\"scopes\":null"), GOOD },
  { "refresh-date-zero", LOGIN ("\"expiresAt\":" FUTURE ",\"refreshTokenExpiresAt\":0"), GOOD },
  { "lapsed", LOGIN ("\"expiresAt\":" PAST ",\"refreshTokenExpiresAt\":" FUTURE), SG_ERROR_LOGIN_LAPSED },
  { "lapses-now", LOGIN ("\"expiresAt\":1795262400000"), SG_ERROR_LOGIN_LAPSED },
  { "refresh-past", LOGIN ("\"expiresAt\":" PAST ",\"refreshTokenExpiresAt\":" PAST), SG_ERROR_LOGIN_ENDED },
  { "noted-as-ended", LOGIN ("\"expiresAt\":" FUTURE ",\"loginEnded\":true"), SG_ERROR_LOGIN_ENDED },
  { "ended-false", LOGIN ("\"expiresAt\":" FUTURE ",\"loginEnded\":false"), GOOD },
  { "ended-null", LOGIN ("\"expiresAt\":" FUTURE ",\"loginEnded\":null"), GOOD },
  { "dead-refresh", "{\"claudeAiOauth\":{\"accessToken\":\"\",\"refreshToken\":\"\",\"expiresAt\":0}}", SG_ERROR_LOGIN_ENDED },
  { "setup-token", LOGIN ("\"expiresAt\":" FUTURE ",\"scopes\":[\"user:inference\",7]"), SG_ERROR_SCOPE_MISSING },
  { "mcp-only", "{\"mcpOAuth\":{\"x\":{\"accessToken\":\"t\"}}}", SG_ERROR_LOGIN_MISSING },
  { "empty-object", "{}", SG_ERROR_LOGIN_MISSING },
  { "login-null", "{\"claudeAiOauth\":null}", SG_ERROR_LOGIN_MISSING },
  { "token-of-wrong-type", "{\"claudeAiOauth\":{\"accessToken\":5}}", SG_ERROR_LOGIN_MISSING },
  { "token-with-newline", "{\"claudeAiOauth\":{\"accessToken\":\"a\\r\\nHost: evil\"}}", SG_ERROR_BAD_DATA },
  { "half-written", "{\"claudeAiOauth\":{\"accessToken\":\"sk-ant-oat01-T", SG_ERROR_DAMAGED },
  { "empty", "", SG_ERROR_DAMAGED },
  { "binary", "\xff\xfe{}", SG_ERROR_DAMAGED },
};

static void
test_check (gconstpointer user_data)
{
  const CheckCase *c = user_data;
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgCredentials) credentials = sg_credentials_parse (c->text, strlen (c->text), &error);

  if (credentials != NULL && sg_credentials_check (credentials, now, &error)) {
    g_assert_no_error (error);
    g_assert_cmpint (c->code, ==, GOOD);
    g_assert_cmpstr (credentials->access_token, ==, "sk-ant-oat01-T");
  } else {
    g_assert_error (error, SG_ERROR, c->code);
    g_assert_null (strstr (error->message, "sk-ant"));
  }
}

static void
test_parse_keeps_the_plan (void)
{
  const char *text = LOGIN ("\"subscriptionType\":\"max\",\"rateLimitTier\":\"default_claude_max_5x\",\"accountUuid\":\"u-1\"");
  g_autoptr (SgCredentials) credentials = sg_credentials_parse (text, strlen (text), NULL);

  g_assert_cmpstr (credentials->subscription_type, ==, "max");
  g_assert_cmpstr (credentials->rate_limit_tier, ==, "default_claude_max_5x");
  g_assert_cmpstr (credentials->account_id, ==, "u-1");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (check_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/credentials/check/%s", check_cases[i].name);
    g_test_add_data_func (path, &check_cases[i], test_check);
  }
  g_test_add_func ("/credentials/parse/keeps-the-plan", test_parse_keeps_the_plan);

  return g_test_run ();
}
