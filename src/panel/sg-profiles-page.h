/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_PROFILES_PAGE (sg_profiles_page_get_type ())
G_DECLARE_FINAL_TYPE (SgProfilesPage, sg_profiles_page, SG, PROFILES_PAGE, AdwPreferencesPage)

GtkWidget *sg_profiles_page_new (SgServiceClient *client);

G_END_DECLS
