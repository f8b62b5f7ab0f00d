/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-ledger.h"
#include "sg-limit.h"
#include "sg-work-week.h"

G_BEGIN_DECLS

gboolean sg_foresight_add (SgLedger         *ledger,
                           const char       *profile,
                           GPtrArray        *limits,
                           const SgWorkWeek *week,
                           GDateTime        *now,
                           GTimeZone        *zone,
                           GError          **error);
void sg_foresight_plan (GPtrArray        *limits,
                        const SgWorkWeek *week,
                        GDateTime        *now,
                        GTimeZone        *zone);

G_END_DECLS
