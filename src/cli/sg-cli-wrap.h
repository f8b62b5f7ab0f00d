/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sg_cli_wrap (const char *lead,
                   const char *text,
                   guint       indent,
                   guint       width) G_GNUC_WARN_UNUSED_RESULT;
void  sg_cli_print_wrapped (const char *lead,
                            const char *text,
                            guint       indent);

G_END_DECLS
