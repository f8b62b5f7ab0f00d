/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads another program's file whole, whatever lies at its path. For worker threads. */

#include "sg-whole-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-error.h"

#define SPARE_BYTES 4096

static void
set_error (GError    **error,
           const char *path,
           int         saved_errno)
{
  gboolean is_absent = saved_errno == ENOENT || saved_errno == ENOTDIR;

  if (is_absent)
    g_set_error (error, SG_ERROR, SG_ERROR_NOT_FOUND, "%s is not there", path);
  else
    g_set_error (error, SG_ERROR, SG_ERROR_UNREADABLE, "%s: %s", path, g_strerror (saved_errno));
}

static void
fill_stamp (SgFileStamp       *stamp,
            const struct stat *info)
{
  stamp->device = info->st_dev;
  stamp->inode = info->st_ino;
  stamp->size = info->st_size;
  stamp->modified_ns = (gint64) info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

/**
 * sg_whole_file_open:
 * @max_bytes: more than that is %SG_ERROR_TOO_LARGE
 * @stamp: (out):
 *
 * Never waits: a FIFO or a device is refused as %SG_ERROR_UNREADABLE.
 *
 * Returns: a descriptor the caller closes, or -1 with an #SgError that names @path
 */
int
sg_whole_file_open (const char  *path,
                    gsize        max_bytes,
                    SgFileStamp *stamp,
                    GError     **error)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  struct stat info;

  if (fd < 0 || fstat (fd, &info) != 0)
    set_error (error, path, errno);
  else if (!S_ISREG (info.st_mode))
    g_set_error (error, SG_ERROR, SG_ERROR_UNREADABLE, "%s is not a file", path);
  else if (info.st_size < 0 || (gsize) info.st_size > max_bytes)
    g_set_error (error, SG_ERROR, SG_ERROR_TOO_LARGE, "%s has more than %" G_GSIZE_FORMAT " bytes", path, max_bytes);
  else {
    fill_stamp (stamp, &info);
    return fd;
  }

  if (fd >= 0)
    close (fd);

  return -1;
}

static gssize
read_some (int   fd,
           char *buffer,
           gsize n_bytes)
{
  gssize n_read;

  do
    n_read = read (fd, buffer, n_bytes);
  while (n_read < 0 && errno == EINTR);

  return n_read;
}

static gsize
first_guess (int   fd,
             gsize max_bytes)
{
  struct stat info;
  gsize size = fstat (fd, &info) == 0 && info.st_size > 0 ? (gsize) info.st_size : 0;

  return MIN (size, max_bytes) + SPARE_BYTES;
}

/**
 * sg_whole_file_read:
 * @fd: from sg_whole_file_open()
 * @length: (out):
 *
 * Returns: (transfer full): all of it, ended by a 0 that does not count, or
 *   %NULL with an #SgError that names @path
 */
char *
sg_whole_file_read (int         fd,
                    const char *path,
                    gsize       max_bytes,
                    gsize      *length,
                    GError    **error)
{
  gsize n_allocated = first_guess (fd, max_bytes);
  g_autofree char *text = g_malloc (n_allocated);
  gsize n_used = 0;

  while (n_used <= max_bytes) {
    gssize n_read = read_some (fd, text + n_used, n_allocated - n_used - 1);

    if (n_read < 0) {
      set_error (error, path, errno);
      return NULL;
    }
    if (n_read == 0) {
      text[n_used] = '\0';
      *length = n_used;
      return g_steal_pointer (&text);
    }

    n_used += n_read;
    if (n_allocated - n_used <= 1) {
      n_allocated += MIN (n_allocated, max_bytes) + SPARE_BYTES;
      text = g_realloc (text, n_allocated);
    }
  }

  g_set_error (error, SG_ERROR, SG_ERROR_TOO_LARGE, "%s has more than %" G_GSIZE_FORMAT " bytes", path, max_bytes);

  return NULL;
}

gboolean
sg_file_stamp_equal (const SgFileStamp *a,
                     const SgFileStamp *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size && a->modified_ns == b->modified_ns;
}
