/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-refresher.h"

#include "sg-clock-watch.h"
#include "sg-endpoint-source.h"
#include "sg-neighbour.h"
#include "sg-reading.h"
#include "sg-source-slot.h"

/* A step of the clock below this is a correction. */
#define JUMP_SPAN (30 * G_TIME_SPAN_SECOND)
/* A disk that hangs must not keep us from the server for ever. */
#define NEIGHBOUR_WAIT_SECONDS 10
/* Calls for several logins come from one address: not all at once. */
#define BETWEEN_LOGINS_SECONDS 15
/* Where power or data are to be saved, of four calls one. */
#define FRUGAL_STRETCH 4

struct _SgRefresher {
  GObject       parent_instance;

  SgClock      *clock;         /* (owned) */
  SgStateFile  *state;         /* (owned) */
  GPtrArray    *slots;         /* (owned) (element-type SgSourceSlot) */
  GCancellable *cancellable;   /* (owned) */
  guint         timer_id;
  guint         clock_watch_id;
  gint64        clock_offset;  /* of the clock's time from what has elapsed, in microseconds */
  gint64        slept;         /* microseconds in suspend, when last looked at */
  gboolean      is_away;
  gboolean      is_frugal;
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
  g_clear_object (&self->state);
  g_clear_pointer (&self->slots, g_ptr_array_unref);
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
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_slot_free);
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
  self->state = g_object_ref (state);
  self->clock_offset = offset_at (self, now);
  self->slept = sg_clock_get_slept (clock);
  self->clock_watch_id = sg_clock_watch_add (clock_watch_cb, self);

  return self;
}

static SgSourceSlot *
slot_of (SgRefresher *self,
         SgSource    *source)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot->source == source)
      return slot;
  }

  return NULL;
}

/* Penalties are few and small; losing one to a full disk only costs politeness after a restart. */
static void
remember (SgRefresher  *self,
          SgSourceSlot *slot)
{
  if (sg_source_get_gap_seconds (slot->source) == 0)
    return;

  sg_source_slot_store (slot, self->state);
  sg_state_file_save (self->state, NULL);
}

/* @profile: (nullable): %NULL for every login */
static void
want_server (SgRefresher *self,
             const char  *profile,
             GDateTime   *now)
{
  g_autoptr (GDateTime) settled = g_date_time_add_seconds (now, SG_NEIGHBOUR_SETTLE_SECONDS);

  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_neighbour_asks_the_server (sg_source_get_origin (slot->source)) &&
        (profile == NULL || sg_source_is_of (slot->source, profile)))
      sg_source_slot_want (slot, settled);
  }
}

/* What a machine that has just woken cannot reach yet would count as refused. */
static void
put_off_network (SgRefresher *self,
                 GDateTime   *now)
{
  g_autoptr (GDateTime) settled = g_date_time_add_seconds (now, SG_NEIGHBOUR_SETTLE_SECONDS);

  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_get_gap_seconds (slot->source) > 0)
      sg_source_slot_put_off (slot, settled);
  }
}

static void
want_local (SgRefresher *self,
            GDateTime   *now)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_get_gap_seconds (slot->source) == 0)
      sg_source_slot_want (slot, now);
  }
}

static void
shift_slots (SgRefresher *self,
             GTimeSpan    span)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    sg_source_slot_shift (slot, span);
    remember (self, slot);
  }
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
    shift_slots (self, set_by);
  }
  if (has_slept)
    put_off_network (self, now);
  want_local (self, now);
  want_server (self, NULL, now);
  g_signal_emit (self, signals[CLOCK_JUMPED], 0);

  return now;
}

static void
keep_later (GDateTime **latest,
            GDateTime  *time)
{
  if (time == NULL || (*latest != NULL && g_date_time_compare (time, *latest) <= 0))
    return;

  g_clear_pointer (latest, g_date_time_unref);
  *latest = g_date_time_ref (time);
}

/* A neighbour speaks for its own login; one that may know any login is waited for by all. */
static gboolean
is_neighbour_of (const SgSourceSlot *slot,
                 const SgSourceSlot *server)
{
  const char *profile = sg_source_get_profile (server->source);

  return sg_neighbour_is_one (sg_source_get_origin (slot->source)) &&
         (profile == NULL || sg_source_is_of (slot->source, profile));
}

