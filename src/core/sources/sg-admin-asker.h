/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-admin-books.h"
#include "sg-admin-memory.h"
#include "sg-http.h"
#include "sg-key-finder.h"

G_BEGIN_DECLS

/**
 * SgAdminAsker:
 * @wanted: what books are wanted; nothing is ever in them
 * @wants_products: whether to ask, too, what each product cost
 * @patience_seconds: how long ago anybody must have asked for the first turn to ask, too
 * @memory: what the answers have told
 *
 * Asks the Admin API, one turn after the other: finds the key, hears from the ledger whether anybody may ask, takes what is
 * kept where nobody may, and notes in the ledger how it went.
 */
typedef struct {
  SgKeyFinder   *keys;
  SgHttp        *http;
  char          *base_url;
  SgAdminBooks  *wanted;
  gboolean       wants_products;
  guint          patience_seconds;
  SgAdminMemory *memory;

  /*< private >*/
  gboolean       has_looked;   /* for a key, so that this is not the first turn */
  gint64         asked_at;     /* Unix seconds, or 0 */
} SgAdminAsker;

SgAdminAsker *sg_admin_asker_new (SgKeyFinder *keys,
                                  const char  *base_url,
                                  const char  *ledger_path) G_GNUC_WARN_UNUSED_RESULT;
void          sg_admin_asker_free (SgAdminAsker *self);
SgAdminBooks *sg_admin_asker_new_books (SgAdminAsker *self,
                                        GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;
void          sg_admin_asker_ask (SgAdminAsker *self,
                                  GTask        *task,
                                  GDateTime    *now);

G_END_DECLS
