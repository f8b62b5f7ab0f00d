/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-transcript-scanner.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sg-transcript-ahead.h"

/* A batch is handed over when it has this many requests, and this many wait at most: 15 MB are on the way. */
#define BATCH_ROWS (64 * 1024)
#define MAX_WAITING 1

/* Less than this is read faster than a thread is started. */
#define THREADS_WORTH_BYTES (1024 * 1024)

#define TAIL_LENGTH 64

typedef struct {
  GArray          *jobs;          /* (unowned) (element-type SgTranscriptJob) */
  GCancellable    *cancellable;   /* (unowned) (nullable) */
  int              next_job;      /* (atomic) */
  int              stopped;       /* (atomic) */
  GAsyncQueue     *batches;       /* (owned) (nullable) (element-type SgLedgerBatch): %NULL without threads */
  GMutex           mutex;
  GCond            taken;
  guint            n_waiting;     /* under @mutex: batches in the queue */
  SgTranscriptTake take;
  gpointer         user_data;
  gsize           *n_done;        /* (atomic) */
} Scan;

typedef struct {
  Scan                 *scan;       /* (unowned) */
  SgLedgerBatch        *batch;      /* (owned) */
  SgTranscriptSplitter *splitter;   /* (owned) */
  SgTranscriptTally     tally;
} Worker;

/**
 * sg_transcript_file_get_id:
 *
 * Returns: what the ledger knows the file by
 */
guint64
sg_transcript_file_get_id (const SgTranscriptFile *file)
{
  return sg_slice_hash ((SgSlice) { file->path, strlen (file->path) }, 0);
}

/**
 * sg_transcript_file_is_unchanged:
 *
 * Returns: whether there can be nothing new in it
 */
gboolean
sg_transcript_file_is_unchanged (const SgTranscriptFile *file,
                                 const SgLedgerFile     *known)
{
  return file->inode == known->inode && file->size == known->size && file->mtime_ns == known->mtime_ns;
}

void
sg_transcript_tally_clear (SgTranscriptTally *tally)
{
  g_clear_pointer (&tally->failed_path, g_free);
}

static void
tally_add (SgTranscriptTally       *total,
           const SgTranscriptTally *part)
{
  total->n_bytes += part->n_bytes;
  total->n_requests += part->n_requests;
  total->n_failed += part->n_failed;
  for (guint i = 0; i < SG_TRANSCRIPT_N_PROBLEMS; i++)
    total->n_unreadable[i] += part->n_unreadable[i];
  if (total->failed_path == NULL)
    total->failed_path = g_strdup (part->failed_path);
}

/* 0 when there is nothing before @offset, or it cannot be read */
static guint64
hash_tail (int     fd,
           guint64 offset)
{
  char bytes[TAIL_LENGTH];
  gsize length = MIN (offset, sizeof bytes);

  if (length == 0 || pread (fd, bytes, length, (off_t) (offset - length)) != (gssize) length)
    return 0;

  return sg_slice_hash ((SgSlice) { bytes, length }, 0);
}

/* Only what was merely added to can be read on; all else is read anew, and what is counted already counts no more. */
static void
find_start (int                 fd,
            const SgLedgerFile *known,
            SgLedgerFile       *file)
{
  if (known->offset == 0 || known->offset > file->size || hash_tail (fd, known->offset) != known->tail_hash)
    return;

  file->offset = known->offset;
  file->in_skipped_line = known->in_skipped_line;
}

static gboolean
is_stopped (Scan *scan)
{
  return g_atomic_int_get (&scan->stopped) || g_cancellable_is_cancelled (scan->cancellable);
}

/* What is added while we read is for the next time. */
static gboolean
read_bytes (Worker *worker,
            int     fd,
            guint64 offset,
            guint64 end)
{
  while (offset < end) {
    gsize size;
    char *room = sg_transcript_splitter_reserve (worker->splitter, &size);
    gssize length = pread (fd, room, size, (off_t) offset);

    if (length < 0 && errno == EINTR)
      continue;
    if (length <= 0)
      return length == 0;
    sg_transcript_splitter_commit (worker->splitter, (gsize) length);
    worker->tally.n_bytes += (guint64) length;
    g_atomic_pointer_add (worker->scan->n_done, length);
    offset += (guint64) length;
    if (is_stopped (worker->scan))
      return FALSE;
  }

  return TRUE;
}

