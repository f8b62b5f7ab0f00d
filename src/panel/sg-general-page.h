/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SG_TYPE_GENERAL_PAGE (sg_general_page_get_type ())
G_DECLARE_FINAL_TYPE (SgGeneralPage, sg_general_page, SG, GENERAL_PAGE, AdwPreferencesPage)

G_END_DECLS
