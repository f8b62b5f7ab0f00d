/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a value of strict JSON ends, and what has to be mended for a strict reader. */

#pragma once

#include <glib.h>

/* What RFC 8259 and json-glib would not take as it is, or take in another way. */
typedef enum {
  JSON_SPAN_BROKEN     = 1 << 0,
  JSON_SPAN_DEEP       = 1 << 1,   /* json-glib goes into itself */
  JSON_SPAN_LONG_TOKEN = 1 << 2,   /* a number of more digits than any program writes */
} JsonSpanFlags;

const char *json_span_end (const char    *at,
                           const char    *end,
                           JsonSpanFlags *flags);
char       *json_span_mend (const char *at,
                            const char *end);
