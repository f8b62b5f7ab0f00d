/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-json.h"
#include "sg-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) written_at = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = sg_claude_json_parse ((const char *) data, size, written_at, &error);

  g_assert_true ((reading == NULL) == (error != NULL));

  return 0;
}
