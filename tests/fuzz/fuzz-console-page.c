/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-console-page.h"
#include "sg-fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  for (guint kind = SG_BUCKET_COST; kind <= SG_BUCKET_USAGE; kind++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SgConsolePage) page = sg_console_page_parse (kind, (const char *) data, size, &error);

    g_assert_true ((page == NULL) == (error != NULL));
    for (guint i = 0; page != NULL && i < page->buckets->len; i++) {
      const SgConsoleBucket *bucket = g_ptr_array_index (page->buckets, i);

      g_assert_cmpint (bucket->start, <, bucket->end);
      g_assert_cmpint (sg_console_bucket_get_tokens (bucket), >=, 0);
      g_assert_cmpint (bucket->amount.pico, >=, 0);
      g_assert_cmpint (bucket->amount.pico, <, SG_PICO_PER_WHOLE_CENT);
    }
  }

  return 0;
}
