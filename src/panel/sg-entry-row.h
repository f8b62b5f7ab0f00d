/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sg_entry_row_let_be_heard (AdwEntryRow *row);

G_END_DECLS
