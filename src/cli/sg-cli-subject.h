/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/* Exit codes of `sandglass status --exit-code`; 0 is normal. */
#define SG_CLI_WARNING 10
#define SG_CLI_CRITICAL 11
#define SG_CLI_FULL 12
#define SG_CLI_UNKNOWN 20

/* Whichever limit is the fullest */
#define SG_CLI_TIGHTEST "tightest"

gboolean         sg_cli_line_has_limit (SgUsageModel  *model,
                                        const SgLimit *limit);
const SgLimit   *sg_cli_find_subject (SgUsageModel *model,
                                      const char   *name,
                                      GDateTime    *now);
gboolean         sg_cli_check_limit (GPtrArray  *limits,
                                     const char *name,
                                     GError    **error);
gboolean         sg_cli_is_of_organization (SgUsageModel *model);
const SgConsole *sg_cli_find_bill (SgUsageModel *model);
gboolean         sg_cli_limit_is_known (const SgLimit *limit,
                                        GDateTime     *now);
const char      *sg_cli_limit_class (const SgLimit *limit,
                                     GDateTime     *now);
int              sg_cli_limit_exit_code (const SgLimit *limit,
                                         GDateTime     *now);

G_END_DECLS
