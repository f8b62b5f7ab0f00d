/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define SG_HTTP_MAX_BODY_BYTES (4 * 1024 * 1024)

/**
 * SgHttpTerms:
 * @timeout_ms: from the first byte sent to the last received
 * @public_only: whatever a name resolves to: never this machine's, nor a private network's
 * @status_only: the body of an answer is not read, and no error names the address
 * @wants_all: a bad status is an answer too
 */
typedef struct {
  guint    timeout_ms;
  gboolean public_only;
  gboolean status_only;
  gboolean wants_all;
} SgHttpTerms;

/* One call, from the message to the whole body: it ends in time, takes no more than %SG_HTTP_MAX_BODY_BYTES, and keeps to its terms. */

void         sg_http_call_run (SoupSession       *session,
                               SoupMessage       *message,
                               const SgHttpTerms *terms,
                               GTask             *task);
SoupMessage *sg_http_call_get_message (GTask *task);

G_END_DECLS
