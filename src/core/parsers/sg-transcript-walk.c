/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-walk.h"

#include <math.h>
#include <string.h>

#include "sg-transcript-lexer.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

void
sg_transcript_walk_start (SgTranscriptWalk   *walk,
                          SgTranscriptRecord *record,
                          SgRequest          *request,
                          const char         *end,
                          const char         *usage_hint)
{
  memset (walk, 0, sizeof *walk);
  walk->end = end;
  walk->usage_hint = usage_hint;
  walk->record = record;
  walk->request = request;
  memset (request, 0, sizeof *request);
  request->stated_pico_usd = SG_REQUEST_COST_UNSTATED;
}

const char *
sg_transcript_walk_fail (SgTranscriptWalk   *walk,
                         SgTranscriptProblem problem)
{
  walk->kind = SG_TRANSCRIPT_UNREADABLE;
  walk->problem = problem;

  return NULL;
}

const char *
sg_transcript_walk_skip (SgTranscriptWalk *walk,
                         const char       *value)
{
  const char *after = sg_json_skip_value (value, walk->end);

  return after ? after : sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NOT_JSON);
}

static gboolean
unescape (SgTranscriptWalk *walk,
          SgSlice          *slice)
{
  SgTranscriptRecord *record = walk->record;
  char *buffer = record->scratch + record->scratch_used;
  gssize length = sg_json_unescape (*slice, buffer, sizeof record->scratch - record->scratch_used);

  if (length < 0)
    return FALSE;
  *slice = (SgSlice) { buffer, (gsize) length };
  record->scratch_used += (gsize) length;

  return TRUE;
}

/* Nearly all keys and most values end within sixteen bytes. */
static inline const char *
find_close (const char *at,
            const char *end,
            gboolean   *escaped)
{
#ifdef __SSE2__
  if (end - at >= 16) {
    __m128i bytes = _mm_loadu_si128 ((const void *) at);
    unsigned quotes = (unsigned) _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('"')));
    unsigned escapes = (unsigned) _mm_movemask_epi8 (_mm_cmpeq_epi8 (bytes, _mm_set1_epi8 ('\\')));

    if (quotes != 0 && escapes == 0)
      return at + __builtin_ctz (quotes);
  }
#endif

  return sg_json_skip_string (at, end, escaped);
}

/* @at is at the opening quote. */
static const char *
read_string (SgTranscriptWalk *walk,
             const char       *at,
             SgSlice          *slice)
{
  gboolean escaped = FALSE;
  const char *close = find_close (at + 1, walk->end, &escaped);

  if (close == NULL)
    return sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NOT_JSON);

  *slice = (SgSlice) { at + 1, (gsize) (close - at - 1) };
  if (escaped && !unescape (walk, slice))
    return sg_transcript_walk_fail (walk, SG_TRANSCRIPT_LONG_TEXT);

  return close + 1;
}

/* A key too long to be any we know is no reason to leave the record: @key is empty then. */
static const char *
read_key (SgTranscriptWalk *walk,
          const char       *at,
          SgSlice          *key)
{
  gsize scratch_used = walk->record->scratch_used;
  gboolean escaped = FALSE;
  const char *close = find_close (at + 1, walk->end, &escaped);

  if (close == NULL)
    return sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NOT_JSON);

  *key = (SgSlice) { at + 1, (gsize) (close - at - 1) };
  if (escaped && !unescape (walk, key))
    *key = (SgSlice) { NULL, 0 };
  walk->record->scratch_used = scratch_used;

  return close + 1;
}

/* A value of another type leaves @slice empty. */
const char *
sg_transcript_walk_string (SgTranscriptWalk *walk,
                           const char       *value,
                           SgSlice          *slice)
{
  *slice = (SgSlice) { NULL, 0 };

  return *value == '"' ? read_string (walk, value, slice) : sg_transcript_walk_skip (walk, value);
}

/* Into the request. */
const char *
sg_transcript_walk_time (SgTranscriptWalk *walk,
                         const char       *value)
{
  SgSlice text;
  const char *after = sg_transcript_walk_string (walk, value, &text);

  walk->has_time = after != NULL && sg_transcript_read_time (text, &walk->request->time_ms);

  return after;
}

const char *
sg_transcript_walk_object (SgTranscriptWalk  *walk,
                           const char        *at,
                           SgTranscriptMember member)
{
  at = sg_json_skip_space (at + 1, walk->end);
  if (at < walk->end && *at == '}')
    return at + 1;

  while (at < walk->end && *at == '"') {
    SgSlice key;

    at = read_key (walk, at, &key);
    if (at == NULL)
      return NULL;
    at = sg_json_skip_space (at, walk->end);
    if (at == walk->end || *at != ':')
      break;
    at = sg_json_skip_space (at + 1, walk->end);
    if (at == walk->end)
      break;

    at = member (walk, key, at);
    if (at == NULL)
      return NULL;
    at = sg_json_skip_space (at, walk->end);
    if (at < walk->end && *at == '}')
      return at + 1;
    if (at == walk->end || *at != ',')
      break;
    at = sg_json_skip_space (at + 1, walk->end);
  }

  return sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NOT_JSON);
}

const char *
sg_transcript_walk_if_object (SgTranscriptWalk  *walk,
                              const char        *value,
                              SgTranscriptMember member)
{
  return *value == '{' ? sg_transcript_walk_object (walk, value, member) : sg_transcript_walk_skip (walk, value);
}

/* Numbers other programs wrote as 12.0 or 1e3. */
static gboolean
read_odd_count (const char *value,
                const char *after,
                guint32    *count)
{
  double number;

  if (!sg_json_read_number ((SgSlice) { value, (gsize) (after - value) }, &number) ||
      number < 0.0 || number > (double) SG_USAGE_MAX_TOKENS || number != floor (number))
    return FALSE;
  *count = (guint32) number;

  return TRUE;
}

/* What is no count is remembered in @walk: the line may be no request after all. */
const char *
sg_transcript_walk_count (SgTranscriptWalk  *walk,
                          const char        *value,
                          SgTranscriptCounts which,
                          guint32           *count)
{
  const char *at = value;
  guint64 number = 0;

  walk->found |= which;
  walk->bad &= ~which;
  while (at < walk->end && at - value < 10 && *at >= '0' && *at <= '9')
    number = number * 10 + (guint64) (*at++ - '0');
  if (at > value && at < walk->end && (*at == ',' || *at == '}') && number <= SG_USAGE_MAX_TOKENS &&
      (*value != '0' || at - value == 1)) {
    *count = (guint32) number;
    return at;
  }

  *count = 0;
  at = sg_transcript_walk_skip (walk, value);
  if (at == NULL || read_odd_count (value, at, count))
    return at;
  walk->found &= ~which;
  if (*value != 'n')
    walk->bad |= which;

  return at;
}
