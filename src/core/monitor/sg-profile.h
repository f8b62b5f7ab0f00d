/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-alert-log.h"
#include "sg-alert-policy.h"
#include "sg-budgets.h"
#include "sg-profile-info.h"
#include "sg-source.h"
#include "sg-state-file.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgProfile:
 *
 * One login of the user's: a Claude folder with limits, costs, alerts and a name of its own.
 */
#define SG_TYPE_PROFILE (sg_profile_get_type ())
G_DECLARE_FINAL_TYPE (SgProfile, sg_profile, SG, PROFILE, GObject)

SgProfile *sg_profile_new (const char *id,
                           const char *folder_name,
                           SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;

const char    *sg_profile_get_id (SgProfile *self);
SgUsageModel  *sg_profile_get_model (SgProfile *self);
char          *sg_profile_dup_name (SgProfile *self) G_GNUC_WARN_UNUSED_RESULT;
const char    *sg_profile_get_folder_name (SgProfile *self);
void           sg_profile_set_folder_name (SgProfile  *self,
                                           const char *name);
void           sg_profile_set_given_name (SgProfile  *self,
                                          const char *name);
void           sg_profile_set_impersonal (SgProfile *self,
                                          gboolean   impersonal);
void           sg_profile_set_weekly_budget (SgProfile *self,
                                             gint64     pico_usd,
                                             GDateTime *now);
gboolean       sg_profile_set_budgets (SgProfile       *self,
                                       const SgBudgets *budgets,
                                       GDateTime       *now);
gboolean       sg_profile_set_mode (SgProfile *self,
                                    SgMode     mode,
                                    GDateTime *now);
gboolean       sg_profile_set_session_limit (SgProfile *self,
                                             gint64     pico_usd,
                                             GDateTime *now);

void           sg_profile_hear (SgProfile *self,
                                SgSource  *source,
                                SgReading *reading);
gboolean       sg_profile_forget (SgProfile *self,
                                  SgSource  *source);
void           sg_profile_pick (SgProfile *self,
                                GDateTime *now);

gint64         sg_profile_get_seconds_to_boundary (SgProfile *self,
                                                   GDateTime *now);
gboolean       sg_profile_has_reset_since (SgProfile *self,
                                           GDateTime *since,
                                           GDateTime *now);
GPtrArray     *sg_profile_run_alert_rules (SgProfile           *self,
                                           const SgAlertPolicy *policy,
                                           GDateTime           *now) G_GNUC_WARN_UNUSED_RESULT;
gboolean       sg_profile_snooze (SgProfile  *self,
                                  const char *limit_id,
                                  GDateTime  *now,
                                  GError    **error);
gboolean       sg_profile_end_snooze (SgProfile *self,
                                      GDateTime *now,
                                      GError   **error);
void           sg_profile_add_snoozed (SgProfile *self,
                                       GPtrArray *ids,
                                       GDateTime *now);
SgProfileInfo *sg_profile_dup_info (SgProfile *self,
                                    GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
