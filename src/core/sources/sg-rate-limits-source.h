/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-http.h"
#include "sg-key-finder.h"
#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_RATE_LIMITS_SOURCE (sg_rate_limits_source_get_type ())
G_DECLARE_FINAL_TYPE (SgRateLimitsSource, sg_rate_limits_source, SG, RATE_LIMITS_SOURCE, SgSource)

#define SG_RATE_LIMITS_WATCHED_SECONDS 30
#define SG_RATE_LIMITS_INTERVAL_SECONDS 300

SgSource *sg_rate_limits_source_new (const char *base_url,
                                     gboolean nonessential_traffic_disabled) G_GNUC_WARN_UNUSED_RESULT;
void sg_rate_limits_source_set_key_finder (SgRateLimitsSource *self,
                                           SgKeyFinder        *finder);
void sg_rate_limits_source_set_http (SgRateLimitsSource *self,
                                     SgHttp             *http);
void sg_rate_limits_source_set_enabled (SgRateLimitsSource *self,
                                        gboolean            enabled);
void sg_rate_limits_source_set_watched (SgRateLimitsSource *self,
                                        gboolean            watched);

G_END_DECLS
