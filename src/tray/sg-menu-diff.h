/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-menu-node.h"

/* Two pictures of one menu: what is the same item, and what became of it. */

G_BEGIN_DECLS

gboolean  sg_menu_adopt_ids (SgMenuNode *self,
                             SgMenuNode *before,
                             int        *next_id);
GVariant *sg_menu_diff (SgMenuNode *before,
                        SgMenuNode *after) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
