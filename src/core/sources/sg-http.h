/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_HTTP (sg_http_get_type ())
G_DECLARE_FINAL_TYPE (SgHttp, sg_http, SG, HTTP, GObject)

/**
 * SgHttpHeader:
 *
 * One request header. The value is never repeated in an error.
 */
typedef struct {
  const char *name;
  const char *value;
} SgHttpHeader;

/**
 * SgHttpAnswer:
 * @headers: (element-type utf8 utf8): by name, in lower case
 *
 * All that a server said, good or bad.
 */
typedef struct {
  guint       status;
  GHashTable *headers;
  GBytes     *body;
} SgHttpAnswer;

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
guint   sg_http_get_status (SgHttp       *self,
                            GAsyncResult *result);

void    sg_http_post_json_async (SgHttp             *self,
                                 const char         *uri,
                                 const SgHttpHeader *headers,
                                 guint               n_headers,
                                 const char         *json,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
SgHttpAnswer *sg_http_post_json_finish (SgHttp       *self,
                                        GAsyncResult *result,
                                        GError      **error) G_GNUC_WARN_UNUSED_RESULT;
void          sg_http_answer_free (SgHttpAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgHttpAnswer, sg_http_answer_free)

G_END_DECLS
