/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-refresher.h"

#include "sg-clock-watch.h"
#include "sg-neighbour.h"
#include "sg-timetable.h"

/* A step of the clock below this is a correction. */
#define JUMP_SPAN (30 * G_TIME_SPAN_SECOND)

struct _SgRefresher {
  GObject       parent_instance;

  SgClock      *clock;         /* (owned) */
  SgTimetable  *timetable;     /* (owned) */
  GCancellable *cancellable;   /* (owned) */
  guint         timer_id;
  guint         clock_watch_id;
  gint64        clock_offset;  /* of the clock's time from what has elapsed, in microseconds */
  gint64        slept;         /* microseconds in suspend, when last looked at */
};

enum { ANSWERED, CHANGED, CLOCK_JUMPED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgRefresher, sg_refresher, G_TYPE_OBJECT)

static void
sg_refresher_dispose (GObject *object)
{
  SgRefresher *self = SG_REFRESHER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_handle_id (&self->clock_watch_id, g_source_remove);

  G_OBJECT_CLASS (sg_refresher_parent_class)->dispose (object);
}

static void
sg_refresher_finalize (GObject *object)
{
  SgRefresher *self = SG_REFRESHER (object);

  g_clear_object (&self->clock);
  g_clear_pointer (&self->timetable, sg_timetable_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sg_refresher_parent_class)->finalize (object);
}

