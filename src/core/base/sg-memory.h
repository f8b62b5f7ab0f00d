/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sg_memory_use_one_heap (void);
void sg_memory_stay_small (void);
void sg_memory_give_back (void);
void sg_memory_keep_out_of_dumps (void);

G_END_DECLS
