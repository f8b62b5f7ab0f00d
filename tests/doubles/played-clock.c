/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The kernel's clocks, as far as a test may play them: preloaded into a program,
 * it adds what PLAYED_CLOCK's file says to those that count suspend, and to the
 * time of day. The timer that ends when the clock is set or the machine wakes
 * is that file's neighbour, a FIFO. What goes on only while awake is real.
 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  long long slept_seconds;
  long long set_by_seconds;
} Played;

static const volatile Played *played;

__attribute__ ((constructor)) static void
map_played (void)
{
  const char *path = getenv ("PLAYED_CLOCK");
  int fd = path ? open (path, O_RDONLY | O_CLOEXEC) : -1;
  void *mapped = fd >= 0 ? mmap (NULL, sizeof *played, PROT_READ, MAP_SHARED, fd, 0) : MAP_FAILED;

  if (mapped != MAP_FAILED)
    played = mapped;
  if (fd >= 0)
    close (fd);
}

int
clock_gettime (clockid_t        id,
               struct timespec *time)
{
  int result = (int) syscall (SYS_clock_gettime, id, time);

  if (result == 0 && played != NULL && (id == CLOCK_BOOTTIME || id == CLOCK_REALTIME))
    time->tv_sec += played->slept_seconds;
  if (result == 0 && played != NULL && id == CLOCK_REALTIME)
    time->tv_sec += played->set_by_seconds;

  return result;
}

int
gettimeofday (struct timeval *time,
              void           *zone)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;

  return 0;
}

time_t
time (time_t *seconds)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  if (seconds != NULL)
    *seconds = now.tv_sec;

  return now.tv_sec;
}

/* Open for writing, too: it is not to end with the first who wrote. */
int
timerfd_create (clockid_t id,
                int       flags)
{
  char path[4096];

  snprintf (path, sizeof path, "%s.wake", getenv ("PLAYED_CLOCK"));

  return open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
}

int
timerfd_settime (int                      fd,
                 int                      flags,
                 const struct itimerspec *new_value,
                 struct itimerspec       *old_value)
{
  return 0;
}
