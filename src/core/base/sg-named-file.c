/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that a person named may be a link, or a device or a pipe that another program reads. */

#include "sg-named-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "sg-whole-write.h"

/* As many as the kernel follows. */
#define MOST_LINKS 40

static gboolean
fail (int      why,
      GError **error)
{
  if (why == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (why), g_strerror (why));

  return FALSE;
}

/* Returns: (transfer full) (nullable): where the links lead, though there may be nothing */
static char *
follow (const char *path)
{
  char *at = g_strdup (path);

  for (guint i = 0; i < MOST_LINKS; i++) {
    g_autofree char *target = g_file_read_link (at, NULL);
    g_autofree char *folder = g_path_get_dirname (at);

    if (target == NULL)
      return at;

    g_free (at);
    at = g_path_is_absolute (target) ? g_steal_pointer (&target) : g_build_filename (folder, target, NULL);
  }
  g_free (at);

  return NULL;
}

/* A link of /proc may read as the name of a file that is gone. */
static gboolean
is_same (const char     *path,
         const GStatBuf *known)
{
  GStatBuf met;

  return g_stat (path, &met) == 0 && met.st_dev == known->st_dev && met.st_ino == known->st_ino;
}

static int
write_into (const char   *path,
            gconstpointer bytes,
            gsize         length)
{
  int fd = open (path, O_WRONLY | O_TRUNC | O_NOCTTY | O_CLOEXEC);
  int why;

  if (fd < 0)
    return errno;

  why = sg_whole_write (fd, bytes, length);
  if (close (fd) != 0 && why == 0 && errno != EINTR)
    why = errno;

  return why;
}

/* GLib's sentence names a file beside it that nobody named. */
static int
replace (const char   *path,
         gconstpointer bytes,
         gsize         length,
         int           mode)
{
  g_autoptr (GError) error = NULL;

  errno = 0;
  if (g_file_set_contents_full (path, bytes, (gssize) length, G_FILE_SET_CONTENTS_CONSISTENT, mode, &error))
    return 0;

  return errno != 0 ? errno : EIO;
}

/**
 * sg_named_file_write:
 * @mode: of a file that is made, less the umask
 *
 * A file is replaced whole, and so is the one a link leads to. What is no ordinary file is written into as it is; a pipe
 * waits for its reader.
 *
 * Returns: whether all was written; else the message of @error is the reason alone, in the user's language
 */
gboolean
sg_named_file_write (const char   *path,
                     gconstpointer bytes,
                     gsize         length,
                     int           mode,
                     GError      **error)
{
  g_autofree char *target = follow (path);
  GStatBuf known;
  gboolean exists = g_stat (path, &known) == 0;

  if (target == NULL)
    return fail (ELOOP, error);
  if (exists && (!S_ISREG (known.st_mode) || !is_same (target, &known)))
    return fail (write_into (path, bytes, length), error);

  return fail (replace (target, bytes, length, mode), error);
}
