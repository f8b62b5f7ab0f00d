/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-request.h"

G_BEGIN_DECLS

/* A flag beside #SgRequestFlags: the session that made the request was cut short; another session's copy has the whole count. */
#define SG_LEDGER_ROW_CUT (1u << 8)

/**
 * SgLedgerRow:
 * @place: which session of which project it was made in
 * @model: an index into the batch's models, or the ledger's id
 *
 * One counted request.
 */
typedef struct {
  SgRequestKey key;
  gint64       time_ms;
  gint64       stated_pico_usd;
  SgUsage      usage;
  guint64      place;
  guint32      model;
  guint32      flags;   /* SgRequestFlags, SG_LEDGER_ROW_CUT */
} SgLedgerRow;

/**
 * SgLedgerGroup:
 *
 * The rows of one message, looked at one by one to see which of them a new
 * copy belongs to.
 */
typedef struct {
  SgLedgerRow *same;        /* (nullable): made by the same request */
  SgLedgerRow *main;        /* (nullable): not a sidechain's */
  SgLedgerRow *sidechain;   /* (nullable) */
} SgLedgerGroup;

typedef enum {
  SG_LEDGER_ADD,       /* a request of its own */
  SG_LEDGER_MERGE,     /* another copy of the row */
  SG_LEDGER_REPLACE,   /* the row was a replay of this one, and so was every other sidechain's */
  SG_LEDGER_DROP,      /* a replay of a row there is */
} SgLedgerVerdict;

gboolean        sg_ledger_row_is_sidechain (const SgLedgerRow *row) G_GNUC_PURE;
void            sg_ledger_group_look (SgLedgerGroup     *group,
                                      SgLedgerRow       *row,
                                      const SgLedgerRow *copy);
SgLedgerVerdict sg_ledger_group_decide (const SgLedgerGroup *group,
                                        const SgLedgerRow   *copy,
                                        SgLedgerRow        **row);
gboolean        sg_ledger_row_merge (SgLedgerRow       *row,
                                     const SgLedgerRow *copy);

G_END_DECLS