static gboolean
read_file (Worker                *worker,
           int                    fd,
           const SgTranscriptJob *job)
{
  SgLedgerFile file = { .id = sg_transcript_file_get_id (job->file) };
  struct stat info;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode))
    return FALSE;
  file.inode = info.st_ino;
  file.size = (guint64) info.st_size;
  file.mtime_ns = info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec;
  find_start (fd, &job->known, &file);

  sg_ledger_batch_set_profile (worker->batch, job->file->profile);
  sg_ledger_batch_start_file (worker->batch, job->file->relative);
  sg_transcript_splitter_start (worker->splitter, file.offset, file.in_skipped_line);
  if (!read_bytes (worker, fd, file.offset, file.size))
    return is_stopped (worker->scan);

  sg_transcript_splitter_read_rest (worker->splitter);
  file.offset = sg_transcript_splitter_get_offset (worker->splitter, &file.in_skipped_line);
  file.tail_hash = hash_tail (fd, file.offset);
  sg_ledger_batch_add_file (worker->batch, &file);

  return TRUE;
}

static void
do_job (Worker                *worker,
        const SgTranscriptJob *job)
{
  int fd = open (job->file->path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC | O_NOCTTY);

  if (fd < 0 || !read_file (worker, fd, job)) {
    if (worker->tally.n_failed++ == 0)
      worker->tally.failed_path = g_strdup (job->file->path);
  }
  if (fd >= 0)
    close (fd);
}

static void
push_batch (Scan          *scan,
            SgLedgerBatch *batch)
{
  g_mutex_lock (&scan->mutex);
  while (scan->n_waiting >= MAX_WAITING)
    g_cond_wait (&scan->taken, &scan->mutex);
  scan->n_waiting++;
  g_mutex_unlock (&scan->mutex);

  g_async_queue_push (scan->batches, batch);
}

static void
take_batch (Scan          *scan,
            SgLedgerBatch *batch)
{
  g_mutex_lock (&scan->mutex);
  scan->n_waiting--;
  g_cond_signal (&scan->taken);
  g_mutex_unlock (&scan->mutex);

  if (g_atomic_int_get (&scan->stopped))
    sg_ledger_batch_free (batch);
  else if (!scan->take (batch, scan->user_data))
    g_atomic_int_set (&scan->stopped, 1);
}

static void
hand_over (Worker *worker)
{
  SgLedgerBatch *batch = g_steal_pointer (&worker->batch);
  Scan *scan = worker->scan;

  if (scan->batches != NULL)
    push_batch (scan, batch);
  else if (!scan->take (batch, scan->user_data))
    g_atomic_int_set (&scan->stopped, 1);
  worker->batch = sg_ledger_batch_new ();
}

static void
found_cb (const SgRequest *request,
          SgSlice          record,
          gpointer         user_data)
{
  Worker *worker = user_data;

  sg_ledger_batch_add_request (worker->batch, request, record);
}

static void
noticed_cb (const SgTranscriptNotice *notice,
            gpointer                  user_data)
{
  Worker *worker = user_data;

  sg_ledger_batch_add_notice (worker->batch, notice);
}

static void
work (Worker *worker)
{
  Scan *scan = worker->scan;

  worker->batch = sg_ledger_batch_new ();
  worker->splitter = sg_transcript_splitter_new (found_cb, worker);
  worker->splitter->noticed = noticed_cb;

  while (!is_stopped (scan)) {
    guint index = (guint) g_atomic_int_add (&scan->next_job, 1);

    if (index >= scan->jobs->len)
      break;
    do_job (worker, &g_array_index (scan->jobs, SgTranscriptJob, index));
    if (sg_ledger_batch_get_n_rows (worker->batch) >= BATCH_ROWS)
      hand_over (worker);
  }
  hand_over (worker);

  worker->tally.n_requests = worker->splitter->n_requests;
  memcpy (worker->tally.n_unreadable, worker->splitter->n_unreadable, sizeof worker->tally.n_unreadable);
  g_clear_pointer (&worker->batch, sg_ledger_batch_free);
  g_clear_pointer (&worker->splitter, sg_transcript_splitter_free);
}

