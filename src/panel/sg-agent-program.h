/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char    *sg_agent_program_find (const char *own_path,
                                const char *installed_dir) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_agent_program_find_other (const char *own_path,
                                      const char *room,
                                      const char *name,
                                      const char *installed_dir) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_agent_program_start (GError **error);

G_END_DECLS
