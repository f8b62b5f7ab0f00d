/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-replay-source.h"

/**
 * SgReplaySource:
 *
 * Says what a recording has for the time at which it is asked.
 */
struct _SgReplaySource {
  SgSource     parent_instance;

  SgRecording *recording;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (SgReplaySource, sg_replay_source, SG_TYPE_SOURCE)

static void
sg_replay_source_finalize (GObject *object)
{
  g_clear_pointer (&SG_REPLAY_SOURCE (object)->recording, sg_recording_free);

  G_OBJECT_CLASS (sg_replay_source_parent_class)->finalize (object);
}

static void
sg_replay_source_read_async (SgSource           *source,
                             GDateTime          *now,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);
  SgReading *reading = sg_reading_new (SG_ORIGIN_RECORDING, now);

  g_task_set_source_tag (task, sg_replay_source_read_async);
  reading->limits = sg_recording_dup_limits (SG_REPLAY_SOURCE (source)->recording, now);
  g_task_return_pointer (task, reading, (GDestroyNotify) sg_reading_unref);
}

static void
sg_replay_source_class_init (SgReplaySourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_replay_source_finalize;
  SG_SOURCE_CLASS (klass)->read_async = sg_replay_source_read_async;
}

static void
sg_replay_source_init (SgReplaySource *self)
{
}

/**
 * sg_replay_source_new:
 * @recording: (transfer full):
 *
 * Returns: (transfer full): the source `replay`; whoever moves the clock tells it so with sg_source_changed()
 */
SgSource *
sg_replay_source_new (SgRecording *recording)
{
  SgReplaySource *self = g_object_new (SG_TYPE_REPLAY_SOURCE, "id", "replay", "origin", SG_ORIGIN_RECORDING, NULL);

  self->recording = recording;

  return SG_SOURCE (self);
}

const SgRecording *
sg_replay_source_get_recording (SgReplaySource *self)
{
  return self->recording;
}
