/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* It holds a page per project; tens of megabytes have been seen. */
#define SG_CLAUDE_JSON_MAX_BYTES (64 * 1024 * 1024)

SgReading *sg_claude_json_parse (const char *text,
                                 gsize       length,
                                 GDateTime  *written_at,
                                 GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
