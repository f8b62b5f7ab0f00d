/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-transcript-notice.h"

static gboolean
is_within (SgSlice     slice,
           const char *start,
           gsize       size)
{
  return slice.text >= start && slice.text + slice.length <= start + size;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *line = (const char *) data;
  SgTranscriptRecord record;
  SgTranscriptNotice notice;

  if (!sg_transcript_read_notice (line, line + size, &record, &notice))
    return 0;

  g_assert_true (notice.session.length == 0 || is_within (notice.session, line, size) ||
                 is_within (notice.session, record.scratch, sizeof record.scratch));
  g_assert_cmpint (notice.resets_ms, >, 0);
  g_assert_cmpint (notice.resets_ms % 1000, ==, 0);

  return 0;
}
