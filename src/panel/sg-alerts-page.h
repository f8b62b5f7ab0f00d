/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_ALERTS_PAGE (sg_alerts_page_get_type ())
G_DECLARE_FINAL_TYPE (SgAlertsPage, sg_alerts_page, SG, ALERTS_PAGE, AdwPreferencesPage)

GtkWidget *sg_alerts_page_new (SgServiceClient *client);

G_END_DECLS
