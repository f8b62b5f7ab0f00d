/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-fake-source.h"

#include "sg-error.h"

struct _SgFakeSource {
  SgSource   parent_instance;

  double     used_percent;
  GDateTime *resets_at;    /* (owned) (nullable) */
  int        error_code;   /* -1 for an answer */
  guint      n_asked;
  gboolean   complete;
};

G_DEFINE_FINAL_TYPE (SgFakeSource, sg_fake_source, SG_TYPE_SOURCE)

static void
sg_fake_source_read_async (SgSource           *source,
                           GDateTime          *now,
                           GCancellable       *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer            user_data)
{
  SgFakeSource *self = SG_FAKE_SOURCE (source);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  SgReading *reading;

  self->n_asked++;
  if (self->error_code >= 0) {
    g_task_return_new_error (task, SG_ERROR, self->error_code, "as told");
    return;
  }

  reading = sg_reading_new (sg_source_get_origin (source), now);
  reading->complete = self->complete;
  sg_reading_take_limit (reading, sg_limit_new ("session", SG_LIMIT_SESSION, NULL, self->used_percent, self->resets_at,
                                                sg_source_get_origin (source), now));
  g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
}

static SgReading *
sg_fake_source_read_finish (SgSource     *source,
                            GAsyncResult *result,
                            GError      **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sg_fake_source_finalize (GObject *object)
{
  SgFakeSource *self = SG_FAKE_SOURCE (object);

  g_clear_pointer (&self->resets_at, g_date_time_unref);

  G_OBJECT_CLASS (sg_fake_source_parent_class)->finalize (object);
}

static void
sg_fake_source_class_init (SgFakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_fake_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_fake_source_read_async;
  SG_SOURCE_CLASS (klass)->read_finish = sg_fake_source_read_finish;
}

static void
sg_fake_source_init (SgFakeSource *self)
{
  self->error_code = -1;
}

SgFakeSource *
sg_fake_source_new (const char *id,
                    SgOrigin    origin,
                    guint       interval_seconds,
                    guint       gap_seconds)
{
  return g_object_new (SG_TYPE_FAKE_SOURCE, "id", id, "origin", origin, "interval-seconds", interval_seconds,
                       "gap-seconds", gap_seconds, NULL);
}

void
sg_fake_source_say (SgFakeSource *self,
                    double        used_percent,
                    GDateTime    *resets_at)
{
  self->error_code = -1;
  self->used_percent = used_percent;
  g_clear_pointer (&self->resets_at, g_date_time_unref);
  self->resets_at = resets_at ? g_date_time_ref (resets_at) : NULL;
}

/* Whether it says all the limits there are; at first it does not. */
void
sg_fake_source_set_complete (SgFakeSource *self,
                             gboolean      complete)
{
  self->complete = complete;
}

void
sg_fake_source_fail (SgFakeSource *self,
                     int           error_code)
{
  self->error_code = error_code;
}

guint
sg_fake_source_get_n_asked (SgFakeSource *self)
{
  return self->n_asked;
}
