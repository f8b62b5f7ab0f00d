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
  if (SG_SLICE_IS (key, "ephemeral_5m_input_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_WRITE_5M, &walk->request->usage.write_5m);
  if (SG_SLICE_IS (key, "ephemeral_1h_input_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_WRITE_1H, &walk->request->usage.write_1h);

  return sg_transcript_walk_skip (walk, value);
}

static const char *
server_tool_member (SgTranscriptWalk *walk,
                    SgSlice           key,
                    const char       *value)
{
  if (SG_SLICE_IS (key, "web_search_requests"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_WEB_SEARCHES, &walk->request->usage.web_searches);

  return sg_transcript_walk_skip (walk, value);
}

static const char *
take_cache_creation (SgTranscriptWalk *walk,
                     const char       *value)
{
  walk->request->usage.write_5m = 0;
  walk->request->usage.write_1h = 0;
  walk->bad &= ~(guint) (SG_COUNT_WRITE_5M | SG_COUNT_WRITE_1H);

  return sg_transcript_walk_if_object (walk, value, cache_creation_member);
}

static const char *
take_server_tools (SgTranscriptWalk *walk,
                   const char       *value)
{
  walk->request->usage.web_searches = 0;
  walk->bad &= ~(guint) SG_COUNT_WEB_SEARCHES;

  return sg_transcript_walk_if_object (walk, value, server_tool_member);
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

  walk->record->advisors = (SgSlice) { NULL, 0 };
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
  if (SG_SLICE_IS (key, "input_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_INPUT, &usage->input);
  if (SG_SLICE_IS (key, "output_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_OUTPUT, &usage->output);
  if (SG_SLICE_IS (key, "cache_read_input_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_CACHE_READ, &usage->cache_read);
  if (SG_SLICE_IS (key, "cache_creation_input_tokens"))
    return sg_transcript_walk_count (walk, value, SG_COUNT_WRITE_FLAT, &walk->write_flat);
  if (SG_SLICE_IS (key, "cache_creation"))
    return take_cache_creation (walk, value);
  if (SG_SLICE_IS (key, "server_tool_use"))
    return take_server_tools (walk, value);
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

/* When a key stands twice the last counts, with nothing of the one before. */
void
sg_transcript_walk_forget_usage (SgTranscriptWalk *walk)
{
  walk->request->usage = (SgUsage) { 0 };
  walk->request->flags &= ~(guint) (SG_REQUEST_FAST | SG_REQUEST_US | SG_REQUEST_BATCH);
  walk->record->advisors = (SgSlice) { NULL, 0 };
  walk->write_flat = 0;
  walk->found = 0;
  walk->bad = 0;
}

gboolean
sg_transcript_walk_has_counts (const SgTranscriptWalk *walk)
{
  return (walk->found & SG_COUNT_INPUT) != 0 && (walk->found & SG_COUNT_OUTPUT) != 0;
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
    if (at < end && *at != ']')
      after = sg_transcript_walk_if_object (&walk, at, advisor_member);
    record->advisors.length = 0;
    if (after == NULL)
      return FALSE;

    after = sg_json_skip_space (after, end);
    record->advisors = (SgSlice) { after, (gsize) (end - after) };
    sg_transcript_walk_settle_usage (&walk);
    if (walk.has_usage && sg_transcript_walk_has_counts (&walk) && walk.bad == 0 && advisor->model.length > 0) {
      take_answers_place (advisor, record);
      return TRUE;
    }
  }

  return FALSE;
}
