/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sg_history_export_async (GFile              *file,
                              const char         *format,
                              GCancellable       *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer            user_data);
gboolean sg_history_export_finish (GAsyncResult *result,
                                   GError      **error);

G_END_DECLS
