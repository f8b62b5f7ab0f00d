/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-admin-reply.h"
#include "sg-error.h"

typedef struct {
  const char *name;
  const char *body;
  const char *next_page;
} PageCase;

static const PageCase page_cases[] = {
  { "last", "{\"data\":[1],\"has_more\":false,\"next_page\":null}", NULL },
  { "no-cursor", "{\"data\":[1]}", NULL },
  { "token-of-nothing", "{\"data\":[1],\"has_more\":false,\"next_page\":\"page_2\"}", NULL },
  { "more", "{\"data\":[1],\"has_more\":true,\"next_page\":\"page_2\"}", "page_2" },
};

static void
test_page (gconstpointer user_data)
{
  const PageCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next_page = NULL;
  JsonArray *data;
  g_autoptr (JsonNode) reply = sg_admin_reply_parse (c->body, strlen (c->body), &data, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_array_get_length (data), ==, 1);
  g_assert_true (sg_admin_reply_read_cursor (reply, &next_page, &error));
  g_assert_cmpstr (next_page, ==, c->next_page);
}

typedef struct {
  const char *name;
  const char *body;
  SgError     code;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "error-body", "{\"type\":\"error\",\"error\":{\"type\":\"permission_error\",\"message\":\"x\"}}", SG_ERROR_SCOPE_MISSING },
  { "error-beside-data", "{\"data\":[],\"error\":{\"type\":\"rate_limit_error\"}}", SG_ERROR_RATE_LIMITED },
  { "no-data", "{\"has_more\":false}", SG_ERROR_BAD_DATA },
  { "more-but-no-token", "{\"data\":[],\"has_more\":true,\"next_page\":null}", SG_ERROR_BAD_DATA },
  { "more-but-an-empty-token", "{\"data\":[],\"has_more\":true,\"next_page\":\"\"}", SG_ERROR_BAD_DATA },
  { "cut", "{\"data\":[{", SG_ERROR_BAD_DATA },
};

static void
test_error (gconstpointer user_data)
{
  const ErrorCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *next_page = NULL;
  JsonArray *data;
  g_autoptr (JsonNode) reply = sg_admin_reply_parse (c->body, strlen (c->body), &data, &error);

  g_assert_false (reply != NULL && sg_admin_reply_read_cursor (reply, &next_page, &error));
  g_assert_error (error, SG_ERROR, (int) c->code);
  g_assert_null (next_page);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (page_cases); i++) {
    g_autofree char *path = g_strconcat ("/admin-reply/page/", page_cases[i].name, NULL);

    g_test_add_data_func (path, &page_cases[i], test_page);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++) {
    g_autofree char *path = g_strconcat ("/admin-reply/error/", error_cases[i].name, NULL);

    g_test_add_data_func (path, &error_cases[i], test_error);
  }

  return g_test_run ();
}
