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
  SgFileSource parent_instance;

  char        *folder;
  char        *watched_path;   /* (owned) (nullable) */
  SgFileWatch *db_watch;       /* (owned) (nullable) */
  SgFileWatch *wal_watch;      /* (owned) (nullable): where the news is until it is written back */
  SgReading   *last;           /* (owned) (nullable): the last answer of the server, not of its own reckoning */
};

G_DEFINE_FINAL_TYPE (SgPaceMakerSource, sg_pace_maker_source, SG_TYPE_FILE_SOURCE)

/* Goes into the worker and comes back from it. */
typedef struct {
  char              *folder;
  GDateTime         *now;
  SgPaceMakerConfig  config;
  char              *path;     /* (owned) (nullable) */
  SgPaceMakerRecord *record;   /* (owned) (nullable) */
  GError            *error;    /* (owned) (nullable) */
} Job;

static void
sg_pace_maker_source_free_job (gpointer data)
{
  Job *job = data;

  g_free (job->folder);
  g_date_time_unref (job->now);
  sg_pace_maker_config_clear (&job->config);
  g_free (job->path);
  g_clear_pointer (&job->record, sg_pace_maker_record_free);
  g_clear_error (&job->error);
  g_free (job);
}

static void
sg_pace_maker_source_work (gpointer data)
{
  Job *job = data;

  if (!g_file_test (job->folder, G_FILE_TEST_IS_DIR)) {
    g_set_error (&job->error, SG_ERROR, SG_ERROR_NOT_FOUND, "%s is not there", job->folder);
    return;
  }

  sg_pace_maker_db_configure (job->folder, &job->config);
  job->path = sg_pace_maker_db_find (job->folder, &job->config);
  job->record = sg_pace_maker_db_read (job->path, &job->error);
}

static SgFileWatch *
watch (SgPaceMakerSource *self,
       const char        *path)
{
  SgFileWatch *file_watch = sg_file_watch_new (path);

  g_signal_connect_object (file_watch, "changed", G_CALLBACK (sg_file_source_changed), self, G_CONNECT_SWAPPED);

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

static SgReading *
sg_pace_maker_source_end (SgFileSource *source,
                          gpointer      data,
                          GError      **error)
{
  SgPaceMakerSource *self = SG_PACE_MAKER_SOURCE (source);
  Job *job = data;

  if (g_error_matches (job->error, SG_ERROR, SG_ERROR_NOT_FOUND))
    sg_source_retract (SG_SOURCE (self));
  if (job->path != NULL)
    watch_database (self, job->path);
  if (job->record != NULL)
    keep (self, job);
  if (job->error == NULL && job->record->problem != NULL) {
    job->error = g_steal_pointer (&job->record->problem);
    g_prefix_error (&job->error, "%s: ", job->path);
  }

  if (job->error != NULL) {
    g_propagate_error (error, g_steal_pointer (&job->error));
    return NULL;
  }

  return make_reading (self, job);
}

static gpointer
sg_pace_maker_source_new_job (SgFileSource *source,
                              GDateTime    *now)
{
  Job *job = g_new0 (Job, 1);

  job->folder = g_strdup (SG_PACE_MAKER_SOURCE (source)->folder);
  job->now = g_date_time_ref (now);

  return job;
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
  SgFileSourceClass *file_source_class = SG_FILE_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_pace_maker_source_finalize;
  file_source_class->new_job = sg_pace_maker_source_new_job;
  file_source_class->free_job = sg_pace_maker_source_free_job;
  file_source_class->work = sg_pace_maker_source_work;
  file_source_class->end = sg_pace_maker_source_end;
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
