/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sg_cli_program_path (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void  sg_cli_set_locale (void);
int   sg_cli_hand_over (const char *command,
                        char      **words);

G_END_DECLS
