/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgCliView:
 * @client: (owned) (nullable): the agent, when one runs
 * @model: (owned): the agent's, or one read from this machine's files
 * @now: (owned): the agent's now
 *
 * What a command that prints looks at.
 */
typedef struct {
  SgServiceClient *client;
  SgUsageModel    *model;
  GDateTime       *now;
} SgCliView;

gboolean         sg_cli_has_display (void);
SgServiceClient *sg_cli_find_agent (GError **error) G_GNUC_WARN_UNUSED_RESULT;
SgCliView       *sg_cli_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
SgCliView       *sg_cli_view_new_here (void) G_GNUC_WARN_UNUSED_RESULT;
void             sg_cli_view_free (SgCliView *self);
SgAccount       *sg_cli_view_dup_account (const SgCliView *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliView, sg_cli_view_free)

G_END_DECLS
