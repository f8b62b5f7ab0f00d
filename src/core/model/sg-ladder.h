/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

G_BEGIN_DECLS

SgReading *sg_ladder_pick (GPtrArray *readings,
                           GDateTime *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
