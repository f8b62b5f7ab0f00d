/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds members of a large JSON object without building the rest of it in memory. */

#include "sg-json-members.h"

#include <string.h>

#include "sg-error.h"

typedef struct {
  const char *pos;
  const char *end;
} Cursor;

static void
skip_space (Cursor *cursor)
{
  while (cursor->pos < cursor->end && strchr (" \t\r\n", *cursor->pos) != NULL && *cursor->pos != '\0')
    cursor->pos++;
}

static gboolean
skip_char (Cursor *cursor,
           char    c)
{
  skip_space (cursor);
  if (cursor->pos == cursor->end || *cursor->pos != c)
    return FALSE;

  cursor->pos++;

  return TRUE;
}

static gboolean
skip_string (Cursor *cursor)
{
  if (!skip_char (cursor, '"'))
    return FALSE;

  for (; cursor->pos < cursor->end; cursor->pos++) {
    if (*cursor->pos == '\\')
      cursor->pos++;
    else if (*cursor->pos == '"')
      return skip_char (cursor, '"');
    if (cursor->pos == cursor->end)
      break;
  }

  return FALSE;
}

static gboolean
skip_nest (Cursor *cursor)
{
  gsize depth = 0;

  do {
    char c = *cursor->pos;

    if (c == '"') {
      if (!skip_string (cursor))
        return FALSE;
      continue;
    }
    if (c == '{' || c == '[')
      depth++;
    else if (c == '}' || c == ']')
      depth--;
    cursor->pos++;
  } while (depth > 0 && cursor->pos < cursor->end);

  return depth == 0;
}

static gboolean
skip_value (Cursor *cursor)
{
  const char *start;

  skip_space (cursor);
  start = cursor->pos;
  if (start == cursor->end)
    return FALSE;
  if (*start == '"')
    return skip_string (cursor);
  if (*start == '{' || *start == '[')
    return skip_nest (cursor);

  while (cursor->pos < cursor->end && (g_ascii_isalnum (*cursor->pos) || strchr ("+-.", *cursor->pos) != NULL) &&
         *cursor->pos != '\0')
    cursor->pos++;

  return cursor->pos > start;
}

static void
note_member (SgJsonMember *members,
             guint         n_members,
             const char   *key,
             gsize         key_length,
             const char   *value,
             gsize         value_length)
{
  for (guint i = 0; i < n_members; i++) {
    if (strlen (members[i].name) == key_length && memcmp (members[i].name, key, key_length) == 0) {
      members[i].text = value;
      members[i].length = value_length;
    }
  }
}

static gboolean
walk_member (Cursor       *cursor,
             SgJsonMember *members,
             guint         n_members)
{
  const char *key, *value;
  gsize key_length;

  skip_space (cursor);
  key = cursor->pos + 1;
  if (!skip_string (cursor))
    return FALSE;
  key_length = cursor->pos - 1 - key;

  if (!skip_char (cursor, ':'))
    return FALSE;
  skip_space (cursor);
  value = cursor->pos;
  if (!skip_value (cursor))
    return FALSE;

  note_member (members, n_members, key, key_length, value, cursor->pos - value);

  return TRUE;
}

static gboolean
walk_object (Cursor       *cursor,
             SgJsonMember *members,
             guint         n_members)
{
  if (!skip_char (cursor, '{'))
    return FALSE;
  if (skip_char (cursor, '}'))
    return TRUE;

  do {
    if (!walk_member (cursor, members, n_members))
      return FALSE;
  } while (skip_char (cursor, ','));

  return skip_char (cursor, '}');
}

/**
 * sg_json_members_find:
 * @text: JSON whose outermost value must be an object; need not end in 0
 * @members: (array length=n_members): filled in; the slices lie in @text
 *
 * Walks @text once and keeps nothing. Only the shape is checked, enough to
 * tell a half-written file; the values are for a real parser. A name that needs
 * escapes in JSON is not found; of two members with one name the last counts.
 *
 * Returns: %FALSE with %SG_ERROR_BAD_DATA when @text is not one whole object
 */
gboolean
sg_json_members_find (const char   *text,
                      gsize         length,
                      SgJsonMember *members,
                      guint         n_members,
                      GError      **error)
{
  Cursor cursor = { text, text + length };

  for (guint i = 0; i < n_members; i++) {
    members[i].text = NULL;
    members[i].length = 0;
  }

  if (walk_object (&cursor, members, n_members)) {
    skip_space (&cursor);
    if (cursor.pos == cursor.end)
      return TRUE;
  }

  g_set_error_literal (error, SG_ERROR, SG_ERROR_BAD_DATA, "it is not one whole JSON object");

  return FALSE;
}
