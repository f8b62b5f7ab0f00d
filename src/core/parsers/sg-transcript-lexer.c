/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The words and values of JSON, over bytes nobody vouched for. What only needs
 * skipping is skipped: Claude Code writes cut emoji, and others write worse.
 */

#include "sg-transcript-lexer.h"

#include <math.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/**
 * sg_json_skip_string_plain:
 * @at: just behind the opening quote
 * @escaped: (out): set to %TRUE when a backslash was met, else left alone
 *
 * Returns: (nullable): the closing quote
 */
const char *
sg_json_skip_string_plain (const char *at,
                           const char *end,
                           gboolean   *escaped)
{
  for (; at < end; at++) {
    if (*at == '"')
      return at;
    if (*at == '\\') {
      *escaped = TRUE;
      at++;
    }
  }

  return NULL;
}

#ifdef __SSE2__
/* Like sg_json_skip_string_plain(), only faster. */
const char *
sg_json_skip_string (const char *at,
                     const char *end,
                     gboolean   *escaped)
{
  const __m128i quote = _mm_set1_epi8 ('"');
  const __m128i backslash = _mm_set1_epi8 ('\\');

  while (end - at >= 16) {
    __m128i bytes = _mm_loadu_si128 ((const void *) at);
    unsigned stops = (unsigned) _mm_movemask_epi8 (_mm_or_si128 (_mm_cmpeq_epi8 (bytes, quote),
                                                                 _mm_cmpeq_epi8 (bytes, backslash)));

    if (stops == 0) {
      at += 16;
      continue;
    }
    at += __builtin_ctz (stops);
    if (*at == '"')
      return at;
    *escaped = TRUE;
    at += 2;
  }

  return sg_json_skip_string_plain (at, end, escaped);
}

#else

const char *
sg_json_skip_string (const char *at,
                     const char *end,
                     gboolean   *escaped)
{
  return sg_json_skip_string_plain (at, end, escaped);
}
#endif

/* In ASCII ] is the second behind [, as } is behind {. */
#define CLOSING(bracket) ((bracket) + 2)

static gboolean
ends_scalar (char c)
{
  return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/**
 * sg_json_skip_value:
 * @at: the first byte of a value
 *
 * Any nesting, without recursion. Brackets are counted, and only the outermost two matched by kind.
 *
 * Returns: (nullable): the byte behind the value
 */
const char *
sg_json_skip_value (const char *at,
                    const char *end)
{
  const char *start = at;
  gsize depth = 0;
  gboolean escaped;

  if (at < end && *at != '"' && *at != '{' && *at != '[') {
    while (at < end && !ends_scalar (*at))
      at++;

    return at > start ? at : NULL;
  }

  for (; at < end; at++) {
    if (*at == '"') {
      at = sg_json_skip_string (at + 1, end, &escaped);
      if (at == NULL)
        return NULL;
    } else if (*at == '{' || *at == '[') {
      depth++;
    } else if (*at == '}' || *at == ']') {
      depth--;
    }
    if (depth == 0)
      return *at == *start || *at == CLOSING (*start) ? at + 1 : NULL;
  }

  return NULL;
}

/*
 * @at is at a closing bracket; @also may follow it too. White space, and what may be
 * lost between two records, counts for nothing.
 */
static gboolean
goes_on_behind (const char *at,
                const char *end,
                char        also)
{
  do
    at++;
  while (at < end && ((guchar) *at <= ' ' || (guchar) *at >= 0x80));
  if (at == end || *at != ',')
    return at < end && *at == also;
  at = sg_json_skip_space (at + 1, end);

  return at < end && *at == '"';
}

/* A record may follow an object, an object's end an array in it. */
static inline char
get_also (char bracket)
{
  return bracket == '}' ? '{' : '}';
}

/**
 * sg_json_find_way_out_plain:
 * @bracket: `}` or `]`
 *
 * Inside of strings a quote has a backslash before it, so that most of what looks
 * like a bracket there is told apart without reading the strings.
 *
 * Returns: (nullable): where an object may end behind which a member or a record follows, or an array
 *   behind which a member follows or its object ends; %NULL: these bytes do not lead out of one and on
 */
const char *
sg_json_find_way_out_plain (const char *at,
                            const char *end,
                            char        bracket)
{
  while ((at = memchr (at, bracket, (gsize) (end - at))) != NULL) {
    if (goes_on_behind (at, end, get_also (bracket)))
      return at;
    at++;
  }

  return NULL;
}

#ifdef __SSE2__
/* Bit n: a bracket at @at + n, and behind it what may go on. */
static inline guint64
brackets_with_more (const char *at,
                    char        bracket)
{
  __m128i behind = _mm_loadu_si128 ((const void *) (at + 1));
  __m128i is_bracket = _mm_cmpeq_epi8 (_mm_loadu_si128 ((const void *) at), _mm_set1_epi8 (bracket));
  __m128i is_also = _mm_cmpeq_epi8 (behind, _mm_set1_epi8 (get_also (bracket)));
  __m128i up_to_comma = _mm_cmpgt_epi8 (_mm_set1_epi8 (',' + 1), behind);   /* signed: 0x80 and on too */

  return (guint64) _mm_movemask_epi8 (_mm_and_si128 (is_bracket, _mm_or_si128 (up_to_comma, is_also)));
}

/* Like sg_json_find_way_out_plain(), only faster. */
const char *
sg_json_find_way_out (const char *at,
                      const char *end,
                      char        bracket)
{
  for (; end - at >= 64 + 1; at += 64) {
    guint64 brackets = brackets_with_more (at, bracket) | brackets_with_more (at + 16, bracket) << 16 |
                       brackets_with_more (at + 32, bracket) << 32 | brackets_with_more (at + 48, bracket) << 48;

    for (; brackets != 0; brackets &= brackets - 1) {
      if (goes_on_behind (at + __builtin_ctzll (brackets), end, get_also (bracket)))
        return at + __builtin_ctzll (brackets);
    }
  }

  return sg_json_find_way_out_plain (at, end, bracket);
}

#else

const char *
sg_json_find_way_out (const char *at,
                      const char *end,
                      char        bracket)
{
  return sg_json_find_way_out_plain (at, end, bracket);
}
#endif

static int
read_hex4 (const char *at,
           const char *end)
{
  int value = 0;

  if (end - at < 4)
    return -1;

  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value (at[i]);

    if (digit < 0)
      return -1;
    value = value << 4 | digit;
  }

  return value;
}

