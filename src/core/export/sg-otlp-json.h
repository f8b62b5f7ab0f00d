/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-metric-set.h"

G_BEGIN_DECLS

char    *sg_otlp_json (const SgMetricSet *set,
                       const char        *host) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_otlp_json_check_reply (const char *text,
                                   gsize       length,
                                   GError    **error);

G_END_DECLS
