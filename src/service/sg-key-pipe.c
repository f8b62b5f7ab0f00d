/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-key-pipe.h"

#include <glib-unix.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

/**
 * sg_key_pipe_write:
 *
 * A key is far smaller than a pipe's buffer, so this write never waits.
 *
 * Returns: (transfer full): the one end from which @key can be read, or %NULL with a #GIOErrorEnum
 */
GUnixFDList *
sg_key_pipe_write (const char *key,
                   GError    **error)
{
  GUnixFDList *fds;
  gsize length = strlen (key);
  gboolean whole;
  int ends[2];

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return NULL;

  whole = length <= PIPE_BUF && write (ends[1], key, length) == (gssize) length;
  close (ends[1]);
  if (!whole) {
    close (ends[0]);
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "The key is too long to be one");
    return NULL;
  }

  fds = g_unix_fd_list_new_from_array (ends, 1);

  return fds;
}

/**
 * sg_key_pipe_read:
 * @fd: not blocking; it stays open
 *
 * The sender filled and closed its end before it called, so this read never waits for long.
 *
 * Returns: (transfer full) (nullable): the key, to be wiped; %NULL for an empty pipe, and for what cannot be one
 */
char *
sg_key_pipe_read (int fd)
{
  char buffer[PIPE_BUF];
  gssize length = read (fd, buffer, sizeof buffer);
  char *key = length > 0 && memchr (buffer, '\0', length) == NULL ? g_strndup (buffer, length) : NULL;

  explicit_bzero (buffer, sizeof buffer);

  return key;
}
