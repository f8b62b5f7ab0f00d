/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-admin-call.h"

/**
 * sg_admin_call_async:
 * @key: an Admin key; goes into one header and nowhere else
 * @beta: (nullable): the value of `anthropic-beta`
 *
 * One GET to /v1/organizations/…; end it with sg_http_get_finish().
 */
void
sg_admin_call_async (SgHttp             *http,
                     const char         *uri,
                     const char         *key,
                     const char         *beta,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  const SgHttpHeader headers[] = {
    { "x-api-key", key },
    { "anthropic-version", "2023-06-01" },
    { "Accept", "application/json" },
    { "anthropic-beta", beta },
  };

  sg_http_get_async (http, uri, headers, beta ? 4 : 3, cancellable, callback, user_data);
}
