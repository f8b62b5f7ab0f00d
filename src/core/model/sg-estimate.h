/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

G_BEGIN_DECLS

SgLimit *sg_estimate_session (const SgCostSummary *costs,
                              gint64               whole_pico_usd,
                              GDateTime           *now) G_GNUC_WARN_UNUSED_RESULT;
gint64   sg_estimate_learn (const SgLimit       *session,
                            const SgCostSummary *costs,
                            gint64               learned_pico_usd);
void     sg_estimate_fill (SgReading *reading,
                           gint64     whole_pico_usd,
                           GDateTime *now);

G_END_DECLS
