/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-transcript-lexer.h"
#include "sg-transcript-parser.h"
#include "transcript-oracle.h"

static void
check_slice (SgSlice                   slice,
             const char               *line,
             const char               *end,
             const SgTranscriptRecord *record)
{
  gboolean in_line = slice.text >= line && slice.text + slice.length <= end;
  gboolean in_scratch = slice.text >= record->scratch && slice.text + slice.length <= record->scratch + sizeof record->scratch;

  g_assert_true (slice.length == 0 || in_line || in_scratch);
}

static void
check_request (const SgRequest          *request,
               const char               *line,
               const char               *end,
               const SgTranscriptRecord *record)
{
  check_slice (request->message_id, line, end, record);
  check_slice (request->request_id, line, end, record);
  check_slice (request->session, line, end, record);
  check_slice (request->model, line, end, record);
  check_slice (request->uuid, line, end, record);
  g_assert_cmpuint (sg_usage_get_total (&request->usage), <=, 5 * SG_USAGE_MAX_TOKENS);
  sg_request_get_key (request, (SgSlice) { line, (gsize) (end - line) });
}

static void
check_record (const char *line,
              const char *end,
              const char *hint)
{
  SgTranscriptRecord record;
  SgRequest advisor;
  const char *next = NULL;
  SgTranscriptKind kind = sg_transcript_parse (line, end, hint, &record, &next);

  g_assert_true (next > line && next <= end);
  if (kind != SG_TRANSCRIPT_REQUEST)
    return;

  check_request (&record.request, line, end, &record);
  while (sg_transcript_next_advisor (&record, &advisor))
    check_request (&advisor, line, end, &record);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *line = (const char *) data;
  const char *end = line + size;
  const char *hint = sg_transcript_find_usage (line, end);

  g_assert_true (hint == sg_transcript_find_usage_plain (line, end));
  if (size > 0) {
    check_record (line, end, hint);
    check_record (line, end, NULL);
    transcript_assert_oracle_agrees (line, size);
  }

  return 0;
}
