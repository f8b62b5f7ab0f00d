/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sg-reading.h"
#include "sg-source-slot.h"

G_BEGIN_DECLS

/**
 * SgTimetable:
 * @slots: (element-type SgSourceSlot): in the order they came; only ever added to
 * @is_away: whether nobody looks: no server is asked then, unless a person wants it
 *
 * When each source is to be asked, and what they have to do with each other: neighbours, logins, manners. Bookkeeping that
 * outlives a restart in the state file: it asks nobody and starts no timer.
 */
typedef struct {
  GPtrArray   *slots;
  gboolean     is_away;

  /*< private >*/
  SgStateFile *state;      /* (owned) */
  guint        stretch;
} SgTimetable;

SgTimetable  *sg_timetable_new (SgStateFile *state) G_GNUC_WARN_UNUSED_RESULT;
void          sg_timetable_free (SgTimetable *self);

void          sg_timetable_add (SgTimetable *self,
                                SgSource    *source,
                                GDateTime   *now);
SgSourceSlot *sg_timetable_find (SgTimetable *self,
                                 SgSource    *source);

void          sg_timetable_want_all (SgTimetable *self,
                                     GDateTime   *now);
void          sg_timetable_want_local (SgTimetable *self,
                                       GDateTime   *now);
void          sg_timetable_want_server (SgTimetable *self,
                                        const char  *profile,
                                        GDateTime   *now);
void          sg_timetable_put_off_network (SgTimetable *self,
                                            GDateTime   *now);
gboolean      sg_timetable_set_frugal (SgTimetable *self,
                                       gboolean     frugal);
void          sg_timetable_shift (SgTimetable *self,
                                  GTimeSpan    span);

gboolean      sg_timetable_is_due (SgTimetable  *self,
                                   SgSourceSlot *slot,
                                   GDateTime    *now);
GDateTime    *sg_timetable_get_next (SgTimetable *self);
void          sg_timetable_begin (SgTimetable  *self,
                                  SgSourceSlot *slot,
                                  GDateTime    *now);
void          sg_timetable_end (SgTimetable     *self,
                                SgSourceSlot    *slot,
                                const SgReading *reading,
                                const GError    *error,
                                double           jitter,
                                GDateTime       *now);

gboolean   sg_timetable_is_busy (SgTimetable *self);
gboolean   sg_timetable_has_asked_all (SgTimetable *self,
                                       const char  *profile);
GPtrArray *sg_timetable_dup_statuses (SgTimetable *self,
                                      const char  *profile) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
