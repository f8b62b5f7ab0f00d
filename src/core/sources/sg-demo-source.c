/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-demo-source.h"

#include "sg-error.h"
#include "sg-sample.h"

/**
 * SgDemoSource:
 *
 * One of a sample's sources: it answers, fails or keeps silent as its status there says.
 */
struct _SgDemoSource {
  SgSource        parent_instance;

  char           *sample;   /* (owned) */
  SgSourceStatus *status;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgDemoSource, sg_demo_source, SG_TYPE_SOURCE)

static void
sg_demo_source_finalize (GObject *object)
{
  SgDemoSource *self = SG_DEMO_SOURCE (object);

  g_clear_pointer (&self->sample, g_free);
  g_clear_pointer (&self->status, sg_source_status_free);

  G_OBJECT_CLASS (sg_demo_source_parent_class)->finalize (object);
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_task_return_error_if_cancelled (user_data);
}

static void
stay_silent (GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL)
    g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (task), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nobody could end the wait");
}

static void
sg_demo_source_read_async (SgSource           *source,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  SgDemoSource *self = SG_DEMO_SOURCE (source);
  const SgSourceStatus *status = self->status;
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, sg_demo_source_read_async);
  if (status->state == SG_SOURCE_STARTING)
    stay_silent (task);
  else if (status->error_code != SG_SOURCE_NO_ERROR)
    g_task_return_new_error (task, SG_ERROR, status->error_code, "%s", status->detail);
  else
    g_task_return_pointer (task, sg_sample_reading (self->sample, now), (GDestroyNotify) sg_reading_unref);
}

static void
sg_demo_source_class_init (SgDemoSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_demo_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_demo_source_read_async;
}

static void
sg_demo_source_init (SgDemoSource *self)
{
}

/**
 * sg_demo_source_new:
 * @sample: one of sg_sample_dup_names()
 * @status: one of sg_sample_statuses()
 */
SgSource *
sg_demo_source_new (const char           *sample,
                    const SgSourceStatus *status)
{
  SgDemoSource *self = g_object_new (SG_TYPE_DEMO_SOURCE, "id", status->id, "origin", status->origin, NULL);

  self->sample = g_strdup (sample);
  self->status = sg_source_status_copy (status);

  return SG_SOURCE (self);
}
