/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgNotificationServer:
 *
 * What the desktop's notification server says of itself. In a sandbox nobody says anything; there the portal
 * minds the desktop's do-not-disturb.
 *
 * Properties: `present` (gboolean); `quiet` (gboolean): a person has asked not to be disturbed.
 */
#define SG_TYPE_NOTIFICATION_SERVER (sg_notification_server_get_type ())
G_DECLARE_FINAL_TYPE (SgNotificationServer, sg_notification_server, SG, NOTIFICATION_SERVER, GObject)

SgNotificationServer *sg_notification_server_new (GDBusConnection *connection) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_notification_server_is_present (SgNotificationServer *self);
gboolean sg_notification_server_is_quiet (SgNotificationServer *self);
gboolean sg_notification_server_is_settled (SgNotificationServer *self);

G_END_DECLS
