/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-fuzz.h"

/* A target for test-mutate.py, which a text with an x in it brings down. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_assert_true (size == 0 || memchr (data, 'x', size) == NULL);

  return 0;
}
