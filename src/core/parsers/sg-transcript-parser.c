/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * One record of Claude Code's transcripts, read once from left to right without
 * allocating. What cannot be a request is left at the first sign of it.
 */

#include "sg-transcript-parser.h"

#include <math.h>
#include <string.h>

#include "sg-money.h"
#include "sg-transcript-lexer.h"

#define BEFORE_USAGE "\"stop_sequence\":null,"

typedef struct _Walk Walk;

/* Returns the byte behind the value, or NULL to stop the walk. */
typedef const char *(*Member) (Walk       *walk,
                               SgSlice     key,
                               const char *value);

struct _Walk {
  const char         *end;
  const char         *usage_hint;   /* (nullable) */
  SgTranscriptRecord *record;
  SgRequest          *request;
  SgTranscriptKind    kind;         /* why the walk was stopped */
  SgTranscriptProblem problem;
  gboolean            jumped;
  gboolean            has_usage;
  gboolean            has_input;
  gboolean            has_output;
  gboolean            bad_count;
  gboolean            has_time;
  gboolean            is_advisor;
  guint32             write_flat;
  SgSlice             owner;        /* requestSessionId */
};

static const char *
fail (Walk               *walk,
      SgTranscriptProblem problem)
{
  walk->kind = SG_TRANSCRIPT_UNREADABLE;
  walk->problem = problem;

  return NULL;
}

static const char *
skip (Walk       *walk,
      const char *value)
{
  const char *after = sg_json_skip_value (value, walk->end);

  return after ? after : fail (walk, SG_TRANSCRIPT_NOT_JSON);
}

static gboolean
unescape (Walk    *walk,
          SgSlice *slice)
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

/* @at is at the opening quote. */
static const char *
read_string (Walk       *walk,
             const char *at,
             SgSlice    *slice)
{
  gboolean escaped = FALSE;
  const char *close = sg_json_skip_string (at + 1, walk->end, &escaped);

  if (close == NULL)
    return fail (walk, SG_TRANSCRIPT_NOT_JSON);

  *slice = (SgSlice) { at + 1, (gsize) (close - at - 1) };
  if (escaped && !unescape (walk, slice))
    return fail (walk, SG_TRANSCRIPT_LONG_TEXT);

  return close + 1;
}

/* A value of another type leaves @slice empty. */
static const char *
take_string (Walk       *walk,
             const char *value,
             SgSlice    *slice)
{
  *slice = (SgSlice) { NULL, 0 };

  return *value == '"' ? read_string (walk, value, slice) : skip (walk, value);
}

