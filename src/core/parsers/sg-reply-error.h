/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sg_reply_check_error (JsonObject *body,
                               GError    **error);

G_END_DECLS
