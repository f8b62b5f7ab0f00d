/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-console-bucket.h"
#include "sg-price-table.h"

G_BEGIN_DECLS

gboolean sg_console_price (const SgPriceTable    *prices,
                           const SgConsoleBucket *bucket,
                           SgCents               *cents);

G_END_DECLS
