/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-rate-limits.h"

G_BEGIN_DECLS

SgRateLimits *sg_rate_headers_parse (GHashTable *headers,
                                     const char *model,
                                     SgOrigin    origin,
                                     GDateTime  *as_of) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
