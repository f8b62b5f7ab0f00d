/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-profile-reply.h"

/* Reads `id | name | organization | plan | has e-mail`. */
typedef struct {
  const char *name;
  const char *body;
  const char *account;
} AccountCase;

static const AccountCase account_cases[] = {
  { "whole", "{\"account\":{\"uuid\":\"u-1\",\"full_name\":\"A B\",\"display_name\":\"A\",\"email\":\"a@example.org\",\"has_claude_max\":true},"
    "\"organization\":{\"name\":\"Looms\",\"organization_type\":\"claude_max\",\"rate_limit_tier\":\"default_claude_max_20x\"},\"application\":{}}",
    "u-1 | A | Looms | Max 20× | 1" },
  { "address-as-name", "{\"account\":{\"uuid\":\"u-1\",\"display_name\":\"a@example.org\",\"full_name\":\"A B\"},"
    "\"organization\":{\"name\":\"a@example.org's Organization\",\"organization_type\":\"claude_pro\",\"rate_limit_tier\":\"default_claude_ai\"}}",
    "u-1 | A B | - | Pro | 0" },
  { "flags-only", "{\"account\":{\"has_claude_max\":true}}", "- | - | - | Max | 0" },
  { "null-everywhere", "{\"account\":{\"uuid\":null,\"email\":null},\"organization\":null}", "- | - | - | - | 0" },
  { "wrong-types", "{\"account\":{\"uuid\":1,\"display_name\":[],\"email\":{}},\"organization\":{\"name\":2,\"rate_limit_tier\":3}}", "- | - | - | - | 0" },
};

static SgAccount *
parse (const char *body,
       GError    **error)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_utc (2026, 11, 21, 12, 0, 0);

  return sg_profile_reply_parse (body, strlen (body), SG_ORIGIN_ENDPOINT, as_of, error);
}

static const char *
or_dash (const char *text)
{
  return text ? text : "-";
}

static void
test_account (gconstpointer user_data)
{
  const AccountCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgAccount) account = parse (c->body, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = g_strdup_printf ("%s | %s | %s | %s | %d", or_dash (account->id), or_dash (account->name),
                          or_dash (account->organization), or_dash (account->plan), account->email != NULL);
  g_assert_cmpstr (text, ==, c->account);
}

typedef struct {
  const char *name;
  const char *body;
  SgError     code;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "error-body", "{\"error\":{\"type\":\"permission_error\"}}", SG_ERROR_SCOPE_MISSING },
  { "no-account", "{}", SG_ERROR_BAD_DATA },
  { "account-of-wrong-type", "{\"account\":\"a\"}", SG_ERROR_BAD_DATA },
  { "cut", "{\"account\":{", SG_ERROR_BAD_DATA },
};

static void
test_error (gconstpointer user_data)
{
  const ErrorCase *c = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse (c->body, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (account_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/profile-reply/account/%s", account_cases[i].name);
    g_test_add_data_func (path, &account_cases[i], test_account);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/profile-reply/error/%s", error_cases[i].name);
    g_test_add_data_func (path, &error_cases[i], test_error);
  }

  return g_test_run ();
}
