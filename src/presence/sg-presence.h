/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-badge.h"
#include "sg-usage-model.h"

/* What the tray says of a model: the same in the agent's icon and in the one for XEmbed panels. */

G_BEGIN_DECLS

/**
 * SgPresenceSubject:
 * @SG_PRESENCE_SESSION: the 5-hour limit
 * @SG_PRESENCE_TIGHTEST: the limit that is nearest to full
 *
 * Which limit is shown: the setting `badge`.
 */
typedef enum {
  SG_PRESENCE_SESSION,
  SG_PRESENCE_TIGHTEST,
} SgPresenceSubject;

SgPresenceSubject sg_presence_subject_from_nick (const char *nick);
SgBadgeForm       sg_presence_form_from_nick (const char *nick);

void              sg_badge_of_model (SgUsageModel     *model,
                                     SgPresenceSubject subject,
                                     SgBadgeForm       form,
                                     GDateTime        *now,
                                     SgBadge          *badge);
char      *sg_presence_title (SgUsageModel     *model,
                              SgPresenceSubject subject,
                              GDateTime        *now,
                              GTimeZone        *zone) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sg_presence_lines (SgUsageModel *model,
                              GDateTime    *now,
                              GTimeZone    *zone) G_GNUC_WARN_UNUSED_RESULT;
GDateTime *sg_presence_changes_at (SgUsageModel *model,
                                   GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
