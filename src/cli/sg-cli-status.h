/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-cli-status-options.h"
#include "sg-cli-view.h"

G_BEGIN_DECLS

int       sg_cli_status_print (SgCliView                *view,
                               const SgCliStatusOptions *options);
void      sg_cli_status_put_model (GVariantDict    *dict,
                                   const SgCliView *view);
GVariant *sg_cli_status_to_variant (const SgCliView *view) G_GNUC_WARN_UNUSED_RESULT;
char     *sg_cli_status_to_json (GVariant  *variant,
                                 GDateTime *now,
                                 gboolean   pretty) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
