/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SG_ADMIN_ME_PATH "/v1/organizations/me"

gboolean sg_admin_me_parse (GBytes  *body,
                            char   **id,
                            char   **name,
                            GError **error);

G_END_DECLS
