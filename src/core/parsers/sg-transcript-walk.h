/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-transcript-parser.h"

G_BEGIN_DECLS

/* For the transcript parser's own files only: one pass over one record. */

typedef struct _SgTranscriptWalk SgTranscriptWalk;

typedef enum {
  SG_COUNT_INPUT        = 1 << 0,
  SG_COUNT_OUTPUT       = 1 << 1,
  SG_COUNT_CACHE_READ   = 1 << 2,
  SG_COUNT_WRITE_FLAT   = 1 << 3,
  SG_COUNT_WRITE_5M     = 1 << 4,
  SG_COUNT_WRITE_1H     = 1 << 5,
  SG_COUNT_WEB_SEARCHES = 1 << 6,
} SgTranscriptCounts;

/* Returns the byte behind the value, or NULL to stop the walk. */
typedef const char *(*SgTranscriptMember) (SgTranscriptWalk *walk,
                                           SgSlice           key,
                                           const char       *value);

struct _SgTranscriptWalk {
  const char         *end;
  const char         *usage_hint;   /* (nullable) */
  SgTranscriptRecord *record;
  SgRequest          *request;
  SgTranscriptKind    kind;         /* why the walk was stopped */
  SgTranscriptProblem problem;
  gboolean            is_of_other_type;   /* whatever else is in it */
  gboolean            jumped;
  gboolean            has_usage;
  gboolean            has_time;
  gboolean            is_advisor;
  guint               found;        /* of SgTranscriptCounts */
  guint               bad;          /* of SgTranscriptCounts */
  guint32             write_flat;
  SgSlice             owner;        /* requestSessionId */
};

void sg_transcript_walk_start (SgTranscriptWalk   *walk,
                               SgTranscriptRecord *record,
                               SgRequest          *request,
                               const char         *end,
                               const char         *usage_hint);
const char *sg_transcript_walk_fail (SgTranscriptWalk   *walk,
                                     SgTranscriptProblem problem);
const char *sg_transcript_walk_skip (SgTranscriptWalk *walk,
                                     const char       *value);
const char *sg_transcript_walk_string (SgTranscriptWalk *walk,
                                       const char       *value,
                                       SgSlice          *slice);
const char *sg_transcript_walk_time (SgTranscriptWalk *walk,
                                     const char       *value);
const char *sg_transcript_walk_count (SgTranscriptWalk  *walk,
                                      const char        *value,
                                      SgTranscriptCounts which,
                                      guint32           *count);
const char *sg_transcript_walk_object (SgTranscriptWalk  *walk,
                                       const char        *at,
                                       SgTranscriptMember member);
const char *sg_transcript_walk_if_object (SgTranscriptWalk  *walk,
                                          const char        *value,
                                          SgTranscriptMember member);
const char *sg_transcript_walk_usage_member (SgTranscriptWalk *walk,
                                             SgSlice           key,
                                             const char       *value);
void        sg_transcript_walk_forget_usage (SgTranscriptWalk *walk);
void        sg_transcript_walk_settle_usage (SgTranscriptWalk *walk);
gboolean    sg_transcript_walk_has_counts (const SgTranscriptWalk *walk);

G_END_DECLS
