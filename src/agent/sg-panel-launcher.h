/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgPanelLauncher:
 *
 * Gets the panel's process to do something: asks it over the bus, or starts it.
 */
#define SG_TYPE_PANEL_LAUNCHER (sg_panel_launcher_get_type ())
G_DECLARE_FINAL_TYPE (SgPanelLauncher, sg_panel_launcher, SG, PANEL_LAUNCHER, GObject)

SgPanelLauncher *sg_panel_launcher_new (GDBusConnection *connection,
                                        const char *program) G_GNUC_WARN_UNUSED_RESULT;
void sg_panel_launcher_activate (SgPanelLauncher *self,
                                 const char      *action,
                                 GVariant        *parameter,
                                 const char      *activation_token);
void sg_panel_launcher_end (SgPanelLauncher *self);

G_END_DECLS
