/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Markers first, lines second: five of six bytes belong to lines without a
 * request, and those are never cut out. Nothing is searched twice.
 */

#include "sg-transcript-splitter.h"

#include <string.h>

#include "sg-transcript-lexer.h"

/* Fits the second-level cache; larger ones are no faster. */
#define BUFFER_SIZE (256 * 1024)

/* What a long line needed is kept for the next one, up to this. */
#define KEPT_SIZE (8 * 1024 * 1024)

/* A line that goes on beyond the buffer is looked at before it is kept, when this part of the buffer is full of it. */
#define LONG_LINE(self) ((self)->usual_size / 16)

/**
 * sg_transcript_splitter_new:
 * @found: told of each request, in the order of the lines
 */
SgTranscriptSplitter *
sg_transcript_splitter_new (SgTranscriptFound found,
                            gpointer          user_data)
{
  SgTranscriptSplitter *self = g_new0 (SgTranscriptSplitter, 1);

  self->usual_size = BUFFER_SIZE;
  self->capacity = BUFFER_SIZE;
  self->allocated = BUFFER_SIZE;
  self->buffer = g_malloc (self->allocated);
  self->found = found;
  self->user_data = user_data;

  return self;
}

void
sg_transcript_splitter_free (SgTranscriptSplitter *self)
{
  g_free (self->buffer);
  g_free (self);
}

/**
 * sg_transcript_splitter_start:
 * @offset: where the next bytes stand in their file
 * @in_skipped_line: what sg_transcript_splitter_get_offset() said with that offset
 *
 * Begins with a file, and forgets the last.
 */
void
sg_transcript_splitter_start (SgTranscriptSplitter *self,
                              guint64               offset,
                              gboolean              in_skipped_line)
{
  self->capacity = self->usual_size;
  if (self->allocated > KEPT_SIZE) {
    self->allocated = KEPT_SIZE;
    self->buffer = g_realloc (self->buffer, self->allocated);
  }
  self->line_start = 0;
  self->scan_at = 0;
  self->no_end_before = 0;
  self->length = 0;
  self->line_offset = offset;
  self->skipping = in_skipped_line;
}

/**
 * sg_transcript_splitter_get_offset:
 * @in_skipped_line: (out): whether the line before the offset goes on, and is not wanted
 *
 * Returns: where in the file reading can go on later; all before it is done with
 */
guint64
sg_transcript_splitter_get_offset (SgTranscriptSplitter *self,
                                   gboolean             *in_skipped_line)
{
  *in_skipped_line = self->skipping;

  return self->line_offset;
}

static void
move_line_start (SgTranscriptSplitter *self,
                 gsize                 to)
{
  self->line_offset += to - self->line_start;
  self->line_start = to;
  self->scan_at = MAX (self->scan_at, to);
  self->no_end_before = MAX (self->no_end_before, to);
}

static void
skip_line (SgTranscriptSplitter *self)
{
  self->skipping = TRUE;
  move_line_start (self, self->length);
}

static void
move_to_front (SgTranscriptSplitter *self)
{
  gsize shift = self->line_start;

  memmove (self->buffer, self->buffer + shift, self->length - shift);
  self->length -= shift;
  self->scan_at -= shift;
  self->no_end_before -= shift;
  self->line_start = 0;
  if (self->length < self->usual_size)
    self->capacity = self->usual_size;
}

static void
grow (SgTranscriptSplitter *self)
{
  self->capacity *= 2;
  if (self->capacity > self->allocated) {
    self->allocated = self->capacity;
    self->buffer = g_realloc (self->buffer, self->allocated);
  }
}

/* A line that fills the whole buffer: only one that may be an answer is worth more memory. */
static void
decide_on_long_line (SgTranscriptSplitter *self)
{
  const char *end = self->buffer + self->length;
  const char *next;

  if (self->capacity > self->usual_size && self->capacity < SG_TRANSCRIPT_MAX_LINE) {
    grow (self);
    return;
  }

  sg_transcript_parse (self->buffer, end, NULL, &self->record, &next);
  if (sg_transcript_skip_junk (self->buffer, end) == end) {
    move_line_start (self, self->length);
  } else if (self->record.left_early) {
    skip_line (self);
  } else if (self->capacity >= SG_TRANSCRIPT_MAX_LINE) {
    self->n_unreadable[SG_TRANSCRIPT_LONG_LINE]++;
    skip_line (self);
  } else {
    grow (self);
  }
}

/**
 * sg_transcript_splitter_reserve:
 * @size: (out): how many bytes may be put there, at least one
 *
 * Returns: (transfer none): where the next bytes of the file are to be put
 */
char *
sg_transcript_splitter_reserve (SgTranscriptSplitter *self,
                                gsize                *size)
{
  if (self->line_start > 0)
    move_to_front (self);
  if (self->length == self->capacity)
    decide_on_long_line (self);
  if (self->line_start > 0)
    move_to_front (self);
  *size = self->capacity - self->length;

  return self->buffer + self->length;
}

