/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-whole-file.h"

G_BEGIN_DECLS

/**
 * SgSettingsFile:
 * @path: as it was asked for
 * @target: what @path leads to, when it is a link
 * @text: (nullable): what it holds; %NULL when there is no file
 *
 * One of Claude Code's files that the user told us to change.
 */
typedef struct {
  char       *path;
  char       *target;
  char       *text;
  guint32     mode;
  SgFileStamp stamp;
} SgSettingsFile;

SgSettingsFile *sg_settings_file_read (const char *path,
                                       GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean        sg_settings_file_replace (const SgSettingsFile *self,
                                          const char           *text,
                                          const char           *backup_path,
                                          GError              **error);
gboolean        sg_settings_file_remove (const SgSettingsFile *self,
                                         GError              **error);
void            sg_settings_file_free (SgSettingsFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgSettingsFile, sg_settings_file_free)

G_END_DECLS
