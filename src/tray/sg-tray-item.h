/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-badge.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTrayItem:
 *
 * Our icon in every panel that has a StatusNotifier host: `/StatusNotifierItem`
 * on @connection, its menu at `/MenuBar`, registered anew whenever a watcher appears.
 *
 * Signals: `activate` (int x, int y, const char *activation_token (nullable)): a
 * click that wants the panel; coordinates are the host's word and often wrong.
 * `context-menu` (the same three): the host draws no menus and wants us to show ours.
 * `menu-opening`: somebody is about to read the menu; lines that tell a time left can be set now.
 * `notify::watched`: whether a StatusNotifierWatcher is on the bus and took us.
 */
#define SG_TYPE_TRAY_ITEM (sg_tray_item_get_type ())
G_DECLARE_FINAL_TYPE (SgTrayItem, sg_tray_item, SG, TRAY_ITEM, GObject)

SgTrayItem *sg_tray_item_new (GDBusConnection *connection,
                              GMenuModel      *menu,
                              GActionGroup    *actions) G_GNUC_WARN_UNUSED_RESULT;

gboolean sg_tray_item_export (SgTrayItem *self,
                              GError    **error);
void     sg_tray_item_set_badge (SgTrayItem    *self,
                                 const SgBadge *badge);
void     sg_tray_item_set_words (SgTrayItem *self,
                                 const char *title,
                                 const char *description);
gboolean sg_tray_item_is_watched (SgTrayItem *self);
char    *sg_tray_item_take_activation_token (SgTrayItem *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