static const char *
walk_object (Walk       *walk,
             const char *at,
             Member      member)
{
  at = sg_json_skip_space (at + 1, walk->end);
  if (at < walk->end && *at == '}')
    return at + 1;

  while (at < walk->end && *at == '"') {
    gsize scratch_used = walk->record->scratch_used;
    SgSlice key;

    at = read_string (walk, at, &key);
    if (at == NULL)
      return NULL;
    walk->record->scratch_used = scratch_used;
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

  return fail (walk, SG_TRANSCRIPT_NOT_JSON);
}

static const char *
walk_if_object (Walk       *walk,
                const char *value,
                Member      member)
{
  return *value == '{' ? walk_object (walk, value, member) : skip (walk, value);
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
static const char *
take_count (Walk       *walk,
            const char *value,
            guint32    *count,
            gboolean   *found)
{
  const char *at = value;
  guint64 number = 0;

  while (at < walk->end && at - value < 10 && g_ascii_isdigit (*at))
    number = number * 10 + (guint64) (*at++ - '0');
  if (at > value && at < walk->end && (*at == ',' || *at == '}') && number <= SG_USAGE_MAX_TOKENS &&
      (*value != '0' || at - value == 1)) {
    *count = (guint32) number;
    *found = TRUE;
    return at;
  }

  at = skip (walk, value);
  if (at == NULL)
    return NULL;
  if (read_odd_count (value, at, count))
    *found = TRUE;
  else if (*value != 'n')
    walk->bad_count = TRUE;

  return at;
}

static const char *
cache_creation_member (Walk       *walk,
                       SgSlice     key,
                       const char *value)
{
  gboolean found;

  if (SG_SLICE_IS (key, "ephemeral_5m_input_tokens"))
    return take_count (walk, value, &walk->request->usage.write_5m, &found);
  if (SG_SLICE_IS (key, "ephemeral_1h_input_tokens"))
    return take_count (walk, value, &walk->request->usage.write_1h, &found);

  return skip (walk, value);
}

static const char *
server_tool_member (Walk       *walk,
                    SgSlice     key,
                    const char *value)
{
  gboolean found;

  if (SG_SLICE_IS (key, "web_search_requests"))
    return take_count (walk, value, &walk->request->usage.web_searches, &found);

  return skip (walk, value);
}

static const char *
take_flag (Walk          *walk,
           const char    *value,
           const char    *word,
           SgRequestFlags flag)
{
  gsize scratch_used = walk->record->scratch_used;
  SgSlice text;
  const char *after = take_string (walk, value, &text);

  if (sg_slice_equal (text, word, strlen (word)))
    walk->request->flags |= flag;
  else
    walk->request->flags &= ~flag;
  walk->record->scratch_used = scratch_used;

  return after;
}

static const char *
take_advisors (Walk       *walk,
               const char *value)
{
  const char *after = skip (walk, value);

  if (after != NULL && *value == '[' && after - value > 2)
    walk->record->advisors = (SgSlice) { value, (gsize) (after - value) };

  return after;
}

static const char *
usage_member (Walk       *walk,
              SgSlice     key,
              const char *value)
{
  SgUsage *usage = &walk->request->usage;
  gboolean found;

  if (SG_SLICE_IS (key, "input_tokens"))
    return take_count (walk, value, &usage->input, &walk->has_input);
  if (SG_SLICE_IS (key, "output_tokens"))
    return take_count (walk, value, &usage->output, &walk->has_output);
  if (SG_SLICE_IS (key, "cache_read_input_tokens"))
    return take_count (walk, value, &usage->cache_read, &found);
  if (SG_SLICE_IS (key, "cache_creation_input_tokens"))
    return take_count (walk, value, &walk->write_flat, &found);
  if (SG_SLICE_IS (key, "cache_creation"))
    return walk_if_object (walk, value, cache_creation_member);
  if (SG_SLICE_IS (key, "server_tool_use"))
    return walk_if_object (walk, value, server_tool_member);
  if (SG_SLICE_IS (key, "speed"))
    return take_flag (walk, value, "fast", SG_REQUEST_FAST);
  if (SG_SLICE_IS (key, "inference_geo"))
    return take_flag (walk, value, "us", SG_REQUEST_US);
  if (SG_SLICE_IS (key, "service_tier"))
    return take_flag (walk, value, "batch", SG_REQUEST_BATCH);
  if (SG_SLICE_IS (key, "iterations") && !walk->is_advisor)
    return take_advisors (walk, value);

  return skip (walk, value);
}

/*
 * Nearly all of an answer is its content, and behind it Claude Code writes
 * BEFORE_USAGE. When nothing else is wanted on the way the jump goes there
 * unseen; sg_transcript_parse() walks again when the brackets do not come out
 * at the end of the line.
 */
static const char *
skip_content (Walk       *walk,
              const char *value)
{
  const gsize length = strlen (BEFORE_USAGE);
  const char *hint = walk->usage_hint;

  if (hint == NULL || hint < value || (gsize) (hint - value) < length + 2 ||
      walk->request->message_id.length == 0 || walk->request->model.length == 0 ||
      hint[-(gssize) length - 1] != ',' || memcmp (hint - length, BEFORE_USAGE, length) != 0)
    return skip (walk, value);

  walk->jumped = TRUE;

  return hint - length - 1;
}

static const char *
message_member (Walk       *walk,
                SgSlice     key,
                const char *value)
{
  const char *after;

  if (SG_SLICE_IS (key, "id"))
    return take_string (walk, value, &walk->request->message_id);
  if (SG_SLICE_IS (key, "content"))
    return skip_content (walk, value);
  if (SG_SLICE_IS (key, "usage")) {
    walk->has_usage = *value == '{';
    return walk_if_object (walk, value, usage_member);
  }
  if (!SG_SLICE_IS (key, "model"))
    return skip (walk, value);

  after = take_string (walk, value, &walk->request->model);
  if (after == NULL || !SG_SLICE_IS (walk->request->model, "<synthetic>"))
    return after;
  walk->kind = SG_TRANSCRIPT_OTHER;

  return NULL;
}

static const char *
take_type (Walk       *walk,
           const char *value)
{
  SgSlice type;
  const char *after = take_string (walk, value, &type);

  if (after == NULL || SG_SLICE_IS (type, "assistant"))
    return after;
  walk->kind = SG_TRANSCRIPT_OTHER;

  return NULL;
}

static const char *
take_time (Walk       *walk,
           const char *value)
{
  SgSlice text;
  const char *after = take_string (walk, value, &text);

  walk->has_time = after != NULL && sg_transcript_read_time (text, &walk->request->time_ms);

  return after;
}

static const char *
take_cost (Walk       *walk,
           const char *value)
{
  const char *after = skip (walk, value);
  double usd;

  if (after != NULL && sg_json_read_number ((SgSlice) { value, (gsize) (after - value) }, &usd) &&
      usd >= 0.0 && usd < 1e6)
    walk->request->stated_pico_usd = (gint64) llround (usd * (double) SG_PICO_PER_USD);

  return after;
}

static const char *
root_member (Walk       *walk,
             SgSlice     key,
             const char *value)
{
  SgRequest *request = walk->request;

  if (SG_SLICE_IS (key, "type"))
    return take_type (walk, value);
  if (SG_SLICE_IS (key, "message"))
    return walk_if_object (walk, value, message_member);
  if (SG_SLICE_IS (key, "requestId"))
    return take_string (walk, value, &request->request_id);
  if (SG_SLICE_IS (key, "timestamp"))
    return take_time (walk, value);
  if (SG_SLICE_IS (key, "sessionId"))
    return take_string (walk, value, &request->session);
  if (SG_SLICE_IS (key, "requestSessionId"))
    return take_string (walk, value, &walk->owner);
  if (SG_SLICE_IS (key, "uuid"))
    return take_string (walk, value, &request->uuid);
  if (SG_SLICE_IS (key, "costUSD"))
    return take_cost (walk, value);
  if (SG_SLICE_IS (key, "isSidechain")) {
    if (*value == 't')
      request->flags |= SG_REQUEST_SIDECHAIN;
    else
      request->flags &= ~SG_REQUEST_SIDECHAIN;
  }

  return skip (walk, value);
}

static void
start (Walk               *walk,
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

/* Older versions write only the sum of what went to the cache, all of it for five minutes. */
static void
settle_cache_writes (Walk *walk)
{
  SgUsage *usage = &walk->request->usage;

  if (usage->write_5m == 0 && usage->write_1h == 0)
    usage->write_5m = walk->write_flat;
}

static SgTranscriptKind
settle (Walk *walk)
{
  SgRequest *request = walk->request;

  if (!walk->has_usage)
    return SG_TRANSCRIPT_OTHER;

  if (walk->bad_count)
    fail (walk, SG_TRANSCRIPT_BAD_COUNT);
  else if (!walk->has_input || !walk->has_output)
    fail (walk, SG_TRANSCRIPT_NO_COUNT);
  else if (!walk->has_time)
    fail (walk, SG_TRANSCRIPT_NO_TIME);
  else
    walk->kind = SG_TRANSCRIPT_REQUEST;

  settle_cache_writes (walk);
  if (walk->owner.length > 0 && !sg_slice_equal (walk->owner, request->session.text, request->session.length))
    request->flags |= SG_REQUEST_COPIED;

  return walk->kind;
}

static const char *
walk_record (Walk               *walk,
             const char         *at,
             const char         *end,
             const char         *usage_hint,
             SgTranscriptRecord *record)
{
  start (walk, record, &record->request, end, usage_hint);
  record->advisors = (SgSlice) { NULL, 0 };
  record->n_advisors = 0;
  record->scratch_used = 0;

  return walk_object (walk, at, root_member);
}

/**
 * sg_transcript_skip_junk:
 *
 * Returns: the first byte that is no white space, no NUL (power cuts leave holes
 *   of them) and not of a byte order mark
 */
const char *
sg_transcript_skip_junk (const char *at,
                         const char *end)
{
  while (at < end && (*at == '\0' || *at == ' ' || *at == '\t' || *at == '\r' || *at == '\n' ||
                      *at == '\xef' || *at == '\xbb' || *at == '\xbf'))
    at++;

  return at;
}

/**
 * sg_transcript_parse:
 * @at: the first byte of a line, or what @next said last
 * @end: the byte behind the line, or behind as much of it as there is: then the
 *   answer is final only for a record that was left early
 * @usage_hint: (nullable): where sg_transcript_find_usage() found its marker in this line
 * @next: (out): where the next record on the same line may begin; @end where there is none
 *
 * Reads one record. The format is Claude Code's own, as its versions 1.0.3 to
 * 2.1.330 write it: a JSON object a line, `{"type":"assistant","message":{"usage":…}}`.
 * Bytes that are not UTF-8, half an emoji, any nesting, a key that stands twice
 * (the last counts), counts like `12.0` and fractions of a second of any
 * length are all read.
 */
SgTranscriptKind
sg_transcript_parse (const char         *at,
                     const char         *end,
                     const char         *usage_hint,
                     SgTranscriptRecord *record,
                     const char        **next)
{
  Walk walk;
  const char *after;

  *next = end;
  record->left_early = FALSE;
  at = sg_transcript_skip_junk (at, end);
  if (at == end)
    return SG_TRANSCRIPT_OTHER;
  if (*at != '{') {
    record->problem = SG_TRANSCRIPT_NOT_JSON;
    return SG_TRANSCRIPT_UNREADABLE;
  }

  after = walk_record (&walk, at, end, usage_hint, record);
  if (walk.jumped && walk.kind != SG_TRANSCRIPT_OTHER && (after == NULL || sg_transcript_skip_junk (after, end) != end))
    after = walk_record (&walk, at, end, NULL, record);
  if (after != NULL) {
    *next = sg_transcript_skip_junk (after, end);
    settle (&walk);
    if (!walk.has_usage)
      return SG_TRANSCRIPT_OTHER;
  }
  record->left_early = after == NULL && walk.kind == SG_TRANSCRIPT_OTHER;
  record->problem = walk.problem;

  return walk.kind;
}

static const char *
advisor_member (Walk       *walk,
                SgSlice     key,
                const char *value)
{
  if (SG_SLICE_IS (key, "type")) {
    SgSlice type;
    const char *after = take_string (walk, value, &type);

    walk->has_usage = SG_SLICE_IS (type, "advisor_message");
    return after;
  }
  if (SG_SLICE_IS (key, "model"))
    return take_string (walk, value, &walk->request->model);

  return usage_member (walk, key, value);
}

static void
take_answers_place (SgRequest          *advisor,
                    SgTranscriptRecord *record)
{
  const SgRequest *answer = &record->request;

  advisor->message_id = answer->message_id;
  advisor->request_id = answer->request_id;
  advisor->uuid = answer->uuid;
  advisor->session = answer->session;
  advisor->time_ms = answer->time_ms;
  advisor->flags |= answer->flags & (SG_REQUEST_SIDECHAIN | SG_REQUEST_COPIED);
  advisor->part = ++record->n_advisors;
}

/**
 * sg_transcript_next_advisor:
 * @record: what sg_transcript_parse() made
 * @advisor: (out): a request of its own, part of the same message
 *
 * An answer may hold the calls of an advisor model (`usage.iterations[]`), which
 * are billed on their own and not part of the answer's counts.
 *
 * Returns: %FALSE when there are no more
 */
gboolean
sg_transcript_next_advisor (SgTranscriptRecord *record,
                            SgRequest          *advisor)
{
  while (record->advisors.length > 0) {
    const char *end = record->advisors.text + record->advisors.length;
    const char *at = sg_json_skip_space (record->advisors.text + 1, end);
    const char *after = NULL;
    Walk walk;

    start (&walk, record, advisor, end, NULL);
    walk.is_advisor = TRUE;
    if (at < end && *at == '{')
      after = walk_object (&walk, at, advisor_member);
    record->advisors.length = 0;
    if (after == NULL)
      return FALSE;

    after = sg_json_skip_space (after, end);
    record->advisors = (SgSlice) { after, (gsize) (end - after) };
    settle_cache_writes (&walk);
    if (walk.has_usage && walk.has_input && walk.has_output && !walk.bad_count && advisor->model.length > 0) {
      take_answers_place (advisor, record);
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * sg_transcript_problem_to_text:
 *
 * Returns: what follows "lines: " in the doctor's list
 */
const char *
sg_transcript_problem_to_text (SgTranscriptProblem problem)
{
  static const char *texts[] = {
    "not whole JSON", "no token counts", "impossible token counts", "no readable time", "an id too long", "too long",
  };

  return texts[problem];
}
