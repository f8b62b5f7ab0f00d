/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-error.h"
#include "sg-settings-text.h"

#define OURS "/l/sandglass-statusline"

typedef struct {
  const char *name;
  const char *before;
  const char *command;   /* what statusLine runs before */
  const char *after;     /* with OURS */
  const char *undone;    /* with @command again; %NULL is @before */
} EditCase;

static const EditCase edit_cases[] = {
  { "command-alone-is-changed",
    "{\n  \"model\": \"opus\",\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"~/line.sh\",\n    \"padding\": 0\n  },\n  \"env\": {}\n}\n",
    "~/line.sh",
    "{\n  \"model\": \"opus\",\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"" OURS "\",\n    \"padding\": 0\n  },\n  \"env\": {}\n}\n", NULL },
  { "added-on-lines-of-its-own",
    "{\n  \"model\": \"opus\"\n}\n", NULL,
    "{\n  \"model\": \"opus\",\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"" OURS "\"\n  }\n}\n", NULL },
  { "added-with-tabs",
    "{\n\t\"a\": [1,\n2]\n}", NULL,
    "{\n\t\"a\": [1,\n2],\n\t\"statusLine\": {\n\t\t\"type\": \"command\",\n\t\t\"command\": \"" OURS "\"\n\t}\n}", NULL },
  { "added-to-one-line", "{\"a\":1}", NULL, "{\"a\":1,\"statusLine\":{\"type\":\"command\",\"command\":\"" OURS "\"}}", NULL },
  { "added-to-nothing", "{}\n", NULL,
    "{\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"" OURS "\"\n  }\n}\n", "{}\n" },
  { "added-to-space", " { \n } ", NULL,
    " {\n  \"statusLine\": {\n    \"type\": \"command\",\n    \"command\": \"" OURS "\"\n  }\n} ", " {} " },
  { "first-of-two", "{\"statusLine\":{\"command\":\"a \\\"b\\\"\",\"type\":\"command\"},\"z\":1}", "a \"b\"",
    "{\"statusLine\":{\"command\":\"" OURS "\",\"type\":\"command\"},\"z\":1}", NULL },
  { "null-is-none", "{\"statusLine\":null,\"z\":1}", NULL,
    "{\"statusLine\":{\"type\":\"command\",\"command\":\"" OURS "\"},\"z\":1}", "{\"z\":1}" },
  { "without-type", "{\"statusLine\":{\"command\":\"x\"}}", "x", "{\"statusLine\":{\"command\":\"" OURS "\"}}", NULL },
  { "other-commands-stay", "{\"hooks\":{\"command\":\"h\",\"statusLine\":{\"command\":\"n\"}},\"statusLine\":{\"command\":\"x\"}}", "x",
    "{\"hooks\":{\"command\":\"h\",\"statusLine\":{\"command\":\"n\"}},\"statusLine\":{\"command\":\"" OURS "\"}}", NULL },
  { "braces-in-texts", "{\"a\":\"}{\\\"statusLine\\\":\",\"b\":\"}\"}", NULL,
    "{\"a\":\"}{\\\"statusLine\\\":\",\"b\":\"}\",\"statusLine\":{\"type\":\"command\",\"command\":\"" OURS "\"}}", NULL },
};

static void
test_edit_and_undo (gconstpointer user_data)
{
  const EditCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;
  g_autofree char *after = NULL;
  g_autofree char *set = NULL;
  g_autofree char *undone = NULL;

  g_assert_true (sg_settings_text_get_command (c->before, &command, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (command, ==, c->command);

  after = sg_settings_text_set_command (c->before, OURS);
  g_assert_cmpstr (after, ==, c->after);
  g_assert_true (sg_settings_text_get_command (after, &set, &error));
  g_assert_cmpstr (set, ==, OURS);

  undone = sg_settings_text_set_command (after, command);
  g_assert_cmpstr (undone, ==, c->undone ? c->undone : c->before);
}

typedef struct {
  const char *name;
  const char *text;
  const char *what;
} RefusedCase;

static const RefusedCase refused_cases[] = {
  { "empty", "", "whole JSON" },
  { "list", "[]", "not a JSON object" },
  { "comma-too-many", "{\n  \"a\": 1,\n  \"b\": \"sk-secret\",\n}\n", "line 3" },
  { "comment", "{\n  // mine\n  \"a\": 1\n}\n", "whole JSON" },
  { "cut-off", "{\"statusLine\":{\"command\":\"x\"", "whole JSON" },
  { "byte-order-mark", "\xef\xbb\xbf{}", "JSON" },
  { "a-text", "{\"statusLine\":\"x\"}", "statusLine" },
  { "a-list", "{\"statusLine\":[]}", "statusLine" },
  { "another-type", "{\"statusLine\":{\"type\":\"static\",\"command\":\"x\"}}", "statusLine" },
  { "no-command", "{\"statusLine\":{\"type\":\"command\"}}", "statusLine" },
};

static void
test_refused (gconstpointer user_data)
{
  const RefusedCase *c = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *command = NULL;

  g_assert_false (sg_settings_text_get_command (c->text, &command, &error));
  g_assert_error (error, SG_ERROR, SG_ERROR_BAD_DATA);
  g_assert_null (command);
  g_assert_nonnull (strstr (error->message, c->what));
  g_assert_null (strstr (error->message, "secret"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (edit_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/settings-text/edit-and-undo/%s", edit_cases[i].name);
    g_test_add_data_func (path, &edit_cases[i], test_edit_and_undo);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (refused_cases); i++) {
    g_autofree char *path = g_strdup_printf ("/settings-text/refused/%s", refused_cases[i].name);
    g_test_add_data_func (path, &refused_cases[i], test_refused);
  }

  return g_test_run ();
}
