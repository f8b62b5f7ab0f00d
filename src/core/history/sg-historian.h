/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-clock.h"
#include "sg-usage-model.h"

G_BEGIN_DECLS

#define SG_TYPE_HISTORIAN (sg_historian_get_type ())
G_DECLARE_FINAL_TYPE (SgHistorian, sg_historian, SG, HISTORIAN, GObject)

SgHistorian *sg_historian_new (SgClock      *clock,
                               SgUsageModel *model,
                               const char *profile,
                               const char *ledger_path) G_GNUC_WARN_UNUSED_RESULT;
void     sg_historian_set_work_week (SgHistorian *self,
                                     const char  *days,
                                     const char  *hours);
gboolean sg_historian_is_busy (SgHistorian *self);

G_END_DECLS
