/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "sg-error.h"
#include "sg-json.h"
#include "sg-money.h"
#include "sg-price-table.h"

#define NOON_MS G_GINT64_CONSTANT (1795262400000)   /* 2026-11-21T12:00:00Z */

static gint64
count (JsonObject *object,
       const char *member)
{
  gint64 value = 0;

  sg_json_get_int (object, member, &value);

  return value;
}

static void
read_usage (JsonObject     *object,
            SgUsage        *usage,
            SgRequestFlags *flags)
{
  JsonObject *split = sg_json_get_object (object, "cache_creation");

  usage->input = (guint32) count (object, "input_tokens");
  usage->output = (guint32) count (object, "output_tokens");
  usage->cache_read = (guint32) count (object, "cache_read_input_tokens");
  usage->write_5m = (guint32) count (split, "ephemeral_5m_input_tokens");
  usage->write_1h = (guint32) count (split, "ephemeral_1h_input_tokens");
  usage->web_searches = (guint32) count (sg_json_get_object (object, "server_tool_use"), "web_search_requests");
  *flags = (g_strcmp0 (sg_json_get_string (object, "speed"), "fast") == 0 ? SG_REQUEST_FAST : 0) |
           (g_strcmp0 (sg_json_get_string (object, "inference_geo"), "us") == 0 ? SG_REQUEST_US : 0);
}

/* Models the CLI has no price for: it guesses, we do not. Haiku 3 has a list price. */
static const char *unknown_to_the_cli[] = {
  "claude-3-haiku-20240307", "claude-sonnet-6-20270101", "gpt-5", "claude-fable-6", NULL
};

static gboolean
assert_golden_line (const SgPriceTable *prices,
                    const char         *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = sg_json_parse_object (line, strlen (line), &error);
  JsonObject *object = json_node_get_object (node);
  const char *model_id = sg_json_get_string (object, "model_in_transcript");
  const SgModelPrices *model = sg_price_table_find (prices, model_id);
  SgRequestFlags flags;
  SgUsage usage;
  double expected_usd, usd;

  g_assert_no_error (error);
  if (g_strv_contains (unknown_to_the_cli, model_id)) {
    g_assert_cmpstr (sg_json_get_string (object, "cost_basis"), ==, "unknown");
    g_assert_true ((model != NULL) == g_str_equal (model_id, "claude-3-haiku-20240307"));
    return FALSE;
  }

  g_test_message ("%s", line);
  g_assert_nonnull (model);
  g_assert_true (sg_json_get_double (object, "cli_cost_usd", &expected_usd));
  read_usage (sg_json_get_object (object, "usage"), &usage, &flags);
  usd = (double) sg_price_table_cost (prices, model, NOON_MS, flags, &usage) / (double) SG_PICO_PER_USD;
  g_assert_cmpfloat_with_epsilon (usd, expected_usd, 1e-9);

  return TRUE;
}

static void
test_clis_own_costs (void)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "samples", "cli-cost-golden.jsonl", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_equal = 0;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    n_equal += assert_golden_line (prices, lines[i]);

  g_assert_cmpuint (n_equal, ==, g_strv_length (lines) - (g_strv_length ((GStrv) unknown_to_the_cli)));
}

typedef struct {
  const char    *name;
  const char    *model_id;
  gint64         time_ms;
  SgRequestFlags flags;
  SgUsage        usage;
  gint64         pico_usd;
} CostCase;

