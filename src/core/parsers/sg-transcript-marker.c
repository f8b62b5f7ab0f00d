/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a line may be a request: six times as many bytes are searched as are read. */

#include "sg-transcript-lexer.h"

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
