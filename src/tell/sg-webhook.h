/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-key-finder.h"
#include "sg-webhook-text.h"

G_BEGIN_DECLS

/**
 * SgWebhook:
 *
 * Posts alerts to an address out of the keyring, which is a secret: it is in no error and no log. HTTPS to public
 * addresses alone; no redirect is followed and no answer is read. The network's code is loaded by the first post.
 */
#define SG_TYPE_WEBHOOK (sg_webhook_get_type ())
G_DECLARE_FINAL_TYPE (SgWebhook, sg_webhook, SG, WEBHOOK, GObject)

SgWebhook *sg_webhook_new (SgKeyFinder *address,
                           gboolean allow_loopback) G_GNUC_WARN_UNUSED_RESULT;
void sg_webhook_post_async (SgWebhook          *self,
                            const char         *json,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data);
gboolean sg_webhook_post_finish (SgWebhook    *self,
                                 GAsyncResult *result,
                                 char        **retry_after,
                                 GError      **error);
gboolean sg_webhook_is_worth_a_retry (const GError *error);
char    *sg_webhook_problem_words (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
