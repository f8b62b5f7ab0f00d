/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Does what a line of input says, without its end. */
typedef void (*DoubleObey) (gpointer    server,
                            const char *line);

void double_program_run (const char *base_url,
                         DoubleObey  obey,
                         gpointer    server);

G_END_DECLS
