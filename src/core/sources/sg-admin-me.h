/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-http.h"

G_BEGIN_DECLS

#define SG_ADMIN_ME_PATH "/v1/organizations/me"

gboolean sg_admin_me_finish (SgHttp       *http,
                             GAsyncResult *result,
                             char        **id,
                             char        **name,
                             char        **retry_after,
                             GError      **error);

G_END_DECLS
