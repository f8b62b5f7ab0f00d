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

#define SG_LEDGER_REQUEST_COLUMNS \
  "request, time_ms, place, model, flags, input, output, write_5m, write_1h, cache_read, web_searches, stated_pico_usd"
#define SG_LEDGER_ROW_COLUMNS "message, " SG_LEDGER_REQUEST_COLUMNS
/* The same columns of the requests only telemetry told of */
#define SG_LEDGER_TELEMETRY_COLUMNS "0, " SG_LEDGER_REQUEST_COLUMNS

/* Where requests stand that a command result told of, and no transcript */
#define SG_LEDGER_RESULTS_PROJECT "Command results"

guint64 sg_ledger_results_get_message (const char *session);

/* Claude Code's own figure for a whole session is better than ours: it knows each request. */
static inline gboolean
sg_ledger_row_is_stated (const SgLedgerRow *row)
{
  return (row->flags & SG_REQUEST_RESULT) != 0 && row->stated_pico_usd >= 0;
}

char    *sg_ledger_dup_place_condition (SgLedger *self) G_GNUC_WARN_UNUSED_RESULT;

void     sg_ledger_read_row (sqlite3_stmt *statement,
                             SgLedgerRow  *row);
gboolean sg_ledger_write_requests (SgLedger      *self,
                                   SgLedgerBatch *batch,
                                   gint64        *n_new,
                                   GError       **error);

/**
 * SgLedgerSettler:
 * @n_settled: requests that were counted by telemetry and now are by a transcript
 *
 * The one place where what telemetry told of gives way to the transcripts.
 */
typedef struct {
  SgLedger         *ledger;     /* (unowned) */
  SgLedgerQuarters *quarters;   /* (unowned) */
  sqlite3_stmt     *select;     /* (owned) (nullable): %NULL while telemetry told of nothing */
  sqlite3_stmt     *remove;     /* (owned) (nullable) */
  gint64            n_settled;
} SgLedgerSettler;

gboolean sg_ledger_settler_init (SgLedgerSettler  *self,
                                 SgLedger         *ledger,
                                 SgLedgerQuarters *quarters,
                                 GError          **error);
void     sg_ledger_settler_clear (SgLedgerSettler *self);
gboolean sg_ledger_settler_settle (SgLedgerSettler *self,
                                   guint64          request,
                                   GError         **error);

gboolean sg_ledger_telemetry_sum (SgLedger *self,
                                  gint64    from_ms,
                                  gint64    to_ms,
                                  guint    *n_requests,
                                  gint64   *pico_usd,
                                  GError  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerQuarters, sg_ledger_quarters_free)

gboolean sg_ledger_find_block (SgLedger      *self,
                               GDateTime     *now,
                               SgCostSummary *summary,
                               GError       **error);

G_END_DECLS
