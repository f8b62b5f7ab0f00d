/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-admin-query.h"
#include "sg-console.h"
#include "sg-reconciliation.h"

G_BEGIN_DECLS

/* What is asked for: by day, what it cost and what was used; by hour, what was used; what each product cost. */
typedef enum {
  SG_ADMIN_COST = SG_BUCKET_COST,
  SG_ADMIN_USAGE = SG_BUCKET_USAGE,
  SG_ADMIN_HOURS,
  SG_ADMIN_PRODUCTS,
} SgAdminQuestion;

#define SG_N_ADMIN_QUESTIONS (SG_ADMIN_PRODUCTS + 1)

/**
 * SgAdminBooks:
 * @organization_id: (nullable): whose; %NULL until it was recalled
 * @organization: (nullable): its name, when it was recalled
 * @is_analytics: which of the two APIs tells it
 * @balance_since: (nullable): from when on it is wanted what was spent
 * @history_since: (nullable): from when on all of it is wanted, where that is earlier than what the sums need
 * @prices_path: (nullable): the user's own prices
 * @gap_threshold: from what on a difference is worth a look
 * @now: when it is asked
 * @from: by #SgAdminQuestion: the first day that must be asked for, in Unix seconds
 * @until: the first that must not
 * @answers: (nullable elements) (element-type SgConsoleBucket): by #SgAdminQuestion: what the server said since @from
 * @console: (nullable): what it all comes to
 * @reconciliation: (nullable): the last hours, model by model
 * @knows_spent: whether nothing is missing since @balance_since
 * @spent: since @balance_since
 *
 * What a worker gets and gives: the days an organisation's ledger lacks, and then the sums of all of them.
 */
typedef struct {
  char             *ledger_path;
  char             *organization_id;
  char             *organization;
  gboolean          is_analytics;
  GDateTime        *balance_since;
  GDateTime        *history_since;
  char             *prices_path;
  SgCents           gap_threshold;
  GDateTime        *now;
  gint64            from[SG_N_ADMIN_QUESTIONS];
  gint64            until;
  GPtrArray        *answers[SG_N_ADMIN_QUESTIONS];
  SgConsole        *console;
  SgReconciliation *reconciliation;
  gboolean          knows_spent;
  SgCents           spent;
} SgAdminBooks;

SgAdminBooks  *sg_admin_books_new_like (const SgAdminBooks *wanted,
                                        GDateTime          *now) G_GNUC_WARN_UNUSED_RESULT;
void           sg_admin_books_free (SgAdminBooks *self);
const SgCents *sg_admin_books_get_spent (const SgAdminBooks *self);
SgAdminQuery   sg_admin_books_get_query (const SgAdminBooks *self,
                                         SgAdminQuestion     question);

void           sg_admin_books_look_async (SgAdminBooks       *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
void           sg_admin_books_recall_async (SgAdminBooks       *self,
                                            GCancellable       *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer            user_data);
void           sg_admin_books_keep_async (SgAdminBooks       *self,
                                          GCancellable       *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer            user_data);
gboolean       sg_admin_books_finish (GAsyncResult *result,
                                      GError      **error);

G_END_DECLS
