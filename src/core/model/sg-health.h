/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-limit.h"

G_BEGIN_DECLS

#define SG_HEALTH_NOT_KNOWN (-1)

int sg_health_of_limits (GPtrArray *limits,
                         GDateTime *now);

G_END_DECLS
