/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-claude-cache-source.h"

#include <unistd.h>

#include "sg-claude-json.h"
#include "sg-file-watch.h"
#include "sg-time.h"
#include "sg-whole-file.h"

/* A safety net: no event comes from network folders, nor from behind a link. */
#define INTERVAL_SECONDS 300

/**
 * SgClaudeCacheSource:
 *
 * The usage endpoint's last answer as Claude Code keeps it in `.claude.json`:
 * limits without network and without a token.
 */
struct _SgClaudeCacheSource {
  SgFileSource parent_instance;

  char        *path;
  SgFileWatch *watch;
  SgFileStamp  stamp;
  SgReading   *last;        /* (owned) (nullable): what the file of @stamp said */
};

G_DEFINE_FINAL_TYPE (SgClaudeCacheSource, sg_claude_cache_source, SG_TYPE_FILE_SOURCE)

/* Goes into the worker and comes back from it. */
typedef struct {
  char       *path;
  SgFileStamp stamp;
  gboolean    is_known;     /* the file still has @stamp, as when it was last read */
  SgReading  *reading;      /* (owned) (nullable) */
  GError     *error;        /* (owned) (nullable) */
} Job;

static void
sg_claude_cache_source_free_job (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_clear_pointer (&job->reading, sg_reading_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static SgReading *
parse (int                fd,
       const char        *path,
       const SgFileStamp *stamp,
       GError           **error)
{
  g_autoptr (GDateTime) written_at = sg_time_from_unix_ms (stamp->modified_ns / 1000000);
  g_autoptr (GDateTime) epoch = g_date_time_new_from_unix_utc (0);
  g_autofree char *text = NULL;
  SgReading *reading;
  gsize length;

  text = sg_whole_file_read (fd, path, SG_CLAUDE_JSON_MAX_BYTES, &length, error);
  if (text == NULL)
    return NULL;

  reading = sg_claude_json_parse (text, length, written_at ? written_at : epoch, error);
  if (reading == NULL)
    g_prefix_error (error, "%s: ", path);

  return reading;
}

static void
sg_claude_cache_source_work (gpointer data)
{
  Job *job = data;
  SgFileStamp known = job->stamp;
  int fd = sg_whole_file_open (job->path, SG_CLAUDE_JSON_MAX_BYTES, &job->stamp, &job->error);

  if (fd < 0)
    return;

  job->is_known = sg_file_stamp_equal (&known, &job->stamp);
  if (!job->is_known)
    job->reading = parse (fd, job->path, &job->stamp, &job->error);
  close (fd);
}

static void
keep (SgClaudeCacheSource *self,
      Job                 *job)
{
  g_autofree char *detail = NULL;

  g_clear_pointer (&self->last, sg_reading_unref);
  self->last = g_steal_pointer (&job->reading);
  self->stamp = job->stamp;

  detail = g_strdup_printf (self->last->limits ? "%s" : "%s: the account, but no answer of its own", self->path);
  sg_source_set_detail (SG_SOURCE (self), detail);
}

static SgReading *
sg_claude_cache_source_end (SgFileSource *source,
                            gpointer      data,
                            GError      **error)
{
  SgClaudeCacheSource *self = SG_CLAUDE_CACHE_SOURCE (source);
  Job *job = data;

  if (job->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&job->error));
    return NULL;
  }
  if (!job->is_known)
    keep (self, job);

  return sg_reading_ref (self->last);
}

static gpointer
sg_claude_cache_source_new_job (SgFileSource *source,
                                GDateTime    *now)
{
  SgClaudeCacheSource *self = SG_CLAUDE_CACHE_SOURCE (source);
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (self->path);
  if (self->last != NULL)
    job->stamp = self->stamp;

  return job;
}

static void
sg_claude_cache_source_finalize (GObject *object)
{
  SgClaudeCacheSource *self = SG_CLAUDE_CACHE_SOURCE (object);

  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->watch);
  g_clear_pointer (&self->last, sg_reading_unref);

  G_OBJECT_CLASS (sg_claude_cache_source_parent_class)->finalize (object);
}

static void
sg_claude_cache_source_class_init (SgClaudeCacheSourceClass *klass)
{
  SgFileSourceClass *file_source_class = SG_FILE_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_claude_cache_source_finalize;
  file_source_class->new_job = sg_claude_cache_source_new_job;
  file_source_class->free_job = sg_claude_cache_source_free_job;
  file_source_class->work = sg_claude_cache_source_work;
  file_source_class->end = sg_claude_cache_source_end;
}

static void
sg_claude_cache_source_init (SgClaudeCacheSource *self)
{
}

/**
 * sg_claude_cache_source_new:
 * @global_path: where Claude Code's `.claude.json` would be
 *
 * Returns: (transfer full): the source `claude-cache`; it watches @global_path from now on
 */
SgSource *
sg_claude_cache_source_new (const char *global_path)
{
  SgClaudeCacheSource *self = g_object_new (SG_TYPE_CLAUDE_CACHE_SOURCE,
                                            "id", "claude-cache",
                                            "origin", SG_ORIGIN_CLAUDE_CACHE,
                                            "interval-seconds", INTERVAL_SECONDS,
                                            NULL);

  self->path = g_strdup (global_path);
  self->watch = sg_file_watch_new (global_path);
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (sg_file_source_changed), self, G_CONNECT_SWAPPED);

  return SG_SOURCE (self);
}
