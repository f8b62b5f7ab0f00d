/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer used, and what the models it asked used. */

#include <string.h>

#include "sg-transcript-lexer.h"
#include "sg-transcript-walk.h"

static const char *
cache_creation_member (SgTranscriptWalk *walk,
                       SgSlice           key,
                       const char       *value)
{
  gboolean found;

  if (SG_SLICE_IS (key, "ephemeral_5m_input_tokens"))
    return sg_transcript_walk_count (walk, value, &walk->request->usage.write_5m, &found);
  if (SG_SLICE_IS (key, "ephemeral_1h_input_tokens"))
    return sg_transcript_walk_count (walk, value, &walk->request->usage.write_1h, &found);

  return sg_transcript_walk_skip (walk, value);
}

static const char *
server_tool_member (SgTranscriptWalk *walk,
                    SgSlice           key,
                    const char       *value)
{
  gboolean found;

  if (SG_SLICE_IS (key, "web_search_requests"))
    return sg_transcript_walk_count (walk, value, &walk->request->usage.web_searches, &found);

  return sg_transcript_walk_skip (walk, value);
}

static const char *
take_flag (SgTranscriptWalk *walk,
           const char       *value,
           const char       *word,
           SgRequestFlags    flag)
{
  gsize scratch_used = walk->record->scratch_used;
  SgSlice text;
  const char *after = sg_transcript_walk_string (walk, value, &text);

  if (sg_slice_equal (text, word, strlen (word)))
    walk->request->flags |= flag;
  else
    walk->request->flags &= ~flag;
  walk->record->scratch_used = scratch_used;

  return after;
}

static const char *
take_advisors (SgTranscriptWalk *walk,
               const char       *value)
{
  const char *after = sg_transcript_walk_skip (walk, value);

  if (after != NULL && *value == '[' && after - value > 2)
    walk->record->advisors = (SgSlice) { value, (gsize) (after - value) };

  return after;
}

const char *
sg_transcript_walk_usage_member (SgTranscriptWalk *walk,
                                 SgSlice           key,
                                 const char       *value)
{
  SgUsage *usage = &walk->request->usage;
  gboolean found;

  if (SG_SLICE_IS (key, "input_tokens"))
    return sg_transcript_walk_count (walk, value, &usage->input, &walk->has_input);
  if (SG_SLICE_IS (key, "output_tokens"))
    return sg_transcript_walk_count (walk, value, &usage->output, &walk->has_output);
  if (SG_SLICE_IS (key, "cache_read_input_tokens"))
    return sg_transcript_walk_count (walk, value, &usage->cache_read, &found);
  if (SG_SLICE_IS (key, "cache_creation_input_tokens"))
    return sg_transcript_walk_count (walk, value, &walk->write_flat, &found);
  if (SG_SLICE_IS (key, "cache_creation"))
    return sg_transcript_walk_if_object (walk, value, cache_creation_member);
  if (SG_SLICE_IS (key, "server_tool_use"))
    return sg_transcript_walk_if_object (walk, value, server_tool_member);
  if (SG_SLICE_IS (key, "speed"))
    return take_flag (walk, value, "fast", SG_REQUEST_FAST);
  if (SG_SLICE_IS (key, "inference_geo"))
    return take_flag (walk, value, "us", SG_REQUEST_US);
  if (SG_SLICE_IS (key, "service_tier"))
    return take_flag (walk, value, "batch", SG_REQUEST_BATCH);
  if (SG_SLICE_IS (key, "iterations") && !walk->is_advisor)
    return take_advisors (walk, value);

  return sg_transcript_walk_skip (walk, value);
}

/* Older versions write only the sum of what went to the cache, all of it for five minutes. */
void
sg_transcript_walk_settle_usage (SgTranscriptWalk *walk)
{
  SgUsage *usage = &walk->request->usage;

  if (usage->write_5m == 0 && usage->write_1h == 0)
    usage->write_5m = walk->write_flat;
}

static const char *
advisor_member (SgTranscriptWalk *walk,
                SgSlice           key,
                const char       *value)
{
  if (SG_SLICE_IS (key, "type")) {
    SgSlice type;
    const char *after = sg_transcript_walk_string (walk, value, &type);

    walk->has_usage = SG_SLICE_IS (type, "advisor_message");
    return after;
  }
  if (SG_SLICE_IS (key, "model"))
    return sg_transcript_walk_string (walk, value, &walk->request->model);

  return sg_transcript_walk_usage_member (walk, key, value);
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
    SgTranscriptWalk walk;

    sg_transcript_walk_start (&walk, record, advisor, end, NULL);
    walk.is_advisor = TRUE;
    if (at < end && *at == '{')
      after = sg_transcript_walk_object (&walk, at, advisor_member);
    record->advisors.length = 0;
    if (after == NULL)
      return FALSE;

    after = sg_json_skip_space (after, end);
    record->advisors = (SgSlice) { after, (gsize) (end - after) };
    sg_transcript_walk_settle_usage (&walk);
    if (walk.has_usage && walk.has_input && walk.has_output && !walk.bad_count && advisor->model.length > 0) {
      take_answers_place (advisor, record);
      return TRUE;
    }
  }

  return FALSE;
}
