/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SgClock:
 *
 * Where "now" comes from. Everything else is told the time as an argument.
 */
#define SG_TYPE_CLOCK (sg_clock_get_type ())
G_DECLARE_FINAL_TYPE (SgClock, sg_clock, SG, CLOCK, GObject)

SgClock *sg_clock_new (void);
SgClock   *sg_clock_new_at (GDateTime *start);

GDateTime *sg_clock_now (SgClock *self) G_GNUC_WARN_UNUSED_RESULT;
gint64     sg_clock_get_elapsed (SgClock *self);
gint64     sg_clock_get_slept (SgClock *self);
void       sg_clock_advance (SgClock  *self,
                             GTimeSpan span);
void       sg_clock_sleep (SgClock  *self,
                           GTimeSpan span);
void       sg_clock_set (SgClock   *self,
                         GDateTime *time);

G_END_DECLS
