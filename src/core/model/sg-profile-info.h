/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

/**
 * SgProfileInfo:
 * @id: letters, digits and `_`: `main`, `claude_work_1f3a90c2`
 * @name: the user's own, else the organisation's or the account's, else the folder's
 * @folder: (nullable): the folder's short name: `claude`, `work`
 * @plan: (nullable): the badge, for example `Max 5×`
 * @tightest_limit: (nullable): the id of the limit nearest to full
 * @used_percent: of that limit; below 0 when none is known
 * @state: of that limit; %SG_LIMIT_RESET when none is known
 * @health: 0-100, or %SG_HEALTH_NOT_KNOWN
 * @shown: whether it is the one the badge shows
 * @weekly_budget_pico_usd: 10^-12 USD; 0 when the user set none
 *
 * A profile in a list of profiles.
 */
typedef struct {
  char        *id;
  char        *name;
  char        *folder;
  char        *plan;
  char        *tightest_limit;
  double       used_percent;
  SgLimitState state;
  int          health;
  gboolean     shown;
  gint64       weekly_budget_pico_usd;
} SgProfileInfo;

SgProfileInfo       *sg_profile_info_new (const char *id,
                                          const char *name) G_GNUC_WARN_UNUSED_RESULT;
void                 sg_profile_info_free (SgProfileInfo *self);
GVariant            *sg_profile_info_to_variant (const SgProfileInfo *self) G_GNUC_WARN_UNUSED_RESULT;
SgProfileInfo       *sg_profile_info_from_variant (GVariant *variant) G_GNUC_WARN_UNUSED_RESULT;

void                 sg_profile_infos_tell_apart (GPtrArray *infos);
const SgProfileInfo *sg_profile_infos_find (GPtrArray  *infos,
                                            const char *word);
char                *sg_profile_infos_list (GPtrArray *infos) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgProfileInfo, sg_profile_info_free)

G_END_DECLS
