/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgDBusMenu:
 *
 * A menu model and its actions as `com.canonical.dbusmenu`, the one menu protocol
 * every StatusNotifier host reads. The model names its actions `app.NAME`.
 *
 * Signal `opening`: somebody is about to look; what the model says now is what is shown.
 */
#define SG_TYPE_DBUS_MENU (sg_dbus_menu_get_type ())
G_DECLARE_FINAL_TYPE (SgDBusMenu, sg_dbus_menu, SG, DBUS_MENU, GObject)

SgDBusMenu *sg_dbus_menu_new (GMenuModel   *model,
                              GActionGroup *actions) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_dbus_menu_export (SgDBusMenu      *self,
                              GDBusConnection *connection,
                              const char      *object_path,
                              GError         **error);

G_END_DECLS
