/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The grammar of RFC 8259, as it stands there. Only the bytes within strings
 * may be any: Claude Code writes halves of emoji, and disks lose bytes.
 */

#include "transcript-json-span.h"

#include <string.h>

#define MAX_DEPTH 500
#define MAX_NUMBER 60

typedef struct {
  const char   *end;
  JsonSpanFlags flags;
} Span;

static const char *span_value (Span       *span,
                               const char *at,
                               guint       depth);

static const char *
skip_space (Span       *span,
            const char *at)
{
  while (at < span->end && strchr (" \t\r\n", *at) != NULL && *at != '\0')
    at++;

  return at;
}

static gboolean
is_next (Span       *span,
         const char *at,
         char        c)
{
  return at != NULL && at < span->end && *at == c;
}

static const char *
span_escape (Span       *span,
             const char *at)
{
  if (at == span->end || *at == '\0' || strchr ("\"\\/bfnrtu", *at) == NULL)
    return NULL;
  if (*at++ != 'u')
    return at;
  if (span->end - at < 4)
    return NULL;
  for (guint i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (at[i]))
      return NULL;
  }

  return at + 4;
}

static const char *
span_string (Span       *span,
             const char *at)
{
  while (at != NULL && at < span->end && *at != '"')
    at = *at == '\\' ? span_escape (span, at + 1) : at + 1;

  return is_next (span, at, '"') ? at + 1 : NULL;
}

static const char *
span_digits (Span       *span,
             const char *at)
{
  const char *start = at;

  while (at != NULL && at < span->end && g_ascii_isdigit (*at))
    at++;

  return at > start ? at : NULL;
}

static const char *
span_number (Span       *span,
             const char *at)
{
  const char *start = at;

  if (is_next (span, at, '-'))
    at++;
  at = is_next (span, at, '0') ? at + 1 : span_digits (span, at);
  if (is_next (span, at, '.'))
    at = span_digits (span, at + 1);
  if (is_next (span, at, 'e') || is_next (span, at, 'E')) {
    at++;
    if (is_next (span, at, '+') || is_next (span, at, '-'))
      at++;
    at = span_digits (span, at);
  }
  if (at != NULL && at - start > MAX_NUMBER)
    span->flags |= JSON_SPAN_LONG_TOKEN;

  return at;
}

static const char *
span_members (Span       *span,
              const char *at,
              char        close,
              guint       depth)
{
  at = skip_space (span, at);
  if (is_next (span, at, close))
    return at + 1;

  for (;;) {
    if (close == '}') {
      at = is_next (span, at, '"') ? span_string (span, at + 1) : NULL;
      at = at ? skip_space (span, at) : NULL;
      if (!is_next (span, at, ':'))
        return NULL;
      at = skip_space (span, at + 1);
    }
    at = span_value (span, at, depth + 1);
    at = at ? skip_space (span, at) : NULL;
    if (is_next (span, at, close))
      return at + 1;
    if (!is_next (span, at, ','))
      return NULL;
    at = skip_space (span, at + 1);
  }
}

static const char *
span_literal (Span       *span,
              const char *at)
{
  static const char *const literals[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (literals); i++) {
    gsize length = strlen (literals[i]);

    if ((gsize) (span->end - at) >= length && memcmp (at, literals[i], length) == 0)
      return at + length;
  }

  return NULL;
}

static const char *
span_value (Span       *span,
            const char *at,
            guint       depth)
{
  if (depth > MAX_DEPTH) {
    span->flags |= JSON_SPAN_DEEP;
    return NULL;
  }
  if (at == span->end)
    return NULL;

  switch (*at) {
  case '{':
    return span_members (span, at + 1, '}', depth);
  case '[':
    return span_members (span, at + 1, ']', depth);
  case '"':
    return span_string (span, at + 1);
  case 't':
  case 'f':
  case 'n':
    return span_literal (span, at);
  default:
    return span_number (span, at);
  }
}

/* Returns: (nullable): the byte behind the value at @at */
const char *
json_span_end (const char    *at,
               const char    *end,
               JsonSpanFlags *flags)
{
  Span span = { .end = end };
  const char *after = span_value (&span, at, 0);

  *flags = after != NULL ? span.flags : span.flags | JSON_SPAN_BROKEN;

  return after;
}

static gunichar
unit_at (const char *at,
         const char *end)
{
  gunichar unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return 0;
  for (guint i = 2; i < 6; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (at[i]);

  return unit;
}

/* @at is at a backslash of a well-formed string. */
static const char *
mend_escape (GString    *mended,
             const char *at,
             const char *end)
{
  gunichar unit = unit_at (at, end);
  gunichar second = unit >= 0xd800 && unit <= 0xdbff ? unit_at (at + 6, end) : 0;

  if (second >= 0xdc00 && second <= 0xdfff) {
    g_string_append_len (mended, at, 12);
    return at + 12;
  }
  if ((unit >= 0xd800 && unit <= 0xdfff) || (unit == 0 && at[1] == 'u')) {
    g_string_append (mended, "\\ufffd");
    return at + 6;
  }
  g_string_append_len (mended, at, 2);

  return at + 2;
}

/* Returns: the value as UTF-8, with neither half pairs nor NULs, and control characters as escapes */
char *
json_span_mend (const char *at,
                const char *end)
{
  g_autofree char *valid = g_utf8_make_valid (at, end - at);
  const char *from = valid, *valid_end = valid + strlen (valid);
  GString *mended = g_string_new (NULL);
  gboolean in_string = FALSE;

  while (from < valid_end) {
    if (in_string && *from == '\\') {
      from = mend_escape (mended, from, valid_end);
      continue;
    }
    if (*from == '"')
      in_string = !in_string;
    if (in_string && (guchar) *from < 0x20)
      g_string_append_printf (mended, "\\u%04x", *from);
    else
      g_string_append_c (mended, *from);
    from++;
  }

  return g_string_free (mended, FALSE);
}
