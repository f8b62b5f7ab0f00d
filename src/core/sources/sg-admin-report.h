/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-query.h"
#include "sg-http.h"

G_BEGIN_DECLS

void sg_admin_report_read_async (SgHttp             *http,
                                 const char         *base_url,
                                 const char         *key,
                                 const SgAdminQuery *query,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
GPtrArray *sg_admin_report_read_finish (SgHttp       *http,
                                        GAsyncResult *result,
                                        char        **retry_after,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
