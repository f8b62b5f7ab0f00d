/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * After a login the transcripts are on the disk only, and a disk gives many
 * files at once two or three times as fast as one behind the other. Asking the
 * kernel for them early does what more readers would do, without their memory.
 */

#include "sg-transcript-ahead.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include "sg-transcript-scanner.h"

/* So many files are looked at to find out where they are. */
#define N_PROBES 8

/* How far ahead of the readers: more than a disk has in its queue, less than a small machine's memory. */
#define MAX_FILES 512
#define MAX_BYTES (128 * 1024 * 1024)
#define PAUSE_US 500

struct _SgTranscriptAhead {
  GArray    *jobs;       /* (unowned) (element-type SgTranscriptJob) */
  const int *next_job;   /* (atomic) (unowned) */
  int        stopped;    /* (atomic) */
  GThread   *thread;
};

static int
open_job (const SgTranscriptJob *job)
{
  return open (job->file->path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);
}

/* Whether a read at the first new byte would have to wait for the disk; file systems that cannot tell never do. */
static gboolean
is_on_disk (const SgTranscriptJob *job)
{
  char byte;
  struct iovec room = { &byte, 1 };
  int fd = open_job (job);
  gboolean waits;

  if (fd < 0)
    return FALSE;
  waits = preadv2 (fd, &room, 1, (off_t) MIN (job->known.offset, job->file->size), RWF_NOWAIT) < 0 && errno == EAGAIN;
  close (fd);

  return waits;
}

static gboolean
are_on_disk (GArray *jobs)
{
  guint n_probes = MIN (jobs->len, N_PROBES);
  guint n_waits = 0;

  for (guint i = 0; i < n_probes; i++)
    n_waits += (guint) is_on_disk (&g_array_index (jobs, SgTranscriptJob, (guint) ((guint64) i * jobs->len / n_probes)));

  return n_waits > n_probes / 4;
}

static void
ask_for (const SgTranscriptJob *job)
{
  int fd = open_job (job);

  if (fd < 0)
    return;
  posix_fadvise (fd, (off_t) MIN (job->known.offset, job->file->size), 0, POSIX_FADV_WILLNEED);
  close (fd);
}

static guint64
bytes_of (const SgTranscriptJob *job)
{
  return job->file->size - MIN (job->known.offset, job->file->size);
}

static gpointer
ahead_thread (gpointer data)
{
  SgTranscriptAhead *self = data;
  guint asked = 0, read = 0;
  guint64 n_bytes = 0;

  while (asked < self->jobs->len && !g_atomic_int_get (&self->stopped)) {
    guint next = MIN ((guint) g_atomic_int_get (self->next_job), self->jobs->len);

    for (; read < MIN (next, asked); read++)
      n_bytes -= bytes_of (&g_array_index (self->jobs, SgTranscriptJob, read));
    if (read == asked)
      read = asked = MAX (asked, next);
    if (asked == self->jobs->len)
      break;
    if (asked - read >= MAX_FILES || (n_bytes >= MAX_BYTES && asked > read)) {
      g_usleep (PAUSE_US);
      continue;
    }
    ask_for (&g_array_index (self->jobs, SgTranscriptJob, asked));
    n_bytes += bytes_of (&g_array_index (self->jobs, SgTranscriptJob, asked++));
  }

  return NULL;
}

/**
 * sg_transcript_ahead_start:
 * @jobs: (element-type SgTranscriptJob): in the order they are read in; must outlive the object
 * @next_job: (atomic): the first of them that nobody reads yet; must outlive the object
 *
 * Returns: (transfer full) (nullable): %NULL when they are in the page cache already
 */
SgTranscriptAhead *
sg_transcript_ahead_start (GArray    *jobs,
                           const int *next_job)
{
  SgTranscriptAhead *self;

  if (!are_on_disk (jobs))
    return NULL;

  self = g_new0 (SgTranscriptAhead, 1);
  self->jobs = jobs;
  self->next_job = next_job;
  self->thread = g_thread_new ("ahead", ahead_thread, self);

  return self;
}

/**
 * sg_transcript_ahead_stop:
 *
 * Asks for nothing more, and waits until nothing is asked for.
 */
void
sg_transcript_ahead_stop (SgTranscriptAhead *self)
{
  g_atomic_int_set (&self->stopped, 1);
  g_thread_join (self->thread);
  g_free (self);
}
