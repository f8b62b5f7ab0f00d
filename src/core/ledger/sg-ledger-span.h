/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgLedgerSpan:
 * @first_ms: %G_MAXINT64 when there was nothing
 * @next_ms: the first moment after @first_ms, or %G_MAXINT64
 * @last_ms: %G_MININT64 when there was nothing
 *
 * When requests that used something were made.
 */
typedef struct {
  gint64 first_ms;
  gint64 next_ms;
  gint64 last_ms;
} SgLedgerSpan;

#define SG_LEDGER_SPAN_NOTHING ((SgLedgerSpan) { G_MAXINT64, G_MAXINT64, G_MININT64 })

void sg_ledger_span_add (SgLedgerSpan *self,
                         gint64        time_ms);
void sg_ledger_span_merge (SgLedgerSpan       *self,
                           const SgLedgerSpan *other);

G_END_DECLS
