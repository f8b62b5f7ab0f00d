/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "sg-ledger-list.h"
#include "sg-session-view.h"

G_BEGIN_DECLS

/**
 * SgWindowShares:
 *
 * Who filled the present 5-hour limit: the dearest few of this machine, with their shares.
 */
#define SG_TYPE_WINDOW_SHARES (sg_window_shares_get_type ())
G_DECLARE_FINAL_TYPE (SgWindowShares, sg_window_shares, SG, WINDOW_SHARES, GtkWidget)

void sg_window_shares_show (SgWindowShares        *self,
                            const SgLedgerShares  *shares,
                            gint64                 from_ms,
                            const SgSessionMoment *moment);

G_END_DECLS
