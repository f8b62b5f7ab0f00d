/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sg_autostart_portal_set_async (GDBusConnection    *connection,
                                    const char         *program,
                                    gboolean            on,
                                    GCancellable       *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer            user_data);
gboolean sg_autostart_portal_set_finish (GAsyncResult *result,
                                         GError      **error);

G_END_DECLS
