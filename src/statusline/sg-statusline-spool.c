/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hands the newest capture of a session to whoever looks into the spool folder. */

#include "sg-statusline-spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-whole-write.h"

#define MAX_CAPTURE_BYTES 4096

static SgStatusline *
read_kept (const char *path)
{
  char text[MAX_CAPTURE_BYTES];
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
  gssize length = fd >= 0 ? read (fd, text, sizeof text) : -1;

  if (fd >= 0)
    close (fd);

  return length > 0 ? sg_statusline_parse_capture (text, (gsize) length, NULL) : NULL;
}

/* No fsync: after a power cut the next message brings the numbers again. */
static gboolean
replace (const char *path,
         const char *text)
{
  g_autofree char *beside = g_strdup_printf ("%s.%d.tmp", path, (int) getpid ());
  int fd = open (beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = sg_whole_write (fd, text, strlen (text)) == 0;
  done = close (fd) == 0 && done;
  if (done && rename (beside, path) == 0)
    return TRUE;

  unlink (beside);

  return FALSE;
}

/**
 * sg_statusline_spool_keep:
 * @folder: made when it is missing, 0700
 *
 * Writes @capture to `SESSION.json`, 0600, replaced whole, if it has limits and
 * says something that is not there yet.
 *
 * Returns: whether it was written
 */
gboolean
sg_statusline_spool_keep (const char         *folder,
                          const SgStatusline *capture)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SgStatusline) kept = NULL;

  if (capture->session_id == NULL || !sg_statusline_has_limits (capture))
    return FALSE;

  path = g_strconcat (folder, "/", capture->session_id, ".json", NULL);
  kept = read_kept (path);
  if (kept != NULL && kept->as_of_ms <= capture->as_of_ms && sg_statusline_says_the_same (kept, capture))
    return FALSE;

  text = sg_statusline_to_capture (capture);

  return replace (path, text) || (g_mkdir_with_parents (folder, 0700) == 0 && replace (path, text));
}
