/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-result.h"

G_BEGIN_DECLS

/**
 * SgCliStream:
 * @results: (element-type SgCliResult): in the order they were met
 * @n_objects: JSON objects that were whole
 * @n_left_out: how often something was met that is none, or none that is whole
 * @left_out_line: where that was first, from 1
 * @cut_line: where an object begins that has no end; 0 when the text ends whole
 *
 * The output of `claude -p`, in pieces as they come: one object, an array of
 * them, or one a line (`stream-json`), with other programs' lines in between.
 */
typedef struct {
  GPtrArray  *results;
  guint64     n_objects;
  guint64     n_left_out;
  guint64     left_out_line;
  guint64     cut_line;

  /*< private >*/
  GString    *object;
  gboolean    is_too_long;
  guint       depth;
  gboolean    in_string;
  gboolean    is_escaped;
  gboolean    in_noise;
  gboolean    at_line_start;
  guint64     line;
  guint64     object_line;
  GHashTable *answers;
} SgCliStream;

SgCliStream *sg_cli_stream_new (void) G_GNUC_WARN_UNUSED_RESULT;
void         sg_cli_stream_free (SgCliStream *self);
void         sg_cli_stream_push (SgCliStream *self,
                                 const char  *text,
                                 gsize        length);
void         sg_cli_stream_finish (SgCliStream *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliStream, sg_cli_stream_free)

G_END_DECLS
