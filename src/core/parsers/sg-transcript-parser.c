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
#include "sg-transcript-walk.h"

#define BEFORE_USAGE "\"stop_sequence\":null,"

/*
 * Whether the bytes from the content's first to @hint may lead out of the message:
 * first the content ends, then the message does. So what is in the content, such as
 * a tool's input, does not look like that.
 */
static gboolean
may_leave_message (const char *content,
                   const char *hint)
{
  const char *behind_content = *content == '[' ? sg_json_find_way_out (content, hint, ']') : content;

  return behind_content != NULL && sg_json_find_way_out (behind_content, hint, '}') != NULL;
}

/*
 * Nearly all of an answer is its content, and behind it Claude Code writes
 * BEFORE_USAGE. When nothing else is wanted on the way the jump goes there
 * unseen; sg_transcript_parse() walks again when the brackets do not come out
 * at the end of the line. They also come out when the hint is in an object
 * beside the message; between the two a member follows the message.
 */
static const char *
skip_content (SgTranscriptWalk *walk,
              const char       *value)
{
  const gsize length = strlen (BEFORE_USAGE);
  const char *hint = walk->usage_hint;

  if (hint == NULL || hint < value || (gsize) (hint - value) < length + 2 ||
      walk->request->message_id.length == 0 || walk->request->model.length == 0 ||
      hint[-(gssize) length - 1] != ',' || memcmp (hint - length, BEFORE_USAGE, length) != 0 ||
      may_leave_message (value, hint))
    return sg_transcript_walk_skip (walk, value);

  walk->jumped = TRUE;

  return hint - length - 1;
}

static const char *
message_member (SgTranscriptWalk *walk,
                SgSlice           key,
                const char       *value)
{
  const char *after;

  if (SG_SLICE_IS (key, "id"))
    return sg_transcript_walk_string (walk, value, &walk->request->message_id);
  if (SG_SLICE_IS (key, "content"))
    return skip_content (walk, value);
  if (SG_SLICE_IS (key, "usage")) {
    sg_transcript_walk_forget_usage (walk);
    walk->has_usage = *value == '{';
    return sg_transcript_walk_if_object (walk, value, sg_transcript_walk_usage_member);
  }
  if (!SG_SLICE_IS (key, "model"))
    return sg_transcript_walk_skip (walk, value);

  after = sg_transcript_walk_string (walk, value, &walk->request->model);
  if (after == NULL || !SG_SLICE_IS (walk->request->model, "<synthetic>"))
    return after;
  walk->kind = SG_TRANSCRIPT_OTHER;

  return NULL;
}

static const char *
take_message (SgTranscriptWalk *walk,
              const char       *value)
{
  sg_transcript_walk_forget_usage (walk);
  walk->has_usage = FALSE;
  walk->request->message_id = (SgSlice) { NULL, 0 };
  walk->request->model = (SgSlice) { NULL, 0 };

  return sg_transcript_walk_if_object (walk, value, message_member);
}

static const char *
take_type (SgTranscriptWalk *walk,
           const char       *value)
{
  SgSlice type;
  const char *after = sg_transcript_walk_string (walk, value, &type);

  if (after == NULL || SG_SLICE_IS (type, "assistant"))
    return after;
  walk->kind = SG_TRANSCRIPT_OTHER;
  walk->is_of_other_type = TRUE;

  return NULL;
}

static const char *
take_cost (SgTranscriptWalk *walk,
           const char       *value)
{
  const char *after = sg_transcript_walk_skip (walk, value);
  double usd;

  walk->request->stated_pico_usd = SG_REQUEST_COST_UNSTATED;
  if (after != NULL && sg_json_read_number ((SgSlice) { value, (gsize) (after - value) }, &usd) &&
      usd >= 0.0 && usd < 1e6)
    walk->request->stated_pico_usd = (gint64) llround (usd * (double) SG_PICO_PER_USD);

  return after;
}

static const char *
root_member (SgTranscriptWalk *walk,
             SgSlice           key,
             const char       *value)
{
  SgRequest *request = walk->request;

  if (SG_SLICE_IS (key, "type"))
    return take_type (walk, value);
  if (SG_SLICE_IS (key, "message"))
    return take_message (walk, value);
  if (SG_SLICE_IS (key, "requestId"))
    return sg_transcript_walk_string (walk, value, &request->request_id);
  if (SG_SLICE_IS (key, "timestamp"))
    return sg_transcript_walk_time (walk, value);
  if (SG_SLICE_IS (key, "sessionId"))
    return sg_transcript_walk_string (walk, value, &request->session);
  if (SG_SLICE_IS (key, "requestSessionId"))
    return sg_transcript_walk_string (walk, value, &walk->owner);
  if (SG_SLICE_IS (key, "uuid"))
    return sg_transcript_walk_string (walk, value, &request->uuid);
  if (SG_SLICE_IS (key, "costUSD"))
    return take_cost (walk, value);
  if (SG_SLICE_IS (key, "isSidechain")) {
    if (*value == 't')
      request->flags |= SG_REQUEST_SIDECHAIN;
    else
      request->flags &= ~SG_REQUEST_SIDECHAIN;
  }

  return sg_transcript_walk_skip (walk, value);
}

static SgTranscriptKind
settle (SgTranscriptWalk *walk)
{
  SgRequest *request = walk->request;

  if (!walk->has_usage)
    return SG_TRANSCRIPT_OTHER;

  if (walk->bad != 0)
    sg_transcript_walk_fail (walk, SG_TRANSCRIPT_BAD_COUNT);
  else if (!sg_transcript_walk_has_counts (walk))
    sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NO_COUNT);
  else if (!walk->has_time)
    sg_transcript_walk_fail (walk, SG_TRANSCRIPT_NO_TIME);
  else
    walk->kind = SG_TRANSCRIPT_REQUEST;

  sg_transcript_walk_settle_usage (walk);
  if (walk->owner.length > 0 && !sg_slice_equal (walk->owner, request->session.text, request->session.length))
    request->flags |= SG_REQUEST_COPIED;

  return walk->kind;
}

static const char *
walk_record (SgTranscriptWalk   *walk,
             const char         *at,
             const char         *end,
             const char         *usage_hint,
             SgTranscriptRecord *record)
{
  sg_transcript_walk_start (walk, record, &record->request, end, usage_hint);
  record->advisors = (SgSlice) { NULL, 0 };
  record->n_advisors = 0;
  record->scratch_used = 0;

  return sg_transcript_walk_object (walk, at, root_member);
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
  SgTranscriptWalk walk;
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
  record->left_early = after == NULL && walk.is_of_other_type;
  record->problem = walk.problem;

  return walk.kind;
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
