/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-notice.h"

#include <string.h>

#include "sg-transcript-lexer.h"
#include "sg-transcript-walk.h"

#define LIMIT_TEXT "Claude AI usage limit reached|"

/* The last second of the year 9999 */
#define MAX_SECONDS G_GINT64_CONSTANT (253402300799)

typedef struct {
  SgTranscriptWalk walk;
  gboolean         is_error;
  SgSlice          content;
} NoticeWalk;

static const char *
message_member (SgTranscriptWalk *walk,
                SgSlice           key,
                const char       *value)
{
  const char *after = sg_transcript_walk_skip (walk, value);

  if (after != NULL && SG_SLICE_IS (key, "content"))
    ((NoticeWalk *) walk)->content = (SgSlice) { value, (gsize) (after - value) };

  return after;
}

static const char *
root_member (SgTranscriptWalk *walk,
             SgSlice           key,
             const char       *value)
{
  if (SG_SLICE_IS (key, "message"))
    return sg_transcript_walk_if_object (walk, value, message_member);
  if (SG_SLICE_IS (key, "timestamp"))
    return sg_transcript_walk_time (walk, value);
  if (SG_SLICE_IS (key, "sessionId"))
    return sg_transcript_walk_string (walk, value, &walk->request->session);
  if (SG_SLICE_IS (key, "isApiErrorMessage"))
    ((NoticeWalk *) walk)->is_error = *value == 't';

  return sg_transcript_walk_skip (walk, value);
}

static gboolean
read_seconds (SgSlice content,
              gint64 *seconds)
{
  const gsize length = strlen (LIMIT_TEXT);
  const char *found = content.length > 0 ? memmem (content.text, content.length, LIMIT_TEXT, length) : NULL;
  const char *end;

  *seconds = 0;
  if (found == NULL)
    return FALSE;

  end = content.text + content.length;
  for (const char *at = found + length; at < end && g_ascii_isdigit (*at) && *seconds <= MAX_SECONDS; at++)
    *seconds = *seconds * 10 + (*at - '0');

  return *seconds > 0 && *seconds <= MAX_SECONDS;
}

/**
 * sg_transcript_read_notice:
 * @at: the first byte of a line whose model is `<synthetic>`
 * @end: the byte behind it
 * @record: holds what @notice points to; what was read into it before is gone
 * @notice: (out):
 *
 * `Claude AI usage limit reached|1749924000` in the content of an error message
 * tells when the limit ends, in Unix seconds. Later versions write a local time
 * for people instead, which is not read.
 *
 * Returns: whether it is one
 */
gboolean
sg_transcript_read_notice (const char         *at,
                           const char         *end,
                           SgTranscriptRecord *record,
                           SgTranscriptNotice *notice)
{
  NoticeWalk notice_walk = { 0 };
  SgTranscriptWalk *walk = &notice_walk.walk;
  gint64 seconds;

  at = sg_transcript_skip_junk (at, end);
  if (at == end || *at != '{')
    return FALSE;

  record->scratch_used = 0;
  sg_transcript_walk_start (walk, record, &record->request, end, NULL);
  if (sg_transcript_walk_object (walk, at, root_member) == NULL || !walk->has_time || !notice_walk.is_error ||
      !read_seconds (notice_walk.content, &seconds))
    return FALSE;

  *notice = (SgTranscriptNotice) { walk->request->session, walk->request->time_ms, seconds * 1000 };

  return TRUE;
}
