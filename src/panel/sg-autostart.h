/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether Sandglass starts with the session: a desktop file of the user's own
 * (Desktop Application Autostart Specification). */

gboolean sg_autostart_is_on (const char *config_dir);
gboolean sg_autostart_set (const char *config_dir,
                           const char *program,
                           gboolean    on,
                           GError    **error);

G_END_DECLS
