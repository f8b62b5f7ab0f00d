/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

G_BEGIN_DECLS

/* An instant in which a server's clock passes a reset too, or a network comes back after suspend. */
#define SG_NEIGHBOUR_SETTLE_SECONDS 15

gboolean   sg_neighbour_asks_the_server (SgOrigin origin);
gboolean   sg_neighbour_is_one (SgOrigin origin);
GDateTime *sg_neighbour_hold (const SgReading *reading,
                              GDateTime       *not_before,
                              guint            interval_seconds,
                              GDateTime       *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
