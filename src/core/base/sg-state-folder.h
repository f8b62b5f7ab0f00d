/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  sg_state_folder_keep_private (const char *path);
char *sg_state_folder_path (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
