/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The `statusLine` of Claude Code's `settings.json`, changed as text, so that every other letter of the
 * file stays as its owner wrote it. https://docs.claude.com/en/docs/claude-code/statusline
 */

#include "sg-settings-text.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sg-error.h"
#include "sg-json-members.h"
#include "sg-json.h"

#define MEMBER "statusLine"
#define QUOTED_MEMBER "\"" MEMBER "\""
#define SPACE " \t\r\n"

static void
stopped_cb (JsonParser   *parser,
            const GError *error,
            guint        *line)
{
  *line = json_parser_get_current_line (parser);
}

/* Where json-glib stopped; its own message would quote the file, which may hold keys. */
static void
add_place (const char *text,
           GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  guint line = 0;

  g_signal_connect (parser, "error", G_CALLBACK (stopped_cb), &line);
  if (!json_parser_load_from_data (parser, text, -1, NULL) && line > 0)
    g_prefix_error (error, _ ("line %u: "), line);
}

static JsonNode *
parse (const char *text,
       GError    **error)
{
  JsonNode *root = sg_json_parse_object (text, strlen (text), error);
  SgJsonMember member = { MEMBER };

  if (root == NULL) {
    add_place (text, error);
    return NULL;
  }
  /* A byte order mark is no JSON for it, nor for Claude Code. */
  if (!sg_json_members_find (text, strlen (text), &member, 1, error))
    g_clear_pointer (&root, json_node_unref);

  return root;
}

/**
 * sg_settings_text_get_command:
 * @command: (out) (transfer full) (nullable): what `statusLine` runs; %NULL where there is none
 *
 * Returns: %FALSE with %SG_ERROR_BAD_DATA when @text is no settings or its `statusLine` is of no kind we know
 */
gboolean
sg_settings_text_get_command (const char *text,
                              char      **command,
                              GError    **error)
{
  g_autoptr (JsonNode) root = parse (text, error);
  JsonNode *node = root ? json_object_get_member (json_node_get_object (root), MEMBER) : NULL;
  JsonObject *object = root ? sg_json_get_object (json_node_get_object (root), MEMBER) : NULL;
  const char *type = sg_json_get_string (object, "type");
  const char *found = sg_json_get_string (object, "command");

  *command = NULL;
  if (root == NULL)
    return FALSE;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (found == NULL || (type != NULL && !g_str_equal (type, "command"))) {
    g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, _ ("its statusLine is of a kind that Sandglass does not know"));
    return FALSE;
  }

  *command = g_strdup (found);

  return TRUE;
}

static SgJsonMember
find (const char *text,
      gsize       length,
      const char *name)
{
  SgJsonMember member = { name };

  if (!sg_json_members_find (text, length, &member, 1, NULL))
    member.text = NULL;

  return member;
}

/**
 * sg_settings_text_get_member:
 *
 * Returns: (transfer full) (nullable): `"statusLine": …` as it stands in @text
 */
char *
sg_settings_text_get_member (const char *text)
{
  SgJsonMember member = find (text, strlen (text), MEMBER);

  return member.text ? g_strdup_printf (QUOTED_MEMBER ": %.*s", (int) member.length, member.text) : NULL;
}

static char *
quote (const char *string)
{
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), string);

  return json_to_string (node, FALSE);
}

static char *
splice (const char *text,
        const char *from,
        const char *to,
        const char *with)
{
  return g_strdup_printf ("%.*s%s%s", (int) (from - text), text, with, to);
}

/* The first member shows how the others are set: on lines of their own or not, and how deep. */
static char *
space_before_members (const char *text)
{
  const char *after = strchr (text, '{') + 1;
  gsize length = strspn (after, SPACE);

  if (after[length] == '}')
    return g_strdup ("\n  ");

  return g_strndup (after, length);
}

static char *
new_value (const char *command,
           const char *space)
{
  const char *newline = strrchr (space, '\n');
  const char *indent = newline ? newline + 1 : "";
  const char *gap = newline ? " " : "";
  g_autofree char *quoted = quote (command);
  g_autofree char *inner = newline ? g_strconcat (space, indent, NULL) : g_strdup ("");

  return g_strdup_printf ("{%s\"type\":%s\"command\",%s\"command\":%s%s%s}", inner, gap, inner, gap, quoted, newline ? space : "");
}

static const char *
back_over_space (const char *text,
                 const char *at)
{
  while (at > text && strchr (SPACE, at[-1]) != NULL)
    at--;

  return at;
}

static char *
add_member (const char *text,
            const char *command)
{
  g_autofree char *space = space_before_members (text);
  g_autofree char *value = new_value (command, space);
  const char *close = strrchr (text, '}');
  const char *end = back_over_space (text, close);
  gboolean is_first = end[-1] == '{';
  g_autofree char *member = g_strdup_printf ("%s%s" QUOTED_MEMBER ":%s%s%s", is_first ? "" : ",", space,
                                             strchr (space, '\n') ? " " : "", value, is_first ? "\n" : "");

  return splice (text, end, is_first ? close : end, member);
}

static char *
change_value (const char         *text,
              const SgJsonMember *value,
              const char         *command)
{
  g_autofree char *quoted = quote (command);
  g_autofree char *space = space_before_members (text);
  g_autofree char *whole = new_value (command, space);
  SgJsonMember inner = *value->text == '{' ? find (value->text, value->length, "command") : (SgJsonMember) { NULL };

  if (inner.text == NULL)
    return splice (text, value->text, value->text + value->length, whole);

  return splice (text, inner.text, inner.text + inner.length, quoted);
}

/* With the comma that parted it from its neighbour. */
static char *
remove_member (const char         *text,
               const SgJsonMember *value)
{
  const char *colon = back_over_space (text, value->text) - 1;
  const char *key = back_over_space (text, colon) - strlen (QUOTED_MEMBER);
  const char *before = back_over_space (text, key);
  const char *end = value->text + value->length;
  const char *after = end + strspn (end, SPACE);

  if (before[-1] == ',')
    return splice (text, before - 1, end, "");
  if (*after == ',')
    return splice (text, key, after + 1 + strspn (after + 1, SPACE), "");

  return splice (text, before, after, "");
}

/**
 * sg_settings_text_set_command:
 * @text: settings that sg_settings_text_get_command() could read
 * @command: (nullable): what `statusLine` shall run; %NULL takes `statusLine` out
 *
 * Returns: (transfer full): @text with that change and no other
 */
char *
sg_settings_text_set_command (const char *text,
                              const char *command)
{
  SgJsonMember value = find (text, strlen (text), MEMBER);

  if (value.text == NULL)
    return command ? add_member (text, command) : g_strdup (text);

  return command ? change_value (text, &value, command) : remove_member (text, &value);
}
