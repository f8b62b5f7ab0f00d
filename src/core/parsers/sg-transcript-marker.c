/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a line may be a request: six times as many bytes are searched as are read. */

#include "sg-transcript-lexer.h"

#include <string.h>

#ifdef SG_TRANSCRIPT_HAS_WIDE_SEARCH
#include <immintrin.h>
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

#ifdef SG_TRANSCRIPT_HAS_WIDE_SEARCH
/* Bit n: a quote at @at + n. */
typedef guint64 (*FindQuotes) (const char *at);

static inline guint64
quotes_16 (const char *at)
{
  __m128i bytes = _mm_loadu_si128 ((const void *) at);

  return (guint64) (unsigned) _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')));
}

static inline guint64
quotes_sse2 (const char *at)
{
  return quotes_16 (at) | quotes_16 (at + 16) << 16 | quotes_16 (at + 32) << 32 | quotes_16 (at + 48) << 48;
}

__attribute__ ((target ("avx2"))) static inline guint64
quotes_32 (const char *at)
{
  __m256i bytes = _mm256_loadu_si256 ((const void *) at);

  return (guint64) (unsigned) _mm256_movemask_epi8 (_mm256_cmpeq_epi8 (bytes, _mm256_set1_epi8 ('"')));
}

__attribute__ ((target ("avx2"))) static inline guint64
quotes_avx2 (const char *at)
{
  return quotes_32 (at) | quotes_32 (at + 32) << 32;
}

/* Escaped text has few raw quotes; fewer still have another six bytes on. Each byte is looked at once. */
static inline __attribute__ ((always_inline)) const char *
find_with (FindQuotes  find_quotes,
           const char *at,
           const char *end)
{
  guint64 last = 0;

  for (const char *block = at; end - block >= 64; block += 64) {
    guint64 quotes = find_quotes (block);
    guint64 pairs = quotes & (quotes << 6 | last >> 58);

    for (last = quotes; pairs != 0; pairs &= pairs - 1) {
      const char *hit = block + __builtin_ctzll (pairs) - 6;

      if (hit[1] == 'u' && is_marker (hit, end))
        return hit;
    }
    at = block + 64 - 6;
  }

  return sg_transcript_find_usage_plain (at, end);
}

const char *
sg_transcript_find_usage_sse2 (const char *at,
                               const char *end)
{
  return find_with (quotes_sse2, at, end);
}

__attribute__ ((target ("avx2"))) const char *
sg_transcript_find_usage_avx2 (const char *at,
                               const char *end)
{
  return find_with (quotes_avx2, at, end);
}

/* Like sg_transcript_find_usage_plain(), only faster. */
const char *
sg_transcript_find_usage (const char *at,
                          const char *end)
{
  return __builtin_cpu_supports ("avx2") ? sg_transcript_find_usage_avx2 (at, end) : sg_transcript_find_usage_sse2 (at, end);
}

#else

const char *
sg_transcript_find_usage (const char *at,
                          const char *end)
{
  return sg_transcript_find_usage_plain (at, end);
}
#endif
