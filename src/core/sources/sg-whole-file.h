/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgFileStamp:
 *
 * Tells whether a file is still the one that was read. All 0 is no file.
 */
typedef struct {
  guint64 device;
  guint64 inode;
  gint64  size;
  gint64  modified_ns;
} SgFileStamp;

int   sg_whole_file_open (const char  *path,
                          gsize        max_bytes,
                          SgFileStamp *stamp,
                          GError     **error);
char *sg_whole_file_read (int         fd,
                          const char *path,
                          gsize       max_bytes,
                          gsize      *length,
                          GError    **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sg_file_stamp_equal (const SgFileStamp *a,
                              const SgFileStamp *b);

G_END_DECLS
