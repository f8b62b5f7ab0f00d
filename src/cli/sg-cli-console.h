/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-meters.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

void sg_cli_print_console (SgUsageModel *model,
                           GDateTime    *now,
                           GTimeZone    *zone,
                           SgCliPrintRow print_row);

G_END_DECLS
