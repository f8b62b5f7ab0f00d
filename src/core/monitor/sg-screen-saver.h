/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgScreenSaver:
 *
 * One screen saver's name on the session bus. It is not active while it is not there.
 *
 * Property: `active` (gboolean).
 */
#define SG_TYPE_SCREEN_SAVER (sg_screen_saver_get_type ())
G_DECLARE_FINAL_TYPE (SgScreenSaver, sg_screen_saver, SG, SCREEN_SAVER, GObject)

SgScreenSaver *sg_screen_saver_new (GDBusConnection *connection,
                                    const char *name,
                                    const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_screen_saver_is_active (SgScreenSaver *self);

G_END_DECLS