static gpointer
worker_thread (gpointer data)
{
  Worker *worker = data;

  work (worker);
  g_async_queue_push (worker->scan->batches, worker);

  return NULL;
}

static gboolean
is_worker (const Worker *workers,
           guint         n_workers,
           gconstpointer item)
{
  for (guint i = 0; i < n_workers; i++) {
    if (item == &workers[i])
      return TRUE;
  }

  return FALSE;
}

/* A worker that has ended puts itself into the queue, behind its last batch. */
static void
work_in_threads (Scan   *scan,
                 Worker *workers,
                 guint   n_workers)
{
  GThread **threads = g_newa (GThread *, n_workers);
  g_autoptr (SgTranscriptAhead) ahead = sg_transcript_ahead_start (scan->jobs, &scan->next_job);
  guint n_ended = 0;

  scan->batches = g_async_queue_new ();
  g_mutex_init (&scan->mutex);
  g_cond_init (&scan->taken);
  for (guint i = 0; i < n_workers; i++)
    threads[i] = g_thread_new ("transcripts", worker_thread, &workers[i]);

  while (n_ended < n_workers) {
    gpointer item = g_async_queue_pop (scan->batches);

    if (is_worker (workers, n_workers, item))
      n_ended++;
    else
      take_batch (scan, item);
  }

  for (guint i = 0; i < n_workers; i++)
    g_thread_join (threads[i]);
  g_clear_pointer (&scan->batches, g_async_queue_unref);
  g_mutex_clear (&scan->mutex);
  g_cond_clear (&scan->taken);
}

static int
compare_jobs (gconstpointer a,
              gconstpointer b)
{
  const SgTranscriptJob *first = a, *second = b;

  return first->file->size > second->file->size ? -1 : first->file->size < second->file->size;
}

/**
 * sg_transcript_scan:
 * @jobs: (element-type SgTranscriptJob): what to read; the order is changed
 * @n_threads: how many files are read at a time
 * @cancellable: (nullable):
 * @take: told of what was found, a batch at a time
 * @tally: (inout): added to
 *
 * Reads what is new in the files. A file that cannot be read is counted and
 * left; a last line that has no end yet is read again the next time.
 *
 * Returns: %FALSE when it was stopped before the end
 */
gboolean
sg_transcript_scan (GArray            *jobs,
                    guint              n_threads,
                    GCancellable      *cancellable,
                    SgTranscriptTake   take,
                    gpointer           user_data,
                    SgTranscriptTally *tally)
{
  Scan scan = { .jobs = jobs, .cancellable = cancellable, .take = take, .user_data = user_data, .n_done = &tally->n_done };
  guint n_workers = CLAMP (n_threads, 1, 16);
  g_autofree Worker *workers = g_new0 (Worker, n_workers);
  guint64 n_bytes = 0;

  for (guint i = 0; i < n_workers; i++)
    workers[i].scan = &scan;
  for (guint i = 0; i < jobs->len; i++) {
    const SgTranscriptJob *job = &g_array_index (jobs, SgTranscriptJob, i);

    n_bytes += job->file->size - MIN (job->known.offset, job->file->size);
  }
  g_array_sort (jobs, compare_jobs);
  g_atomic_pointer_add (&tally->n_ahead, (gssize) n_bytes);

  if (n_workers > 1 && n_bytes >= THREADS_WORTH_BYTES)
    work_in_threads (&scan, workers, n_workers);
  else
    work (&workers[0]);

  for (guint i = 0; i < n_workers; i++) {
    tally_add (tally, &workers[i].tally);
    sg_transcript_tally_clear (&workers[i].tally);
  }

  return !is_stopped (&scan);
}
