/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-place.h"
#include "sg-service-client.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgPanelWindow:
 *
 * The panel at the tray icon. Escape, a second click and, where it stands at
 * the icon, a click elsewhere hide it; it is kept for the next time.
 */
#define SG_TYPE_PANEL_WINDOW (sg_panel_window_get_type ())
G_DECLARE_FINAL_TYPE (SgPanelWindow, sg_panel_window, SG, PANEL_WINDOW, GtkWindow)

SgPanelWindow *sg_panel_window_new (SgServiceClient *client);
void     sg_panel_window_show (SgPanelWindow *self,
                               SgPoint        hint);
void     sg_panel_window_toggle (SgPanelWindow *self,
                                 SgPoint        hint);
void     sg_panel_window_open_menu (SgPanelWindow *self);

gboolean sg_panel_window_toggle_shows (gboolean visible,
                                       gint64   now_us,
                                       gint64   left_by_focus_us);

G_END_DECLS
