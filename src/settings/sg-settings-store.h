/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sandglass's GSettings, where they are installed, and the settings that hold one value for each profile. */

#define SG_SETTINGS_WINDOW_SIZE "window-size"

GSettings *sg_settings_store_open (void) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sg_settings_store_find_folders (GSettings *settings) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sg_settings_store_find_folders_around (GSettings *settings,
                                                  char     **chosen) G_GNUC_WARN_UNUSED_RESULT;
char      *sg_settings_store_dup_text (GSettings  *settings,
                                       const char *key,
                                       const char *profile_id) G_GNUC_WARN_UNUSED_RESULT;
double     sg_settings_store_get_number (GSettings  *settings,
                                         const char *key,
                                         const char *profile_id);
void       sg_settings_store_set (GSettings  *settings,
                                  const char *key,
                                  const char *profile_id,
                                  GVariant   *value);

G_END_DECLS
