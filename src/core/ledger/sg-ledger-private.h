/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-db.h"
#include "sg-ledger.h"

G_BEGIN_DECLS

/* Every time zone's days begin at a quarter of an hour. */
#define SG_LEDGER_QUARTER_MS G_GINT64_CONSTANT (900000)

struct _SgLedger {
  int                 guard;    /* see sg-ledger-guard.h */
  sqlite3            *db;       /* (owned) */
  const SgPriceTable *prices;   /* (unowned) */
  char               *places_where;   /* (owned) (nullable): the places looked at, as SQL; %NULL for all */
};

/**
 * SgLedgerModel:
 * @prices: (nullable): %NULL when its price is not known
 */
typedef struct {
  gint64               id;
  char                *name;
  const SgModelPrices *prices;
} SgLedgerModel;

GHashTable          *sg_ledger_load_models (SgLedger *self,
                                            GError  **error) G_GNUC_WARN_UNUSED_RESULT;
const SgLedgerModel *sg_ledger_add_model (SgLedger   *self,
                                          GHashTable *models,
                                          const char *name,
                                          GError    **error);

gboolean sg_ledger_get_cost (SgLedger            *self,
                             const SgLedgerModel *model,
                             const SgLedgerRow   *row,
                             gint64              *pico_usd);

/**
 * SgLedgerQuarters:
 *
 * What changes in the sums per quarter of an hour, session and model.
 */
typedef struct _SgLedgerQuarters SgLedgerQuarters;

SgLedgerQuarters *sg_ledger_quarters_new (SgLedger   *ledger,
                                          GHashTable *models) G_GNUC_WARN_UNUSED_RESULT;
void              sg_ledger_quarters_free (SgLedgerQuarters *self);
void              sg_ledger_quarters_count (SgLedgerQuarters  *self,
                                            const SgLedgerRow *row,
                                            int                n_times);
gboolean          sg_ledger_quarters_write (SgLedgerQuarters *self,
                                            GError          **error);

#define SG_LEDGER_ROW_COLUMNS \
  "message, request, time_ms, place, model, flags, input, output, write_5m, write_1h, cache_read, web_searches, stated_pico_usd"

void sg_ledger_read_row (sqlite3_stmt *statement,
                         SgLedgerRow  *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerQuarters, sg_ledger_quarters_free)

G_END_DECLS
