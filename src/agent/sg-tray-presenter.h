/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-monitor.h"
#include "sg-panel-launcher.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTrayPresenter:
 *
 * The tray icon: badge, tooltip and menu say what the monitor knows; clicks go to the panel and to the monitor.
 *
 * Signal `quit` (): somebody chose it from the menu.
 */
#define SG_TYPE_TRAY_PRESENTER (sg_tray_presenter_get_type ())
G_DECLARE_FINAL_TYPE (SgTrayPresenter, sg_tray_presenter, SG, TRAY_PRESENTER, GObject)

SgTrayPresenter *sg_tray_presenter_new (GDBusConnection *connection,
                                        SgMonitor       *monitor,
                                        SgPanelLauncher *panel,
                                        const char *stand_in) G_GNUC_WARN_UNUSED_RESULT;

void     sg_tray_presenter_set_badge (SgTrayPresenter *self,
                                      const char      *subject,
                                      const char      *form);
void     sg_tray_presenter_add_action (SgTrayPresenter *self,
                                       GAction         *action);
void     sg_tray_presenter_update (SgTrayPresenter *self);
gboolean sg_tray_presenter_export (SgTrayPresenter *self,
                                   const char      *xembed_program,
                                   GError         **error);

G_END_DECLS
