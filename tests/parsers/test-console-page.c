/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-console-page.h"
#include "sg-error.h"

#define DAY "\"starting_at\":\"2026-11-20T00:00:00Z\",\"ending_at\":\"2026-11-21T00:00:00Z\""

/* Reads a line for each bucket: `start+seconds dimensions amount/list tokens requests`, then `next`. */
typedef struct {
  const char  *name;
  SgBucketKind kind;
  const char  *body;
  const char  *page;
} PageCase;

static const PageCase page_cases[] = {
  { "older-costs", SG_BUCKET_COST,
    "{\"data\":[{" DAY ",\"results\":["
    "{\"currency\":\"USD\",\"amount\":\"823.104500\",\"workspace_id\":\"wrkspc_01AbC\",\"description\":\"Claude Opus 5.5 Usage - Output Tokens\","
    "\"cost_type\":\"tokens\",\"model\":\"claude-opus-5-5\",\"token_type\":\"output_tokens\",\"context_window\":\"0-200k\","
    "\"service_tier\":\"standard\",\"inference_geo\":\"global\"},"
    "{\"currency\":\"USD\",\"amount\":\"12.00\",\"workspace_id\":null,\"description\":\"Web Search Usage\",\"cost_type\":\"web_search\",\"model\":null}]}],"
    "\"has_more\":false,\"next_page\":null}",
    "1795132800+86400 claude-opus-5-5,wrkspc_01AbC,standard,0-200k,global,tokens,output_tokens,Claude Opus 5.5 Usage - Output Tokens 823.1045/0 0 -1\n"
    "1795132800+86400 web_search,Web Search Usage 12/0 0 -1\n" },
  { "older-usage", SG_BUCKET_USAGE,
    "{\"data\":[{" DAY ",\"results\":["
    "{\"uncached_input_tokens\":41210,\"cache_creation\":{\"ephemeral_1h_input_tokens\":7,\"ephemeral_5m_input_tokens\":88213},"
    "\"cache_read_input_tokens\":1204551,\"output_tokens\":30122,\"server_tool_use\":{\"web_search_requests\":4},\"account_id\":null,"
    "\"api_key_id\":null,\"model\":\"claude-sonnet-5-5\"}]}],\"has_more\":true,\"next_page\":\"page_MjAyNi0xMS0yMQ==\"}",
    "1795132800+86400 claude-sonnet-5-5 0/0 1364103 -1\n"
    "page_MjAyNi0xMS0yMQ==" },
  { "newer-costs", SG_BUCKET_COST,
    "{\"data\":[{" DAY ",\"group\":{\"product\":\"claude_code\",\"model\":\"claude-opus-5-5\",\"actor\":{\"type\":\"user_actor\","
    "\"user_id\":\"user_01X\",\"email_address\":\"a@example.org\",\"name\":\"A\",\"deleted\":false}},"
    "\"cost\":{\"amount\":\"41280.000000\",\"list_amount\":\"45866.000000\",\"currency\":\"USD\",\"requests\":2210}}],"
    "\"has_more\":false,\"next_page\":null,\"data_refreshed_at\":\"2026-11-21T09:58:00Z\"}",
    "1795132800+86400 claude-opus-5-5,claude_code,a@example.org 41280/45866 0 2210\n" },
  { "newer-usage", SG_BUCKET_USAGE,
    "{\"data\":[{" DAY ",\"group\":{\"actor\":{\"type\":\"api_actor\",\"api_key_name\":\"ci\"}},"
    "\"usage\":{\"uncached_input_tokens\":1,\"output_tokens\":2,\"requests\":null,\"total_tokens\":3}}],\"has_more\":false}",
    "1795132800+86400 ci 0/0 3 -1\n" },
  { "empty-bucket", SG_BUCKET_COST, "{\"data\":[{" DAY ",\"results\":[]}],\"has_more\":false,\"next_page\":\"page_x\"}", "" },
  { "no-buckets", SG_BUCKET_COST, "{\"data\":[]}", "" },
  { "amount-as-number", SG_BUCKET_COST, "{\"data\":[{" DAY ",\"results\":[{\"amount\":1537.1},{\"amount\":-3,\"list_amount\":null}]}]}",
    "1795132800+86400  1537.1/0 0 -1\n"
    "1795132800+86400  -3/0 0 -1\n" },
  { "counts-that-are-none", SG_BUCKET_USAGE,
    "{\"data\":[{" DAY ",\"results\":[{\"uncached_input_tokens\":-1,\"output_tokens\":\"12\",\"cache_read_input_tokens\":1e40,\"cache_creation\":[]}]}]}",
    "1795132800+86400  0/0 0 -1\n" },
};

