/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-pacing.h"
#include "sg-rate-limits.h"

G_BEGIN_DECLS

typedef void (*SgCliPrintRow) (const char *name,
                               const char *value,
                               const char *rest);

void sg_cli_print_pacing (const SgPacing *pacing,
                          GDateTime      *now,
                          SgCliPrintRow   print_row);
void sg_cli_print_rate_limits (const SgRateLimits *limits,
                               GDateTime          *now,
                               SgCliPrintRow       print_row);

G_END_DECLS
