/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-source-status.h"
#include "sg-source.h"
#include "sg-state-file.h"

G_BEGIN_DECLS

/**
 * SgSourceSlot:
 * @last_try_at: (nullable): when the other side was last asked, or at the latest can have been, in this run or the one before
 * @try_before_at: (nullable): what @last_try_at was before the read under way
 * @not_before: (nullable): the end of a penalty
 * @wished_at: (nullable): when it would be asked if manners allowed it; %NULL waits for a change
 * @held_until: (nullable): until when asking would annoy a neighbour's server or tell nothing new
 * @neighbour_hold: (nullable): what this source, as a neighbour, asks of the one that calls the server
 * @set_in_flight: by how many microseconds somebody has set the clock since the read began
 * @stretch: how many times its interval it waits: more than 1 while power or data are to be saved
 * @timed: whether @wished_at is what the interval says, and nobody's wish
 * @n_failures: in a row
 * @wanted: asked for while a read was under way
 * @asked_for: by a person, although nobody seemed to be there
 *
 * One source's place in the timetable. Pure bookkeeping: it asks nobody and starts no timer.
 */
typedef struct {
  SgSource       *source;
  SgSourceStatus *status;
  GDateTime      *last_try_at;
  GDateTime      *try_before_at;
  GDateTime      *not_before;
  GDateTime      *wished_at;
  GDateTime      *held_until;
  GDateTime      *neighbour_hold;
  GTimeSpan       set_in_flight;
  guint           n_failures;
  guint           stretch;
  gboolean        timed;
  gboolean        in_flight;
  gboolean        wanted;
  gboolean        asked_for;
} SgSourceSlot;

SgSourceSlot *sg_source_slot_new (SgSource    *source,
                                  SgStateFile *state,
                                  GDateTime   *now) G_GNUC_WARN_UNUSED_RESULT;
void          sg_source_slot_free (SgSourceSlot *self);

gboolean      sg_source_slot_is_due (const SgSourceSlot *self,
                                     GDateTime          *now);
void          sg_source_slot_want (SgSourceSlot *self,
                                   GDateTime    *at);
void          sg_source_slot_put_off (SgSourceSlot *self,
                                      GDateTime    *until);
void          sg_source_slot_hold (SgSourceSlot *self,
                                   GDateTime    *until);
void          sg_source_slot_set_stretch (SgSourceSlot *self,
                                          guint         stretch);
void          sg_source_slot_shift (SgSourceSlot *self,
                                    GTimeSpan     span);
void          sg_source_slot_note_change (SgSourceSlot *self,
                                          GDateTime    *now);
void          sg_source_slot_begin (SgSourceSlot *self,
                                    GDateTime    *now);
void          sg_source_slot_end (SgSourceSlot *self,
                                  const GError *error,
                                  double        jitter,
                                  GDateTime    *now);
void          sg_source_slot_store (const SgSourceSlot *self,
                                    SgStateFile        *state);

G_END_DECLS
