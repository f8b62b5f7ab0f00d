/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GMenu *sg_agent_menu_new (void) G_GNUC_WARN_UNUSED_RESULT;
void   sg_agent_menu_update (GMenu        *menu,
                             SgUsageModel *model,
                             GPtrArray    *profile_lines,
                             GDateTime    *now,
                             GTimeZone    *zone);

G_END_DECLS
