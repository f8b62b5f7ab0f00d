/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-ledger-guard.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define WAIT_MS 5000
#define STEP_MS 5

/* Waits, but not for ever: whoever holds it may be stopped. Where there are no locks it goes on without. */
static gboolean
lock (int fd,
      int operation)
{
  for (int waited_ms = 0; waited_ms <= WAIT_MS; waited_ms += STEP_MS) {
    if (flock (fd, operation | LOCK_NB) == 0 || (errno != EWOULDBLOCK && errno != EINTR))
      return TRUE;
    g_usleep (STEP_MS * 1000);
  }

  return FALSE;
}

static int
open_and_lock (const char *ledger_path,
               int         operation)
{
  g_autofree char *path = g_strconcat (ledger_path, ".lock", NULL);
  int fd = g_open (path, O_CREAT | O_RDONLY | O_CLOEXEC, 0600);

  if (fd < 0 || lock (fd, operation))
    return fd;
  close (fd);

  return -1;
}

/**
 * sg_ledger_guard_share:
 *
 * Returns: for sg_ledger_guard_release(), or -1 when somebody has had it alone for long, or no file can be made;
 *   the ledger can be used all the same
 */
int
sg_ledger_guard_share (const char *ledger_path)
{
  return open_and_lock (ledger_path, LOCK_SH);
}

/**
 * sg_ledger_guard_take:
 *
 * Returns: for sg_ledger_guard_release(), or -1 when somebody has had the ledger open for long, or no file can be made
 */
int
sg_ledger_guard_take (const char *ledger_path)
{
  return open_and_lock (ledger_path, LOCK_EX);
}

void
sg_ledger_guard_release (int guard)
{
  if (guard >= 0)
    close (guard);
}
