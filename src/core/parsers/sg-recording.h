/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

/**
 * SgRecording:
 *
 * Limits as they were once read, as `sandglass export --history json` writes
 * them down; to be played back.
 */
typedef struct _SgRecording SgRecording;

SgRecording *sg_recording_parse (const char *text,
                                 gsize       length,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
void         sg_recording_free (SgRecording *self);
GDateTime   *sg_recording_dup_start (const SgRecording *self) G_GNUC_WARN_UNUSED_RESULT;
GDateTime   *sg_recording_dup_end (const SgRecording *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *sg_recording_dup_limits (const SgRecording *self,
                                      GDateTime         *now) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgRecording, sg_recording_free)

G_END_DECLS
