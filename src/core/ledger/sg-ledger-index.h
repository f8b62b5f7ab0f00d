/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgLedgerIndex:
 *
 * Numbers to small numbers, for a million look-ups: open addressing, at most
 * half full. The numbers are hashes, or follow one another.
 */
typedef struct _SgLedgerIndex SgLedgerIndex;

SgLedgerIndex *sg_ledger_index_new (guint n_keys) G_GNUC_WARN_UNUSED_RESULT;
void           sg_ledger_index_free (SgLedgerIndex *self);
void           sg_ledger_index_add (SgLedgerIndex *self,
                                    gint64         key,
                                    guint32        value);
gboolean       sg_ledger_index_find (const SgLedgerIndex *self,
                                     gint64               key,
                                     guint32             *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgLedgerIndex, sg_ledger_index_free)

G_END_DECLS
