/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SG_TYPE_LOGIN_WATCH (sg_login_watch_get_type ())
G_DECLARE_FINAL_TYPE (SgLoginWatch, sg_login_watch, SG, LOGIN_WATCH, GObject)

SgLoginWatch *sg_login_watch_new (const char *path);

G_END_DECLS
