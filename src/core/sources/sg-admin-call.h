/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-http.h"

G_BEGIN_DECLS

#define SG_ADMIN_BASE_URL "https://api.anthropic.com"

void sg_admin_call_async (SgHttp             *http,
                          const char         *uri,
                          const char         *key,
                          const char         *beta,
                          GCancellable       *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer            user_data);

G_END_DECLS
