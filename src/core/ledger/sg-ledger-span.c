/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-span.h"

void
sg_ledger_span_add (SgLedgerSpan *self,
                    gint64        time_ms)
{
  if (time_ms < self->first_ms) {
    self->next_ms = self->first_ms;
    self->first_ms = time_ms;
  } else if (time_ms > self->first_ms && time_ms < self->next_ms) {
    self->next_ms = time_ms;
  }
  if (time_ms > self->last_ms)
    self->last_ms = time_ms;
}

void
sg_ledger_span_merge (SgLedgerSpan       *self,
                      const SgLedgerSpan *other)
{
  if (other->last_ms == G_MININT64)
    return;

  sg_ledger_span_add (self, other->first_ms);
  if (other->next_ms != G_MAXINT64)
    sg_ledger_span_add (self, other->next_ms);
  sg_ledger_span_add (self, other->last_ms);
}
