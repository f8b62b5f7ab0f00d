/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-json-members.h"

typedef struct {
  const char *name;
  const char *text;
  const char *value;   /* of member "a"; NULL when it is not there; "!" when the text must be refused */
} FindCase;

static const FindCase find_cases[] = {
  { "object", "{\"b\":1,\"a\":{\"x\":[1,{}]},\"c\":2}", "{\"x\":[1,{}]}" },
  { "number", " { \"a\" : -1.5e+3 } \n", "-1.5e+3" },
  { "string", "{\"a\":\"q\\\"}\\\\\"}", "\"q\\\"}\\\\\"" },
  { "word", "{\"a\":null,\"b\":true}", "null" },
  { "nested-name", "{\"b\":{\"a\":1}}", NULL },
  { "value-named-alike", "{\"b\":\"a\",\"c\":[\"a\"]}", NULL },
  { "brackets-in-strings", "{\"b\":\"}]{[\",\"a\":[\"]\"]}", "[\"]\"]" },
  { "last-counts", "{\"a\":1,\"a\":2}", "2" },
  { "empty-object", "{}", NULL },
  { "cut-in-value", "{\"a\":{\"x\":1", "!" },
  { "cut-in-string", "{\"a\":\"x", "!" },
  { "cut-in-escape", "{\"a\":\"x\\", "!" },
  { "cut-after-comma", "{\"a\":1,", "!" },
  { "no-value", "{\"a\":}", "!" },
  { "no-colon", "{\"a\" 1}", "!" },
  { "array", "[1]", "!" },
  { "trailing", "{\"a\":1}{", "!" },
  { "empty", "", "!" },
};

static void
test_find (gconstpointer user_data)
{
  const FindCase *c = user_data;
  SgJsonMember members[] = { { "a" } };
  g_autoptr (GError) error = NULL;
  gboolean found = sg_json_members_find (c->text, strlen (c->text), members, 1, &error);
  g_autofree char *value = members[0].text ? g_strndup (members[0].text, members[0].length) : NULL;

  if (g_strcmp0 (c->value, "!") == 0) {
    g_assert_false (found);
    g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
    return;
  }

  g_assert_no_error (error);
  g_assert_true (found);
  g_assert_cmpstr (value, ==, c->value);
}

static void
test_find_is_not_fooled_by_zeros (void)
{
  SgJsonMember members[] = { { "a" } };

  g_assert_false (sg_json_members_find ("{\"a\":\0}", 7, members, 1, NULL));
  g_assert_false (sg_json_members_find ("{\0\"a\":1}", 8, members, 1, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (find_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/json-members/find/%s", find_cases[i].name);
    g_test_add_data_func (path, &find_cases[i], test_find);
  }
  g_test_add_func ("/json-members/find/is-not-fooled-by-zeros", test_find_is_not_fooled_by_zeros);

  return g_test_run ();
}
