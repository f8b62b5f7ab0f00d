/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-statusline-io.h"

#include <errno.h>
#include <unistd.h>

#define CHUNK_BYTES 16384

/**
 * sg_statusline_io_read:
 * @max_bytes: it stops soon after so many
 * @ended: (out): whether there is no more
 *
 * Returns: (transfer full): what came from @fd
 */
GByteArray *
sg_statusline_io_read (int       fd,
                       gsize     max_bytes,
                       gboolean *ended)
{
  GByteArray *bytes = g_byte_array_new ();
  gssize n_read = 1;

  while (n_read > 0 && bytes->len <= max_bytes) {
    guint length = bytes->len;

    g_byte_array_set_size (bytes, length + CHUNK_BYTES);
    do
      n_read = read (fd, bytes->data + length, CHUNK_BYTES);
    while (n_read < 0 && errno == EINTR);
    g_byte_array_set_size (bytes, length + (guint) MAX (n_read, 0));
  }
  *ended = n_read <= 0;

  return bytes;
}
