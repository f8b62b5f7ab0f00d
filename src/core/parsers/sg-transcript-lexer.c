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

static gboolean
is_marker (const char *at,
           const char *end)
{
  if (end - at < 9 || memcmp (at, "\"usage\"", 7) != 0)
    return FALSE;

  at += 7;
  if (at < end && *at == ' ')
    at++;
  if (at == end || *at++ != ':')
    return FALSE;
  if (at < end && *at == ' ')
    at++;

  return at < end && *at == '{';
}

/**
 * sg_transcript_find_usage_plain:
 *
 * Finds `"usage":{`, also with one space beside the colon as other tools write it.
 *
 * Returns: (nullable): its first byte
 */
const char *
sg_transcript_find_usage_plain (const char *at,
                                const char *end)
{
  while ((at = memmem (at, end - at, "\"usage\"", 7)) != NULL) {
    if (is_marker (at, end))
      return at;
    at++;
  }

  return NULL;
}

#ifdef __SSE2__
/* Bit n: a quote at @at + n and one six bytes on. Escaped text has few raw quotes. */
static inline unsigned
quote_pairs (const char *at)
{
  const __m128i quote = _mm_set1_epi8 ('"');
  __m128i first = _mm_cmpeq_epi8 (_mm_loadu_si128 ((const void *) at), quote);
  __m128i second = _mm_cmpeq_epi8 (_mm_loadu_si128 ((const void *) (at + 6)), quote);

  return (unsigned) _mm_movemask_epi8 (_mm_and_si128 (first, second));
}

/* Like sg_transcript_find_usage_plain(), only faster. */
const char *
sg_transcript_find_usage (const char *at,
                          const char *end)
{
  for (; end - at >= 64 + 6; at += 64) {
    guint64 pairs = (guint64) quote_pairs (at) | (guint64) quote_pairs (at + 16) << 16 |
                    (guint64) quote_pairs (at + 32) << 32 | (guint64) quote_pairs (at + 48) << 48;

    for (; pairs != 0; pairs &= pairs - 1) {
      const char *hit = at + __builtin_ctzll (pairs);

      if (hit[1] == 'u' && is_marker (hit, end))
        return hit;
    }
  }

  return sg_transcript_find_usage_plain (at, end);
}

#else

const char *
sg_transcript_find_usage (const char *at,
                          const char *end)
{
  return sg_transcript_find_usage_plain (at, end);
}
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

static gboolean
ends_scalar (char c)
{
  return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/**
 * sg_json_skip_value:
 * @at: the first byte of a value
 *
 * Any nesting, without recursion. Brackets are counted, not matched by kind.
 *
 * Returns: (nullable): the byte behind the value
 */
const char *
sg_json_skip_value (const char *at,
                    const char *end)
{
  gsize depth = 0;
  gboolean escaped;

  if (at < end && *at != '"' && *at != '{' && *at != '[') {
    const char *start = at;

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
      return at + 1;
  }

  return NULL;
}

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

/* -1 when they are not all digits */
static int
read_digits (const char *text,
             guint       n_digits)
{
  int value = 0;

  for (guint i = 0; i < n_digits; i++) {
    if (!g_ascii_isdigit (text[i]))
      return -1;
    value = value * 10 + (text[i] - '0');
  }

  return value;
}

/* Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that leap days come last. */
static gint64
days_from_date (int year,
                int month,
                int day)
{
  gint64 shifted = month <= 2 ? year - 1 : year;
  gint64 era = shifted / 400;
  gint64 year_of_era = shifted - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

static gboolean
is_date (int year,
         int month,
         int day)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] + (leap && month == 2);
}

/* `Z` or `+hh:mm`; milliseconds east of Greenwich */
static gboolean
read_offset (const char *at,
             const char *end,
             gint64     *offset_ms)
{
  int hours, minutes;

  *offset_ms = 0;
  if (end - at == 1)
    return *at == 'Z';
  if (end - at != 6 || (*at != '+' && *at != '-') || at[3] != ':')
    return FALSE;

  hours = read_digits (at + 1, 2);
  minutes = read_digits (at + 4, 2);
  *offset_ms = (hours * 60 + minutes) * G_GINT64_CONSTANT (60000) * (*at == '-' ? -1 : 1);

  return hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

/* `.` and digits; what is finer than a millisecond is cut */
static const char *
read_fraction (const char *at,
               const char *end,
               gint64     *ms)
{
  gint64 weight = 100;

  if (at == end || *at != '.')
    return at;
  if (++at == end || !g_ascii_isdigit (*at))
    return end;
  for (; at < end && g_ascii_isdigit (*at); at++, weight /= 10)
    *ms += (*at - '0') * weight;

  return at;
}

/**
 * sg_transcript_read_time:
 * @text: `2026-11-21T10:57:11.201Z`; the fraction may be of any length or missing, the zone may be `+05:30`
 * @time_ms: (out): Unix milliseconds
 */
gboolean
sg_transcript_read_time (SgSlice text,
                         gint64 *time_ms)
{
  const char *at = text.text;
  const char *end = at + text.length;
  int year, month, day, hour, minute, second;
  gint64 ms = 0, offset_ms;

  if (text.length < 20 || at[4] != '-' || at[7] != '-' || at[10] != 'T' || at[13] != ':' || at[16] != ':')
    return FALSE;

  year = read_digits (at, 4);
  month = read_digits (at + 5, 2);
  day = read_digits (at + 8, 2);
  hour = read_digits (at + 11, 2);
  minute = read_digits (at + 14, 2);
  second = read_digits (at + 17, 2);
  at = read_fraction (at + 19, end, &ms);

  if (!is_date (year, month, day) || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 ||
      !read_offset (at, end, &offset_ms))
    return FALSE;

  *time_ms = ((days_from_date (year, month, day) * 24 + hour) * 60 + minute) * 60000 + second * 1000 + ms - offset_ms;

  return TRUE;
}
