/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-timetable.h"

#include "sg-endpoint-source.h"
#include "sg-neighbour.h"

/* A disk that hangs must not keep us from the server for ever. */
#define NEIGHBOUR_WAIT_SECONDS 10
/* Calls for several logins come from one address: not all at once. */
#define BETWEEN_LOGINS_SECONDS 15
/* Where power or data are to be saved, of four calls one. */
#define FRUGAL_STRETCH 4

SgTimetable *
sg_timetable_new (SgStateFile *state)
{
  SgTimetable *self = g_new0 (SgTimetable, 1);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) sg_source_slot_free);
  self->state = g_object_ref (state);
  self->stretch = 1;

  return self;
}

void
sg_timetable_free (SgTimetable *self)
{
  g_clear_pointer (&self->slots, g_ptr_array_unref);
  g_clear_object (&self->state);
  g_free (self);
}

/**
 * sg_timetable_add:
 *
 * The source is due, as far as a penalty from the run before allows it.
 */
void
sg_timetable_add (SgTimetable *self,
                  SgSource    *source,
                  GDateTime   *now)
{
  SgSourceSlot *slot = sg_source_slot_new (source, self->state, now);

  sg_source_slot_set_stretch (slot, self->stretch);
  g_ptr_array_add (self->slots, slot);
}

SgSourceSlot *
sg_timetable_find (SgTimetable *self,
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
remember (SgTimetable  *self,
          SgSourceSlot *slot)
{
  if (sg_source_get_gap_seconds (slot->source) == 0)
    return;

  sg_source_slot_store (slot, self->state);
  sg_state_file_save (self->state, NULL);
}

/**
 * sg_timetable_want_all:
 *
 * A person asked, even if nobody seemed to be there.
 */
void
sg_timetable_want_all (SgTimetable *self,
                       GDateTime   *now)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    slot->asked_for = self->is_away;
    sg_source_slot_want (slot, now);
  }
}

void
sg_timetable_want_local (SgTimetable *self,
                         GDateTime   *now)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_get_gap_seconds (slot->source) == 0)
      sg_source_slot_want (slot, now);
  }
}

/**
 * sg_timetable_want_server:
 * @profile: (nullable): whose limits; %NULL for every login
 *
 * The server has something new, a moment from now.
 */
void
sg_timetable_want_server (SgTimetable *self,
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

/**
 * sg_timetable_put_off_network:
 *
 * What a machine that has just woken cannot reach yet would count as refused.
 */
void
sg_timetable_put_off_network (SgTimetable *self,
                              GDateTime   *now)
{
  g_autoptr (GDateTime) settled = g_date_time_add_seconds (now, SG_NEIGHBOUR_SETTLE_SECONDS);

  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (sg_source_get_gap_seconds (slot->source) > 0)
      sg_source_slot_put_off (slot, settled);
  }
}

/**
 * sg_timetable_set_frugal:
 * @frugal: whether power or data are to be saved: of four calls one is made
 *
 * Returns: whether that is new
 */
gboolean
sg_timetable_set_frugal (SgTimetable *self,
                         gboolean     frugal)
{
  guint stretch = frugal ? FRUGAL_STRETCH : 1;

  if (self->stretch == stretch)
    return FALSE;

  self->stretch = stretch;
  for (guint i = 0; i < self->slots->len; i++)
    sg_source_slot_set_stretch (g_ptr_array_index (self->slots, i), stretch);

  return TRUE;
}

/**
 * sg_timetable_shift:
 * @span: by how much somebody has set the clock
 */
void
sg_timetable_shift (SgTimetable *self,
                    GTimeSpan    span)
{
  for (guint i = 0; i < self->slots->len; i++) {
    SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    sg_source_slot_shift (slot, span);
    remember (self, slot);
  }
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
hear_neighbours (SgTimetable  *self,
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
note_neighbour (SgSourceSlot    *slot,
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

/* No number is worth a call while nobody looks; who is called over the network has a gap. */
static gboolean
is_paused (const SgTimetable  *self,
           const SgSourceSlot *slot)
{
  return self->is_away && !slot->asked_for && sg_source_get_gap_seconds (slot->source) > 0;
}

/**
 * sg_timetable_is_due:
 * @slot: one of its own
 *
 * Who asks the server waits for its neighbours, and for other logins.
 */
gboolean
sg_timetable_is_due (SgTimetable  *self,
                     SgSourceSlot *slot,
                     GDateTime    *now)
{
  if (sg_neighbour_asks_the_server (sg_source_get_origin (slot->source)))
    hear_neighbours (self, slot);

  return sg_source_slot_is_due (slot, now) && !is_paused (self, slot);
}

/**
 * sg_timetable_get_next:
 *
 * Returns: (transfer none) (nullable): when the next source will be due, if one will by itself
 */
GDateTime *
sg_timetable_get_next (SgTimetable *self)
{
  GDateTime *earliest = NULL;

  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);
    GDateTime *next = slot->status->next_try_at;

    if (slot->in_flight || next == NULL || is_paused (self, slot))
      continue;
    if (earliest == NULL || g_date_time_compare (next, earliest) < 0)
      earliest = next;
  }

  return earliest;
}

/**
 * sg_timetable_begin:
 *
 * Before the call, not after it: a crash in between must not make us ask twice.
 */
void
sg_timetable_begin (SgTimetable  *self,
                    SgSourceSlot *slot,
                    GDateTime    *now)
{
  sg_source_slot_begin (slot, now);
  remember (self, slot);
}

/**
 * sg_timetable_end:
 * @reading: (nullable): what it said
 * @error: (nullable): why it said nothing
 */
void
sg_timetable_end (SgTimetable     *self,
                  SgSourceSlot    *slot,
                  const SgReading *reading,
                  const GError    *error,
                  double           jitter,
                  GDateTime       *now)
{
  note_neighbour (slot, reading, now);
  sg_source_slot_end (slot, error, jitter, now);
  remember (self, slot);
}

gboolean
sg_timetable_is_busy (SgTimetable *self)
{
  for (guint i = 0; i < self->slots->len; i++) {
    const SgSourceSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot->in_flight)
      return TRUE;
  }

  return FALSE;
}

/**
 * sg_timetable_has_asked_all:
 *
 * Returns: whether every source that may know of @profile has answered or failed, or may not be asked yet
 */
gboolean
sg_timetable_has_asked_all (SgTimetable *self,
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
 * sg_timetable_dup_statuses:
 *
 * Returns: (transfer full) (element-type SgSourceStatus): how every source is doing that may know of @profile
 */
GPtrArray *
sg_timetable_dup_statuses (SgTimetable *self,
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
