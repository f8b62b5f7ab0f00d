/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sg-history.h"

#include "sg-time.h"

#define WEEK_SECONDS (7 * SG_DAY_SECONDS)
/* What the weekdays' hours are about */
#define HEAT_LIMIT "session"

static void
line_free (SgHistoryLine *line)
{
  g_free (line->id);
  g_array_unref (line->points);
  g_array_unref (line->windows);
  g_free (line);
}

static gint64
first_of (GArray *steps)
{
  return g_array_index (steps, gint64, 0);
}

/**
 * sg_history_get_from:
 *
 * Returns: Unix seconds, since when a record has to reach back for @span
 */
gint64
sg_history_get_from (SgHistorySpan span,
                     gint64        now,
                     GTimeZone    *zone)
{
  g_autoptr (GArray) steps = sg_history_steps_new (span, now, zone);

  return MIN (first_of (steps), now - WEEK_SECONDS);
}

static gboolean
has_points (GArray *points)
{
  for (guint i = 0; i < points->len; i++) {
    if (g_array_index (points, SgHistoryPoint, i).percent >= 0.0)
      return TRUE;
  }

  return FALSE;
}

static void
add_up (SgHistoryLine *line)
{
  for (guint i = 0; i < line->windows->len; i++) {
    const SgHistoryWindow *window = &g_array_index (line->windows, SgHistoryWindow, i);

    line->moved_percent += window->moved_percent;
    line->elsewhere_percent += window->elsewhere_percent;
  }
}

static void
add_line (SgHistory       *self,
          SgHistoryLimit  *limit,
          SgHistoryRecord *record)
{
  g_autoptr (GArray) points = sg_history_points_new (limit->samples, self->steps, self->now);
  SgHistoryLine *line;

  if (!has_points (points))
    return;

  line = g_new0 (SgHistoryLine, 1);
  line->id = g_strdup (limit->id);
  line->points = g_steal_pointer (&points);
  line->windows = sg_history_windows_new (limit->samples, record->activities, first_of (self->steps));
  add_up (line);
  g_ptr_array_add (self->lines, line);
}

static void
add_heat (SgHistory       *self,
          SgHistoryRecord *record,
          GTimeZone       *zone)
{
  if (record->counted_from > 0)
    sg_history_heat_add_costs (&self->heat, record->activities, MAX (self->heat_from, record->counted_from), self->now, zone);

  for (guint i = 0; i < record->limits->len; i++) {
    const SgHistoryLimit *limit = g_ptr_array_index (record->limits, i);

    if (g_str_equal (limit->id, HEAT_LIMIT))
      sg_history_heat_add_limit (&self->heat, limit->samples, self->heat_from, zone);
  }
}

/**
 * sg_history_new:
 * @record: reaches back to sg_history_get_from()
 * @now: Unix seconds
 * @zone: of the clock on the wall
 */
SgHistory *
sg_history_new (SgHistoryRecord *record,
                SgHistorySpan    span,
                gint64           now,
                GTimeZone       *zone)
{
  SgHistory *self = g_new0 (SgHistory, 1);

  self->span = span;
  self->now = now;
  self->steps = sg_history_steps_new (span, now, zone);
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  self->costs = sg_history_costs_new (record->activities, record->counted_from, self->steps);
  self->heat_from = MIN (first_of (self->steps), now - WEEK_SECONDS);
  for (guint i = 0; i < record->limits->len; i++)
    add_line (self, g_ptr_array_index (record->limits, i), record);
  add_heat (self, record, zone);

  return self;
}

void
sg_history_free (SgHistory *self)
{
  g_array_unref (self->steps);
  g_ptr_array_unref (self->lines);
  g_array_unref (self->costs);
  g_free (self);
}

guint
sg_history_get_n_steps (const SgHistory *self)
{
  return self->steps->len - 1;
}

/**
 * sg_history_get_top_pico_usd:
 *
 * Returns: what the dearest step cost
 */
gint64
sg_history_get_top_pico_usd (const SgHistory *self)
{
  gint64 top = 0;

  for (guint i = 0; i < self->costs->len; i++)
    top = MAX (top, g_array_index (self->costs, SgHistoryCost, i).pico_usd);

  return top;
}

/**
 * sg_history_is_empty:
 *
 * Returns: whether there is nothing to draw: no limit was read and nothing was asked
 */
gboolean
sg_history_is_empty (const SgHistory *self)
{
  for (guint i = 0; i < self->costs->len; i++) {
    if (g_array_index (self->costs, SgHistoryCost, i).n_requests > 0)
      return FALSE;
  }

  return self->lines->len == 0;
}
