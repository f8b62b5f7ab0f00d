/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-service-client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgMainWindow:
 *
 * The panel's content in a window of its own, for the launcher and for desktops
 * without a tray; and the doctor.
 */
#define SG_TYPE_MAIN_WINDOW (sg_main_window_get_type ())
G_DECLARE_FINAL_TYPE (SgMainWindow, sg_main_window, SG, MAIN_WINDOW, AdwApplicationWindow)

SgMainWindow *sg_main_window_new (GtkApplication  *app,
                                  SgServiceClient *client);
gboolean sg_main_window_turn_to (SgMainWindow *self,
                                 guint         place);
void     sg_main_window_turn_by (SgMainWindow *self,
                                 int           n_pages);

G_END_DECLS
