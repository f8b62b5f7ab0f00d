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
  SgSource       parent_instance;

  char          *spool_folder;   /* (owned) */
  GHashTable    *owners;         /* (owned) (nullable) (element-type utf8 utf8) */
  SgFolderWatch *watch;          /* (owned) */
  gboolean       is_told;        /* that it changed; once is enough until it is read again */
};

G_DEFINE_FINAL_TYPE (SgStatuslineSource, sg_statusline_source, SG_TYPE_SOURCE)

/* Goes into the worker. */
typedef struct {
  char       *spool_folder;
  GHashTable *owners;
  GDateTime  *now;
} Job;

static void
job_free (Job *job)
{
  g_free (job->spool_folder);
  g_clear_pointer (&job->owners, g_hash_table_unref);
  g_date_time_unref (job->now);
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
  SgReading *reading = sg_statusline_spool_read (job->spool_folder, job->owners, job->now, &error);

  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgStatuslineSource *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  SgReading *reading = g_task_propagate_pointer (G_TASK (result), &error);
  const char *problem = sg_folder_watch_get_problem (self->watch);
  g_autofree char *detail = g_strdup_printf ("%s%s%s", self->spool_folder, problem ? "; " : "", problem ? problem : "");

  if (reading == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  sg_source_set_detail (SG_SOURCE (self), detail);
  g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
}

/* The worker's task holds no object: the last reference may be dropped over there. */
static void
sg_statusline_source_read_async (SgSource           *source,
                                 GDateTime          *now,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data)
{
  SgStatuslineSource *self = SG_STATUSLINE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work_task = g_task_new (NULL, cancellable, worked_cb, task);
  Job *job = g_new0 (Job, 1);

  job->spool_folder = g_strdup (self->spool_folder);
  job->owners = self->owners ? g_hash_table_ref (self->owners) : NULL;
  job->now = g_date_time_ref (now);
  self->is_told = FALSE;

  g_task_set_source_tag (task, sg_statusline_source_read_async);
  g_task_set_task_data (work_task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (work_task, work);
}

static void
folder_changed_cb (SgStatuslineSource *self)
{
  g_autoptr (GPtrArray) changed = sg_folder_watch_take_changed (self->watch);

  if (self->is_told)
    return;

  self->is_told = TRUE;
  sg_source_changed (SG_SOURCE (self));
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
  G_OBJECT_CLASS (klass)->finalize = sg_statusline_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_statusline_source_read_async;
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
