/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-index.h"
#include "sg-ledger-span.h"
#include "sg-ledger.h"

G_BEGIN_DECLS

/**
 * SgLedgerQuarter:
 * @start_ms: a full quarter of an hour
 * @place: an index into the walk's places
 * @model: an index into the walk's models
 * @fast: whether these were answered with `speed: fast`
 * @n_unpriced: how many of them have no known price; they are not in @pico_usd
 * @span: when they were made
 *
 * What one model did for one session within a quarter of an hour.
 */
typedef struct {
  gint64       start_ms;
  guint32      place;
  guint32      model;
  gboolean     fast;
  gint64       n_requests;
  gint64       n_unpriced;
  gint64       input;
  gint64       output;
  gint64       cache_write;
  gint64       cache_read;
  gint64       pico_usd;
  SgLedgerSpan span;
} SgLedgerQuarter;

/**
 * SgLedgerWalkPlace:
 * @project: the folders between `projects/` and the session
 * @session: as the file's place says it
 */
typedef struct {
  guint64     id;
  const char *project;
  const char *session;
} SgLedgerWalkPlace;

/* There are few names: they are interned, and outlive the walk. */
typedef struct {
  gint64      id;
  const char *name;
} SgLedgerWalkModel;

/**
 * SgLedgerWalk:
 * @quarters: (element-type SgLedgerQuarter): in the order of time
 * @places: (element-type SgLedgerWalkPlace)
 * @models: (element-type SgLedgerWalkModel): as the records name them, empty when they name none
 *
 * What the ledger has of the time from @from_ms until before @to_ms.
 */
typedef struct {
  gint64         from_ms;
  gint64         to_ms;
  GArray        *quarters;
  GArray        *places;
  GArray        *models;

  /*< private >*/
  GStringChunk  *names;
  SgLedgerIndex *place_index;
} SgLedgerWalk;

SgLedgerWalk *sg_ledger_walk_new (SgLedger *ledger,
                                  gint64    from_ms,
                                  gint64    to_ms,
                                  GError  **error) G_GNUC_WARN_UNUSED_RESULT;
void          sg_ledger_walk_free (SgLedgerWalk *self);
GArray       *sg_ledger_walk_find_notices (SgLedgerWalk *self,
                                           SgLedger     *ledger,
                                           GError      **error) G_GNUC_WARN_UNUSED_RESULT;
GArray       *sg_ledger_walk_find_at (SgLedgerWalk *self,
                                      SgLedger     *ledger,
                                      gint64        time_ms,
                                      GError      **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean sg_ledger_prepare_rebuild (SgLedger *ledger,
                                    GError  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerWalk, sg_ledger_walk_free)

G_END_DECLS
