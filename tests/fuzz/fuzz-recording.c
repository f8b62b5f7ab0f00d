/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-recording.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgRecording) recording = sg_recording_parse ((const char *) data, size, &error);
  g_autoptr (GDateTime) end = NULL;
  g_autoptr (GPtrArray) limits = NULL;

  g_assert_true ((recording == NULL) == (error != NULL));
  if (recording == NULL)
    return 0;

  end = sg_recording_dup_end (recording);
  g_assert_nonnull (end);
  limits = sg_recording_dup_limits (recording, end);
  g_assert_cmpuint (limits->len, >, 0);

  return 0;
}
