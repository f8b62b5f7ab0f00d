/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * For the ledger's own files only: who has the ledger open shares a lock on a
 * file beside it, who moves it aside has that lock alone. SQLite's own locks go
 * by the name of the file, which the moved one no longer has.
 */

int  sg_ledger_guard_share (const char *ledger_path);
int  sg_ledger_guard_take (const char *ledger_path);
void sg_ledger_guard_release (int guard);

G_END_DECLS
