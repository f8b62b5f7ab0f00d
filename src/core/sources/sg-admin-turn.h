/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-books.h"
#include "sg-http.h"

G_BEGIN_DECLS

/**
 * SgAdminTurn:
 * @key: an Admin key; wiped
 * @wants_products: whether to ask, too, what each product cost, where the newer API tells it
 * @now: when it is asked
 * @books: where it is kept; gains an organisation where it has none, loses the newer API where the key may not use it, and has a
 *   console when all went well
 * @not_before: (out) (nullable): until when the server wants to be left alone
 *
 * One turn with the Admin API: whose the key is, then the days the ledger lacks.
 */
typedef struct {
  SgHttp         *http;
  char           *base_url;
  char           *key;
  gboolean        wants_products;
  GDateTime      *now;
  SgAdminBooks   *books;
  GDateTime      *not_before;

  /*< private >*/
  SgAdminQuestion asked;
} SgAdminTurn;

void     sg_admin_turn_free (SgAdminTurn *self);

void     sg_admin_turn_run_async (SgAdminTurn        *self,
                                  GCancellable       *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer            user_data);
gboolean sg_admin_turn_finish (GAsyncResult *result,
                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgAdminTurn, sg_admin_turn_free)

G_END_DECLS
