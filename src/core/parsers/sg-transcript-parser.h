/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-request.h"

G_BEGIN_DECLS

/**
 * SgTranscriptKind:
 * @SG_TRANSCRIPT_REQUEST: an answer of the API
 * @SG_TRANSCRIPT_OTHER: a record of another type, or one that bills nothing
 * @SG_TRANSCRIPT_UNREADABLE: it may have been an answer; see #SgTranscriptProblem
 */
typedef enum {
  SG_TRANSCRIPT_REQUEST,
  SG_TRANSCRIPT_OTHER,
  SG_TRANSCRIPT_UNREADABLE,
} SgTranscriptKind;

typedef enum {
  SG_TRANSCRIPT_NOT_JSON,    /* also half a line */
  SG_TRANSCRIPT_NO_COUNT,    /* no input or output tokens */
  SG_TRANSCRIPT_BAD_COUNT,   /* negative, a fraction, a text, or beyond %SG_USAGE_MAX_TOKENS */
  SG_TRANSCRIPT_NO_TIME,
  SG_TRANSCRIPT_LONG_TEXT,   /* an id beyond all reason */
  SG_TRANSCRIPT_LONG_LINE,   /* more than %SG_TRANSCRIPT_MAX_LINE bytes */
  SG_TRANSCRIPT_N_PROBLEMS,
} SgTranscriptProblem;

/**
 * SgTranscriptRecord:
 * @request: only for %SG_TRANSCRIPT_REQUEST; its slices point into the line and into @scratch
 * @problem: only for %SG_TRANSCRIPT_UNREADABLE
 * @left_early: whether it was left before its end for its type, so that what follows cannot matter
 * @advisors: what sg_transcript_next_advisor() walks
 */
typedef struct {
  SgRequest           request;
  SgTranscriptProblem problem;
  gboolean            left_early;
  SgSlice             advisors;
  guint               n_advisors;
  gsize               scratch_used;
  char                scratch[1024];
} SgTranscriptRecord;

SgTranscriptKind sg_transcript_parse (const char         *at,
                                      const char         *end,
                                      const char         *usage_hint,
                                      SgTranscriptRecord *record,
                                      const char        **next);
gboolean    sg_transcript_next_advisor (SgTranscriptRecord *record,
                                        SgRequest          *advisor);
const char *sg_transcript_skip_junk (const char *at,
                                     const char *end);
const char *sg_transcript_problem_to_text (SgTranscriptProblem problem);

G_END_DECLS
