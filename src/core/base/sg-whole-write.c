/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-whole-write.h"

#include <errno.h>
#include <unistd.h>

/**
 * sg_whole_write:
 *
 * write() may take a part only, or be interrupted.
 *
 * Returns: 0 when all of @bytes went to @fd, else the errno
 */
int
sg_whole_write (int           fd,
                gconstpointer bytes,
                gsize         length)
{
  const guint8 *at = bytes;

  while (length > 0) {
    gssize n_written = write (fd, at, length);

    if (n_written < 0 && errno == EINTR)
      continue;
    if (n_written <= 0)
      return n_written < 0 ? errno : EIO;
    at += n_written;
    length -= (gsize) n_written;
  }

  return 0;
}
