/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-claude-json.h"
#include "sg-error.h"

#define ACCOUNT(id) "\"oauthAccount\":{\"accountUuid\":\"" id "\",\"emailAddress\":\"a@example.org\",\"displayName\":\"A\"," \
  "\"organizationName\":\"Looms\",\"planDisplayName\":\"Max\"}"
#define BODY "{\"five_hour\":{\"utilization\":37,\"resets_at\":\"2026-11-21T14:50:00Z\"}}"
/* 1795260000000 ms is 2026-11-21T11:20:00Z */
#define CACHE(id) "\"cachedUsageUtilization\":{\"fetchedAtMs\":1795260000000,\"accountUuid\":\"" id "\",\"utilization\":" BODY "}"
#define PROJECTS "\"projects\":{\"/home/a\":{\"cachedUsageUtilization\":7,\"lastCost\":0}}"

typedef struct {
  const char *name;
  const char *text;
  int         code;         /* -1 for a reading */
  double      percent;      /* -1 without limits */
  const char *account_id;
} ParseCase;

static const ParseCase parse_cases[] = {
  { "whole", "{" PROJECTS "," CACHE ("u-1") "," ACCOUNT ("u-1") "}", -1, 37.0, "u-1" },
  { "account-after-change", "{" CACHE ("u-1") "," ACCOUNT ("u-2") "}", -1, -1.0, "u-2" },
  { "logged-out", "{" CACHE ("u-1") "}", SG_ERROR_NOT_FOUND, -1.0, NULL },
  { "cache-without-account", "{\"cachedUsageUtilization\":{\"fetchedAtMs\":1795260000000,\"utilization\":" BODY "}}", -1, 37.0, NULL },
  { "account-only", "{" PROJECTS "," ACCOUNT ("u-1") "}", -1, -1.0, "u-1" },
  { "neither", "{" PROJECTS "}", SG_ERROR_NOT_FOUND, -1.0, NULL },
  { "cache-null", "{\"cachedUsageUtilization\":null,\"oauthAccount\":null}", SG_ERROR_NOT_FOUND, -1.0, NULL },
  { "no-age", "{\"cachedUsageUtilization\":{\"utilization\":" BODY "}}", SG_ERROR_BAD_DATA, -1.0, NULL },
  { "age-zero", "{\"cachedUsageUtilization\":{\"fetchedAtMs\":0,\"utilization\":" BODY "}}", SG_ERROR_BAD_DATA, -1.0, NULL },
  { "age-absurd", "{\"cachedUsageUtilization\":{\"fetchedAtMs\":9e18,\"utilization\":" BODY "}}", SG_ERROR_BAD_DATA, -1.0, NULL },
  { "error-kept", "{\"cachedUsageUtilization\":{\"fetchedAtMs\":1795260000000,\"utilization\":{\"error\":{\"type\":\"rate_limit_error\"}}}}",
    SG_ERROR_RATE_LIMITED, -1.0, NULL },
  { "wrong-types", "{\"cachedUsageUtilization\":[1],\"oauthAccount\":\"x\"}", SG_ERROR_NOT_FOUND, -1.0, NULL },
  { "half-written", "{" CACHE ("u-1") "," ACCOUNT ("u-1"), SG_ERROR_DAMAGED, -1.0, NULL },
  { "empty", "", SG_ERROR_DAMAGED, -1.0, NULL },
};

static void
test_parse (gconstpointer user_data)
{
  const ParseCase *c = user_data;
  g_autoptr (GDateTime) written_at = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = sg_claude_json_parse (c->text, strlen (c->text), written_at, &error);

  if (c->code >= 0) {
    g_assert_error (error, SG_ERROR, c->code);
    g_assert_null (reading);
    return;
  }

  g_assert_no_error (error);
  g_assert_cmpint (reading->origin, ==, SG_ORIGIN_CLAUDE_CACHE);
  g_assert_cmpstr (reading->account ? reading->account->id : NULL, ==, c->account_id);
  if (c->percent < 0.0) {
    g_assert_null (reading->limits);
  } else {
    const SgLimit *limit = sg_limits_find (reading->limits, "session");

    g_assert_cmpfloat (limit->used_percent, ==, c->percent);
    g_assert_cmpint (g_date_time_to_unix (limit->as_of), ==, 1795260000);
    g_assert_true (reading->complete);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/claude-json/parse/%s", parse_cases[i].name);
    g_test_add_data_func (path, &parse_cases[i], test_parse);
  }

  return g_test_run ();
}
