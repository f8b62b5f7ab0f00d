/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-incidents.h"

G_BEGIN_DECLS

/* Nobody reads more of them, and an honest page has a few. */
#define SG_STATUS_SUMMARY_MOST_INCIDENTS 20

SgIncidents *sg_status_summary_parse (const char *text,
                                      gsize       length,
                                      SgOrigin    origin,
                                      GDateTime  *as_of,
                                      GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