static const CostCase cost_cases[] = {
  { "one-of-each", "claude-opus-5-5", NOON_MS, 0, { 1, 1, 1, 1, 1 }, 4000000 + 20000000 + 5000000 + 8000000 + 200000 },
  { "web-search", "claude-opus-5-5", NOON_MS, 0, { .web_searches = 3 }, 30000000000 },
  { "web-search-in-the-us", "claude-opus-5-5", NOON_MS, SG_REQUEST_US, { .input = 10, .web_searches = 1 }, 44000000 + 10000000000 },
  { "batch", "claude-opus-5-5", NOON_MS, SG_REQUEST_BATCH, { .input = 10 }, 20000000 },
  { "batch-in-the-us", "claude-opus-5-5", NOON_MS, SG_REQUEST_BATCH | SG_REQUEST_US, { .input = 10 }, 22000000 },
  { "fast", "claude-opus-4-6", NOON_MS, SG_REQUEST_FAST, { .input = 1, .cache_read = 1 }, 33000000 },
  { "fast-is-unknown-to-it", "claude-sonnet-5", NOON_MS, SG_REQUEST_FAST, { .input = 1 }, 2000000 },
  { "long-prompt-edge", "claude-haiku-5-5", NOON_MS, 0, { .input = 1000, .cache_read = 98000, .write_5m = 500, .write_1h = 500, .output = 9 },
    1000 * 100000 + 98000 * 10000 + 500 * 125000 + 500 * 200000 + 9 * 500000 },
  { "long-prompt", "claude-haiku-5-5", NOON_MS, 0, { .input = 1001, .cache_read = 98000, .write_5m = 500, .write_1h = 500, .output = 9 },
    1001 * G_GINT64_CONSTANT (500000) + 98000 * G_GINT64_CONSTANT (50000) + 500 * 625000 + 500 * 1000000 + 9 * 2500000 },
  { "earlier", "claude-sonnet-5-5", G_GINT64_CONSTANT (1791331199999), 0, { .input = 1, .cache_read = 1 }, 2200000 },
  { "since", "claude-sonnet-5-5", G_GINT64_CONSTANT (1791331200000), 0, { .input = 1, .cache_read = 1 }, 2100000 },
  { "most-of-all", "claude-opus-4-1", NOON_MS, SG_REQUEST_US,
    { SG_USAGE_MAX_TOKENS, SG_USAGE_MAX_TOKENS, SG_USAGE_MAX_TOKENS, SG_USAGE_MAX_TOKENS, SG_USAGE_MAX_TOKENS },
    G_GINT64_CONSTANT (14025) * 1000000 * 1100000 },
};

static void
test_cost (gconstpointer user_data)
{
  const CostCase *c = user_data;
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  const SgModelPrices *model = sg_price_table_find (prices, c->model_id);

  g_assert_nonnull (model);
  g_assert_cmpint (sg_price_table_cost (prices, model, c->time_ms, c->flags, &c->usage), ==, c->pico_usd);
}

static void
test_unknown_is_unknown (void)
{
  const char *unknown[] = { "claude-opus-6", "claude-opus", "opus", "claude", "claude-opus-5-5-5", "glm-4.6", "gpt-5", "<synthetic>", "" };
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (sg_price_table_find (prices, unknown[i]));
  g_assert_cmpstr (sg_price_table_get_as_of (prices), ==, "2026-11-20");
}

static gint64
price_of_one (const SgPriceTable *prices,
              const char         *model_id)
{
  const SgUsage one = { .input = 1 };
  const SgModelPrices *model = sg_price_table_find (prices, model_id);

  return model ? sg_price_table_cost (prices, model, NOON_MS, 0, &one) : -1;
}

#define PRICES(input) "{\"input\":" input ",\"output\":2,\"cache_write_5m\":3,\"cache_write_1h\":4,\"cache_read\":0.000001}"

static void
test_users_prices_win (void)
{
  const char *text = "{\"as_of\":\"2027-01-01\",\"models\":{\"claude-opus-5-5\":" PRICES ("0.5") ",\"GLM-4.6\":" PRICES ("0.1") "}}";
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  guint64 digest = sg_price_table_get_digest (prices);
  g_autoptr (GError) error = NULL;

  g_assert_true (sg_price_table_merge (prices, text, strlen (text), &error));
  g_assert_no_error (error);
  g_assert_cmpint (price_of_one (prices, "claude-opus-5-5"), ==, 500000);
  g_assert_cmpint (price_of_one (prices, "glm-4.6"), ==, 100000);
  g_assert_cmpint (price_of_one (prices, "claude-opus-5"), ==, 5000000);
  g_assert_cmpstr (sg_price_table_get_as_of (prices), ==, "2027-01-01");
  g_assert_cmpuint (sg_price_table_get_digest (prices), !=, digest);
}