/* @at is behind the `u`; a half of a surrogate pair becomes U+FFFD. */
static const char *
read_unicode_escape (const char *at,
                     const char *end,
                     gunichar   *character)
{
  int unit = read_hex4 (at, end);
  int second;

  if (unit < 0)
    return NULL;
  at += 4;

  *character = (gunichar) unit;
  if (unit < 0xd800 || unit > 0xdfff)
    return at;

  *character = 0xfffd;
  if (unit > 0xdbff || end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return at;
  second = read_hex4 (at + 2, end);
  if (second < 0xdc00 || second > 0xdfff)
    return at;
  *character = 0x10000 + ((gunichar) (unit - 0xd800) << 10) + (gunichar) (second - 0xdc00);

  return at + 6;
}

static char
simple_escape (char c)
{
  switch (c) {
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  case '"':
  case '\\':
  case '/':
    return c;
  default:
    return '\0';
  }
}

/**
 * sg_json_unescape:
 * @raw: what stands between the quotes
 * @buffer: (out): the text in UTF-8, without a NUL
 *
 * Returns: the bytes written, or -1 when it does not fit or is no JSON string
 */
gssize
sg_json_unescape (SgSlice raw,
                  char   *buffer,
                  gsize   size)
{
  const char *at = raw.text;
  const char *end = raw.text + raw.length;
  gsize length = 0;

  while (at < end) {
    gunichar character;

    if (size - length < 6)
      return -1;
    if (*at != '\\') {
      buffer[length++] = *at++;
      continue;
    }
    if (++at == end)
      return -1;
    if (*at == 'u') {
      at = read_unicode_escape (at + 1, end, &character);
      if (at == NULL)
        return -1;
      length += g_unichar_to_utf8 (character, buffer + length);
    } else {
      buffer[length] = simple_escape (*at++);
      if (buffer[length++] == '\0')
        return -1;
    }
  }

  return (gssize) length;
}

/**
 * sg_json_read_number:
 *
 * Returns: whether @token is a finite JSON number
 */
gboolean
sg_json_read_number (SgSlice token,
                     double *value)
{
  char text[64];
  char *end = NULL;

  if (token.length == 0 || token.length >= sizeof text || (*token.text != '-' && !g_ascii_isdigit (*token.text)))
    return FALSE;

  for (gsize i = 0; i < token.length; i++) {
    if (!g_ascii_isdigit (token.text[i]) && strchr ("+-.eE", token.text[i]) == NULL)
      return FALSE;
    text[i] = token.text[i];
  }
  text[token.length] = '\0';
  *value = g_ascii_strtod (text, &end);

  return *end == '\0' && isfinite (*value);
}
