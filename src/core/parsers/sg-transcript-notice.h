/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-transcript-parser.h"

G_BEGIN_DECLS

/**
 * SgTranscriptNotice:
 * @session: empty when the record names none
 * @time_ms: Unix time, when it was written
 * @resets_ms: Unix time, when the limit was to end
 *
 * That Claude Code met a usage limit, as it wrote it in 2025.
 */
typedef struct {
  SgSlice session;
  gint64  time_ms;
  gint64  resets_ms;
} SgTranscriptNotice;

gboolean sg_transcript_read_notice (const char         *at,
                                    const char         *end,
                                    SgTranscriptRecord *record,
                                    SgTranscriptNotice *notice);

G_END_DECLS
