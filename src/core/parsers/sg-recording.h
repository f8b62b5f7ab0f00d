/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

/**
 * SgRecording:
 *
 * Limits as they were once read, and what was spent, as `sandglass export --history json` writes
 * them down; to be played back.
 */
typedef struct _SgRecording SgRecording;

/**
 * SgRecordingRow:
 * @time: Unix seconds
 * @until: Unix seconds, when a limit was last read so; the end of a cost's quarter of an hour
 * @resets_at: Unix seconds, or 0
 * @id: (nullable): a limit's; %NULL for what was spent
 * @value: a limit's percent, or USD, below 0 where the price is not known
 */
typedef struct {
  gint64      time;
  gint64      until;
  gint64      resets_at;
  const char *id;
  double      value;
} SgRecordingRow;

typedef void (*SgRecordingFunc) (const SgRecordingRow *row,
                                 gpointer              user_data);

SgRecording *sg_recording_parse (const char *text,
                                 gsize       length,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void         sg_recording_free (SgRecording *self);
GDateTime   *sg_recording_dup_start (const SgRecording *self) G_GNUC_WARN_UNUSED_RESULT;
GDateTime   *sg_recording_dup_end (const SgRecording *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *sg_recording_dup_limits (const SgRecording *self,
                                      GDateTime         *now) G_GNUC_WARN_UNUSED_RESULT;
void         sg_recording_visit (const SgRecording *self,
                                 gint64             now,
                                 SgRecordingFunc    func,
                                 gpointer           user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgRecording, sg_recording_free)

G_END_DECLS
