/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sg_settings_text_get_command (const char *text,
                                       char      **command,
                                       GError    **error);
char    *sg_settings_text_set_command (const char *text,
                                       const char *command) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_settings_text_get_member (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
