/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

G_BEGIN_DECLS

/**
 * SgCliView:
 * @client: (owned) (nullable): the agent, when one runs
 * @here: (owned) (nullable): what read this machine's files, when none runs
 * @find_model: (nullable): gives what @here knows of a profile
 * @profiles: (owned) (element-type SgProfileInfo): at least one
 * @meant: (unowned) (nullable): of @profiles, the one whose shell this is
 * @model: (owned): of the profile shown, or of the one it was turned to
 * @now: (owned): the agent's now
 *
 * What a command that prints looks at.
 */
typedef struct {
  SgServiceClient     *client;
  GObject             *here;
  SgUsageModel *(*find_model)(GObject *here, const char *profile_id);
  GPtrArray           *profiles;
  const SgProfileInfo *meant;
  SgUsageModel        *model;
  GDateTime           *now;
} SgCliView;

gboolean             sg_cli_has_display (void);
SgServiceClient     *sg_cli_find_agent (GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean             sg_cli_say_agent_hangs (const GError *error);
GPtrArray           *sg_cli_dup_profiles (SgServiceClient *client) G_GNUC_WARN_UNUSED_RESULT;
const SgProfileInfo *sg_cli_find_shown_profile (GPtrArray *profiles);
SgCliView           *sg_cli_view_new (void) G_GNUC_WARN_UNUSED_RESULT;
void                 sg_cli_view_turn_to_meant (SgCliView  *self,
                                                const char *profile_id);
void                 sg_cli_view_turn_to (SgCliView           *self,
                                          const SgProfileInfo *profile);
const SgProfileInfo *sg_cli_view_find_profile (const SgCliView *self,
                                               const char      *name,
                                               GError         **error);
SgCliView           *sg_cli_view_new_here (void) G_GNUC_WARN_UNUSED_RESULT;
SgCliView           *sg_cli_view_new_here_with_bill (const char *base_url) G_GNUC_WARN_UNUSED_RESULT;
void                 sg_cli_view_free (SgCliView *self);
SgAccount           *sg_cli_view_dup_account (const SgCliView *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgCliView, sg_cli_view_free)

G_END_DECLS
