/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-badge.h"

#include <gio/gio.h>

/* Badges as named icons, for the one panel that reads no pixmaps. */

G_BEGIN_DECLS

char *sg_icon_files_name (const SgBadge *badge) G_GNUC_WARN_UNUSED_RESULT;
void  sg_icon_files_write_async (const char         *folder,
                                 const SgBadge      *badge,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean sg_icon_files_write_finish (GAsyncResult *result,
                                     GError      **error);

G_END_DECLS
