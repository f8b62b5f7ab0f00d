/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-status-summary.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgIncidents) incidents = sg_status_summary_parse ((const char *) data, size, SG_ORIGIN_STATUS_PAGE, as_of, &error);

  g_assert_true ((incidents == NULL) == (error != NULL));
  for (guint i = 0; incidents != NULL && i < incidents->list->len; i++)
    g_assert_true (g_utf8_validate (((const SgIncident *) g_ptr_array_index (incidents->list, i))->name, -1, NULL));

  return 0;
}
