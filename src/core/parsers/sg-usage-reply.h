/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "sg-reading.h"

G_BEGIN_DECLS

SgReading *sg_usage_reply_parse (const char *text,
                                 gsize       length,
                                 SgOrigin    origin,
                                 GDateTime  *as_of,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;
SgReading *sg_usage_reply_read (JsonObject *body,
                                SgOrigin    origin,
                                GDateTime  *as_of,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
