/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-player.h"

#define STEPS_PER_SECOND 4

struct _SgPlayer {
  GObject         parent_instance;

  SgClock        *clock;     /* (owned) */
  SgReplaySource *source;    /* (owned) */
  GDateTime      *end;       /* (owned) */
  guint           speed;
  guint           timer_id;
};

enum { MOVED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgPlayer, sg_player, G_TYPE_OBJECT)

static void
sg_player_finalize (GObject *object)
{
  SgPlayer *self = SG_PLAYER (object);

  g_clear_object (&self->clock);
  g_clear_object (&self->source);
  g_clear_pointer (&self->end, g_date_time_unref);
  g_clear_handle_id (&self->timer_id, g_source_remove);

  G_OBJECT_CLASS (sg_player_parent_class)->finalize (object);
}

static void
sg_player_class_init (SgPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_player_finalize;

  signals[MOVED] = g_signal_new ("moved", SG_TYPE_PLAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sg_player_init (SgPlayer *self)
{
}

/**
 * sg_player_new:
 * @clock: made by sg_clock_new_at(), at the start of the recording
 * @speed: how many seconds of the recording pass in one
 */
SgPlayer *
sg_player_new (SgClock        *clock,
               SgReplaySource *source,
               guint           speed)
{
  SgPlayer *self = g_object_new (SG_TYPE_PLAYER, NULL);

  self->clock = g_object_ref (clock);
  self->source = g_object_ref (source);
  self->end = sg_recording_dup_end (sg_replay_source_get_recording (source));
  self->speed = CLAMP (speed, 1, SG_PLAYER_MOST_SPEED);

  return self;
}

/**
 * sg_player_step:
 *
 * Plays a fraction of a second.
 *
 * Returns: %FALSE at the end of the recording, where the clock stays
 */
gboolean
sg_player_step (SgPlayer *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  GTimeSpan left = g_date_time_difference (self->end, now);
  GTimeSpan step = self->speed * (G_TIME_SPAN_SECOND / STEPS_PER_SECOND);

  if (left <= 0)
    return FALSE;

  sg_clock_advance (self->clock, MIN (step, left));
  sg_source_changed (SG_SOURCE (self->source));
  g_signal_emit (self, signals[MOVED], 0);

  return left > step;
}

static gboolean
timer_cb (gpointer user_data)
{
  SgPlayer *self = user_data;

  if (sg_player_step (self))
    return G_SOURCE_CONTINUE;

  self->timer_id = 0;

  return G_SOURCE_REMOVE;
}

void
sg_player_start (SgPlayer *self)
{
  g_return_if_fail (SG_IS_PLAYER (self));

  if (self->timer_id == 0)
    self->timer_id = g_timeout_add (1000 / STEPS_PER_SECOND, timer_cb, self);
}
