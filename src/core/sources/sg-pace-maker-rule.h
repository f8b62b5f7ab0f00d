/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-pace-maker-config.h"
#include "sg-reading.h"

G_BEGIN_DECLS

double sg_pace_maker_target_of_session (GDateTime *resets_at,
                                        GDateTime *at);
double sg_pace_maker_target_of_week (GDateTime *resets_at,
                                     GDateTime *at,
                                     double     preload_hours);
void   sg_pace_maker_rule_explain (SgPacing                *pacing,
                                   const SgPaceMakerConfig *config,
                                   GPtrArray               *limits,
                                   GDateTime               *at);

G_END_DECLS
