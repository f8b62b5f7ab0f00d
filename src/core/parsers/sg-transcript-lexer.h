/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-request.h"

G_BEGIN_DECLS

/* How many bytes before its end a marker may begin and still be unfinished. */
#define SG_TRANSCRIPT_MARKER_TAIL 11

const char *sg_transcript_find_usage (const char *at,
                                      const char *end);
const char *sg_transcript_find_usage_plain (const char *at,
                                            const char *end);
#if defined (__SSE2__) && defined (__x86_64__)
#define SG_TRANSCRIPT_HAS_WIDE_SEARCH

const char *sg_transcript_find_usage_sse2 (const char *at,
                                           const char *end);
const char *sg_transcript_find_usage_avx2 (const char *at,
                                           const char *end);
#endif
const char *sg_json_skip_string (const char *at,
                                 const char *end,
                                 gboolean   *escaped);
const char *sg_json_skip_string_plain (const char *at,
                                       const char *end,
                                       gboolean   *escaped);
const char *sg_json_skip_value (const char *at,
                                const char *end);
const char *sg_json_find_way_out (const char *at,
                                  const char *end,
                                  char        bracket);
const char *sg_json_find_way_out_plain (const char *at,
                                        const char *end,
                                        char        bracket);
gssize      sg_json_unescape (SgSlice raw,
                              char   *buffer,
                              gsize   size);
gboolean    sg_json_read_number (SgSlice token,
                                 double *value);
gboolean    sg_transcript_read_time (SgSlice text,
                                     gint64 *time_ms);

static inline const char *
sg_json_skip_space (const char *at,
                    const char *end)
{
  while (at < end && *at <= ' ' && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
    at++;

  return at;
}

static inline gboolean
sg_slice_equal (SgSlice     slice,
                const char *text,
                gsize       length)
{
  return slice.length == length && __builtin_memcmp (slice.text, text, length) == 0;
}

#define SG_SLICE_IS(slice, literal) sg_slice_equal (slice, literal, sizeof (literal) - 1)

G_END_DECLS
