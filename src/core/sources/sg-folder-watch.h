/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_FOLDER_WATCH (sg_folder_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgFolderWatch, sg_folder_watch, SG, FOLDER_WATCH, GObject)

SgFolderWatch *sg_folder_watch_new (const char *const *roots,
                                    const char *suffix) G_GNUC_WARN_UNUSED_RESULT;

gboolean    sg_folder_watch_add_folders (SgFolderWatch *self,
                                         GPtrArray     *folders);
GPtrArray  *sg_folder_watch_take_changed (SgFolderWatch *self) G_GNUC_WARN_UNUSED_RESULT;
const char *sg_folder_watch_get_problem (SgFolderWatch *self);

G_END_DECLS
