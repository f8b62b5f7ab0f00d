/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-refresher.h"

#include "sg-reading.h"
#include "sg-source-slot.h"

struct _SgRefresher {
  GObject       parent_instance;

  SgClock      *clock;         /* (owned) */
  SgStateFile  *state;         /* (owned) */
  GPtrArray    *slots;         /* (owned) (element-type SgSourceSlot) */
  GCancellable *cancellable;   /* (owned) */
  guint         timer_id;
};

enum { ANSWERED, CHANGED, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgRefresher, sg_refresher, G_TYPE_OBJECT)

static void
sg_refresher_dispose (GObject *object)
{
  SgRefresher *self = SG_REFRESHER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->timer_id, g_source_remove);

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
}

static void
sg_refresher_init (SgRefresher *self)
{
  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_slot_free);
  self->cancellable = g_cancellable_new ();
}

SgRefresher *
sg_refresher_new (SgClock     *clock,
                  SgStateFile *state)
{
  SgRefresher *self = g_object_new (SG_TYPE_REFRESHER, NULL);

  self->clock = g_object_ref (clock);
  self->state = g_object_ref (state);

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

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (SgRefresher) self = user_data;
  SgSource *source = SG_SOURCE (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgReading) reading = sg_source_read_finish (source, result, &error);
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);
  SgSourceSlot *slot = slot_of (self, source);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

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

    if (!slot->in_flight && next != NULL && (earliest == NULL || g_date_time_compare (next, earliest) < 0))
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

/**
 * sg_refresher_run:
 *
 * Asks every source that is due, then sleeps until the next one is.
 */
void
sg_refresher_run (SgRefresher *self)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  g_return_if_fail (SG_IS_REFRESHER (self));

  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_slot_is_due (slot, now))
      ask (self, slot, now);
  }

  set_timer (self, now);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
source_changed (SgRefresher *self,
                SgSource    *source)
{
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

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
  g_autoptr (GDateTime) now = sg_clock_now (self->clock);

  for (guint i = 0; i < self->slots->len; i++)
    sg_source_slot_want (g_ptr_array_index (self->slots, i), now);

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
 * Returns: whether every source has answered or failed, or may not be asked yet
 */
gboolean
sg_refresher_has_asked_all (SgRefresher *self)
{
  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot->in_flight && slot->status->state == SG_SOURCE_STARTING)
      return FALSE;
  }

  return TRUE;
}

/**
 * sg_refresher_dup_statuses:
 *
 * Returns: (transfer full) (element-type SgSourceStatus): how every source is doing
 */
GPtrArray *
sg_refresher_dup_statuses (SgRefresher *self)
{
  GPtrArray *statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_status_free);

  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    g_ptr_array_add (statuses, sg_source_status_copy (slot->status));
  }

  return statuses;
}
