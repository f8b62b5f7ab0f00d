/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "sg-ledger-list.h"
#include "sg-profile-info.h"

G_BEGIN_DECLS

/**
 * SgSessionContext:
 * @now: when it is
 * @demo_time: Unix seconds, for made-up sessions; 0 for the ledger's
 * @is_replay: whether a recording is played, which tells of no session
 * @limits: (nullable) (element-type SgLimit): for the present 5-hour window
 * @profiles: (nullable) (element-type SgProfileInfo):
 * @profile: (nullable): the id of the one @limits are of
 *
 * What a page knows of the world beyond the ledger.
 */
typedef struct {
  GDateTime  *now;
  gint64      demo_time;
  gboolean    is_replay;
  GPtrArray  *limits;
  GPtrArray  *profiles;
  const char *profile;
} SgSessionContext;

/**
 * SgSessionPage:
 *
 * The ledger's sessions, or its projects: sorted, searched, with details, and who filled the present 5-hour limit.
 * Property `kind` (#SgLedgerListKind). Signals `loaded`: it shows what the ledger had when it was asked; `profile-chosen`
 * (id): by the user.
 */
#define SG_TYPE_SESSION_PAGE (sg_session_page_get_type ())
G_DECLARE_FINAL_TYPE (SgSessionPage, sg_session_page, SG, SESSION_PAGE, AdwBin)

SgSessionPage *sg_session_page_new (SgLedgerListKind kind);
void     sg_session_page_load (SgSessionPage          *self,
                               const SgSessionContext *context);
void     sg_session_page_close (SgSessionPage *self);
gboolean sg_session_page_is_settled (SgSessionPage *self);
void     sg_session_page_choose_first (SgSessionPage *self);

G_END_DECLS
