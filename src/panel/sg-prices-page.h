/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgPricesPage:
 *
 * The price table that costs are estimated by, with the user's own prices in it.
 */
#define SG_TYPE_PRICES_PAGE (sg_prices_page_get_type ())
G_DECLARE_FINAL_TYPE (SgPricesPage, sg_prices_page, SG, PRICES_PAGE, AdwBin)

G_END_DECLS
