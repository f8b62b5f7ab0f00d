/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_SOURCES_PAGE (sg_sources_page_get_type ())
G_DECLARE_FINAL_TYPE (SgSourcesPage, sg_sources_page, SG, SOURCES_PAGE, AdwPreferencesPage)

GtkWidget *sg_sources_page_new (SgServiceClient *client);

G_END_DECLS
