/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-pace-maker-source.h"

#include "sg-error.h"
#include "sg-file-watch.h"
#include "sg-pace-maker-db.h"

/* A safety net: no event comes from network folders, nor from behind a link. */
#define INTERVAL_SECONDS 300

/**
 * SgPaceMakerSource:
 *
 * The usage endpoint's last answer as Claude Pace Maker keeps it, and, as the
 * time before which the server wants no call, what it knows of penalties and polls;
 * and what it does with it: whether and how it delays the sessions of this machine.
 */
struct _SgPaceMakerSource {
  SgSource     parent_instance;

  char        *folder;
  char        *watched_path;   /* (owned) (nullable) */
  SgFileWatch *db_watch;       /* (owned) (nullable) */
  SgFileWatch *wal_watch;      /* (owned) (nullable): where the news is until it is written back */
  SgReading   *last;           /* (owned) (nullable): the last answer of the server, not of its own reckoning */
  gboolean     is_told;        /* that it changed; once is enough until it is read again */
};

G_DEFINE_FINAL_TYPE (SgPaceMakerSource, sg_pace_maker_source, SG_TYPE_SOURCE)

/* Goes into the worker and comes back from it. */
typedef struct {
  char              *folder;
  GDateTime         *now;
  char              *path;     /* (owned) (nullable) */
  SgPaceMakerConfig  config;
  SgPaceMakerRecord *record;   /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_free (job->folder);
  g_date_time_unref (job->now);
  g_free (job->path);
  sg_pace_maker_config_clear (&job->config);
  g_clear_pointer (&job->record, sg_pace_maker_record_free);
  g_free (job);
}

static void
work (GTask        *task,
      gpointer      source_object,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (!g_file_test (job->folder, G_FILE_TEST_IS_DIR)) {
    g_task_return_new_error (task, SG_ERROR, SG_ERROR_NOT_FOUND, "%s is not there", job->folder);
    return;
  }

  sg_pace_maker_db_configure (job->folder, &job->config);
  job->path = sg_pace_maker_db_find (job->folder, &job->config);
  job->record = sg_pace_maker_db_read (job->path, &error);
  if (job->record == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
file_changed_cb (SgPaceMakerSource *self)
{
  if (self->is_told)
    return;

  self->is_told = TRUE;
  sg_source_changed (SG_SOURCE (self));
}

static SgFileWatch *
watch (SgPaceMakerSource *self,
       const char        *path)
{
  SgFileWatch *file_watch = sg_file_watch_new (path);

  g_signal_connect_object (file_watch, "changed", G_CALLBACK (file_changed_cb), self, G_CONNECT_SWAPPED);

  return file_watch;
}

static void
watch_database (SgPaceMakerSource *self,
                const char        *path)
{
  g_autofree char *wal_path = g_strconcat (path, "-wal", NULL);

  if (g_strcmp0 (self->watched_path, path) == 0)
    return;

  g_free (self->watched_path);
  self->watched_path = g_strdup (path);
  g_clear_object (&self->db_watch);
  g_clear_object (&self->wal_watch);
  self->db_watch = watch (self, path);
  self->wal_watch = watch (self, wal_path);
}

static char *
describe (const Job *job,
          GDateTime *not_before)
{
  g_autoptr (GString) text = g_string_new (job->path);
  const SgPaceMakerRecord *record = job->record;

  if (record->is_in_fallback)
    g_string_append (text, ": it reckons by itself now (fallback); those numbers are not used");
  else if (record->reading == NULL)
    g_string_append (text, ": no answer of the server kept");
  if (record->decided_at != NULL) {
    g_autofree char *decided = g_date_time_format_iso8601 (record->decided_at);

    g_string_append_printf (text, "; its last decision, of %s: a delay of %u s", decided, record->delay_seconds);
  }
  if (not_before != NULL && g_date_time_compare (not_before, job->now) > 0) {
    g_autofree char *until = g_date_time_format_iso8601 (not_before);

    g_string_append_printf (text, "; the server is left alone until %s", until);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
keep (SgPaceMakerSource *self,
      Job               *job)
{
  g_autoptr (GDateTime) not_before = sg_pace_maker_record_dup_not_before (job->record, job->now);
  g_autofree char *detail = describe (job, not_before);

  sg_source_set_not_before (SG_SOURCE (self), not_before);
  sg_source_set_detail (SG_SOURCE (self), detail);
  if (job->record->reading != NULL) {
    g_clear_pointer (&self->last, sg_reading_unref);
    self->last = sg_reading_ref (job->record->reading);
  }
}

/* The limits as the server told them, whenever that was; the pacing as it is now. */
static SgReading *
make_reading (SgPaceMakerSource *self,
              const Job         *job)
{
  SgReading *reading = self->last ? sg_reading_copy (self->last) : sg_reading_new (SG_ORIGIN_PACE_MAKER, job->now);

  reading->pacing = sg_pace_maker_record_dup_pacing (job->record, &job->config, job->now);

  return reading;
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgPaceMakerSource *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (g_error_matches (error, SG_ERROR, SG_ERROR_NOT_FOUND))
    sg_source_retract (SG_SOURCE (self));
  if (job->path != NULL)
    watch_database (self, job->path);
  if (job->record != NULL)
    keep (self, job);
  if (error == NULL && job->record->problem != NULL) {
    error = g_steal_pointer (&job->record->problem);
    g_prefix_error (&error, "%s: ", job->path);
  }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, make_reading (self, job), (GDestroyNotify) sg_reading_unref);
}

/* The worker's task holds no object: the last reference may be dropped over there. */
static void
sg_pace_maker_source_read_async (SgSource           *source,
                                 GDateTime          *now,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  SgPaceMakerSource *self = SG_PACE_MAKER_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work_task = g_task_new (NULL, cancellable, worked_cb, task);
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (self->folder);
  job->now = g_date_time_ref (now);
  self->is_told = FALSE;

  g_task_set_source_tag (task, sg_pace_maker_source_read_async);
  g_task_set_task_data (work_task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (work_task, work);
}

static void
sg_pace_maker_source_finalize (GObject *object)
{
  SgPaceMakerSource *self = SG_PACE_MAKER_SOURCE (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->watched_path, g_free);
  g_clear_object (&self->db_watch);
  g_clear_object (&self->wal_watch);
  g_clear_pointer (&self->last, sg_reading_unref);

  G_OBJECT_CLASS (sg_pace_maker_source_parent_class)->finalize (object);
}

static void
sg_pace_maker_source_class_init (SgPaceMakerSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_pace_maker_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_pace_maker_source_read_async;
}

static void
sg_pace_maker_source_init (SgPaceMakerSource *self)
{
}

/**
 * sg_pace_maker_source_new:
 * @folder: Pace Maker's own, `~/.claude-pace-maker`; it need not be there
 *
 * Returns: (transfer full): the source `pace-maker`; it watches the database from now on
 */
SgSource *
sg_pace_maker_source_new (const char *folder)
{
  SgPaceMakerSource *self = g_object_new (SG_TYPE_PACE_MAKER_SOURCE,
                                          "id", "pace-maker",
                                          "origin", SG_ORIGIN_PACE_MAKER,
                                          "interval-seconds", INTERVAL_SECONDS,
                                          NULL);
  g_autofree char *path = g_build_filename (folder, "usage.db", NULL);

  self->folder = g_strdup (folder);
  self->db_watch = watch (self, path);

  return SG_SOURCE (self);
}
