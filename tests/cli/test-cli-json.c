/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "sg-cli-json.h"

static void
test_doubles_are_the_shortest_that_read_back (void)
{
  static const struct {
    double      value;
    const char *text;
  } table[] = {
    { 0.0, "0.0" }, { 1.0, "1.0" }, { -1.5, "-1.5" }, { 72210.0, "72210.0" }, { 0.37, "0.37" },
    { 0.030600000000000002, "0.030600000000000002" }, { 73.6842105263158, "73.6842105263158" },
    { 0.1 + 0.2, "0.30000000000000004" }, { 0.00006, "0.00006" }, { 0.00001, "0.00001" }, { 0.0000015, "1.5e-6" },
    { 1e-7, "1e-7" }, { 1e15, "1000000000000000.0" }, { 1e16, "1e16" }, { 1.5e22, "1.5e22" }, { 123456789.125, "123456789.125" },
    { 100.0, "100.0" }, { 1.0 / 3.0, "0.3333333333333333" }, { 9007199254740993.0, "9007199254740992.0" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *text = sg_cli_json_format_double (table[i].value);

    g_assert_cmpstr (text, ==, table[i].text);
    g_assert_true (g_ascii_strtod (text, NULL) == table[i].value);
  }
}

static void
test_money_becomes_the_nearest_double (void)
{
  static const struct {
    gint64 pico_usd;
    double value;
  } table[] = {
    { 0, 0.0 }, { 1, 1e-12 }, { 18171977900000, 18.1719779 }, { 24224769700000, 24.2247697 }, { -500000000000, -0.5 },
    { 9007199254740993001, 9007199.254740993001 }, { G_MAXINT64, 9223372.036854775807 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_true (sg_cli_json_pico_usd_to_double (table[i].pico_usd) == table[i].value);
}

static void
test_money_is_written_as_its_double (void)
{
  static const gint64 table[] = {
    0, 1, 9999999, 10000000, -10000000, 14853000000, 100000000000, 1000000000000, 123456789012345, 1234567890123456, -250000000000,
    18171977900000, 999999999999999999, G_MAXINT64, G_MININT64 + 1,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autofree char *expected = sg_cli_json_format_double (sg_cli_json_pico_usd_to_double (table[i]));
    SgCliJson json;

    sg_cli_json_init (&json);
    sg_cli_json_add_pico_usd (&json, NULL, table[i]);
    g_assert_cmpstr (json.text->str, ==, expected);
    g_string_free (json.text, TRUE);
  }
}

static void
test_nesting_is_indented_and_text_is_quoted (void)
{
  SgCliJson json;

  sg_cli_json_init (&json);
  sg_cli_json_open (&json, NULL, '{');
  sg_cli_json_open (&json, "empty", '[');
  sg_cli_json_close (&json, ']');
  sg_cli_json_open (&json, "list", '[');
  sg_cli_json_add_string (&json, NULL, "a\"b\\c\nä\xff");
  sg_cli_json_add_null (&json, NULL);
  sg_cli_json_close (&json, ']');
  sg_cli_json_add_boolean (&json, "yes", TRUE);
  sg_cli_json_add_int (&json, "low", G_MININT64);
  sg_cli_json_close (&json, '}');

  g_assert_cmpstr (json.text->str, ==,
                   "{\n  \"empty\": [],\n  \"list\": [\n    \"a\\\"b\\\\c\\u000aä\xef\xbf\xbd\",\n    null\n  ],\n"
                   "  \"yes\": true,\n  \"low\": -9223372036854775808\n}");
  g_string_free (json.text, TRUE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cli-json/doubles-are-the-shortest-that-read-back", test_doubles_are_the_shortest_that_read_back);
  g_test_add_func ("/cli-json/money-becomes-the-nearest-double", test_money_becomes_the_nearest_double);
  g_test_add_func ("/cli-json/money-is-written-as-its-double", test_money_is_written_as_its_double);
  g_test_add_func ("/cli-json/nesting-is-indented-and-text-is-quoted", test_nesting_is_indented_and_text_is_quoted);

  return g_test_run ();
}
