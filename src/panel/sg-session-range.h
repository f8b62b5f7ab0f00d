/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How far back is listed, in the order people choose from. Pure. */
typedef enum {
  SG_SESSION_TODAY,
  SG_SESSION_7_DAYS,
  SG_SESSION_30_DAYS,
  SG_SESSION_ALL_TIME,
} SgSessionRange;

gint64 sg_session_range_start_ms (SgSessionRange range,
                                  GDateTime     *now,
                                  GTimeZone     *zone);

G_END_DECLS
