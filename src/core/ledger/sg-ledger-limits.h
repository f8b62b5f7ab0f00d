/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-limit.h"

G_BEGIN_DECLS

/**
 * SgLedgerSample:
 * @time: Unix seconds, when it was first read so
 * @until: Unix seconds, when it was last read so
 * @resets_at: Unix seconds, or 0
 *
 * A stretch of time over which an official percentage stood still.
 */
typedef struct {
  gint64   time;
  gint64   until;
  double   percent;
  gint64   resets_at;
  SgOrigin origin;
} SgLedgerSample;

typedef void (*SgLedgerSampleFunc) (const char           *profile,
                                    const char           *limit_id,
                                    const SgLedgerSample *sample,
                                    gpointer              user_data);

/**
 * SgLedgerSpendingFunc:
 * @time: Unix seconds
 * @model: as the record names it
 */
typedef void (*SgLedgerSpendingFunc) (gint64      time,
                                      double      usd,
                                      const char *model,
                                      gpointer    user_data);

gboolean sg_ledger_sample_is_same (const SgLedgerSample *self,
                                   const SgLedgerSample *other);
gboolean sg_ledger_keep_limit (SgLedger      *self,
                               const char    *profile,
                               const SgLimit *limit,
                               gint64         still_until,
                               GError       **error);
GArray *sg_ledger_load_limit (SgLedger   *self,
                              const char *profile,
                              const char *limit_id,
                              gint64      from,
                              GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_ledger_visit_limits (SgLedger          *self,
                                 gint64             from,
                                 SgLedgerSampleFunc func,
                                 gpointer           user_data,
                                 GError           **error);
gboolean sg_ledger_visit_spending (SgLedger            *self,
                                   const char          *profile,
                                   gint64               from,
                                   SgLedgerSpendingFunc func,
                                   gpointer             user_data,
                                   GError             **error);

G_END_DECLS
