/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sg_statusline_chain_read_command (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void  sg_statusline_chain_become (const char *command,
                                  GByteArray *input,
                                  gboolean    ended);

G_END_DECLS
