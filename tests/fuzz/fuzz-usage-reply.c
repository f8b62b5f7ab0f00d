/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "sg-fuzz.h"
#include "sg-usage-reply.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = sg_usage_reply_parse ((const char *) data, size, SG_ORIGIN_ENDPOINT, as_of, &error);

  g_assert_true ((reading == NULL) == (error != NULL));
  for (guint i = 0; reading != NULL && reading->limits != NULL && i < reading->limits->len; i++) {
    const SgLimit *limit = g_ptr_array_index (reading->limits, i);

    g_assert_true (isfinite (limit->used_percent) && limit->used_percent >= 0.0);
    g_assert_true (*limit->id != '\0' && g_utf8_validate (limit->id, -1, NULL));
  }
  if (reading != NULL && reading->credits != NULL)
    g_assert_cmpint (reading->credits->used.minor, >=, 0);

  return 0;
}
