/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sg-fuzz.h"
#include "sg-rate-headers.h"

static void
keep_line (GHashTable *headers,
           const char *line)
{
  const char *colon = strchr (line, ':');

  if (colon != NULL)
    g_hash_table_replace (headers, g_strndup (line, (gsize) (colon - line)), g_strdup (colon + 1));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GDateTime) as_of = g_date_time_new_from_unix_utc (1795262400);
  g_autoptr (GHashTable) headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 64);
  g_autoptr (SgRateLimits) limits = NULL;
  g_autoptr (GVariant) variant = NULL;
  g_autoptr (SgRateLimits) back = NULL;

  for (guint i = 0; lines[i] != NULL; i++)
    keep_line (headers, lines[i]);
  limits = sg_rate_headers_parse (headers, NULL, SG_ORIGIN_RATE_HEADERS, as_of);
  variant = g_variant_ref_sink (sg_rate_limits_to_variant (limits));
  back = sg_rate_limits_from_variant (variant);

  g_assert_cmpuint (limits->rates->len, <=, SG_N_RATES);
  g_assert_cmpuint (back->rates->len, ==, limits->rates->len);
  for (guint i = 0; i < limits->rates->len; i++) {
    const SgRate *rate = g_ptr_array_index (limits->rates, i);
    double percent = sg_rate_get_used_percent (rate);

    g_assert_true (rate->has_limit || rate->has_remaining);
    g_assert_true (percent == -1.0 || (percent >= 0.0 && percent <= 100.0));
  }

  return 0;
}
