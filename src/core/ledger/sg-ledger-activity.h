/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"

G_BEGIN_DECLS

/**
 * SgLedgerActivity:
 * @start_ms: a full quarter of an hour
 * @first_ms: the first request in it
 * @last_ms: the last one
 * @n_unpriced: how many of them have no known price; they are not in @pico_usd
 *
 * What one profile's sessions did within a quarter of an hour.
 */
typedef struct {
  gint64 start_ms;
  gint64 first_ms;
  gint64 last_ms;
  gint64 n_requests;
  gint64 n_unpriced;
  gint64 pico_usd;
} SgLedgerActivity;

GArray *sg_ledger_load_activity (SgLedger   *self,
                                 const char *profile,
                                 gint64      from,
                                 gint64     *counted_from,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
