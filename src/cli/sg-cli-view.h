/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-monitor.h"
#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgCliView:
 * @client: (owned) (nullable): the agent, when one runs
 * @monitor: (owned) (nullable): what read this machine's files, when none runs
 * @profiles: (owned) (element-type SgProfileInfo): at least one
 * @model: (owned): of the profile shown, or of the one it was turned to
 * @now: (owned): the agent's now
 *
 * What a command that prints looks at.
 */
typedef struct {
  SgServiceClient *client;
  SgMonitor       *monitor;
  GPtrArray       *profiles;
  SgUsageModel    *model;
  GDateTime       *now;
} SgCliView;

gboolean         sg_cli_has_display (void);
SgServiceClient *sg_cli_find_agent (GError **error) G_GNUC_WARN_UNUSED_RESULT;
SgCliView       *sg_cli_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void             sg_cli_view_turn_to (SgCliView           *self,
                                      const SgProfileInfo *profile);
void             sg_cli_view_free (SgCliView *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliView, sg_cli_view_free)

G_END_DECLS