/* A record is the same with and without the end of its line. */
static SgSlice
trim (const char *at,
      const char *end)
{
  while (end > at && end[-1] != '}')
    end--;

  return (SgSlice) { at, (gsize) (end - at) };
}

static void
tell (SgTranscriptSplitter *self,
      SgSlice               line)
{
  SgRequest advisor;

  self->n_requests++;
  self->found (&self->record.request, line, self->user_data);
  while (sg_transcript_next_advisor (&self->record, &advisor)) {
    self->n_requests++;
    self->found (&advisor, line, self->user_data);
  }
}

/* What Claude Code wrote itself, in the place of an answer */
static void
look_for_notice (SgTranscriptSplitter *self,
                 const char           *at,
                 const char           *end)
{
  SgTranscriptNotice notice;

  if (self->noticed != NULL && SG_SLICE_IS (self->record.request.model, "<synthetic>") &&
      sg_transcript_read_notice (at, end, &self->record, &notice))
    self->noticed (&notice, self->user_data);
}

static void
read_line (SgTranscriptSplitter *self,
           const char           *at,
           const char           *end,
           const char           *hint)
{
  while (at < end) {
    const char *next;

    switch (sg_transcript_parse (at, end, hint, &self->record, &next)) {
    case SG_TRANSCRIPT_REQUEST:
      tell (self, trim (at, next));
      break;
    case SG_TRANSCRIPT_UNREADABLE:
      self->n_unreadable[self->record.problem]++;
      break;
    case SG_TRANSCRIPT_OTHER:
    default:
      look_for_notice (self, at, end);
      break;
    }
    at = next;
    hint = NULL;
  }
}

static gboolean
finish_skipped_line (SgTranscriptSplitter *self)
{
  char *start = self->buffer + self->line_start;
  char *newline = memchr (start, '\n', self->length - self->line_start);

  if (newline == NULL) {
    skip_line (self);
    return FALSE;
  }
  self->skipping = FALSE;
  move_line_start (self, newline + 1 - self->buffer);

  return TRUE;
}

/* Most are what tools answered: their type stands near their start. */
static gboolean
is_unwanted (SgTranscriptSplitter *self)
{
  const char *at = self->buffer + self->line_start;
  const char *next;

  sg_transcript_parse (at, at + LONG_LINE (self), NULL, &self->record, &next);

  return self->record.left_early;
}

/* Between the markers: the last line that has begun is the only one that may still get one. */
static void
pass_lines_without_marker (SgTranscriptSplitter *self)
{
  char *start = self->buffer + self->line_start;
  char *newline = memrchr (start, '\n', self->length - self->line_start);

  if (newline != NULL)
    move_line_start (self, newline + 1 - self->buffer);
  if (self->length > self->scan_at + SG_TRANSCRIPT_MARKER_TAIL)
    self->scan_at = self->length - SG_TRANSCRIPT_MARKER_TAIL;
  if (self->length - self->line_start > LONG_LINE (self) && is_unwanted (self))
    skip_line (self);
}

/**
 * sg_transcript_splitter_commit:
 * @length: how many bytes were put where sg_transcript_splitter_reserve() said
 *
 * Reads all lines that are whole by now.
 */
void
sg_transcript_splitter_commit (SgTranscriptSplitter *self,
                               gsize                 length)
{
  char *end;

  self->length += length;
  end = self->buffer + self->length;
  if (self->skipping && !finish_skipped_line (self))
    return;

  for (;;) {
    const char *hit = sg_transcript_find_usage (self->buffer + self->scan_at, end);
    const char *newline;
    gsize from;

    if (hit == NULL) {
      pass_lines_without_marker (self);
      return;
    }

    newline = memrchr (self->buffer + self->line_start, '\n', hit - (self->buffer + self->line_start));
    if (newline != NULL)
      move_line_start (self, newline + 1 - self->buffer);
    self->scan_at = hit - self->buffer;

    from = MAX (self->no_end_before, self->scan_at);
    newline = memchr (self->buffer + from, '\n', self->length - from);
    self->no_end_before = newline ? (gsize) (newline - self->buffer) : self->length;
    if (newline == NULL)
      return;

    read_line (self, self->buffer + self->line_start, newline, hit);
    move_line_start (self, newline + 1 - self->buffer);
  }
}

/**
 * sg_transcript_splitter_read_rest:
 *
 * For when there are no more bytes now: a last line that has no end yet may be a
 * whole record. It is told, and will be told again when the line has ended.
 */
void
sg_transcript_splitter_read_rest (SgTranscriptSplitter *self)
{
  const char *at = self->buffer + self->line_start;
  const char *end = self->buffer + self->length;
  const char *hint = self->skipping ? NULL : sg_transcript_find_usage (at, end);
  const char *next;

  if (hint != NULL && sg_transcript_parse (at, end, hint, &self->record, &next) == SG_TRANSCRIPT_REQUEST && next == end)
    tell (self, trim (at, end));
}
