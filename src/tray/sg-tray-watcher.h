/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgTrayWatcher:
 *
 * The panels' side of the bus: waits for an `org.kde.StatusNotifierWatcher`, tells
 * what it wants, and registers our item with each one that appears.
 *
 * Signals: `appeared` (gboolean wants_names): a watcher is there; answer with
 * sg_tray_watcher_register() once what it wants is ready.
 * `notify::registered`: whether the present watcher took the item.
 */
#define SG_TYPE_TRAY_WATCHER (sg_tray_watcher_get_type ())
G_DECLARE_FINAL_TYPE (SgTrayWatcher, sg_tray_watcher, SG, TRAY_WATCHER, GObject)

SgTrayWatcher *sg_tray_watcher_new (GDBusConnection *connection,
                                    const char *item_path) G_GNUC_WARN_UNUSED_RESULT;
void     sg_tray_watcher_start (SgTrayWatcher *self);
void     sg_tray_watcher_register (SgTrayWatcher *self);
gboolean sg_tray_watcher_is_registered (SgTrayWatcher *self);

G_END_DECLS
