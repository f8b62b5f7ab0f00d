/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * TrayHost:
 * @connection: (owned): the panel's own connection to the test's bus
 * @n_registered: how often an item was given to the watcher
 * @service: (owned) (nullable): what the last one said, `/StatusNotifierItem`
 * @item_name: (owned) (nullable): the unique name of who said it
 * @signals: (owned) (element-type utf8): the item's and the menu's signals in order, as `NAME PARAMETERS`
 * @refuses: whether it answers registrations with an error
 *
 * A panel in miniature: owns org.kde.StatusNotifierWatcher and asks what panels ask.
 */
typedef struct {
  GDBusConnection *connection;
  guint            owner_id;
  guint            object_id;
  guint            subscription_id;
  guint            n_registered;
  char            *service;
  char            *item_name;
  GPtrArray       *signals;
  gboolean         refuses;
} TrayHost;

TrayHost *tray_host_new (void);
void      tray_host_free (TrayHost *self);
void      tray_host_start_watcher (TrayHost *self);
void      tray_host_stop_watcher (TrayHost *self);
void      tray_host_wait_for_item (TrayHost *self,
                                   guint     n_registered);
void      tray_host_wait_for_signal (TrayHost   *self,
                                     const char *name);
guint     tray_host_count_signals (TrayHost   *self,
                                   const char *name);

GVariant *tray_host_call (TrayHost   *self,
                          const char *path,
                          const char *interface_name,
                          const char *method,
                          GVariant   *parameters,
                          GError    **error);
GVariant *tray_host_call_item (TrayHost   *self,
                               const char *method,
                               GVariant   *parameters);
GVariant *tray_host_call_menu (TrayHost   *self,
                               const char *method,
                               GVariant   *parameters);
GVariant *tray_host_get_all (TrayHost *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrayHost, tray_host_free)

G_END_DECLS
