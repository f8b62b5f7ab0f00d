/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger-results.h"

G_BEGIN_DECLS

/**
 * SgCliIngestCounts:
 * @n_new: results that were not in the ledger
 * @n_known: results that were
 * @n_left_out: lines and objects that said nothing
 * @n_cut: texts that ended in the middle
 *
 * What came of the texts that were read.
 */
typedef struct {
  guint   n_new;
  guint   n_known;
  guint64 n_left_out;
  guint   n_cut;
} SgCliIngestCounts;

void sg_cli_ingest_print_table (GPtrArray *reviews);
void sg_cli_ingest_print_json (GPtrArray               *reviews,
                               const SgCliIngestCounts *counts);

G_END_DECLS
