/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

int  sg_cli_output_say (int why);
void sg_cli_output_set_up (void);
int  sg_cli_output_end (int code) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
