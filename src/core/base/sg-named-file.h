/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sg_named_file_write (const char   *path,
                              gconstpointer bytes,
                              gsize         length,
                              int           mode,
                              GError      **error);

G_END_DECLS
