/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

gboolean sg_cli_template_check (const char *text,
                                GError    **error) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_cli_template_expand (const char    *text,
                                 SgUsageModel  *model,
                                 const SgLimit *subject,
                                 GDateTime     *now,
                                 GTimeZone     *zone) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