static void
test_bad_prices_change_nothing (gconstpointer user_data)
{
  const char *text = user_data;
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  guint64 digest = sg_price_table_get_digest (prices);
  g_autoptr (GError) error = NULL;

  g_assert_false (sg_price_table_merge (prices, text, strlen (text), &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_cmpint (price_of_one (prices, "claude-opus-5-5"), ==, 4000000);
  g_assert_cmpuint (sg_price_table_get_digest (prices), ==, digest);
}

static const char *bad_prices[] = {
  "", "[]", "{\"models\":{\"claude-opus-5-5\":{\"input\":1}}}",
  "{\"models\":{\"claude-opus-5-5\":" PRICES ("-1") "}}",
  "{\"models\":{\"claude-opus-5-5\":" PRICES ("1e9") "}}",
  "{\"models\":{\"claude-opus-5-5\":" PRICES ("\"4\"") "}}",
  "{\"models\":{\"claude-opus-5-5\":[]}}",
  "{\"models\":{\"claude-opus-5-5\":{\"input\":1,\"output\":2,\"cache_write_5m\":3,\"cache_write_1h\":4,\"cache_read\":5,\"fast\":{}}}}",
  "{\"models\":{\"claude-opus-5-5\":{\"input\":1,\"output\":2,\"cache_write_5m\":3,\"cache_write_1h\":4,\"cache_read\":5,"
  "\"earlier\":[{\"until\":\"then\"}]}}}",
  "{\"us_inference_multiplier\":99,\"models\":{\"claude-opus-5-5\":" PRICES ("1") "}}",
};

static void
test_users_file (void)
{
  g_autoptr (SgPriceTable) prices = sg_price_table_new ();
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "prices.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sg_price_table_merge_file (prices, path, &error));
  g_assert_no_error (error);

  g_mkdir_with_parents (g_get_user_config_dir (), 0700);
  g_assert_true (g_file_set_contents (path, "{", -1, NULL));
  g_assert_false (sg_price_table_merge_file (prices, path, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  g_assert_false (sg_price_table_merge_file (prices, g_get_user_config_dir (), &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_UNREADABLE);
}

static void
test_every_model_is_listed_once_newest_first (void)
{
  g_autoptr (SgPriceTable) table = sg_price_table_new ();
  g_autoptr (GPtrArray) ids = sg_price_table_list (table);
  guint newer = 0, older = 0;

  g_assert_cmpuint (ids->len, >, 20);
  for (guint i = 0; i < ids->len; i++) {
    const char *id = g_ptr_array_index (ids, i);

    g_assert_nonnull (sg_price_table_find (table, id));
    if (g_str_equal (id, "claude-opus-5-5"))
      newer = i;
    if (g_str_equal (id, "claude-opus-5"))
      older = i;
  }
  g_assert_cmpuint (newer, <, older);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (ids, ids->len - 1), "claude-3-"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/price-table/clis-own-costs", test_clis_own_costs);
  for (gsize i = 0; i < G_N_ELEMENTS (cost_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/price-table/cost/%s", cost_cases[i].name);
    g_test_add_data_func (path, &cost_cases[i], test_cost);
  }
  g_test_add_func ("/price-table/unknown-is-unknown", test_unknown_is_unknown);
  g_test_add_func ("/price-table/every-model-is-listed-once-newest-first", test_every_model_is_listed_once_newest_first);
  g_test_add_func ("/price-table/users-prices-win", test_users_prices_win);
  for (gsize i = 0; i < G_N_ELEMENTS (bad_prices); i++) {
    g_autofree char *path = g_strdup_printf ("/price-table/bad-prices/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, bad_prices[i], test_bad_prices_change_nothing);
  }
  g_test_add_func ("/price-table/users-file", test_users_file);

  return g_test_run ();
}
