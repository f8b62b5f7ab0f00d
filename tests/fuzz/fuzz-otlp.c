/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fuzz.h"
#include "sg-otlp.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgOtlpLogs) logs = sg_otlp_parse_logs ((const char *) data, size, &error);
  SgOtlpMetrics metrics;

  g_assert_true ((logs == NULL) == (error != NULL));
  for (guint i = 0; logs != NULL && i < logs->requests->len; i++) {
    const SgRequest *request = &g_array_index (logs->requests, SgRequest, i);

    g_assert_cmpuint (request->request_id.length, >, 0);
    g_assert_cmpint (request->time_ms, >, 0);
    g_assert_cmpint (request->stated_pico_usd, >=, SG_REQUEST_COST_UNSTATED);
    g_assert_cmpuint (request->usage.output, <=, SG_USAGE_MAX_TOKENS);
  }
  if (sg_otlp_parse_metrics ((const char *) data, size, &metrics, NULL))
    g_assert_cmpint (metrics.cost_pico_usd, >=, 0);

  return 0;
}
