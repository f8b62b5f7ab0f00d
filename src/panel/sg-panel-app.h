/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgPanelApp:
 *
 * One process for the panel, the full window and the preferences. Actions on
 * the bus: `toggle` and `menu` (with the place of the click), `show`, `window`,
 * `preferences`. It leaves a minute after its last window was closed.
 */
#define SG_TYPE_PANEL_APP (sg_panel_app_get_type ())
G_DECLARE_FINAL_TYPE (SgPanelApp, sg_panel_app, SG, PANEL_APP, AdwApplication)

SgPanelApp *sg_panel_app_new (void);

G_END_DECLS
