/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-http.h"
#include "sg-source-status.h"
#include "sg-source.h"

G_BEGIN_DECLS

#define SG_TYPE_STATUS_PAGE_SOURCE (sg_status_page_source_get_type ())
G_DECLARE_FINAL_TYPE (SgStatusPageSource, sg_status_page_source, SG, STATUS_PAGE_SOURCE, SgSource)

/* Between two looks while there is trouble; what was read stands until then. */
#define SG_STATUS_PAGE_SECONDS 600

SgSource *sg_status_page_source_new (const char *base_url,
                                     gboolean nonessential_traffic_disabled);
void sg_status_page_source_set_enabled (SgStatusPageSource *self,
                                        gboolean            enabled);
void sg_status_page_source_note (SgStatusPageSource *self,
                                 GPtrArray          *statuses);

G_END_DECLS
