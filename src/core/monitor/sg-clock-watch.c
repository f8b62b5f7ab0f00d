/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * GLib's timers stand still in suspend, so that nothing would tell us of a
 * morning until the last evening's timer ran out. The kernel tells: a timer for
 * a time that never comes ends when the clock is set or the machine wakes. It
 * costs no wake-up.
 */

#include "sg-clock-watch.h"

#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

typedef struct {
  GSourceFunc function;
  gpointer    user_data;
  int         fd;
} Watch;

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  close (watch->fd);
  g_free (watch);
}

static gboolean
arm (int fd)
{
  const struct itimerspec never = { .it_value.tv_sec = (time_t) G_MAXUINT32 };

  return timerfd_settime (fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &never, NULL) == 0;
}

static gboolean
ready_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  Watch *watch = user_data;
  guint64 n_expired;
  gboolean is_armed;

  /* It fails with ECANCELED, which is the news. */
  (void) !read (fd, &n_expired, sizeof n_expired);
  is_armed = arm (fd);

  return watch->function (watch->user_data) && is_armed;
}

/**
 * sg_clock_watch_add:
 * @function: called when the system's clock was set or the machine woke
 *
 * Returns: the id of a GSource, or 0 where the kernel cannot tell
 */
guint
sg_clock_watch_add (GSourceFunc function,
                    gpointer    user_data)
{
  int fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  Watch *watch;

  if (fd < 0 || !arm (fd)) {
    if (fd >= 0)
      close (fd);
    return 0;
  }

  watch = g_new0 (Watch, 1);
  watch->function = function;
  watch->user_data = user_data;
  watch->fd = fd;

  return g_unix_fd_add_full (G_PRIORITY_DEFAULT, fd, G_IO_IN, ready_cb, watch, watch_free);
}
