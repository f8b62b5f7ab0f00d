/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-usage-model.h"

G_BEGIN_DECLS

/* What the card as a whole says; pure. */

const SgLimit *sg_card_view_newest (GPtrArray *limits);
gboolean       sg_card_view_is_critical (GPtrArray *limits,
                                         GDateTime *now);
char          *sg_card_view_footer (SgUsageModel *model,
                                    GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;
char          *sg_card_view_credits_percent (const SgCredits *credits) G_GNUC_WARN_UNUSED_RESULT;
char          *sg_card_view_block (SgUsageModel *model,
                                   GDateTime    *now) G_GNUC_WARN_UNUSED_RESULT;
gboolean       sg_card_view_has_credits (const SgCredits *credits);

G_END_DECLS
