/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_HTTP (sg_http_get_type ())
G_DECLARE_FINAL_TYPE (SgHttp, sg_http, SG, HTTP, GObject)

#define SG_HTTP_MAX_BODY_BYTES (4 * 1024 * 1024)

/**
 * SgHttpHeader:
 *
 * One request header. The value is never repeated in an error.
 */
typedef struct {
  const char *name;
  const char *value;
} SgHttpHeader;

SgHttp *sg_http_new (void);

void    sg_http_get_async (SgHttp             *self,
                           const char         *uri,
                           const SgHttpHeader *headers,
                           guint               n_headers,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data);
GBytes *sg_http_get_finish (SgHttp       *self,
                            GAsyncResult *result,
                            char        **retry_after,
                            GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
