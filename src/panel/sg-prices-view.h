/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-price-table.h"

G_BEGIN_DECLS

char *sg_prices_view_words (const SgModelPrices *model) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
