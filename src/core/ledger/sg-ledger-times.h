/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-db.h"
#include "sg-ledger-span.h"

G_BEGIN_DECLS

/*
 * For the ledger's own files only. A row of sums has the moments of its requests
 * in one blob: milliseconds since the quarter of an hour began, three bytes each,
 * the greatest first, sorted. So one can be taken back, and the first and the last
 * of the others are still known.
 */

/* The SQL function sg_times (TIMES, ADDED, REMOVED): blobs, or NULL for none */
#define SG_LEDGER_TIMES_FUNCTION "sg_times"

gboolean sg_ledger_times_set_up (sqlite3 *db,
                                 GError **error);
void     sg_ledger_times_sort (GArray     *offsets_ms,
                               GByteArray *times);
guint    sg_ledger_times_count (gsize n_bytes);
gint64   sg_ledger_times_get (gconstpointer times,
                              guint         position);
void     sg_ledger_times_get_span (gconstpointer times,
                                   gsize         n_bytes,
                                   gint64        start_ms,
                                   SgLedgerSpan *span);

G_END_DECLS
