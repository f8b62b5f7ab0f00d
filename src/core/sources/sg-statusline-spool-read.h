/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

#include <gio/gio.h>

G_BEGIN_DECLS

SgReading *sg_statusline_spool_read (const char *folder,
                                     GHashTable *owners,
                                     GDateTime  *now,
                                     GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
