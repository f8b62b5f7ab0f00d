/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * json-glib reads more than JSON: comments, 'quotes', 0x10, a second value, an integer that wraps
 * round. And it recurses. What it gets is scanned first, by RFC 8259, so that it meets none of these.
 */

#include "sg-json-scan.h"

#include <errno.h>
#include <string.h>

#include "sg-json.h"

static gboolean
skip_digits (const char **p)
{
  const char *start = *p;

  while (g_ascii_isdigit (**p))
    (*p)++;

  return *p > start;
}

static gboolean
fits_int64 (const char *number)
{
  errno = 0;
  g_ascii_strtoll (number, NULL, 10);

  return errno != ERANGE;
}

/* An integer too large for us is a value of the wrong type: as good as null. */
static gboolean
skip_number (char **at)
{
  char *start = *at;
  const char *p = start + (*start == '-');
  gboolean leading_zero = *p == '0';
  const char *digits = p;
  gboolean whole = TRUE;

  if (!skip_digits (&p) || (leading_zero && p - digits > 1))
    return FALSE;
  if (*p == '.') {
    whole = FALSE;
    p++;
    if (!skip_digits (&p))
      return FALSE;
  }
  if (*p == 'e' || *p == 'E') {
    whole = FALSE;
    p += p[1] == '+' || p[1] == '-' ? 2 : 1;
    if (!skip_digits (&p))
      return FALSE;
  }

  *at = start + (p - start);
  if (whole && !fits_int64 (start)) {
    memset (start, ' ', *at - start);
    memcpy (start, "null", strlen ("null"));
  }

  return TRUE;
}

static int
hex4 (const char *p)
{
  int value = 0;

  for (guint i = 0; i < 4; i++) {
    if (!g_ascii_isxdigit (p[i]))
      return -1;
    value = value * 16 + g_ascii_xdigit_value (p[i]);
  }

  return value;
}

static gboolean
is_escape_between (const char *p,
                   int         first,
                   int         last)
{
  return p[0] == '\\' && p[1] == 'u' && hex4 (p + 2) >= first && hex4 (p + 2) <= last;
}

/* Claude Code shortens texts in the middle of an emoji: the half that is left becomes U+FFFD. */
static gboolean
skip_unicode_escape (char **at)
{
  char *p = *at;

  if (hex4 (p + 2) < 0)
    return FALSE;

  if (is_escape_between (p, 0xd800, 0xdbff) && is_escape_between (p + 6, 0xdc00, 0xdfff))
    *at += 12;
  else
    *at += 6;
  if (*at == p + 6 && is_escape_between (p, 0xd800, 0xdfff))
    memcpy (p + 2, "fffd", 4);

  return TRUE;
}

static gboolean
skip_string (char **at)
{
  (*at)++;

  while (**at != '"') {
    if (**at == '\0')
      return FALSE;

    if (**at != '\\') {
      (*at)++;
    } else if ((*at)[1] == 'u') {
      if (!skip_unicode_escape (at))
        return FALSE;
    } else if ((*at)[1] != '\0' && strchr ("\"\\/bfnrt", (*at)[1]) != NULL) {
      *at += 2;
    } else {
      return FALSE;
    }
  }
  (*at)++;

  return TRUE;
}

static gboolean
skip_word (char **at)
{
  static const char *const words[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    if (g_str_has_prefix (*at, words[i])) {
      *at += strlen (words[i]);
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
skip_scalar (char **at)
{
  if (**at == '"')
    return skip_string (at);
  if (**at == '-' || g_ascii_isdigit (**at))
    return skip_number (at);

  return skip_word (at);
}

static const char *
scan_object (char **at)
{
  guint depth = 0;

  do {
    char c = **at;

    if (c == '{' || c == '[') {
      if (++depth > SG_JSON_MAX_DEPTH)
        return "it is nested too deeply";
      (*at)++;
    } else if (c == '}' || c == ']') {
      depth--;
      (*at)++;
    } else if (c != '\0' && strchr (" \t\r\n,:", c) != NULL) {
      (*at)++;
    } else if (c == '\0' || !skip_scalar (at)) {
      return "it is not whole JSON";
    }
  } while (depth > 0);

  return NULL;
}

/**
 * sg_json_scan:
 * @text: NUL-terminated; integers that no gint64 holds and half surrogate pairs are replaced in place
 * @length: bytes in @text
 *
 * Looks at the letters, not at the grammar: that is json-glib's work.
 *
 * Returns: (transfer none) (nullable): what is wrong with it, or %NULL if json-glib may see it
 */
const char *
sg_json_scan (char *text,
              gsize length)
{
  static const char byte_order_mark[] = "\xef\xbb\xbf";
  const char *problem;
  char *p = text;

  if (memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL))
    return "it is not UTF-8 text";
  if (g_str_has_prefix (p, byte_order_mark))
    memset (p, ' ', strlen (byte_order_mark));

  p += strspn (p, " \t\r\n");
  if (*p == '[')
    return "it is not a JSON object";
  if (*p != '{')
    return "it is not whole JSON";

  problem = scan_object (&p);
  if (problem == NULL && p[strspn (p, " \t\r\n")] != '\0')
    return "it is not whole JSON";

  return problem;
}