static void
append_dimensions (GString               *text,
                   const SgConsoleBucket *bucket)
{
  const char *separator = "";

  for (guint i = 0; i < SG_N_DIMENSIONS; i++) {
    if (bucket->dimensions[i] != NULL) {
      g_string_append_printf (text, "%s%s", separator, bucket->dimensions[i]);
      separator = ",";
    }
  }
}

static void
test_page (gconstpointer user_data)
{
  const PageCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgConsolePage) page = sg_console_page_parse (c->kind, c->body, strlen (c->body), &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < page->buckets->len; i++) {
    const SgConsoleBucket *bucket = g_ptr_array_index (page->buckets, i);
    g_autofree char *amount = sg_cents_to_text (&bucket->amount);
    g_autofree char *list_amount = sg_cents_to_text (&bucket->list_amount);

    g_string_append_printf (text, "%" G_GINT64_FORMAT "+%" G_GINT64_FORMAT " ", bucket->start, bucket->end - bucket->start);
    append_dimensions (text, bucket);
    g_string_append_printf (text, " %s/%s %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", amount, list_amount,
                            sg_console_bucket_get_tokens (bucket), bucket->n_requests);
  }
  if (page->next_page != NULL)
    g_string_append (text, page->next_page);

  g_assert_cmpstr (text->str, ==, c->page);
}

/* Bad data, all of them; what else may be wrong around a report is in test-admin-reply.c. */
static const struct {
  const char *name;
  const char *body;
} error_cases[] = {
  { "more-but-no-token", "{\"data\":[],\"has_more\":true,\"next_page\":null}" },
  { "no-span", "{\"data\":[{\"results\":[{\"amount\":\"1\"}]}]}" },
  { "span-backwards", "{\"data\":[{\"starting_at\":\"2026-11-21T00:00:00Z\",\"ending_at\":\"2026-11-20T00:00:00Z\",\"results\":[{\"amount\":\"1\"}]}]}" },
  { "no-amount", "{\"data\":[{" DAY ",\"results\":[{}]}]}" },
  { "absurd-amount", "{\"data\":[{" DAY ",\"results\":[{\"amount\":\"1e40\"}]}]}" },
  { "other-currency", "{\"data\":[{" DAY ",\"results\":[{\"amount\":\"1\",\"currency\":\"EUR\"}]}]}" },
  { "neither-shape", "{\"data\":[{" DAY "}]}" },
  { "cut", "{\"data\":[{" },
};

static void
test_error (gconstpointer user_data)
{
  const char *body = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_null (sg_console_page_parse (SG_BUCKET_COST, body, strlen (body), &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
}

static void
test_dimensions_have_names (void)
{
  SgDimension dimension;

  for (guint i = 0; i < SG_N_DIMENSIONS; i++) {
    g_assert_true (sg_dimension_from_nick (sg_dimension_to_nick (i), &dimension));
    g_assert_cmpuint (dimension, ==, i);
  }
  g_assert_false (sg_dimension_from_nick ("colour", &dimension));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (page_cases); i++) {
    g_autofree char *path = g_strconcat ("/console-page/", page_cases[i].name, NULL);

    g_test_add_data_func (path, &page_cases[i], test_page);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (error_cases); i++) {
    g_autofree char *path = g_strconcat ("/console-page/error/", error_cases[i].name, NULL);

    g_test_add_data_func (path, error_cases[i].body, test_error);
  }
  g_test_add_func ("/console-page/dimensions-have-names", test_dimensions_have_names);

  return g_test_run ();
}
