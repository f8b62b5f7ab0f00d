/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-budgets.h"
#include "sg-clock.h"
#include "sg-profile.h"
#include "sg-state-file.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

/**
 * SgProfiles:
 *
 * The profiles of a monitor: what people set about them and snooze, what each is called among the others, and which one
 * is shown.
 *
 * Signals: `changed` (): another profile may be shown, or one has another number or name, or is snoozed or no longer;
 * `model-changed` (SgProfile *): it may be time for an alert of it.
 */
#define SG_TYPE_PROFILES (sg_profiles_get_type ())
G_DECLARE_FINAL_TYPE (SgProfiles, sg_profiles, SG, PROFILES, GObject)

SgProfiles *sg_profiles_new (SgClock     *clock,
                             SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;

void       sg_profiles_add (SgProfiles *self,
                            const char *id,
                            const char *folder_name);
GPtrArray *sg_profiles_get_all (SgProfiles *self);
SgProfile *sg_profiles_find (SgProfiles *self,
                             const char *id);
char      *sg_profiles_dup_name (SgProfiles *self,
                                 SgProfile  *profile) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sg_profiles_dup_infos (SgProfiles *self) G_GNUC_WARN_UNUSED_RESULT;
SgProfile *sg_profiles_get_shown (SgProfiles *self);

void       sg_profiles_pin (SgProfiles *self,
                            const char *word);
void       sg_profiles_set_mode (SgProfiles *self,
                                 SgMode      mode);
void       sg_profiles_set_budgets (SgProfiles      *self,
                                    const SgBudgets *budgets);
void       sg_profiles_set_session_limit (SgProfiles *self,
                                          gint64      pico_usd);
void       sg_profiles_note_change (SgProfiles *self);

void       sg_profiles_snooze (SgProfiles *self,
                               const char *profile_id,
                               const char *limit_id);
void       sg_profiles_end_snooze (SgProfiles *self,
                                   const char *profile_id);
GStrv      sg_profiles_dup_snoozed (SgProfiles *self,
                                    const char *profile_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
