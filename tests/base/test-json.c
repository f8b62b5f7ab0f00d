/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-json.h"

static JsonNode *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *node = sg_json_parse_object (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (JSON_NODE_HOLDS_OBJECT (node));

  return node;
}

static void
assert_refused (const char *text,
                gsize       length)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sg_json_parse_object (text, length, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_null (strstr (error->message, "SECRET"));
}

static const char *const refused[] = {
  "", " ", "null", "[]", "[1]", "\"SECRET\"", "1", "}", "]", "{", "{]", "{\"a\"}", "{\"a\":}",
  "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{\"SECRET\":\"SECRET", "{\"SECRET\":SECRET}", "{\"a\":\"SECRET\"} x",
  "{\"a\":1}{\"b\":2}", "{\"a\":1}\n{\"b\":2}", "{'a':1}", "{a:1}", "var a = {};", "{\"a\":1} // SECRET",
  "{\"a\":/* \" */1}", "# SECRET\n{}", "{\"a\":True}", "{\"a\":nul}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":+1}",
  "{\"a\":-}", "{\"a\":--1}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":1e}", "{\"a\":010}", "{\"a\":0x10}", "{\"a\":$10}",
  "{\"a\":\"\\x\"}", "{\"a\":\"\\u12\"}", "{\"a\":\"\\300\"}", "{\"a\":\"\\", "{\"a\":\"\\u", "{\"a\":\"\xff SECRET\"}",
  "{\"a\":\"\xed\xa0\xbd\"}", "\xff\xfe{}",
};

static void
test_refused (gconstpointer user_data)
{
  const char *text = user_data;

  assert_refused (text, strlen (text));
}

static void
test_nul_is_refused (void)
{
  assert_refused ("{\"a\":\"\0\"}", strlen ("{\"a\":\"") + 3);
  assert_refused ("{}\0SECRET", 9);
}

static void
test_byte_order_mark_is_skipped (void)
{
  g_autoptr (JsonNode) node = parse ("\xef\xbb\xbf{\"a\":\"b\"}");

  g_assert_cmpstr (sg_json_get_string (json_node_get_object (node), "a"), ==, "b");
}

static void
test_only_length_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = sg_json_parse_object ("{} SECRET", 2, &error);

  g_assert_no_error (error);
  g_assert_nonnull (node);
}

static char *
nested (const char *before,
        guint       depth,
        const char *open,
        const char *close)
{
  GString *text = g_string_new (before);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, open);
  if (close != NULL)
    g_string_append (text, "1");
  for (guint i = 0; close != NULL && i < depth; i++)
    g_string_append (text, close);

  return g_string_free (text, FALSE);
}

static void
test_depth_is_bounded (void)
{
  static const char *const starts[] = {
    "{\"a\":", "{\"a\":/* \" */", "{'\"':", "{\"a\\\":\":", "{\"a\":\"\\\\\",\"b\":", "{//\"\n\"a\":", "{\"a\":#\"\n",
  };
  g_autofree char *most = nested ("", SG_JSON_MAX_DEPTH, "{\"a\":", "}");
  g_autofree char *more = nested ("", SG_JSON_MAX_DEPTH + 1, "{\"a\":", "}");
  g_autoptr (JsonNode) node = parse (most);

  assert_refused (more, strlen (more));
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++) {
    g_autofree char *arrays = nested (starts[i], 1000 * 1000, "[", NULL);
    g_autofree char *objects = nested (starts[i], 1000 * 1000, "{\"a\":", NULL);

    assert_refused (arrays, strlen (arrays));
    assert_refused (objects, strlen (objects));
  }
}

static void
test_brackets_in_strings_are_no_depth (void)
{
  g_autofree char *brackets = g_strnfill (1000, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\"%s\"}", brackets);
  g_autoptr (JsonNode) node = parse (text);

  g_assert_cmpuint (strlen (sg_json_get_string (json_node_get_object (node), "a")), ==, 1001);
}

typedef struct {
  const char *value;
  gboolean    is_double;
  double      number;
  gboolean    is_int;
  gint64      whole;
} NumberCase;

static const NumberCase numbers[] = {
  { "0", TRUE, 0.0, TRUE, 0 },
  { "-0", TRUE, 0.0, TRUE, 0 },
  { "37", TRUE, 37.0, TRUE, 37 },
  { "12.0", TRUE, 12.0, TRUE, 12 },
  { "1.5", TRUE, 1.5, TRUE, 2 },
  { "-1.5e0", TRUE, -1.5, TRUE, -2 },
  { "1E+3", TRUE, 1000.0, TRUE, 1000 },
  { "9223372036854775807", TRUE, 9223372036854775807.0, TRUE, G_MAXINT64 },
  { "-9223372036854775808", TRUE, -9223372036854775808.0, TRUE, G_MININT64 },
  { "9223372036854775808", FALSE, 0, FALSE, 0 },
  { "-9223372036854775809", FALSE, 0, FALSE, 0 },
  { "123456789012345678901234567890", FALSE, 0, FALSE, 0 },
  { "9.3e18", TRUE, 9.3e18, FALSE, 0 },
  { "-1e300", TRUE, -1e300, FALSE, 0 },
  { "1e400", FALSE, 0, FALSE, 0 },
  { "\"37\"", FALSE, 0, FALSE, 0 },
  { "true", FALSE, 0, FALSE, 0 },
  { "null", FALSE, 0, FALSE, 0 },
  { "[37]", FALSE, 0, FALSE, 0 },
  { "{}", FALSE, 0, FALSE, 0 },
};

