/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *sg_admin_reply_parse (const char *text,
                                gsize       length,
                                JsonArray **data,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  sg_admin_reply_read_cursor (JsonNode *self,
                                      char    **next_page,
                                      GError  **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
