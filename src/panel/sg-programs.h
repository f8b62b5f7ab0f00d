/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_PROGRAM_AGENT "sandglass-agent"
#define SG_PROGRAM_CLI "sandglass-cli"
#define SG_PROGRAM_READER "sandglass-reader"

char    *sg_programs_find (const char *name) G_GNUC_WARN_UNUSED_RESULT;
char    *sg_programs_find_near (const char *own_path,
                                const char *name,
                                const char *installed_dir) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_programs_start_agent (GError **error);

G_END_DECLS
