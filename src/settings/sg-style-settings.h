/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How people want numbers written, carried from the settings to #SgStyle. */

extern const char *const sg_style_settings_keys[];

gboolean sg_style_settings_apply (GSettings *settings);

G_END_DECLS