static void
sg_refresher_class_init (SgRefresherClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sg_refresher_dispose;
  object_class->finalize = sg_refresher_finalize;

  signals[ANSWERED] = g_signal_new ("answered", SG_TYPE_REFRESHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 2, SG_TYPE_SOURCE, G_TYPE_POINTER);
  signals[CHANGED] = g_signal_new ("changed", SG_TYPE_REFRESHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[CLOCK_JUMPED] = g_signal_new ("clock-jumped", SG_TYPE_REFRESHER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
sg_refresher_init (SgRefresher *self)
{
  self->cancellable = g_cancellable_new ();
}

static gint64
offset_at (SgRefresher *self,
           GDateTime   *now)
{
  return g_date_time_to_unix (now) * G_USEC_PER_SEC + g_date_time_get_microsecond (now) -
         sg_clock_get_elapsed (self->clock);
}

static gboolean
clock_watch_cb (gpointer user_data)
{
  sg_refresher_run (SG_REFRESHER (user_data));

  return G_SOURCE_CONTINUE;
}

SgRefresher *
sg_refresher_new (SgClock     *clock,
                  SgStateFile *state)
{
  SgRefresher *self = g_object_new (SG_TYPE_REFRESHER, NULL);
  g_autoptr (GDateTime) now = sg_clock_now (clock);

  self->clock = g_object_ref (clock);
  self->timetable = sg_timetable_new (state);
  self->clock_offset = offset_at (self, now);
  self->slept = sg_clock_get_slept (clock);
  self->clock_watch_id = sg_clock_watch_add (clock_watch_cb, self);

  return self;
}

/* The time, and what it means if somebody has set the clock or the machine has slept. */
static GDateTime *
look_at_clock (SgRefresher *self)
{
  GDateTime *now = sg_clock_now (self->clock);
  gint64 offset = offset_at (self, now);
  gint64 slept = sg_clock_get_slept (self->clock);
  GTimeSpan set_by = offset - self->clock_offset;
  gboolean was_set = ABS (set_by) >= JUMP_SPAN;
  gboolean has_slept = slept - self->slept >= JUMP_SPAN;

  if (!was_set && !has_slept)
    return now;

  self->slept = slept;
  if (was_set) {
    self->clock_offset = offset;
    sg_timetable_shift (self->timetable, set_by);
  }
  if (has_slept)
    sg_timetable_put_off_network (self->timetable, now);
  sg_timetable_want_local (self->timetable, now);
  sg_timetable_want_server (self->timetable, NULL, now);
  g_signal_emit (self, signals[CLOCK_JUMPED], 0);

  return now;
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SgRefresher) self = user_data;
  SgSource *source = SG_SOURCE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = sg_source_read_finish (source, result, &error);
  g_autoptr (GDateTime) now = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  now = look_at_clock (self);
  sg_timetable_end (self->timetable, sg_timetable_find (self->timetable, source), reading, error, g_random_double (), now);

  if (reading != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, source, reading);
  sg_refresher_run (self);
}

static void
ask (SgRefresher  *self,
     SgSourceSlot *slot,
     GDateTime    *now)
{
  sg_timetable_begin (self->timetable, slot, now);
  sg_source_read_async (slot->source, now, self->cancellable, read_cb, g_object_ref (self));
}

static gboolean
timer_cb (gpointer user_data)
{
  SgRefresher *self = user_data;

  self->timer_id = 0;
  sg_refresher_run (self);

  return G_SOURCE_REMOVE;
}

static void
set_timer (SgRefresher *self,
           GDateTime   *now)
{
  GDateTime *next = sg_timetable_get_next (self->timetable);
  gint64 milliseconds;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (next == NULL)
    return;

  milliseconds = g_date_time_difference (next, now) / G_TIME_SPAN_MILLISECOND + 1;
  if (milliseconds < 2000)
    self->timer_id = g_timeout_add (CLAMP (milliseconds, 1, 2000), timer_cb, self);
  else
    self->timer_id = g_timeout_add_seconds (MIN (milliseconds / 1000 + 1, G_MAXINT / 1000), timer_cb, self);
}

static void
ask_due (SgRefresher *self,
         gboolean     the_server,
         GDateTime   *now)
{
  GPtrArray *slots = self->timetable->slots;

  for (guint i = 0; i < slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (slots, i);

    if (sg_neighbour_asks_the_server (sg_source_get_origin (slot->source)) == the_server &&
        sg_timetable_is_due (self->timetable, slot, now))
      ask (self, slot, now);
  }
}

/**
 * sg_refresher_run:
 *
 * Asks every source that is due, the server after its neighbours, then sleeps
 * until the next one is.
 */
void
sg_refresher_run (SgRefresher *self)
{
  g_autoptr (GDateTime) now = NULL;

  g_return_if_fail (SG_IS_REFRESHER (self));

  now = look_at_clock (self);
  ask_due (self, FALSE, now);
  ask_due (self, TRUE, now);

  set_timer (self, now);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
source_changed (SgRefresher *self,
                SgSource    *source)
{
  g_autoptr (GDateTime) now = look_at_clock (self);

  sg_source_slot_note_change (sg_timetable_find (self->timetable, source), now);
  sg_refresher_run (self);
}

/**
 * sg_refresher_add:
 *
 * The source is asked by the next sg_refresher_run().
 */
void
sg_refresher_add (SgRefresher *self,
                  SgSource    *source)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  sg_timetable_add (self->timetable, source, now);
  g_signal_connect_object (source, "changed", G_CALLBACK (source_changed), self, G_CONNECT_SWAPPED);
}

/**
 * sg_refresher_refresh:
 *
 * A person asked: every source now, or as soon as its manners allow.
 */
void
sg_refresher_refresh (SgRefresher *self)
{
  g_autoptr (GDateTime) now = look_at_clock (self);

  sg_timetable_want_all (self->timetable, now);
  sg_refresher_run (self);
}

/**
 * sg_refresher_set_away:
 * @away: whether nobody looks
 *
 * Until somebody is back no server is asked unless a person wants it; then
 * at once, where it was due. Files are read all the while.
 */
void
sg_refresher_set_away (SgRefresher *self,
                       gboolean     away)
{
  g_return_if_fail (SG_IS_REFRESHER (self));

  if (self->timetable->is_away == away)
    return;

  self->timetable->is_away = away;
  sg_refresher_run (self);
}

/**
 * sg_refresher_set_frugal:
 * @frugal: whether power or data are to be saved
 *
 * Servers are asked at every fourth of their intervals until then; at once all
 * the same when a person asks, a limit begins anew, or another login comes.
 */
void
sg_refresher_set_frugal (SgRefresher *self,
                         gboolean     frugal)
{
  g_return_if_fail (SG_IS_REFRESHER (self));

  if (sg_timetable_set_frugal (self->timetable, frugal))
    sg_refresher_run (self);
}

/**
 * sg_refresher_note_reset:
 * @profile: whose limit it is
 *
 * A limit has begun anew: only the server knows what it is now, a moment later.
 */
void
sg_refresher_note_reset (SgRefresher *self,
                         const char  *profile)
{
  g_autoptr (GDateTime) now = look_at_clock (self);

  sg_timetable_want_server (self->timetable, profile, now);
  sg_refresher_run (self);
}

gboolean
sg_refresher_is_busy (SgRefresher *self)
{
  return sg_timetable_is_busy (self->timetable);
}

/**
 * sg_refresher_has_asked_all:
 *
 * Returns: whether every source that may know of @profile has answered or failed, or may not be asked yet
 */
gboolean
sg_refresher_has_asked_all (SgRefresher *self,
                            const char  *profile)
{
  return sg_timetable_has_asked_all (self->timetable, profile);
}

/**
 * sg_refresher_dup_statuses:
 *
 * Returns: (transfer full) (element-type SgSourceStatus): how every source is doing that may know of @profile
 */
GPtrArray *
sg_refresher_dup_statuses (SgRefresher *self,
                           const char  *profile)
{
  return sg_timetable_dup_statuses (self->timetable, profile);
}
