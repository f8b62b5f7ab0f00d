/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-tray-item.h"

G_BEGIN_DECLS

/**
 * SgXembedLauncher:
 *
 * Starts the XEmbed helper on X11 desktops where no StatusNotifierWatcher has
 * come within five seconds. The helper leaves by itself when one comes.
 */
#define SG_TYPE_XEMBED_LAUNCHER (sg_xembed_launcher_get_type ())
G_DECLARE_FINAL_TYPE (SgXembedLauncher, sg_xembed_launcher, SG, XEMBED_LAUNCHER, GObject)

SgXembedLauncher *sg_xembed_launcher_new (SgTrayItem *item,
                                          const char *program) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_xembed_launcher_is_wanted (const char *display,
                                       const char *session_type);

G_END_DECLS
