/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sg_cli_help_is_wanted (const char *command,
                                char      **words);
void     sg_cli_help_print (const char *command,
                            const char *summary);

G_END_DECLS
