/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a line of a transcript says, found in two ways that share nothing. */

#pragma once

#include <glib.h>

/**
 * TranscriptOracle:
 * @text: (nullable): a line for each request, and one for what was refused; %NULL when json-glib
 *   cannot read it, or a key that ends the reading early stands twice
 * @name_twice: whether the names of the request do: a jump over the content passes the second
 */
typedef struct {
  char    *text;
  gboolean name_twice;
} TranscriptOracle;

char *transcript_describe (const char *line,
                           gsize       length,
                           gboolean    with_hint) G_GNUC_WARN_UNUSED_RESULT;
void  transcript_oracle_ask (TranscriptOracle *oracle,
                             const char       *line,
                             gsize             length);
void  transcript_assert_oracle_agrees (const char *line,
                                       gsize       length);
