/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GDateTime *sg_retry_after_parse (const char *text,
                                 GDateTime  *now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
