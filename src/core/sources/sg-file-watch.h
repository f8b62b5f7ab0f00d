/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_FILE_WATCH (sg_file_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgFileWatch, sg_file_watch, SG, FILE_WATCH, GObject)

SgFileWatch *sg_file_watch_new (const char *path);

G_END_DECLS
