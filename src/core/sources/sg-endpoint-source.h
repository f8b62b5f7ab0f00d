/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source.h"

G_BEGIN_DECLS

/* Asking more often has been answered with 429 for hours. */
#define SG_ENDPOINT_INTERVAL_SECONDS 300
#define SG_ENDPOINT_BASE_URL "https://api.anthropic.com"

#define SG_TYPE_ENDPOINT_SOURCE (sg_endpoint_source_get_type ())
G_DECLARE_FINAL_TYPE (SgEndpointSource, sg_endpoint_source, SG, ENDPOINT_SOURCE, SgSource)

SgSource *sg_endpoint_source_new (const char *credentials_path,
                                  const char *base_url,
                                  gboolean nonessential_traffic_disabled);

gboolean sg_endpoint_source_get_enabled (SgEndpointSource *self);
void     sg_endpoint_source_set_enabled (SgEndpointSource *self,
                                         gboolean          enabled);

G_END_DECLS
