/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-clock.h"

struct _SgClock {
  GObject    parent_instance;

  GDateTime *frozen_at;   /* (owned) (nullable): %NULL follows the system's clock */
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
}
