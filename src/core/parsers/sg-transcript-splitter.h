/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-transcript-notice.h"

G_BEGIN_DECLS

/* The longest line that is kept whole to be read. Claude Code's longest answers have 1 MB. */
#define SG_TRANSCRIPT_MAX_LINE (16 * 1024 * 1024)

typedef void (*SgTranscriptFound) (const SgRequest *request,
                                   SgSlice          record,
                                   gpointer         user_data);

typedef void (*SgTranscriptNoticed) (const SgTranscriptNotice *notice,
                                     gpointer                  user_data);

/**
 * SgTranscriptSplitter:
 * @noticed: (nullable): told of each limit that was met; to be set before the first bytes
 * @n_unreadable: by #SgTranscriptProblem
 *
 * Cuts what read() gives into lines and finds the requests on them. Memory: one
 * buffer of 256 KB, which grows to %SG_TRANSCRIPT_MAX_LINE only for a line that
 * may be an answer; all others are let through without being kept.
 */
typedef struct {
  /*< private >*/
  char               *buffer;       /* (owned) */
  gsize               usual_size;
  gsize               capacity;     /* how much of it is used */
  gsize               allocated;
  gsize               line_start;
  gsize               scan_at;      /* nothing before it holds a marker */
  gsize               no_end_before; /* no newline from @hit_at to here */
  gsize               length;
  guint64             line_offset;  /* where @line_start is in the file */
  gboolean            skipping;
  SgTranscriptRecord  record;
  SgTranscriptFound   found;
  gpointer            user_data;

  /*< public >*/
  SgTranscriptNoticed noticed;
  guint64             n_requests;
  guint64             n_unreadable[SG_TRANSCRIPT_N_PROBLEMS];
} SgTranscriptSplitter;

SgTranscriptSplitter *sg_transcript_splitter_new (SgTranscriptFound found,
                                                  gpointer          user_data) G_GNUC_WARN_UNUSED_RESULT;
void                  sg_transcript_splitter_free (SgTranscriptSplitter *self);

void                  sg_transcript_splitter_start (SgTranscriptSplitter *self,
                                                    guint64               offset,
                                                    gboolean              in_skipped_line);
char                 *sg_transcript_splitter_reserve (SgTranscriptSplitter *self,
                                                      gsize                *size);
void                  sg_transcript_splitter_commit (SgTranscriptSplitter *self,
                                                     gsize                 length);
void                  sg_transcript_splitter_read_rest (SgTranscriptSplitter *self);
guint64               sg_transcript_splitter_get_offset (SgTranscriptSplitter *self,
                                                         gboolean             *in_skipped_line);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgTranscriptSplitter, sg_transcript_splitter_free)

G_END_DECLS