/* A neighbour that is being read may be about to say that the server wants no call. */
static void
hear_neighbours (SgRefresher  *self,
                 SgSourceSlot *server)
{
  g_autoptr (GDateTime) until = NULL;

  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);
    g_autoptr (GDateTime) heard = NULL;

    if (is_neighbour_of (slot, server))
      heard = slot->in_flight ? g_date_time_add_seconds (slot->last_try_at, NEIGHBOUR_WAIT_SECONDS)
                              : slot->neighbour_hold ? g_date_time_ref (slot->neighbour_hold) : NULL;
    else if (slot != server && slot->last_try_at != NULL && sg_neighbour_asks_the_server (sg_source_get_origin (slot->source)))
      heard = g_date_time_add_seconds (slot->last_try_at, BETWEEN_LOGINS_SECONDS);
    keep_later (&until, heard);
  }

  sg_source_slot_hold (server, until);
}

/* Without a reading what it said last still holds, unless it names a later time. */
static void
note_neighbour (SgRefresher     *self,
                SgSourceSlot    *slot,
                const SgReading *reading,
                GDateTime       *now)
{
  g_autoptr (GDateTime) hold = NULL;

  if (!sg_neighbour_is_one (sg_source_get_origin (slot->source)))
    return;

  hold = sg_neighbour_hold (reading, sg_source_get_not_before (slot->source), SG_ENDPOINT_INTERVAL_SECONDS, now);
  if (reading == NULL && slot->neighbour_hold != NULL &&
      (hold == NULL || g_date_time_compare (hold, slot->neighbour_hold) <= 0))
    return;

  g_clear_pointer (&slot->neighbour_hold, g_date_time_unref);
  slot->neighbour_hold = g_steal_pointer (&hold);
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
  SgSourceSlot *slot = slot_of (self, source);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  now = look_at_clock (self);
  note_neighbour (self, slot, reading, now);
  sg_source_slot_end (slot, error, g_random_double (), now);
  remember (self, slot);

  if (reading != NULL)
    g_signal_emit (self, signals[ANSWERED], 0, source, reading);
  sg_refresher_run (self);
}

static void
ask (SgRefresher  *self,
     SgSourceSlot *slot,
     GDateTime    *now)
{
  sg_source_slot_begin (slot, now);
  /* Before the call, not after it: a crash in between must not make us ask twice. */
  remember (self, slot);
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

/* No number is worth a call while nobody looks; who is called over the network has a gap. */
static gboolean
is_paused (SgRefresher        *self,
           const SgSourceSlot *slot)
{
  return self->is_away && !slot->asked_for && sg_source_get_gap_seconds (slot->source) > 0;
}

static void
set_timer (SgRefresher *self,
           GDateTime   *now)
{
  GDateTime *earliest = NULL;
  gint64 milliseconds;

  g_clear_handle_id (&self->timer_id, g_source_remove);

  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);
    GDateTime *next = slot->status->next_try_at;

    if (slot->in_flight || next == NULL || is_paused (self, slot))
      continue;
    if (earliest == NULL || g_date_time_compare (next, earliest) < 0)
      earliest = next;
  }
  if (earliest == NULL)
    return;

  milliseconds = g_date_time_difference (earliest, now) / G_TIME_SPAN_MILLISECOND + 1;
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
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_neighbour_asks_the_server (sg_source_get_origin (slot->source)) != the_server)
      continue;
    if (the_server)
      hear_neighbours (self, slot);
    if (sg_source_slot_is_due (slot, now) && !is_paused (self, slot))
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

  sg_source_slot_note_change (slot_of (self, source), now);
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

  g_ptr_array_add (self->slots, sg_source_slot_new (source, self->state, now));
  sg_source_slot_set_stretch (g_ptr_array_index (self->slots, self->slots->len - 1), self->is_frugal ? FRUGAL_STRETCH : 1);
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

  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    slot->asked_for = self->is_away;
    sg_source_slot_want (slot, now);
  }

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

  if (self->is_away == away)
    return;

  self->is_away = away;
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

  if (self->is_frugal == frugal)
    return;

  self->is_frugal = frugal;
  for (guint i = 0; i < self->slots->len; i++)
    sg_source_slot_set_stretch (g_ptr_array_index (self->slots, i), frugal ? FRUGAL_STRETCH : 1);
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

  want_server (self, profile, now);
  sg_refresher_run (self);
}

gboolean
sg_refresher_is_busy (SgRefresher *self)
{
  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot->in_flight)
      return TRUE;
  }

  return FALSE;
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
  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot->in_flight && slot->status->state == SG_SOURCE_STARTING && sg_source_is_of (slot->source, profile))
      return FALSE;
  }

  return TRUE;
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
  GPtrArray *statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_is_of (slot->source, profile))
      g_ptr_array_add (statuses, sg_source_status_copy (slot->status));
  }

  return statuses;
}
