/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-clock.h"

#include <time.h>

struct _SgClock {
  GObject    parent_instance;

  GDateTime *frozen_at;   /* (owned) (nullable): %NULL follows the system's clock */
  gint64     elapsed;     /* of a frozen one, in microseconds, as is @slept */
  gint64     slept;
};

G_DEFINE_FINAL_TYPE (SgClock, sg_clock, G_TYPE_OBJECT)

static void
sg_clock_finalize (GObject *object)
{
  SgClock *self = SG_CLOCK (object);

  g_clear_pointer (&self->frozen_at, g_date_time_unref);

  G_OBJECT_CLASS (sg_clock_parent_class)->finalize (object);
}

static void
sg_clock_class_init (SgClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sg_clock_finalize;
}

static void
sg_clock_init (SgClock *self)
{
}

/**
 * sg_clock_new:
 *
 * Returns: (transfer full): a clock that tells the system's time
 */
SgClock *
sg_clock_new (void)
{
  return g_object_new (SG_TYPE_CLOCK, NULL);
}

/**
 * sg_clock_new_at:
 * @start: the time it tells until sg_clock_advance() moves it
 *
 * Returns: (transfer full): a clock that stands still, for the demo and for tests
 */
SgClock *
sg_clock_new_at (GDateTime *start)
{
  SgClock *self = sg_clock_new ();

  self->frozen_at = g_date_time_to_utc (start);

  return self;
}

/**
 * sg_clock_now:
 *
 * Returns: (transfer full): the present time, UTC
 */
GDateTime *
sg_clock_now (SgClock *self)
{
  g_return_val_if_fail (SG_IS_CLOCK (self), NULL);

  return self->frozen_at ? g_date_time_ref (self->frozen_at) : g_date_time_new_now_utc ();
}

/**
 * sg_clock_advance:
 * @span: microseconds
 *
 * Moves a clock made by sg_clock_new_at(); at the end of the calendar it stays.
 */
void
sg_clock_advance (SgClock  *self,
                  GTimeSpan span)
{
  GDateTime *moved;

  g_return_if_fail (SG_IS_CLOCK (self));
  g_return_if_fail (self->frozen_at != NULL);

  moved = g_date_time_add (self->frozen_at, span);
  if (moved == NULL)
    return;

  g_date_time_unref (self->frozen_at);
  self->frozen_at = moved;
  self->elapsed += span;
}

/**
 * sg_clock_sleep:
 * @span: microseconds
 *
 * As sg_clock_advance(), with the machine suspended all that time.
 */
void
sg_clock_sleep (SgClock  *self,
                GTimeSpan span)
{
  sg_clock_advance (self, span);
  self->slept += span;
}

/**
 * sg_clock_set:
 *
 * Sets a clock made by sg_clock_new_at(), as a person sets a clock: no time passes.
 */
void
sg_clock_set (SgClock   *self,
              GDateTime *time)
{
  g_return_if_fail (SG_IS_CLOCK (self));
  g_return_if_fail (self->frozen_at != NULL);

  g_date_time_unref (self->frozen_at);
  self->frozen_at = g_date_time_to_utc (time);
}

static gint64
microseconds_of (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * sg_clock_get_elapsed:
 *
 * Returns: microseconds since a moment that stays; setting the clock does not
 *   change it, and time in suspend counts
 */
gint64
sg_clock_get_elapsed (SgClock *self)
{
  g_return_val_if_fail (SG_IS_CLOCK (self), 0);

  return self->frozen_at ? self->elapsed : microseconds_of (CLOCK_BOOTTIME);
}

/**
 * sg_clock_get_slept:
 *
 * Returns: how many of sg_clock_get_elapsed()'s microseconds the machine was suspended
 */
gint64
sg_clock_get_slept (SgClock *self)
{
  gint64 awake;

  g_return_val_if_fail (SG_IS_CLOCK (self), 0);

  if (self->frozen_at != NULL)
    return self->slept;

  /* Read first, or what passes between the two looks like less than no sleep. */
  awake = microseconds_of (CLOCK_MONOTONIC);

  return microseconds_of (CLOCK_BOOTTIME) - awake;
}
