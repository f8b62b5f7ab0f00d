/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-statusline-source.h"

#include "sg-folder-watch.h"
#include "sg-statusline-spool-read.h"

/* A safety net: no event comes from network folders. */
#define INTERVAL_SECONDS 300

/**
 * SgStatuslineSource:
 *
 * The two windows Claude Code hands to its status line, as sandglass-statusline
 * keeps them: limits without network and without a token, while Claude Code works.
 */
struct _SgStatuslineSource {
  SgFileSource   parent_instance;

  char          *spool_folder;   /* (owned) */
  GHashTable    *owners;         /* (owned) (nullable) (element-type utf8 utf8) */
  SgFolderWatch *watch;          /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgStatuslineSource, sg_statusline_source, SG_TYPE_FILE_SOURCE)

/* Goes into the worker and comes back from it. */
typedef struct {
  char       *spool_folder;
  GHashTable *owners;
  GDateTime  *now;
  SgReading  *reading;       /* (owned) (nullable) */
  GError     *error;         /* (owned) (nullable) */
} Job;

static void
sg_statusline_source_free_job (gpointer data)
{
  Job *job = data;

  g_free (job->spool_folder);
  g_clear_pointer (&job->owners, g_hash_table_unref);
  g_date_time_unref (job->now);
  g_clear_pointer (&job->reading, sg_reading_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static void
sg_statusline_source_work (gpointer data)
{
  Job *job = data;

  job->reading = sg_statusline_spool_read (job->spool_folder, job->owners, job->now, &job->error);
}

static SgReading *
sg_statusline_source_end (SgFileSource *source,
                          gpointer      data,
                          GError      **error)
{
  SgStatuslineSource *self = SG_STATUSLINE_SOURCE (source);
  Job *job = data;
  const char *problem = sg_folder_watch_get_problem (self->watch);
  g_autofree char *detail = g_strdup_printf ("%s%s%s", self->spool_folder, problem ? "; " : "", problem ? problem : "");

  if (job->reading == NULL) {
    g_propagate_error (error, g_steal_pointer (&job->error));
    return NULL;
  }

  sg_source_set_detail (SG_SOURCE (self), detail);

  return g_steal_pointer (&job->reading);
}

static gpointer
sg_statusline_source_new_job (SgFileSource *source,
                              GDateTime    *now)
{
  SgStatuslineSource *self = SG_STATUSLINE_SOURCE (source);
  Job *job = g_new0 (Job, 1);

  job->spool_folder = g_strdup (self->spool_folder);
  job->owners = self->owners ? g_hash_table_ref (self->owners) : NULL;
  job->now = g_date_time_ref (now);

  return job;
}

static void
folder_changed_cb (SgStatuslineSource *self)
{
  g_autoptr (GPtrArray) changed = sg_folder_watch_take_changed (self->watch);

  sg_file_source_changed (SG_FILE_SOURCE (self));
}

static void
sg_statusline_source_finalize (GObject *object)
{
  SgStatuslineSource *self = SG_STATUSLINE_SOURCE (object);

  g_clear_pointer (&self->spool_folder, g_free);
  g_clear_pointer (&self->owners, g_hash_table_unref);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (sg_statusline_source_parent_class)->finalize (object);
}

static void
sg_statusline_source_class_init (SgStatuslineSourceClass *klass)
{
  SgFileSourceClass *file_source_class = SG_FILE_SOURCE_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sg_statusline_source_finalize;
  file_source_class->new_job = sg_statusline_source_new_job;
  file_source_class->free_job = sg_statusline_source_free_job;
  file_source_class->work = sg_statusline_source_work;
  file_source_class->end = sg_statusline_source_end;
}

static void
sg_statusline_source_init (SgStatuslineSource *self)
{
}

/**
 * sg_statusline_source_new:
 * @spool_folder: where sandglass-statusline writes; it need not exist
 *
 * Returns: (transfer full): the source `statusline`; it watches @spool_folder from now on
 */
SgSource *
sg_statusline_source_new (const char *spool_folder)
{
  const char *const roots[] = { spool_folder, NULL };
  SgStatuslineSource *self = g_object_new (SG_TYPE_STATUSLINE_SOURCE,
                                           "id", "statusline",
                                           "origin", SG_ORIGIN_STATUSLINE,
                                           "interval-seconds", INTERVAL_SECONDS,
                                           NULL);

  self->spool_folder = g_strdup (spool_folder);
  self->watch = sg_folder_watch_new (roots, ".json");
  g_signal_connect_object (self->watch, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);

  return SG_SOURCE (self);
}

/**
 * sg_statusline_source_set_owners:
 * @owners: (nullable) (element-type utf8 utf8): as for sg_statusline_spool_read(); it never changes
 *
 * Before it is first asked.
 */
void
sg_statusline_source_set_owners (SgStatuslineSource *self,
                                 GHashTable         *owners)
{
  g_return_if_fail (SG_IS_STATUSLINE_SOURCE (self));

  g_clear_pointer (&self->owners, g_hash_table_unref);
  self->owners = owners ? g_hash_table_ref (owners) : NULL;
}