static void
test_number (gconstpointer user_data)
{
  const NumberCase *c = user_data;
  g_autofree char *text = g_strdup_printf ("{\"a\":%s}", c->value);
  g_autoptr (JsonNode) node = parse (text);
  JsonObject *object = json_node_get_object (node);
  double number = -77.0;
  gint64 whole = -77;

  g_assert_cmpint (sg_json_get_double (object, "a", &number), ==, c->is_double);
  g_assert_cmpfloat (number, ==, c->is_double ? c->number : -77.0);
  g_assert_cmpint (sg_json_get_int (object, "a", &whole), ==, c->is_int);
  g_assert_cmpint (whole, ==, c->is_int ? c->whole : -77);
}

static void
test_wrong_type_is_not_there (void)
{
  g_autoptr (JsonNode) node = parse ("{\"n\":1,\"s\":\"x\",\"b\":true,\"o\":{\"i\":1},\"a\":[{},2,null],\"z\":null}");
  JsonObject *object = json_node_get_object (node);
  static const char *const members[] = { "n", "s", "b", "o", "a", "z", "missing" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++) {
    const char *member = members[i];

    g_assert_cmpint (sg_json_get_object (object, member) != NULL, ==, g_str_equal (member, "o"));
    g_assert_cmpint (sg_json_get_array (object, member) != NULL, ==, g_str_equal (member, "a"));
    g_assert_cmpint (sg_json_get_string (object, member) != NULL, ==, g_str_equal (member, "s"));
    g_assert_cmpint (sg_json_get_boolean (object, member, FALSE), ==, g_str_equal (member, "b"));
    g_assert_true (sg_json_get_boolean (object, member, TRUE));
  }
}

static void
test_nothing_holds_nothing (void)
{
  double number;
  gint64 whole;

  g_assert_null (sg_json_get_object (NULL, "a"));
  g_assert_null (sg_json_get_array (NULL, "a"));
  g_assert_null (sg_json_get_string (NULL, "a"));
  g_assert_false (sg_json_get_double (NULL, "a", &number));
  g_assert_false (sg_json_get_int (NULL, "a", &whole));
  g_assert_true (sg_json_get_boolean (NULL, "a", TRUE));
}

static void
test_array_gives_objects_only (void)
{
  g_autoptr (JsonNode) node = parse ("{\"a\":[{},2,null]}");
  JsonArray *array = sg_json_get_array (json_node_get_object (node), "a");

  g_assert_nonnull (sg_json_array_get_object (array, 0));
  g_assert_null (sg_json_array_get_object (array, 1));
  g_assert_null (sg_json_array_get_object (array, 2));
  g_assert_null (sg_json_array_get_object (array, 3));
}

static const char *const strings[][2] = {
  { "\\ud83d\\ude00", "😀" },
  { "\\uD83D", "\uFFFD" },
  { "\\ud83dx", "\uFFFDx" },
  { "\\ud83d\\u0041", "\uFFFDA" },
  { "\\ud83d\\n", "\uFFFD\n" },
  { "\\ude00\\ud83d", "\uFFFD\uFFFD" },
  { "\\\\ud83d", "\\ud83d" },
  { "\\u00e4\\/\\\"", "ä/\"" },
};

static void
test_string_is_valid_utf8 (gconstpointer user_data)
{
  const char *const *c = user_data;
  g_autofree char *text = g_strdup_printf ("{\"a\":\"%s\"}", c[0]);
  g_autoptr (JsonNode) node = parse (text);

  g_assert_cmpstr (sg_json_get_string (json_node_get_object (node), "a"), ==, c[1]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autofree char *path = g_strdup_printf ("/json/refused/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, refused[i], test_refused);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    g_autofree char *path = g_strdup_printf ("/json/number/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, &numbers[i], test_number);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++) {
    g_autofree char *path = g_strdup_printf ("/json/string-is-valid-utf8/%" G_GSIZE_FORMAT, i);
    g_test_add_data_func (path, strings[i], test_string_is_valid_utf8);
  }
  g_test_add_func ("/json/nul-is-refused", test_nul_is_refused);
  g_test_add_func ("/json/byte-order-mark-is-skipped", test_byte_order_mark_is_skipped);
  g_test_add_func ("/json/only-length-is-read", test_only_length_is_read);
  g_test_add_func ("/json/depth-is-bounded", test_depth_is_bounded);
  g_test_add_func ("/json/brackets-in-strings-are-no-depth", test_brackets_in_strings_are_no_depth);
  g_test_add_func ("/json/wrong-type-is-not-there", test_wrong_type_is_not_there);
  g_test_add_func ("/json/nothing-holds-nothing", test_nothing_holds_nothing);
  g_test_add_func ("/json/array-gives-objects-only", test_array_gives_objects_only);

  return g_test_run ();
}
