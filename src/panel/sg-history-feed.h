/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-history.h"
#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgHistoryQuestion:
 * @profile: whose past, as the ledger names it: empty for the main one
 * @made_up: whether the made-up year is wanted
 * @recording: (nullable) (owned): the file whose past is wanted, instead of the ledger's
 * @limits: (owned) (element-type SgLimit): the present ones
 * @now: Unix seconds
 */
typedef struct {
  SgHistorySpan span;
  char         *profile;
  gboolean      made_up;
  char         *recording;
  GPtrArray    *limits;
  gint64        now;
} SgHistoryQuestion;

SgHistoryQuestion *sg_history_question_new (SgHistorySpan span,
                                            SgUsageModel *model,
                                            gint64        now) G_GNUC_WARN_UNUSED_RESULT;
SgHistoryQuestion *sg_history_question_new_for_client (SgHistorySpan    span,
                                                       SgServiceClient *client) G_GNUC_WARN_UNUSED_RESULT;
void               sg_history_question_free (SgHistoryQuestion *self);

gboolean           sg_history_feed_has_ledger (void);
const char        *sg_history_feed_find_profile (SgServiceClient *client);
void               sg_history_feed_load_async (SgHistoryQuestion  *question,
                                               GCancellable       *cancellable,
                                               GAsyncReadyCallback callback,
                                               gpointer            user_data);
SgHistory         *sg_history_feed_load_finish (GAsyncResult *result,
                                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
