/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-secret-key.h"

#define ADMIN "sk-ant-admin01-abcDEF_123-456"
#define API "sk-ant-api03-abcDEF_123-456"

typedef struct {
  const char  *name;
  SgSecretKind kind;
  const char  *text;
  const char  *key;       /* NULL where the text must be refused */
  const char  *says;      /* what the refusal must say */
} ParseCase;

static const ParseCase parse_cases[] = {
  { "admin", SG_SECRET_ADMIN, ADMIN, ADMIN, NULL },
  { "api", SG_SECRET_API, API, API, NULL },
  { "space-around", SG_SECRET_API, "\n  " API " \t\r\n", API, NULL },
  { "api-for-admin", SG_SECRET_ADMIN, API, NULL, "this is an API key" },
  { "admin-for-api", SG_SECRET_API, ADMIN, NULL, "this is an Admin API key" },
  { "login-token", SG_SECRET_API, "sk-ant-oat01-abcDEF_123-456", NULL, "login" },
  { "refresh-token", SG_SECRET_ADMIN, "sk-ant-ort01-abcDEF_123-456", NULL, "login" },
  { "other-maker", SG_SECRET_API, "sk-proj-abcdefghijklmnop", NULL, "sk-ant-api" },
  { "space-inside", SG_SECRET_API, "sk-ant-api03-abc DEF_123-456", NULL, "sk-ant-api" },
  { "line-inside", SG_SECRET_API, "sk-ant-api03-abcDEF\r\nHost: x", NULL, "sk-ant-api" },
  { "not-ascii", SG_SECRET_API, "sk-ant-api03-abcDEF_123-45ä", NULL, "sk-ant-api" },
  { "short", SG_SECRET_API, "sk-ant-api03-a", NULL, "sk-ant-api" },
  { "empty", SG_SECRET_ADMIN, "", NULL, "sk-ant-admin" },
  { "webhook", SG_SECRET_WEBHOOK, "https://hooks.example.org/abc?d=1", "https://hooks.example.org/abc?d=1", NULL },
  { "webhook-of-other-kind", SG_SECRET_WEBHOOK, "ftp://hooks.example.org/abc", NULL, "that begins with https://" },
  { "webhook-with-password", SG_SECRET_WEBHOOK, "https://user:abc@hooks.example.org/", NULL, "it has a user name or a password in it" },
  { "webhook-with-user", SG_SECRET_WEBHOOK, "https://abc@hooks.example.org/", NULL, "it has a user name or a password in it" },
  { "webhook-port", SG_SECRET_WEBHOOK, "https://hooks.example.org:99999/abc", NULL, "it cannot be read as an address" },
  { "webhook-space", SG_SECRET_WEBHOOK, "https://hooks.example.org/a abc", NULL, "it cannot be read as an address" },
  { "webhook-nobody", SG_SECRET_WEBHOOK, "https:///abc", NULL, "it names no server" },
  { "space-only", SG_SECRET_ADMIN, " \n", NULL, "sk-ant-admin" },
};

static void
test_parse (gconstpointer user_data)
{
  const ParseCase *c = user_data;
  g_autoptr (GError) error = NULL;
  char *key = sg_secret_key_parse (c->kind, c->text, &error);

  g_assert_cmpstr (key, ==, c->key);
  if (c->key == NULL) {
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    g_assert_nonnull (strstr (error->message, c->says));
    g_assert_null (strstr (error->message, "abc"));
  }
  sg_secret_key_free (key);
}

static void
test_an_address_nothing_is_sent_to_is_not_taken (void)
{
  static const char *const texts[] = {
    "https://10.0.0.1/abc", "https://localhost:8443/abc", "https://[::1]/abc", "https://[fe80::1%25eth0]/abc", "https://169.254.1.1/abc",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sg_secret_key_parse_typed (SG_SECRET_WEBHOOK, texts[i], &error));
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    g_assert_nonnull (strstr (error->message, "private network"));
    g_assert_null (strstr (error->message, "abc"));
  }
}

static void
test_what_may_be_sent_to_is_taken (void)
{
  static const char *const texts[] = { "https://hooks.example.org/abc", "https://1.1.1.1/", "http://127.0.0.1:8080/abc" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    char *key = sg_secret_key_parse_typed (SG_SECRET_WEBHOOK, texts[i], NULL);

    g_assert_cmpstr (key, ==, texts[i]);
    sg_secret_key_free (key);
  }
}

static void
test_nicks_lead_back (void)
{
  SgSecretKind kind = SG_SECRET_API;

  g_assert_true (sg_secret_kind_from_nick (sg_secret_kind_to_nick (SG_SECRET_ADMIN), &kind));
  g_assert_cmpint (kind, ==, SG_SECRET_ADMIN);
  g_assert_true (sg_secret_kind_from_nick ("api", &kind));
  g_assert_cmpint (kind, ==, SG_SECRET_API);
  g_assert_false (sg_secret_kind_from_nick ("root", &kind));
  g_assert_false (sg_secret_kind_from_nick (NULL, &kind));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parse_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/secret-key/parse/%s", parse_cases[i].name);
    g_test_add_data_func (path, &parse_cases[i], test_parse);
  }
  g_test_add_func ("/secret-key/an-address-nothing-is-sent-to-is-not-taken", test_an_address_nothing_is_sent_to_is_not_taken);
  g_test_add_func ("/secret-key/what-may-be-sent-to-is-taken", test_what_may_be_sent_to_is_taken);
  g_test_add_func ("/secret-key/nicks-lead-back", test_nicks_lead_back);

  return g_test_run ();
}
