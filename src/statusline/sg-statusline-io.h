/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GByteArray *sg_statusline_io_read (int       fd,
                                   gsize     max_bytes,
                                   gboolean *ended) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
