/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-file-source.h"

/**
 * SgFileSource:
 *
 * A source of this machine's files: a worker reads them, and however often they
 * are written it is told once until they are read again.
 */
typedef struct {
  gboolean is_told;
} SgFileSourcePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SgFileSource, sg_file_source, SG_TYPE_SOURCE)

/* Goes into the worker, which holds no object: the last reference may be dropped over there. */
typedef struct {
  SgFileSourceClass *klass;
  gpointer           job;
} Work;

static void
work_free (Work *work)
{
  work->klass->free_job (work->job);
  g_free (work);
}

static void
work_cb (GTask        *task,
         gpointer      source_object,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Work *work = task_data;

  work->klass->work (work->job);
  g_task_return_boolean (task, TRUE);
}

static void
worked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  SgFileSource *self = g_task_get_source_object (task);
  Work *work = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  SgReading *reading;

  if (g_task_return_error_if_cancelled (task))
    return;

  reading = work->klass->end (self, work->job, &error);
  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
  else
    g_task_return_error (task, error);
}

static void
sg_file_source_read_async (SgSource           *source,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  SgFileSource *self = SG_FILE_SOURCE (source);
  SgFileSourcePrivate *priv = sg_file_source_get_instance_private (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) work_task = g_task_new (NULL, NULL, worked_cb, task);
  Work *work = g_new0 (Work, 1);

  priv->is_told = FALSE;
  work->klass = SG_FILE_SOURCE_GET_CLASS (self);
  work->job = work->klass->new_job (self, now);

  g_task_set_source_tag (task, sg_file_source_read_async);
  g_task_set_task_data (work_task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (work_task, work_cb);
}

static void
sg_file_source_class_init (SgFileSourceClass *klass)
{
  SG_SOURCE_CLASS (klass)->read_async = sg_file_source_read_async;
}

static void
sg_file_source_init (SgFileSource *self)
{
}

/**
 * sg_file_source_changed:
 *
 * A file was written. Emits #SgSource::changed, once until it is read again.
 */
void
sg_file_source_changed (SgFileSource *self)
{
  SgFileSourcePrivate *priv = sg_file_source_get_instance_private (self);

  g_return_if_fail (SG_IS_FILE_SOURCE (self));

  if (priv->is_told)
    return;

  priv->is_told = TRUE;
  sg_source_changed (SG_SOURCE (self));
}
