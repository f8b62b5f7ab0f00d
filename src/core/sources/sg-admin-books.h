/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "sg-admin-query.h"
#include "sg-console.h"

G_BEGIN_DECLS

/**
 * SgAdminBooks:
 * @organization_id: whose
 * @is_analytics: which of the two APIs tells it
 * @balance_since: (nullable): from when on it is wanted what was spent
 * @now: when it is asked
 * @from: by #SgBucketKind: the first day that must be asked for, in Unix seconds
 * @until: the first that must not
 * @answers: (nullable elements) (element-type SgConsoleBucket): by #SgBucketKind: what the server said since @from
 * @console: (nullable): what it all comes to
 * @spent: since @balance_since
 *
 * What a worker gets and gives: the days an organisation's ledger lacks, and then the sums of all of them.
 */
typedef struct {
  char      *ledger_path;
  char      *organization_id;
  gboolean   is_analytics;
  GDateTime *balance_since;
  GDateTime *now;
  gint64     from[2];
  gint64     until;
  GPtrArray *answers[2];
  SgConsole *console;
  SgCents    spent;
} SgAdminBooks;

void     sg_admin_books_free (SgAdminBooks *self);

void     sg_admin_books_look_async (SgAdminBooks       *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
void     sg_admin_books_keep_async (SgAdminBooks       *self,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sg_admin_books_finish (GAsyncResult *result,
                                GError      **error);

G_END_DECLS
