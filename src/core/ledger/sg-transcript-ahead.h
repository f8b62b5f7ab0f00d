/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SgTranscriptAhead SgTranscriptAhead;

SgTranscriptAhead *sg_transcript_ahead_start (GArray    *jobs,
                                              const int *next_job) G_GNUC_WARN_UNUSED_RESULT;
void               sg_transcript_ahead_stop (SgTranscriptAhead *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTranscriptAhead, sg_transcript_ahead_stop)

G_END_DECLS
