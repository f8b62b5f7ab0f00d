/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-notifier.h"
#include "sg-webhook.h"

G_BEGIN_DECLS

/**
 * SgAlertTestWays:
 * @command: (nullable)
 * @webhook: (nullable)
 * @cancellable: of a command and a post under way
 *
 * The ways alerts go now.
 */
typedef struct {
  SgNotifier   *notifier;
  const char   *command;
  SgWebhook    *webhook;
  SgWebhookForm form;
  GCancellable *cancellable;
} SgAlertTestWays;

void sg_alert_test_async (const char            *way,
                          const SgAlertTestWays *ways,
                          GDateTime             *now,
                          GAsyncReadyCallback    callback,
                          gpointer               user_data);
char *sg_alert_test_finish (GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
