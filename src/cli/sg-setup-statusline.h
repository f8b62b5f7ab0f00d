/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int sg_setup_statusline_check (void);
int sg_setup_statusline (gboolean undo,
                         gboolean yes);

G_END_DECLS
