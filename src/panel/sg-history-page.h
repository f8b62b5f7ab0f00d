/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-history-view.h"
#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgHistoryPage:
 *
 * How full the limits were and what was spent: chart, hours of the week, use elsewhere, resets.
 */
#define SG_TYPE_HISTORY_PAGE (sg_history_page_get_type ())
G_DECLARE_FINAL_TYPE (SgHistoryPage, sg_history_page, SG, HISTORY_PAGE, AdwBin)

void sg_history_page_follow (SgHistoryPage   *self,
                             SgServiceClient *client);
void sg_history_page_show (SgHistoryPage *self,
                           SgHistoryView *view);

G_END_DECLS
